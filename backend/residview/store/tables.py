"""What is kept in Postgres. Queries live beside this module, a file per noun."""

from datetime import datetime
from typing import Any

from pgvector.sqlalchemy import VECTOR
from sqlalchemy import (
    ARRAY,
    DateTime,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy reads it off the class
        datetime: DateTime(timezone=True),
        dict[str, Any]: JSONB,
        list[list[int]]: JSONB,
        list[int]: ARRAY(Integer),
        list[float]: ARRAY(Double),
        list[str]: ARRAY(String),
        float: Double,
    }


class Model(Base):
    """Weights at a pinned revision; shown once `ready_at` is set, never before."""

    __tablename__ = "models"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    revision: Mapped[str]
    architecture: Mapped[str]
    positional_scheme: Mapped[str]
    d_model: Mapped[int]
    n_ctx: Mapped[int | None]
    n_vocab: Mapped[int]
    n_layers: Mapped[int | None]
    n_heads: Mapped[int | None]
    dtype: Mapped[str]
    tied_unembedding: Mapped[bool]
    first_residual: Mapped[str]
    # Where its files lay when it was added: a worker looks there, and checks the revision.
    directory: Mapped[str | None]
    # tokenizer.json, for prompts that are typed in
    tokenizer: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    # The id that the tokenizer puts before every text, if it has one.
    first_token: Mapped[int | None]
    added_at: Mapped[datetime] = mapped_column(server_default=func.now())
    ready_at: Mapped[datetime | None]

    point_sets: Mapped[list["PointSetRow"]] = relationship(lazy="raise", order_by="PointSetRow.id", viewonly=True)


class PointSetRow(Base):
    """Named vectors of a model; the vectors themselves are rows of `vectors`."""

    __tablename__ = "point_sets"
    __table_args__ = (UniqueConstraint("model_id", "name"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    model_id: Mapped[int] = mapped_column(ForeignKey("models.id", ondelete="CASCADE"))
    name: Mapped[str]
    n: Mapped[int]
    d: Mapped[int]
    left_out: Mapped[int]
    checksum: Mapped[str]
    # A JSON array as bytes: token strings hold NULs, which Postgres' text does not.
    labels: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    # The class of each token's string as its place in vocabulary.TokenClass, a byte each; None but for tokens.
    classes: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)


class VectorRow(Base):
    """One point. Partitioned by point set, so that each has columns of one width, an HNSW index and an end."""

    __tablename__ = "vectors"
    __table_args__ = {"postgresql_partition_by": "LIST (point_set_id)"}  # noqa: RUF012 - SQLAlchemy's form

    point_set_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    index: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    vector: Mapped[Any] = mapped_column(VECTOR())


class Basis(Base):
    """An ordered orthonormal set of directions, with what made it."""

    __tablename__ = "bases"
    __table_args__ = (UniqueConstraint("model_id", "name"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    model_id: Mapped[int] = mapped_column(ForeignKey("models.id", ondelete="CASCADE"))
    name: Mapped[str]
    key: Mapped[str]
    checksum: Mapped[str]
    method: Mapped[str]
    fitted_on: Mapped[str]
    first_row: Mapped[int]
    n_rows: Mapped[int]
    centered: Mapped[bool]
    # Each coordinate divided by its standard deviation over the fitted rows before anything else.
    scaled: Mapped[bool] = mapped_column(server_default=text("false"))
    d: Mapped[int]
    n_components: Mapped[int]
    variance_shares: Mapped[list[float]]
    total_variance: Mapped[float]
    near_equal: Mapped[list[list[int]]]
    code_version: Mapped[int]
    # The centre's own scores: added to a score they give the coordinate from the origin.
    center_scores: Mapped[list[float]] = mapped_column(server_default=text("'{}'"))
    # float64, little-endian: (d,), (d,) and (n_components, d). The centre is in the rows' own units: it is subtracted
    # first, what is left divided by the scale, if there is one, and the components are directions of that space.
    scale: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    center: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    components: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)


class ScoreBlock(Base):
    """A point set written in some components of a basis: float32, little-endian, a column after a column."""

    __tablename__ = "score_blocks"

    basis_id: Mapped[int] = mapped_column(ForeignKey("bases.id", ondelete="CASCADE"), primary_key=True)
    point_set_id: Mapped[int] = mapped_column(ForeignKey("point_sets.id", ondelete="CASCADE"), primary_key=True)
    first: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int]
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Norms(Base):
    """Squared lengths of a point set's rows as a basis sees them: from its centre, from the rows' own mean, from
    the origin; float32, little-endian, (n, 3), a column after a column."""

    __tablename__ = "norms"

    basis_id: Mapped[int] = mapped_column(ForeignKey("bases.id", ondelete="CASCADE"), primary_key=True)
    point_set_id: Mapped[int] = mapped_column(ForeignKey("point_sets.id", ondelete="CASCADE"), primary_key=True)
    data: Mapped[bytes] = mapped_column(LargeBinary)


class Subspace(Base):
    """How much of a point set lies in the leading components of a basis: what `numerics.subspaces` measured."""

    __tablename__ = "subspaces"

    basis_id: Mapped[int] = mapped_column(ForeignKey("bases.id", ondelete="CASCADE"), primary_key=True)
    point_set_id: Mapped[int] = mapped_column(ForeignKey("point_sets.id", ondelete="CASCADE"), primary_key=True)
    measured: Mapped[dict[str, Any]]


class Cosines(Base):
    """The largest cosines between a model's tokens and positions."""

    __tablename__ = "cosines"

    model_id: Mapped[int] = mapped_column(ForeignKey("models.id", ondelete="CASCADE"), primary_key=True)
    measured: Mapped[dict[str, Any]]


class Direction(Base):
    """A difference of means of points, as a direction. Of a revision, not of a model's row: links outlive it."""

    __tablename__ = "directions"

    revision: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    recipe: Mapped[dict[str, Any]]
    norm: Mapped[float]
    # float64, little-endian, (d,), of length 1
    vector: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Sums(Base):
    """The token + position sums of a prompt. Of a revision, as directions are."""

    __tablename__ = "sums"

    revision: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    text: Mapped[str]
    ids: Mapped[list[int]]
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())


class StepRow(Base):
    """A finished step of a precompute: that this key is here means that all it made is here."""

    __tablename__ = "steps"
    __table_args__ = (Index(None, "model_id"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    model_id: Mapped[int] = mapped_column(ForeignKey("models.id", ondelete="CASCADE"), primary_key=True)
    name: Mapped[str]
    seconds: Mapped[float]
    finished_at: Mapped[datetime] = mapped_column(server_default=func.now())


class Permalink(Base):
    """A stored view state, pinned to what it was made of. Outlives its model on purpose."""

    __tablename__ = "permalinks"

    slug: Mapped[str] = mapped_column(primary_key=True)
    state: Mapped[dict[str, Any]]
    pins: Mapped[dict[str, Any]]
    title: Mapped[str] = mapped_column(server_default=text("''"))
    note: Mapped[str] = mapped_column(server_default=text("''"))
    # The PNG for previews, once it was asked for.
    preview: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
