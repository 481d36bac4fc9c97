"""Captures, found by name and listed for those who may see them."""

from collections.abc import Sequence

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from residview.errors import CaptureUnfinished, UnknownCapture
from residview.store import prompts
from residview.store.names import names
from residview.store.session import searchable
from residview.store.tables import Model
from residview.store.tables_people import Person
from residview.store.tables_runs import Capture, PromptSet, SiteRow
from residview.vocabulary import Part, PromptKind

PREFIX = "c-"


def name_of(prompt_set: PromptSet, parts: Sequence[Part], code_version: int) -> str:
    """The hash of what makes it: weights, prompts, parts, code."""
    return PREFIX + next(names([prompt_set.revision, prompt_set.name, prompt_set.checksum, parts, code_version]))


def keep(session: Session, capture: Capture) -> Capture:
    """What is stored under its name: this, where nothing was."""
    columns = [each.key for each in Capture.__table__.columns if each.key in capture.__dict__]
    values = {key: getattr(capture, key) for key in columns}
    session.execute(insert(Capture).values(values).on_conflict_do_nothing(index_elements=["name"]))
    return session.get_one(Capture, capture.name)


def find(session: Session, model: Model, name: str) -> Capture:
    """A capture by name, finished or not, listed or not. Raises UnknownCapture."""
    found = session.get(Capture, searchable(name))
    if found is None or found.revision != model.revision:
        raise UnknownCapture(model.name, name, [each.name for each, _ in listed(session, model, None)])
    return found


def finished(session: Session, model: Model, name: str) -> Capture:
    """The same, where there is something to show. Raises CaptureUnfinished too."""
    found = find(session, model, name)
    if found.ready_at is None:
        raise CaptureUnfinished(found.name, found.run)
    return found


def listed(session: Session, model: Model, person: Person | None) -> list[tuple[Capture, PromptSet]]:
    """Those of listed prompts, finished or not: of bundled prompts first, then newest first."""
    query = select(Capture, PromptSet).join(PromptSet, PromptSet.id == Capture.prompt_set_id)
    query = query.where(Capture.revision == model.revision, prompts.seen_by(person))
    order = (PromptSet.kind != PromptKind.BUNDLED, Capture.created_at.desc(), Capture.name)
    return [(capture, prompt_set) for capture, prompt_set in session.execute(query.order_by(*order))]


def prompt_set(session: Session, capture: Capture) -> PromptSet:
    return session.get_one(PromptSet, capture.prompt_set_id)


def by_prompt_set(session: Session, prompt_sets: Sequence[PromptSet]) -> dict[int, list[str]]:
    """The names of the captures of each, newest first."""
    query = select(Capture.prompt_set_id, Capture.name).where(Capture.prompt_set_id.in_([s.id for s in prompt_sets]))
    found: dict[int, list[str]] = {each.id: [] for each in prompt_sets}
    for id_, name in session.execute(query.order_by(Capture.created_at.desc(), Capture.name)):
        found[id_].append(name)
    return found


def site_names(session: Session, captures: Sequence[Capture]) -> dict[str, list[str]]:
    """The sites of each capture, in the order of the depth."""
    found: dict[str, list[str]] = {each.name: [] for each in captures}
    query = select(SiteRow.capture, SiteRow.name).where(SiteRow.capture.in_(found)).order_by(SiteRow.id)
    for capture, name in session.execute(query):
        found[capture].append(name)
    return found


def finish(session: Session, name: str) -> None:
    """Show a capture from now on."""
    unfinished = update(Capture).where(Capture.name == name, Capture.ready_at.is_(None))
    session.execute(unfinished.values(ready_at=func.now()))
