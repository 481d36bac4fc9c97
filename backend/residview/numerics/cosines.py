"""Cosines between rows: the largest among very many, and all of a few."""

import numpy as np
from numpy.typing import NDArray

from residview.numerics.moments import Matrix, Vector

_ROWS_AT_ONCE = 512
#: Candidates that float32 chooses for each one that float64 then ranks.
_CANDIDATES_EACH = 4
#: More than float32 is wrong about a cosine.
_SLACK = 1e-5
#: A row this near to the mean, beside the mean's length, is the mean itself up to rounding: rows of float32 differ
#: by more or not at all.
_ZERO = 1e-12

_Indices = NDArray[np.intp]


def unit_rows(rows: NDArray[np.floating], mean: Vector | None = None) -> tuple[Matrix, NDArray[np.bool_]]:
    """Rows (n, d), minus a mean (d,), at length 1, in float64; and which have a length at all. The others stay 0."""
    seen = rows.astype(np.float64)
    floor = 0.0
    if mean is not None:
        seen -= mean
        floor = _ZERO * float(np.linalg.norm(mean))
    lengths = np.linalg.norm(seen, axis=1)
    has_length = lengths > floor
    seen[~has_length] = 0
    seen[has_length] /= lengths[has_length, None]
    return seen, has_length


def gram(rows: NDArray[np.floating], mean: Vector | None = None) -> NDArray[np.float32]:
    """Cosines (n, n) of rows (n, d) with each other, minus a mean if given; 0 where a row has no length."""
    unit, _ = unit_rows(rows, mean)
    return (unit @ unit.T).clip(-1, 1).astype(np.float32)


class LargestCosines:
    """The `k` pairs of a row and a column with the largest cosines by magnitude, over blocks of rows.

    Each block is compared in float32; the best of it are computed again in float64 and ranked by that. Rows and
    columns without length take no part. Ties go to the lower row, then column.
    """

    def __init__(
        self,
        columns: NDArray[np.floating],
        k: int,
        row_mean: Vector | None = None,
        column_mean: Vector | None = None,
    ) -> None:
        """columns: (m, d), all that each row is compared with."""
        unit, has_length = unit_rows(columns, column_mean)
        self._columns = unit[has_length]
        self._numbers = np.flatnonzero(has_length)
        self._single = self._columns.astype(np.float32)
        self._row_mean = row_mean
        self._k = k
        self._rows: _Indices = np.empty(0, np.intp)
        self._cols: _Indices = np.empty(0, np.intp)
        self._cosines: Vector = np.empty(0)
        self._seen = 0
        self.n_pairs = 0

    def add(self, block: NDArray[np.floating]) -> None:
        """Compare more rows (n, d), numbered on from those before."""
        for first in range(0, len(block), _ROWS_AT_ONCE):
            self._add(block[first : first + _ROWS_AT_ONCE])

    def _add(self, block: NDArray[np.floating]) -> None:
        unit, has_length = unit_rows(block, self._row_mean)
        numbers = self._seen + np.flatnonzero(has_length)
        self._seen += len(block)
        unit = unit[has_length]
        self.n_pairs += len(unit) * len(self._columns)
        magnitudes = np.abs(unit.astype(np.float32) @ self._single.T).ravel()
        wanted = self._k * _CANDIDATES_EACH
        if len(self._cosines) == wanted:
            found = np.flatnonzero(magnitudes >= abs(self._cosines[-1]) - _SLACK)
        else:
            found = np.arange(len(magnitudes))
        if len(found) > wanted:
            found = found[np.argpartition(-magnitudes[found], wanted)[:wanted]]
        if len(found) == 0:
            return
        row, column = np.unravel_index(found, (len(unit), len(self._columns)))
        exact = np.einsum("nd,nd->n", unit[row], self._columns[column]).clip(-1, 1)
        self._keep(numbers[row], self._numbers[column], exact, wanted)

    def _keep(self, rows: _Indices, columns: _Indices, cosines: Vector, wanted: int) -> None:
        rows = np.concatenate([self._rows, rows])
        columns = np.concatenate([self._cols, columns])
        cosines = np.concatenate([self._cosines, cosines])
        best = np.lexsort((columns, rows, -np.abs(cosines)))[:wanted]
        self._rows, self._cols, self._cosines = rows[best], columns[best], cosines[best]

    def pairs(self) -> list[tuple[int, int, float]]:
        """(row, column, cosine), largest magnitude first."""
        kept = zip(self._rows.tolist(), self._cols.tolist(), self._cosines.tolist(), strict=True)
        return list(kept)[: self._k]
