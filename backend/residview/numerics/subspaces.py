"""How much of a set of rows lies in the leading components of a basis, from the rows' moments alone.

All in the space the basis was fitted in: moments of scaled rows where it scales.
"""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from residview.numerics import chance
from residview.numerics.moments import Matrix, Moments, Vector


def measure(
    components: Matrix,
    sets: Mapping[str, Moments],
    k_angles: int,
    seed: int = chance.SEED,
    samples: int = chance.SAMPLES,
) -> dict[str, dict[str, Any]]:
    """For each set of rows what lies in the first k of the components (k_max, d), for every k, beside its chance
    level; the fields are those of `api.schemas_measures.SubspaceOut`.

    Sets without any length have shares of 0. Principal angles go up to `k_angles`, or as far as both sides have
    components. One draw of random subspaces serves all sets.
    """
    k_max, d = components.shape
    centered = {name: own_components(_covariance(rows), rows.n - 1) for name, rows in sets.items()}
    raw = {name: _largest_first(np.linalg.eigvalsh(rows.mean_square())) for name, rows in sets.items()}
    spectra = np.stack([spectrum for name in sets for spectrum in (centered[name][0], raw[name])])
    k_drawn = min(k_angles, k_max)
    shares, smallest = chance.random_subspaces(spectra, k_max, k_drawn, seed, samples)
    low, high = np.quantile(shares, (chance.LOW, chance.HIGH), axis=0)
    angles_low, angles_high = np.quantile(smallest, (chance.LOW, chance.HIGH), axis=0)
    point_low, point_high = chance.point_share_range(k_max, d)
    measured = {}
    for i, (name, rows) in enumerate(sets.items()):
        spectrum, own = centered[name]
        k_here = min(k_drawn, len(own))
        measured[name] = {
            "n": rows.n,
            "d": d,
            "k_max": k_max,
            "chance": (np.arange(1, k_max + 1) / d).tolist(),
            "centered": _energy(energy_shares(_covariance(rows), components), low[2 * i], high[2 * i]),
            "raw": _energy(energy_shares(rows.mean_square(), components), low[2 * i + 1], high[2 * i + 1]),
            "point_low": point_low.tolist(),
            "point_high": point_high.tolist(),
            "angles": [principal_angles(components[:k], own[:k]).tolist() for k in range(1, k_here + 1)],
            "angles_low": angles_low[:k_here].tolist(),
            "angles_high": angles_high[:k_here].tolist(),
            "seed": seed,
            "samples": samples,
            "spectrum_centered": concentration(spectrum, k_max),
            "spectrum_raw": concentration(raw[name], k_max),
        }
    return measured


def energy_shares(second_moment: Matrix, components: Matrix) -> Vector:
    """Share of the rows' squared length in the first 1 to k of the orthonormal components (k, d), (k,).

    second_moment: (d, d), of the rows about their mean or about the origin. tr(PS) / tr(S), where P projects.
    """
    total = np.trace(second_moment)
    if total <= 0:
        return np.zeros(len(components))
    along = np.einsum("kd,de,ke->k", components, second_moment, components, optimize=True)
    shares: Vector = np.cumsum(along) / total
    return shares


def own_components(covariance: Matrix, rank: int) -> tuple[Vector, Matrix]:
    """All eigenvalues (d,), largest first, and the components (m, d), m <= rank, that are no rounding noise."""
    values, vectors = np.linalg.eigh(covariance)
    values = _largest_first(values)
    noise = np.finfo(np.float64).eps * len(values) * values[0]
    spanned = min(int((values > noise).sum()), rank)
    return values, vectors[:, ::-1].T[:spanned]


def principal_angles(a: Matrix, b: Matrix) -> Vector:
    """The k principal angles between the spans of two sets of orthonormal rows (k, d), in degrees, ascending.

    Small ones from sines, large ones from cosines: the cosine of a small angle is 1 to more digits than there are
    (Björck & Golub 1973; Knyazev & Argentati 2002).
    """
    inner = b @ a.T
    cosines = np.linalg.svd(inner, compute_uv=False)
    sines = np.linalg.svd(b - inner @ a, compute_uv=False)[::-1]
    small = cosines**2 >= 0.5
    angles = np.where(small, np.arcsin(np.minimum(sines, 1)), np.arccos(np.minimum(cosines, 1)))
    return np.sort(np.degrees(angles))


def concentration(spectrum: Vector, k_max: int) -> dict[str, Any]:
    """How many directions a set of rows uses; `spectrum` holds all its eigenvalues (d,), largest first.

    Stable rank Σλ/λ₁ (Rudelson & Vershynin 2007), participation ratio (Σλ)²/Σλ², cumulative shares up to `k_max`;
    all 0 where the rows have no length.
    """
    total = float(spectrum.sum())
    if total <= 0:
        return {"total": 0.0, "stable_rank": 0.0, "participation_ratio": 0.0, "cumulative": [0.0] * k_max}
    weights = spectrum / total
    return {
        "total": total,
        "stable_rank": float(1 / weights[0]),
        "participation_ratio": float(1 / (weights**2).sum()),
        "cumulative": np.cumsum(weights)[:k_max].tolist(),
    }


def _covariance(rows: Moments) -> Matrix:
    return rows.covariance() if rows.n > 1 else rows.scatter


def _largest_first(values: NDArray[np.floating]) -> Vector:
    """Eigenvalues of a matrix that has none below 0 but by rounding."""
    descending: Vector = np.maximum(values[::-1], 0.0)
    return descending


def _energy(share: Vector, low: Vector, high: Vector) -> dict[str, list[float]]:
    return {"share": share.tolist(), "low": low.tolist(), "high": high.tolist()}
