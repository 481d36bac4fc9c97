"""Bases and the scores in them."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from residview.errors import BadRange, UnknownBasis
from residview.store.session import searchable
from residview.store.tables import Basis, Model, PointSetRow, ScoreBlock

BYTES_PER_NUMBER = 4


def bases(session: Session, model: Model) -> Sequence[Basis]:
    return session.scalars(select(Basis).where(Basis.model_id == model.id).order_by(Basis.id)).all()


def basis(session: Session, model: Model, name: str) -> Basis:
    found = session.scalar(select(Basis).where(Basis.model_id == model.id, Basis.name == searchable(name)))
    if found is None:
        raise UnknownBasis(model.name, name, [each.name for each in bases(session, model)])
    return found


def scores(session: Session, basis: Basis, points: PointSetRow, first: int, last: int) -> bytes:
    """Scores of a point set in components `first` to `last` (counted from 1): (n, k) float32, column-major.

    A column is contiguous, so that a block of components is the concatenation of its columns' bytes.
    """
    if not 1 <= first <= last <= basis.n_components:
        raise BadRange(
            f"Components {first} to {last} were asked for; the basis {basis.name!r} has 1 to {basis.n_components}."
        )
    query = (
        select(ScoreBlock)
        .where(ScoreBlock.basis_id == basis.id, ScoreBlock.point_set_id == points.id)
        .where(ScoreBlock.last >= first, ScoreBlock.first <= last)
        .order_by(ScoreBlock.first)
    )
    column = points.n * BYTES_PER_NUMBER
    parts = []
    for block in session.scalars(query):
        start, stop = max(first, block.first), min(last, block.last)
        parts.append(block.data[(start - block.first) * column : (stop - block.first + 1) * column])
    return b"".join(parts)
