"""People, and what they keep: directions, descriptions, votes. A name is enough to take part; its secret stays in the
browser that took it first."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Identity, Index, LargeBinary, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from residview.store.tables import Base


class Person(Base):
    """A name, and hashes of what proves that one holds it."""

    __tablename__ = "people"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    name: Mapped[str]
    # The name as it is compared: what Postgres' lower() makes of it depends on the server's locale.
    folded: Mapped[str] = mapped_column(unique=True)
    secret_hash: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    recovery_hash: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class SavedDirection(Base):
    """A person's direction. Of a revision, not of a model's row: links outlive it."""

    __tablename__ = "saved_directions"
    __table_args__ = (
        # Among those that are listed: what was taken back leaves its title free.
        Index(
            "uq_saved_directions_title",
            "owner_id",
            "revision",
            "title",
            unique=True,
            postgresql_where=text("deleted_at IS NULL"),
        ),
        Index(None, "revision"),
    )

    name: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[str]
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    # What its owner calls it; unique among the owner's of these weights.
    title: Mapped[str]
    # The site whose space it lies in: `residual` for the stream itself, else a part with layer and head.
    space: Mapped[str]
    d: Mapped[int]
    # How it came about: mix of components, difference of means, token, upload.
    origin: Mapped[dict[str, Any]]
    # Its length before it was made a unit vector, and the unit vector: float64, little-endian, (d,)
    norm: Mapped[float]
    vector: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    checksum: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    # A link may show what its owner has taken back; lists no longer do.
    deleted_at: Mapped[datetime | None]

    owner: Mapped[Person] = relationship(lazy="raise")


class Description(Base):
    """What a person takes a direction to be: one for a person and a direction."""

    __tablename__ = "descriptions"
    __table_args__ = (UniqueConstraint("direction", "author_id"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    direction: Mapped[str] = mapped_column(ForeignKey("saved_directions.name", ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    text: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    changed_at: Mapped[datetime] = mapped_column(server_default=func.now())

    author: Mapped[Person] = relationship(lazy="raise")


class Vote(Base):
    """Up (1) or down (-1): one for a person and a description."""

    __tablename__ = "votes"
    __table_args__ = (CheckConstraint("value IN (-1, 1)", name="ck_votes_value"),)

    description_id: Mapped[int] = mapped_column(ForeignKey("descriptions.id", ondelete="CASCADE"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"), primary_key=True)
    value: Mapped[int]
