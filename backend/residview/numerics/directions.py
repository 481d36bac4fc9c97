"""Directions between points, and coordinates along directions."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from residview.numerics.moments import Matrix, Vector
from residview.numerics.pca import project

#: Means of float32 rows that differ at all differ by more, relative to their length.
_ROUNDING = 1e-14


@dataclass(frozen=True)
class Frame:
    """The space a basis was fitted in. center: (d,), in the rows' units; scale: (d,), what each coordinate was
    divided by, or None; components: (k, d), orthonormal rows after scaling."""

    center: Vector
    scale: Vector | None
    components: Matrix

    def coordinates(self, rows: NDArray[np.floating], directions: Matrix) -> Matrix:
        """(n, k): how far rows (n, d) lie from the centre along directions (k, d) of this space, in float64."""
        return project(rows, self.center, directions, self.scale)

    def direction(self, vector: Vector) -> Vector:
        """A vector (d,) between points, as a unit vector of this space."""
        scaled = self._scaled(vector)
        unit: Vector = scaled / np.linalg.norm(scaled)
        return unit

    def cosines(self, vector: Vector) -> Vector:
        """The cosines (k,) of a vector (d,) between points with each component, in this space."""
        along: Vector = (self.components @ self.direction(vector)).clip(-1, 1)
        return along

    def _scaled(self, values: Matrix) -> Matrix:
        return values if self.scale is None else values / self.scale


def difference(plus: Vector, minus: Vector | None) -> tuple[float, Vector] | None:
    """From one mean (d,) to another, or to one from the origin: its length in the rows' units, and the unit vector
    along it. None where no length is left but rounding."""
    vector = plus if minus is None else plus - minus
    length = float(np.linalg.norm(vector))
    compared = max(float(np.linalg.norm(each)) for each in (plus, minus) if each is not None)
    return None if length <= _ROUNDING * compared else (length, vector / length)
