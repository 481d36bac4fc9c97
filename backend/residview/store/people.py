"""People by their names, and hashes of what proves that one holds a name."""

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session, undefer

from residview.store.tables_people import Person


def take(session: Session, name: str, folded: str, secret_hash: bytes, recovery_hash: bytes) -> Person | None:
    """The person under a name that is free; None where it is taken, in whatever case."""
    statement = (
        insert(Person)
        .values(name=name, folded=folded, secret_hash=secret_hash, recovery_hash=recovery_hash)
        .on_conflict_do_nothing(index_elements=["folded"])
        .returning(Person)
    )
    return session.scalar(statement)


def with_secret(session: Session, id_: int) -> Person | None:
    return session.scalar(select(Person).where(Person.id == id_).options(undefer(Person.secret_hash)))


def to_recover(session: Session, folded: str) -> Person | None:
    """Held until the transaction ends: of two who recover at once, the second meets the first one's new key."""
    query = select(Person).where(Person.folded == folded).options(undefer(Person.recovery_hash))
    return session.scalar(query.with_for_update())
