"""Prompts, what was captured of them, and the work that a worker does."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Identity, Index, LargeBinary, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from residview.store.tables import Base


class PromptSet(Base):
    """Prompts that are captured together, of a revision; a person's own prompt is a set of one."""

    __tablename__ = "prompt_sets"
    __table_args__ = (UniqueConstraint("revision", "name"), Index(None, "owner_id"))

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    revision: Mapped[str]
    name: Mapped[str]
    title: Mapped[str]
    # Where the texts are from, as a sentence.
    source: Mapped[str]
    # bundled, file, dataset, repeated, own: vocabulary.PromptKind
    kind: Mapped[str]
    n_prompts: Mapped[int]
    n_tokens: Mapped[int]
    # SHA-256 of the ids: what is captured of equal ids is equal.
    checksum: Mapped[str]
    # A person's own prompt; what is for everyone has no owner.
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    # Listed for everyone; else known only to who has its name.
    public: Mapped[bool] = mapped_column(server_default=text("true"))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Prompt(Base):
    """One text as the model reads it."""

    __tablename__ = "prompts"

    prompt_set_id: Mapped[int] = mapped_column(ForeignKey("prompt_sets.id", ondelete="CASCADE"), primary_key=True)
    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    ids: Mapped[list[int]]


class Run(Base):
    """A piece of work for a worker, named by the hash of what is asked: asked again, it is found."""

    __tablename__ = "runs"
    __table_args__ = (Index(None, "state"), Index(None, "revision"))

    name: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[str]
    # capture, lens, intervention: vocabulary.RunKind
    kind: Mapped[str]
    request: Mapped[dict[str, Any]]
    # Someone waits for it: it goes before captures of many prompts.
    urgent: Mapped[bool]
    # queued, running, done, failed, cancelled: vocabulary.RunState
    state: Mapped[str]
    step: Mapped[str] = mapped_column(server_default=text("''"))
    done: Mapped[int] = mapped_column(server_default=text("0"))
    of: Mapped[int] = mapped_column(server_default=text("0"))
    # How often it was begun; who holds a run holds it under this number.
    attempts: Mapped[int] = mapped_column(server_default=text("0"))
    # Attempts that failed, or were lost with their worker, since it was last asked for.
    failures: Mapped[int] = mapped_column(server_default=text("0"))
    # What went wrong, as the API says it.
    problem: Mapped[dict[str, Any] | None]
    result: Mapped[dict[str, Any] | None] = mapped_column(deferred=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class Capture(Base):
    """The activations of a prompt set at some sites, named by what made them; shown once `ready_at` is set."""

    __tablename__ = "captures"
    __table_args__ = (Index(None, "revision"),)

    name: Mapped[str] = mapped_column(primary_key=True)
    revision: Mapped[str]
    prompt_set_id: Mapped[int] = mapped_column(ForeignKey("prompt_sets.id", ondelete="CASCADE"))
    # The run that makes it.
    run: Mapped[str]
    parts: Mapped[list[str]]
    n_prompts: Mapped[int]
    n_tokens: Mapped[int]
    # Prompts, from the first on, whose rows are kept; moments are of all.
    n_shown: Mapped[int]
    n_shards: Mapped[int]
    code_version: Mapped[int]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    ready_at: Mapped[datetime | None]


class ShardRow(Base):
    """What a part of a capture's prompts comes to at a site, until all parts are there and merged."""

    __tablename__ = "shards"

    capture: Mapped[str] = mapped_column(ForeignKey("captures.name", ondelete="CASCADE"), primary_key=True)
    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    site: Mapped[str] = mapped_column(primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class SiteRow(Base):
    """What was captured at one site."""

    __tablename__ = "sites"
    __table_args__ = (UniqueConstraint("capture", "name"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    capture: Mapped[str] = mapped_column(ForeignKey("captures.name", ondelete="CASCADE"))
    # LAYER.PART or LAYER.PART.HEAD
    name: Mapped[str]
    layer: Mapped[int]
    part: Mapped[str]
    head: Mapped[int | None]
    hook: Mapped[str]
    # What must be known to read it rightly, e.g. that a LayerNorm went before; empty where there is nothing.
    note: Mapped[str] = mapped_column(server_default=text("''"))
    d: Mapped[int]
    checksum: Mapped[str]
    # Decomposition, stable ranks, norms: what captures.measures found.
    measured: Mapped[dict[str, Any]]
    # Moments of all rows but those at position 0, float64, little-endian: the mean (d,), the scatter about it (d, d).
    # None where every row is kept and they are few, as of a prompt of one's own: both are had from the rows.
    n_rows: Mapped[int]
    mean: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    scatter: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)


class SiteVectors(Base):
    """The rows of one shown prompt at a site: float32, little-endian, (tokens, d), row by row."""

    __tablename__ = "site_vectors"

    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id", ondelete="CASCADE"), primary_key=True)
    prompt: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class SiteBasis(Base):
    """Principal components of a site's rows, by the choices that were made: position 0 in or out, scaled or not."""

    __tablename__ = "site_bases"
    __table_args__ = (UniqueConstraint("site_id", "name"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    site_id: Mapped[int] = mapped_column(ForeignKey("sites.id", ondelete="CASCADE"))
    # pca, pca-with-0, pca-scaled, pca-with-0-scaled
    name: Mapped[str]
    position_0: Mapped[bool]
    scaled: Mapped[bool]
    n_rows: Mapped[int]
    n_components: Mapped[int]
    variance_shares: Mapped[list[float]]
    total_variance: Mapped[float]
    near_equal: Mapped[list[list[int]]]
    center_scores: Mapped[list[float]]
    key: Mapped[str]
    checksum: Mapped[str]
    # float64, little-endian: (d,), (d,) and (n_components, d), as in `bases`
    scale: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    center: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    components: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
