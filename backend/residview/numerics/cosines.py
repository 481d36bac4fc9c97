"""Cosines and distances in the full space, and the cosines that chance would give."""

import numpy as np
from numpy.typing import NDArray

from residview.numerics.moments import Vector


def cosines(rows: NDArray[np.floating], point: NDArray[np.floating]) -> Vector:
    """The cosine (n,) of each row (n, d) with a point (d,), in float64; 0 where either has length 0."""
    exact, other = rows.astype(np.float64), point.astype(np.float64)
    lengths = np.linalg.norm(exact, axis=1) * np.linalg.norm(other)
    along: Vector = np.divide(exact @ other, lengths, out=np.zeros(len(exact)), where=lengths > 0)
    return along.clip(-1, 1)


def distances(rows: NDArray[np.floating], point: NDArray[np.floating]) -> Vector:
    """The Euclidean distance (n,) of each row (n, d) from a point (d,), in the rows' units, in float64."""
    apart: Vector = np.linalg.norm(rows.astype(np.float64) - point.astype(np.float64), axis=1)
    return apart


def random_cosine_quantile(d: int, p: float) -> float:
    """The p-quantile of the cosine of two directions drawn at random in d dimensions, 0 < p < 1.

    It is one coordinate of a uniform point of the unit sphere: its square is Beta(1/2, (d - 1)/2) distributed, and
    either sign is as likely.
    """
    from scipy.special import betaincinv  # tens of MB that most answers do without

    side = float(np.sign(p - 0.5))
    if d == 1:
        return side
    return side * float(np.sqrt(betaincinv(0.5, (d - 1) / 2, abs(2 * p - 1))))
