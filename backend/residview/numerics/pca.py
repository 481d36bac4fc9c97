"""Principal component analysis: exact, from moments, with signs fixed by rule.

Exact only: on embedding tables with a flat spectrum, randomised and incremental methods return other components.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from residview.errors import BadFit
from residview.numerics.moments import Matrix, Moments, Vector

#: Neighbours whose variances differ by less than this share of the larger may rotate into one another.
NEAR_EQUAL = 0.02


@dataclass(frozen=True)
class Pca:
    """center: (d,), in the rows' units, subtracted before scoring, 0 if the fit was not centred. scale: (d,), what
    each coordinate is divided by after that; None where the fit does not scale. components: (k, d), orthonormal rows,
    directions of the scaled space. variances: (m,) with m >= k, along each direction that the rows span, largest
    first, in the rows' units squared, or without unit if scaled (mean squares if not centred)."""

    center: Vector
    components: Matrix
    variances: Vector
    scale: Vector | None = None

    @property
    def variance_shares(self) -> Vector:
        """Share of the rows' total variance along each direction, (m,), summing to 1."""
        shares: Vector = self.variances / self.variances.sum()
        return shares

    @property
    def center_scores(self) -> Vector:
        """The centre's own coordinates, (k,): a score plus these is the coordinate from the origin."""
        center = self.center if self.scale is None else self.center / self.scale
        return self.components @ center


def fit(moments: Moments, centered: bool, n_components: int | None = None, scaled: bool = False) -> Pca:
    """The leading `n_components` principal components of the rows behind `moments`; all there are if None.

    Eigenvectors of the covariance (the mean square if not centred), in float64. `scaled` first divides each
    coordinate by its standard deviation, so that they are those of the correlation matrix (Jolliffe 2002, 2.3).
    Directions whose variance is rounding noise are not components. Raises BadFit where the rows span no direction.
    """
    if moments.n < 2:
        raise BadFit(f"A fit needs two rows or more; there is {moments.n}.")
    d = len(moments.mean)
    scale = moments.spread() if scaled else None
    seen = moments.scaled(scale)
    values, vectors = np.linalg.eigh(seen.covariance() if centered else seen.mean_square())
    values, vectors = values[::-1], vectors[:, ::-1]
    noise = np.finfo(np.float64).eps * d * max(values[0], 0.0)
    spanned = min(int((values > noise).sum()), moments.n - 1 if centered else moments.n, d)
    if spanned == 0:
        raise BadFit("All fitted rows are equal, so they have no principal components.")
    kept = spanned if n_components is None else min(n_components, spanned)
    center = moments.mean if centered else np.zeros(d)
    return Pca(center, fix_signs(vectors[:, :kept].T), values[:spanned].copy(), scale)


def fix_signs(components: Matrix) -> Matrix:
    """Each row (of (k, d)) turned so that its loading of largest magnitude is positive, as scikit-learn does.

    Of magnitudes equal to within 1e-6 the first counts, so that rounding does not flip a sign.
    """
    magnitudes = np.abs(components)
    first = np.argmax(magnitudes >= magnitudes.max(axis=1, keepdims=True) * (1 - 1e-6), axis=1)
    signs = np.sign(components[np.arange(len(components)), first])
    return np.ascontiguousarray(components * signs[:, None])


def project(rows: NDArray[np.floating], center: Vector, components: Matrix, scale: Vector | None = None) -> Matrix:
    """Scores (n, k) of rows (n, d): the coordinates of each row minus the centre, over the scale, in float64."""
    return seen_from(rows, center, scale) @ components.T


def seen_from(rows: NDArray[np.floating], center: Vector, scale: Vector | None = None) -> Matrix:
    """Rows (n, d) minus a centre (d,), over the scale (d,) if there is one, in float64."""
    seen: Matrix = rows - center
    if scale is not None:
        seen /= scale
    return seen


def squared_lengths(rows: NDArray[np.floating], centers: Iterable[Vector], scale: Vector | None = None) -> Matrix:
    """Squared lengths (n, m) of rows (n, d) from each of m centres (d,), after scaling."""
    seen = (seen_from(rows, center, scale) for center in centers)
    return np.stack([np.einsum("nd,nd->n", each, each) for each in seen], axis=1)


def near_equal_runs(variances: Vector, tolerance: float = NEAR_EQUAL) -> list[tuple[int, int]]:
    """Runs (first, last), counted from 1, in which each variance is within `tolerance` of the one before it.

    Neighbours in a run are free to rotate into one another; the ends of a long run need not be near at all."""
    close = (variances[:-1] - variances[1:]) < tolerance * variances[:-1]
    runs: list[tuple[int, int]] = []
    for i in np.flatnonzero(close).tolist():
        if runs and runs[-1][1] == i + 1:
            runs[-1] = (runs[-1][0], i + 2)
        else:
            runs.append((i + 1, i + 2))
    return runs
