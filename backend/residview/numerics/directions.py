"""Directions between points, and coordinates along directions."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from residview.numerics.moments import Matrix, Vector
from residview.numerics.pca import project

#: Means of float32 rows that differ at all differ by more, relative to their length.
_ROUNDING = 1e-14
#: A length nearer to 1 than this is 1 but for rounding, for some 16,000 coordinates.
_UNIT = 1e-12


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

    def reading(self, vector: Vector) -> Vector:
        """A vector (d,) that rows are read along, x · v, as the unit vector of this space that reads them alike, up to
        a factor: (v s) · ((x - c) / s) = v · (x - c), so it is multiplied by the scale that rows are divided by. The
        `functional` of a mix is read as the mix is."""
        along = vector if self.scale is None else vector * self.scale
        read: Vector = along / np.linalg.norm(along)
        return read

    def cosines(self, vector: Vector) -> Vector:
        """The cosines (k,) of a vector (d,) between points with each component, in this space."""
        along: Vector = (self.components @ self.direction(vector)).clip(-1, 1)
        return along

    @property
    def functionals(self) -> Matrix:
        """(k, d): for each component the vector of the rows' own space whose dot product with a row from the centre is
        the row's score.

        Where the basis scales, a score is w · ((x - c) / s) = (w / s) · (x - c): divided by the scale, as a vector
        between points is (`direction`), but from the other side of the dot product."""
        return self._scaled(self.components)

    def functional(self, weights: Vector) -> Vector:
        """The same (d,) for the weighted sum of scores; weights: (k,)."""
        return self._scaled(weights @ self.components)

    def _scaled(self, values: Matrix) -> Matrix:
        return values if self.scale is None else values / self.scale


def difference(plus: Vector, minus: Vector | None) -> tuple[float, Vector] | None:
    """From one mean (d,) to another, or to one from the origin: its length in the rows' units, and the unit vector
    along it. None where no length is left but rounding."""
    vector = plus if minus is None else plus - minus
    length = float(np.linalg.norm(vector))
    compared = max(float(np.linalg.norm(each)) for each in (plus, minus) if each is not None)
    return None if length <= _ROUNDING * compared else (length, vector / length)


def unit(vector: Vector) -> tuple[float, Vector] | None:
    """The length of a vector (d,) and the unit vector along it; None for zeros. What is of length 1 but for rounding
    comes back as it is, bit for bit. Divided by its largest coordinate first, so that no square overflows."""
    largest = float(np.abs(vector).max())
    if largest == 0:
        return None
    relative = vector / largest
    length = float(np.linalg.norm(relative))
    if abs(largest * length - 1) <= _UNIT:
        return largest * length, vector
    return largest * length, relative / length
