"""What people take directions to be, and what others think of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, Subquery, delete, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from residview.errors import OwnVote, UnknownDescription
from residview.store.tables_people import Description, Person, SavedDirection, Vote


@dataclass(frozen=True)
class Told:
    """A description with its votes, as one person sees it."""

    id: int
    author: str
    mine: bool
    text: str
    up: int
    down: int
    my_vote: int
    changed_at: datetime


@dataclass(frozen=True)
class Summary:
    """What a list says of a direction: the description with most votes, the asking person's, how many there are."""

    best: Told | None = None
    own: Told | None = None
    n: int = 0


def told(session: Session, direction: SavedDirection, person: Person | None) -> list[Told]:
    """All descriptions of a direction, best first: by votes for less votes against, then the earliest."""
    seen = _seen_by(person).where(Description.direction == direction.name).subquery()
    return [_told(row) for row in session.execute(select(seen).order_by(*_best_first(seen)))]


def summaries(session: Session, directions: Sequence[SavedDirection], person: Person | None) -> dict[str, Summary]:
    """By the direction's name; every one of them."""
    names = [each.name for each in directions]
    seen = _seen_by(person).where(Description.direction.in_(names)).subquery()
    rank = func.row_number().over(partition_by=seen.c.direction, order_by=_best_first(seen)).label("rank")
    n = func.count().over(partition_by=seen.c.direction).label("n")
    ranked = select(seen, rank, n).subquery()
    query = select(ranked).where(or_(ranked.c.rank == 1, ranked.c.mine))
    found = dict.fromkeys(names, Summary())
    for row in session.execute(query.order_by(ranked.c.rank)):
        before = found[row.direction]
        own = _told(row) if row.mine else None
        found[row.direction] = Summary(_told(row) if row.rank == 1 else before.best, own or before.own, row.n)
    return found


def best_scores() -> Subquery:
    """Columns direction, score: votes for less votes against of each direction's best description."""
    seen = _seen_by(None).subquery()
    query = select(seen.c.direction, func.max(seen.c.up - seen.c.down).label("score"))
    return query.group_by(seen.c.direction).subquery()


def describe(session: Session, direction: SavedDirection, author: Person, text: str) -> Told:
    """Say what one takes a direction to be, in place of what one said before: votes on that are dropped."""
    statement = insert(Description).values(direction=direction.name, author_id=author.id, text=text)
    statement = statement.on_conflict_do_update(
        index_elements=["direction", "author_id"],
        set_={"text": text, "changed_at": func.now()},
        where=Description.text != text,
    )
    changed = session.scalar(statement.returning(Description.id))
    if changed is not None:
        session.execute(delete(Vote).where(Vote.description_id == changed))
    own = Description.direction == direction.name, Description.author_id == author.id
    return _told(session.execute(_seen_by(author).where(*own)).one())


def retract(session: Session, direction: SavedDirection, author: Person) -> None:
    """Take back what one said, if one said anything, with the votes on it."""
    own = Description.direction == direction.name, Description.author_id == author.id
    session.execute(delete(Description).where(*own))


def vote(session: Session, description_id: int, person: Person, value: int) -> Told:
    """Vote up (1), down (-1) or no more (0); the last vote counts. Raises UnknownDescription or OwnVote."""
    # Locked against its being retracted or changed until the vote is in.
    described = session.get(Description, description_id, with_for_update={"read": True})
    if described is None:
        raise UnknownDescription(description_id)
    if described.author_id == person.id:
        raise OwnVote
    if value == 0:
        session.execute(delete(Vote).where(Vote.description_id == description_id, Vote.person_id == person.id))
    else:
        statement = insert(Vote).values(description_id=description_id, person_id=person.id, value=value)
        session.execute(
            statement.on_conflict_do_update(index_elements=["description_id", "person_id"], set_={"value": value})
        )
    return _told(session.execute(_seen_by(person).where(Description.id == description_id)).one())


def _seen_by(person: Person | None) -> Select[*tuple[Any, ...]]:
    """Descriptions with their votes, and with what a person has to do with them."""
    id_ = None if person is None else person.id
    my_vote = func.max(Vote.value).filter(Vote.person_id == id_)
    columns = (
        Description.id,
        Description.direction,
        Person.name.label("author"),
        func.coalesce(Description.author_id == id_, False).label("mine"),
        Description.text,
        func.count().filter(Vote.value == 1).label("up"),
        func.count().filter(Vote.value == -1).label("down"),
        func.coalesce(my_vote, 0).label("my_vote"),
        Description.changed_at,
        Description.created_at,
    )
    joined = select(*columns).join(Person, Person.id == Description.author_id)
    return joined.outerjoin(Vote, Vote.description_id == Description.id).group_by(Description.id, Person.name)


def _best_first(seen: Subquery) -> list[Any]:
    return [(seen.c.up - seen.c.down).desc(), seen.c.created_at, seen.c.id]


def _told(row: Any) -> Told:
    return Told(row.id, row.author, row.mine, row.text, row.up, row.down, row.my_vote, row.changed_at)
