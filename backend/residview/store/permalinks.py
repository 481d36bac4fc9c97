"""Stored view states."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from residview.errors import UnknownPermalink
from residview.store.names import names
from residview.store.session import searchable
from residview.store.tables import Permalink


def save(session: Session, state: dict[str, Any], pins: dict[str, Any], title: str, note: str) -> Permalink:
    """Store a view state; the same state of the same basis has the same slug under the same title and note."""
    # A link that says nothing is what it was before links could say anything.
    said = [title, note] if title or note else []
    for slug in names([state, pins, *said]):
        statement = insert(Permalink).values(slug=slug, state=state, pins=pins, title=title, note=note)
        session.execute(statement.on_conflict_do_nothing(index_elements=["slug"]))
        stored = session.scalars(select(Permalink).where(Permalink.slug == slug)).one()
        if (stored.state, stored.pins, stored.title, stored.note) == (state, pins, title, note):
            return stored
    raise AssertionError("names never end")


def find(session: Session, slug: str) -> Permalink:
    found = session.get(Permalink, searchable(slug))
    if found is None:
        raise UnknownPermalink(slug)
    return found


def preview(session: Session, slug: str) -> bytes | None:
    """The picture of a link, if it was drawn before."""
    return session.scalar(select(Permalink.preview).where(Permalink.slug == slug))


def save_preview(session: Session, slug: str, picture: bytes) -> None:
    session.execute(update(Permalink).where(Permalink.slug == slug).values(preview=picture))
