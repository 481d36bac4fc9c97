"""How near the rows of a point set are to one point, in the full space."""

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
