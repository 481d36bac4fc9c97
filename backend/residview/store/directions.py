"""Directions made of points, kept with the recipe they follow from."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from residview.errors import UnknownDirection
from residview.store import vectors
from residview.store.names import names
from residview.store.session import searchable
from residview.store.tables import Direction, Model, PointSetRow
from residview.store.vectors import ROWS_WHILE_SERVING

PREFIX = "d-"

Vector = NDArray[np.float64]


def save(session: Session, model: Model, recipe: dict[str, Any], norm: float, unit: Vector) -> Direction:
    """Store a direction; the same recipe of the same weights has the same name everywhere."""
    for letters in names([model.revision, recipe]):
        stored = keep(session, model, PREFIX + letters, recipe, norm, unit)
        if stored.recipe == recipe:
            return stored
    raise AssertionError("names never end")


def keep(session: Session, model: Model, name: str, recipe: dict[str, Any], norm: float, unit: Vector) -> Direction:
    """What is stored under a name: this, where nothing was."""
    statement = insert(Direction).values(
        revision=model.revision, name=name, recipe=recipe, norm=norm, vector=unit.astype("<f8").tobytes()
    )
    session.execute(statement.on_conflict_do_nothing(index_elements=["revision", "name"]))
    return session.get_one(Direction, (model.revision, name))


def find(session: Session, model: Model, name: str) -> Direction:
    found = session.get(Direction, (model.revision, searchable(name)))
    if found is None:
        raise UnknownDirection(model.name, name)
    return found


def vector(direction: Direction) -> Vector:
    """(d,), of length 1; read from the database on first use."""
    return np.frombuffer(direction.vector, "<f8")


def mean(session: Session, point_set: PointSetRow, ids: Sequence[int]) -> Vector:
    """The mean (d,) of some rows, each of which exists and stands once, added up in order in float64."""
    total = np.zeros(point_set.d)
    for block in vectors.pick(session, point_set.id, ids, ROWS_WHILE_SERVING):
        total += block.sum(axis=0, dtype=np.float64)
    return total / len(ids)
