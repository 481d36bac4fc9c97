"""What directions drawn at random would give: the level beside every measure.

Closed forms where there are any; else drawn with a seed that is recorded. SciPy is imported where it is needed: it
takes 30 MB that a process which only serves has no use for.
"""

import numpy as np
from numpy.typing import NDArray

from residview.numerics.moments import Matrix, Vector

#: A range is from the LOW to the HIGH quantile.
LOW, HIGH = 0.05, 0.95
SEED = 0
SAMPLES = 400


def random_subspaces(
    spectra: Matrix, k_max: int, k_angles: int, seed: int = SEED, samples: int = SAMPLES
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Measures of `samples` random subspaces of each dimension up to `k_max`, nested in one another.

    spectra: (m, d), the eigenvalues of the second moments of m sets of rows. Returns the shares of each set's squared
    length inside, (samples, m, k_max), 0 for a set of length 0; and the smallest principal angle to a fixed subspace
    of the same dimension up to `k_angles`, in degrees, (samples, k_angles).

    A uniformly random subspace is spanned by Gaussian columns, and looks alike from every orthonormal basis: so
    the rows' own components may be taken for the axes, where their second moment is diagonal (Vershynin 2018, 5.2).
    """
    d = spectra.shape[1]
    weights = _shares_of(spectra)
    shares = np.empty((samples, len(spectra), k_max))
    corners = np.empty((samples, k_angles, k_angles))
    random = np.random.default_rng(seed)
    for i in range(samples):
        q = np.linalg.qr(random.standard_normal((k_max, d)).T)[0]
        corners[i] = q[:k_angles, :k_angles]
        shares[i] = np.cumsum(weights @ q**2, axis=1)
    cosines = [np.linalg.svd(corners[:, :k, :k], compute_uv=False)[:, :1] for k in range(1, k_angles + 1)]
    largest = np.concatenate(cosines, axis=1) if cosines else np.empty((samples, 0))
    return shares, np.degrees(np.arccos(np.minimum(largest, 1)))


def _shares_of(spectra: Matrix) -> Matrix:
    totals = spectra.sum(axis=1, keepdims=True)
    return spectra / np.where(totals > 0, totals, 1)


def direction_share_range(spectrum: Vector, seed: int = SEED, samples: int = 4096) -> tuple[float, float]:
    """The LOW and HIGH quantiles of the share of variance along one random direction; 0 where there is no variance.

    spectrum: (d,), the eigenvalues of the rows' covariance. The share is Σλg² / ΣλΣg² for d Gaussians g; quantiles
    of 4,096 draws lie between the true ones of 4.3 % and 5.7 %, of 94.3 % and 95.7 %, 19 times in 20.
    """
    squares = np.random.default_rng(seed).standard_normal((samples, len(spectrum))) ** 2
    shares = squares @ _shares_of(spectrum[None])[0] / squares.sum(axis=1)
    low, high = np.quantile(shares, (LOW, HIGH))
    return float(low), float(high)


def share_variance(k: int, spectrum: Vector) -> float:
    """Variance of the share of squared length inside a uniformly random k-dimensional subspace; its mean is k / d.

    spectrum: (d,), d >= 2. 2k(d - k) / (d(d - 1)(d + 2)) · (tr S² - 1/d) with tr S = 1: of the quadratics that no
    rotation changes only the traceless part of S is left, and k = 1 gives the constant (Beta(1/2, (d - 1)/2)).
    """
    d = len(spectrum)
    weights = _shares_of(spectrum[None])[0]
    return float(2 * k * (d - k) / (d * (d - 1) * (d + 2)) * ((weights**2).sum() - 1 / d))


def point_share_range(k_max: int, d: int) -> tuple[Vector, Vector]:
    """The LOW and HIGH quantiles, (k_max,) each, of one point's share in a random subspace of dimension 1 to k_max.

    The share is Beta(k/2, (d - k)/2): a sum of k squared Gaussians over the sum of all d.
    """
    from scipy.special import betaincinv

    k = np.arange(1, k_max + 1)
    inside, outside = k / 2, np.maximum(d - k, 1) / 2
    low, high = (np.where(k < d, betaincinv(inside, outside, quantile), 1.0) for quantile in (LOW, HIGH))
    return low, high


def cosine_range(d: int) -> tuple[float, float]:
    """The LOW and HIGH quantiles of the cosine of two random directions: its square is Beta(1/2, (d - 1)/2)."""
    from scipy.special import betaincinv

    if d == 1:
        return -1.0, 1.0
    high = float(np.sqrt(betaincinv(0.5, (d - 1) / 2, HIGH - LOW)))
    return -high, high


def cosine_size(d: int) -> float:
    """The HIGH quantile of the size of the cosine of two random directions."""
    from scipy.special import betaincinv

    return 1.0 if d == 1 else float(np.sqrt(betaincinv(0.5, (d - 1) / 2, HIGH)))


def largest_cosine(d: int, n_pairs: int) -> float:
    """Median of the largest magnitude among the cosines of `n_pairs` independent pairs of random directions.

    The largest of n lies below x with probability F(x)ⁿ. Solved for the upper tail 1 - F, where hundreds of millions
    of pairs do not round to 1.
    """
    from scipy.special import betainccinv

    if d == 1 or n_pairs < 1:
        return 1.0 if d == 1 else 0.0
    tail = -np.expm1(np.log(0.5) / n_pairs)
    return float(np.sqrt(betainccinv(0.5, (d - 1) / 2, tail)))
