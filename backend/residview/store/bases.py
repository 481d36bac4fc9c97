"""Bases and the scores in them."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from residview.errors import UnknownBasis
from residview.store.session import searchable
from residview.store.tables import Basis, Model, PointSetRow, ScoreBlock

BYTES_PER_NUMBER = 4

Vector = NDArray[np.float64]


def bases(session: Session, model: Model) -> Sequence[Basis]:
    return session.scalars(select(Basis).where(Basis.model_id == model.id).order_by(Basis.id)).all()


def basis(session: Session, model: Model, name: str) -> Basis:
    found = session.scalar(select(Basis).where(Basis.model_id == model.id, Basis.name == searchable(name)))
    if found is None:
        raise UnknownBasis(model.name, name, [each.name for each in bases(session, model)])
    return found


def frame(basis: Basis) -> tuple[Vector, Vector | None, Vector]:
    """A basis's centre (d,), its scale (d,) if it has one, and its components (k, d), read on first use."""
    components = np.frombuffer(basis.components, "<f8").reshape(basis.n_components, basis.d)
    scale = None if basis.scale is None else np.frombuffer(basis.scale, "<f8")
    return np.frombuffer(basis.center, "<f8"), scale, components


def scores(session: Session, basis: Basis, points: PointSetRow, first: int, last: int) -> bytes:
    """Scores of a point set in components `first` to `last` (from 1 to n_components): (n, k) float32, column-major.

    A column is contiguous, so that a block of components is the concatenation of its columns' bytes.
    """
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
    columns = b"".join(parts)
    assert len(columns) == (last - first + 1) * column, f"scores of {points.name} in {basis.name} are not whole"
    return columns
