"""Prompt sets: those for everyone, and people's own."""

import hashlib
import json
import secrets
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from residview.errors import UnknownPromptSet
from residview.store.names import ALPHABET, names
from residview.store.session import searchable
from residview.store.tables import Model
from residview.store.tables_people import Person
from residview.store.tables_runs import Prompt, PromptSet
from residview.vocabulary import PromptKind

PREFIX = "p-"
_LETTERS_DRAWN = 10

Ids = Sequence[Sequence[int]]


def checksum(prompts: Ids) -> str:
    """SHA-256 of the ids."""
    return hashlib.sha256(json.dumps([list(ids) for ids in prompts], separators=(",", ":")).encode()).hexdigest()


def named_by_content(revision: str, prompts: Ids) -> str:
    """A name that equal prompts of the same weights have on every server."""
    return PREFIX + next(names([revision, checksum(prompts)]))


def save(
    session: Session,
    revision: str,
    prompts: Ids,
    *,
    kind: PromptKind,
    title: str,
    source: str,
    name: str | None = None,
) -> PromptSet:
    """Store prompts for everyone under a name, that of their content if none is given; what is stored under it
    already stays."""
    name = name or named_by_content(revision, prompts)
    found = session.scalar(select(PromptSet).where(PromptSet.revision == revision, PromptSet.name == name))
    return found or _insert(session, revision, name, prompts, kind, title, source, None, public=True)


def save_own(
    session: Session, revision: str, ids: Sequence[int], *, owner: Person, title: str, source: str, public: bool
) -> PromptSet:
    """Keep a person's prompt; typed again, it is found. Its name is drawn: from a hash of what it says, a private
    prompt could be guessed."""
    query = select(PromptSet).where(PromptSet.revision == revision, PromptSet.owner_id == owner.id)
    found = session.scalar(query.where(PromptSet.checksum == checksum([ids])))
    if found is not None:
        found.title, found.public = title, public
        return found
    name = PREFIX + "".join(secrets.choice(ALPHABET) for _ in range(_LETTERS_DRAWN))
    return _insert(session, revision, name, [ids], PromptKind.OWN, title, source, owner.id, public)


def _insert(
    session: Session,
    revision: str,
    name: str,
    prompts: Ids,
    kind: PromptKind,
    title: str,
    source: str,
    owner_id: int | None,
    public: bool,
) -> PromptSet:
    values = {
        "revision": revision,
        "name": name,
        "title": title,
        "source": source,
        "kind": kind,
        "n_prompts": len(prompts),
        "n_tokens": sum(map(len, prompts)),
        "checksum": checksum(prompts),
        "owner_id": owner_id,
        "public": public,
    }
    statement = insert(PromptSet).values(values).on_conflict_do_nothing(index_elements=["revision", "name"])
    stored: PromptSet | None = session.scalar(statement.returning(PromptSet))
    if stored is None:  # another was faster
        return session.scalars(select(PromptSet).where(PromptSet.revision == revision, PromptSet.name == name)).one()
    rows = [{"prompt_set_id": stored.id, "index": i, "ids": list(ids)} for i, ids in enumerate(prompts)]
    session.execute(insert(Prompt), rows)
    return stored


def find(session: Session, model: Model, name: str) -> PromptSet:
    """A prompt set by name, listed or not."""
    query = select(PromptSet).where(PromptSet.revision == model.revision, PromptSet.name == searchable(name))
    found = session.scalar(query)
    if found is None:
        raise UnknownPromptSet(model.name, name, [each.name for each in listed(session, model, None)])
    return found


def seen_by(person: Person | None) -> ColumnElement[bool]:
    """Which prompt sets are listed for a person: those for everyone, others' public ones, one's own."""
    everyone = or_(PromptSet.owner_id.is_(None), PromptSet.public)
    return everyone if person is None else or_(everyone, PromptSet.owner_id == person.id)


def listed(session: Session, model: Model, person: Person | None) -> Sequence[PromptSet]:
    """Those that came with the model first, then newest first."""
    query = select(PromptSet).where(PromptSet.revision == model.revision, seen_by(person))
    order = (PromptSet.kind != PromptKind.BUNDLED, PromptSet.created_at.desc(), PromptSet.id.desc())
    return session.scalars(query.order_by(*order)).all()


def owners(session: Session, prompt_sets: Sequence[PromptSet]) -> dict[int, str]:
    """Names of the people who own some of these, by their id."""
    ids = {each.owner_id for each in prompt_sets if each.owner_id is not None}
    return {row.id: row.name for row in session.execute(select(Person.id, Person.name).where(Person.id.in_(ids)))}


def ids(session: Session, prompt_set: PromptSet, first: int = 0, stop: int | None = None) -> list[list[int]]:
    """The prompts from index `first` to `stop` (exclusive; the end if None)."""
    query = select(Prompt.ids).where(Prompt.prompt_set_id == prompt_set.id, Prompt.index >= first)
    if stop is not None:
        query = query.where(Prompt.index < stop)
    return list(session.scalars(query.order_by(Prompt.index)))


def lengths(session: Session, prompt_set: PromptSet) -> list[int]:
    """Tokens of each prompt."""
    query = select(func.cardinality(Prompt.ids)).where(Prompt.prompt_set_id == prompt_set.id)
    return list(session.scalars(query.order_by(Prompt.index)))


def n_recent(session: Session, owner: Person, within: timedelta) -> int:
    """How many prompts a person added of late."""
    query = select(func.count()).where(PromptSet.owner_id == owner.id, PromptSet.created_at > func.now() - within)
    return session.scalar(query) or 0


def remove(session: Session, prompt_set: PromptSet) -> None:
    """Delete prompts and all that was captured of them."""
    session.execute(delete(PromptSet).where(PromptSet.id == prompt_set.id))
