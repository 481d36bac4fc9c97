"""Directions that people saved."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, joinedload, undefer

from residview.errors import NameTaken, UnknownSaved
from residview.store.descriptions import best_scores
from residview.store.names import names
from residview.store.session import searchable
from residview.store.tables import Model
from residview.store.tables_people import Description, Person, SavedDirection

PREFIX = "v-"

Vector = NDArray[np.float64]


def save(
    session: Session,
    model: Model,
    owner: Person,
    title: str,
    space: str,
    norm: float,
    unit: Vector,
    origin: dict[str, Any],
) -> SavedDirection:
    """Keep a direction under a title that none of the owner's listed ones has. Raises NameTaken."""
    vector = unit.astype("<f8").tobytes()
    values = {
        "revision": model.revision,
        "owner_id": owner.id,
        "title": title,
        "space": space,
        "d": len(unit),
        "origin": origin,
        "norm": norm,
        "vector": vector,
        "checksum": hashlib.sha256(space.encode() + b"\0" + vector).hexdigest(),
    }
    for letters in names([model.revision, owner.name, title, values["checksum"]]):
        # Of two reasons why it is not inserted, one is that it was saved before and taken back: it has the next name.
        statement = insert(SavedDirection).values(name=PREFIX + letters, **values).on_conflict_do_nothing()
        if session.scalar(statement.returning(SavedDirection.name)) is not None:
            return find(session, model, PREFIX + letters)
        if session.scalar(_listed(model).where(*_titled(owner.id, title)).exists().select()):
            raise _title_taken(title)
    raise AssertionError("names never end")


def find(session: Session, model: Model, name: str) -> SavedDirection:
    """One by name, with its owner, also where its owner has taken it back. Raises UnknownSaved."""
    found = session.scalar(_of(model).where(SavedDirection.name == searchable(name)))
    if found is None:
        raise UnknownSaved(model.name, name)
    return found


def find_listed(session: Session, model: Model, name: str) -> SavedDirection:
    """One that its owner has not taken back. Raises UnknownSaved."""
    found = find(session, model, name)
    if found.deleted_at is not None:
        raise UnknownSaved(model.name, name)
    return found


def search(
    session: Session, model: Model, q: str, owner: Person | None, space: str | None, first: int, n: int
) -> tuple[Sequence[SavedDirection], int]:
    """The n listed ones from index `first` on whose title, owner or descriptions hold `q`, and how many there are;
    best described first, then newest first."""
    query = _listed(model)
    if q:
        said = exists().where(Description.direction == SavedDirection.name, _holds(Description.text, q))
        owned = exists().where(Person.id == SavedDirection.owner_id, _holds(Person.name, q))
        query = query.where(or_(_holds(SavedDirection.title, q), owned, said))
    if owner is not None:
        query = query.where(SavedDirection.owner_id == owner.id)
    if space is not None:
        query = query.where(SavedDirection.space == searchable(space))
    total = session.scalar(select(func.count()).select_from(query.order_by(None).subquery())) or 0
    best = best_scores()
    ordered = query.outerjoin(best, best.c.direction == SavedDirection.name).order_by(
        best.c.score.desc().nulls_last(), SavedDirection.created_at.desc(), SavedDirection.name
    )
    return session.scalars(ordered.offset(first).limit(n)).all(), total


def rename(session: Session, direction: SavedDirection, title: str) -> None:
    """Raises NameTaken."""
    direction.title = title
    try:
        session.flush()
    except IntegrityError as error:
        raise _title_taken(title) from error


def take_back(session: Session, direction: SavedDirection) -> None:
    direction.deleted_at = session.scalar(select(func.now()))


def vector(direction: SavedDirection) -> Vector:
    """(d,), of length 1; read from the database on first use."""
    return np.frombuffer(direction.vector, "<f8")


def with_vectors(session: Session, model: Model, space: str) -> Iterator[SavedDirection]:
    """All listed ones of a space with their vectors, a few at a time."""
    query = _listed(model).where(SavedDirection.space == space).options(undefer(SavedDirection.vector))
    return iter(session.scalars(query.order_by(SavedDirection.name), execution_options={"yield_per": 100}))


def _of(model: Model) -> Select[SavedDirection]:
    of_weights = SavedDirection.revision == model.revision
    return select(SavedDirection).where(of_weights).options(joinedload(SavedDirection.owner))


def _listed(model: Model) -> Select[SavedDirection]:
    return _of(model).where(SavedDirection.deleted_at.is_(None))


def _titled(owner_id: int, title: str) -> tuple[Any, Any]:
    return SavedDirection.owner_id == owner_id, SavedDirection.title == title


def _holds(column: Any, q: str) -> Any:
    return column.icontains(searchable(q), autoescape=True)


def _title_taken(title: str) -> NameTaken:
    return NameTaken(
        f"You have a direction {title!r} of this model already. Choose another title, or rename that one."
    )
