"""Permalinks: stored view states, pinned to what they show."""

from fastapi import APIRouter

from residview.api import links
from residview.api.deps import DatabaseDep, Slug
from residview.api.links import Link, ResidualsLink
from residview.api.problems import responses
from residview.api.schemas_permalinks import PermalinkIn, PermalinkOut
from residview.store import permalinks

router = APIRouter(prefix="/permalinks", tags=["permalinks"], responses=responses(503))


@router.post("", status_code=201, responses=responses(400, 404, 413, 422))
def create_permalink(body: PermalinkIn, database: DatabaseDep) -> PermalinkOut:
    """Store a view state. The same state of the same basis, under the same title and note, gets the same link."""
    with database.transaction() as session:
        state, pins = links.prepared(session, body.state)
        # Without what is at its default: the slugs of links that need none of it stay what they were.
        pinned = pins.model_dump(mode="json", exclude_defaults=True)
        stored = permalinks.save(session, state.model_dump(mode="json"), pinned, body.title, body.note)
        return _out(links.opened(session, stored))


@router.get("/{slug}", responses=responses(404))
def get_permalink(database: DatabaseDep, slug: Slug) -> PermalinkOut:
    """A stored view state, in what this server differs from what it was made of, and what comes nearest here."""
    links.restore_pinned(database, slug)
    with database.reading() as session:
        return _out(links.opened(session, permalinks.find(session, slug)))


def _out(link: Link | ResidualsLink) -> PermalinkOut:
    stored = link.stored
    return PermalinkOut(
        slug=stored.slug,
        url=f"/v/{stored.slug}",
        state=link.state,
        pins=link.pins,
        title=stored.title,
        note=stored.note,
        preview_url=f"/api/v1/permalinks/{stored.slug}/preview.png",
        created_at=stored.created_at,
        differences=link.found.differences,
        nearest=link.found.nearest,
    )
