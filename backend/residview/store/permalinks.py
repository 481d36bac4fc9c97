"""Stored view states."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from residview.errors import UnknownPermalink
from residview.store.names import names
from residview.store.session import searchable
from residview.store.tables import Permalink


def save(session: Session, state: dict[str, Any], pins: dict[str, Any]) -> Permalink:
    """Store a view state; the same state of the same basis has the same slug."""
    for slug in names([state, pins]):
        statement = insert(Permalink).values(slug=slug, state=state, pins=pins)
        session.execute(statement.on_conflict_do_nothing(index_elements=["slug"]))
        stored = session.scalars(select(Permalink).where(Permalink.slug == slug)).one()
        if (stored.state, stored.pins) == (state, pins):
            return stored
    raise AssertionError("names never end")


def find(session: Session, slug: str) -> Permalink:
    found = session.get(Permalink, searchable(slug))
    if found is None:
        raise UnknownPermalink(slug)
    return found
