"""Points by name, whether their rows are stored or are sums of stored rows."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from residview.errors import BadPoints, BadRange
from residview.store import models, sums, vectors
from residview.store.tables import Model, PointSetRow
from residview.store.vectors import ROWS_WHILE_SERVING, Array, Rows


@dataclass(frozen=True)
class Points:
    """`blocks` brings the n rows in order, (<= ROWS_WHILE_SERVING, d) at a time; `stored` is None for sums."""

    name: str
    n: int
    checksum: str
    blocks: Callable[[], Iterator[Array]]
    stored: PointSetRow | None = None


def find(session: Session, model: Model, name: str) -> Points:
    """A point set of the model, or the sums of a prompt. Raises UnknownPointSet or UnknownSums."""
    if name.startswith(sums.PREFIX):
        made = sums.find(session, model, name)
        return Points(name, len(made.ids), sums.checksum(made), lambda: iter([sums.rows(session, model, made)]))
    stored = models.point_set(model, name)

    def blocks() -> Iterator[Array]:
        return vectors.read(session, stored.id, size=ROWS_WHILE_SERVING)

    return Points(name, stored.n, stored.checksum, blocks, stored)


def row(session: Session, point_set: PointSetRow, id_: int) -> Rows:
    """The row (d,) of one point. Raises BadRange where there is none of this id."""
    check_ids(point_set, [id_])
    (block,) = vectors.pick(session, point_set.id, [id_])
    found: Rows = block[0]
    return found


def check_ids(point_set: PointSetRow, ids: Sequence[int]) -> None:
    """Raise BadRange, naming the first id that the point set does not have."""
    wrong = next((id_ for id_ in ids if not 0 <= id_ < point_set.n), None)
    if wrong is not None:
        raise BadRange(
            f"There is no point {wrong} among the {point_set.name}: they have the ids 0 to {point_set.n - 1}."
        )


def check_widths(a: PointSetRow, b: PointSetRow) -> None:
    """Raise BadPoints where two point sets do not lie in one space."""
    if a.d != b.d:
        raise BadPoints(
            f"The {a.name} have {a.d} coordinates, the {b.name} {b.d}: they lie in different spaces and cannot be "
            "compared. Choose two point sets of one width."
        )
