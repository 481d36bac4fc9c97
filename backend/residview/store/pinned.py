"""The directions and sums that a link is pinned to: read for it, and made again from it."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from residview.errors import BadRange, UnknownDirection, UnknownSums
from residview.store import models
from residview.store.tables import Direction, Model, Sums, VectorRow


def direction(session: Session, model: Model, name: str) -> Direction:
    found = session.get(Direction, (model.revision, name))
    if found is None:
        raise UnknownDirection(model.name, name)
    return found


def sums(session: Session, model: Model, name: str) -> Sums:
    found = session.get(Sums, (model.revision, name))
    if found is None:
        raise UnknownSums(model.name, name)
    return found


def vector(session: Session, model: Model, name: str) -> NDArray[np.float64] | None:
    """A direction's unit vector (d,), if it is here."""
    found = session.get(Direction, (model.revision, name))
    return None if found is None else np.frombuffer(found.vector, dtype="<f8")


def missing(session: Session, revision: str, directions: Iterable[str], sums: str | None) -> list[str]:
    """Which of these names are not stored for a revision."""
    names = [name for name in directions if session.get(Direction, (revision, name)) is None]
    return names + [sums for sums in (sums,) if sums is not None and session.get(Sums, (revision, sums)) is None]


def restore_direction(session: Session, model: Model, name: str, recipe: Mapping[str, Any]) -> None:
    """Make a direction again from the points it is made of. Raises where they are not all here."""
    difference = _mean(session, model, recipe["plus"])
    if recipe.get("minus") is not None:
        difference = difference - _mean(session, model, recipe["minus"])
    norm = float(np.linalg.norm(difference))
    if norm == 0:
        raise BadRange(f"The points of the direction {name!r} have the same mean, so that it points nowhere.")
    vector = (difference / norm).astype("<f8").tobytes()
    statement = insert(Direction).values(
        revision=model.revision, name=name, recipe=dict(recipe), norm=norm, vector=vector
    )
    session.execute(statement.on_conflict_do_nothing())


def restore_sums(session: Session, model: Model, name: str, text: str, ids: list[int]) -> None:
    statement = insert(Sums).values(revision=model.revision, name=name, text=text, ids=ids)
    session.execute(statement.on_conflict_do_nothing())


def _mean(session: Session, model: Model, mean: Mapping[str, Any]) -> NDArray[np.float64]:
    points = models.point_set(model, mean["point_set"])
    ids = set(mean["ids"])
    query = select(VectorRow.vector).where(VectorRow.point_set_id == points.id, VectorRow.index.in_(ids))
    rows = session.scalars(query.order_by(VectorRow.index)).all()
    if len(rows) < len(ids):
        raise BadRange(f"{len(ids) - len(rows)} of its points are not among the {points.n:,} {points.name} here.")
    mean_of_rows: NDArray[np.float64] = np.mean([np.asarray(row, dtype=np.float64) for row in rows], axis=0)
    return mean_of_rows
