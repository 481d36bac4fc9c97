"""What travels over the wire. The frontend's types are generated from these, never written by hand."""

from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from residview.vocabulary import FittedOn, PositionalScheme

SHA256 = "3b1c5f0d9a7e4c6288f1d2b3a49576e8c0d1f2a3b4c5d6e7f8091a2b3c4d5e6f"


class Answer(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class PointSetOut(Answer):
    """Named vectors of a model: `n` rows of `d` numbers."""

    name: str = Field(examples=["positions"])
    n: int = Field(examples=[128])
    d: int = Field(examples=[128])
    left_out: int = Field(
        description="rows of the table that are not points, because no token has their id", examples=[0]
    )
    checksum: str = Field(description="SHA-256 of the float32 rows and the labels", examples=[SHA256])


class ModelOut(Answer):
    """Weights at a pinned revision."""

    name: str = Field(examples=["demo"])
    revision: str = Field(description="SHA-256 over the model's files", examples=[SHA256])
    architecture: str = Field(description="`model_type` of its config.json", examples=["gpt2"])
    positional_scheme: PositionalScheme
    d_model: int = Field(examples=[128])
    n_ctx: int | None = Field(description="longest context, where the configuration names one", examples=[128])
    n_vocab: int = Field(description="rows of the token table", examples=[4096])
    n_layers: int | None = Field(examples=[4])
    n_heads: int | None = Field(examples=[4])
    dtype: str = Field(description="number format of the token table on disk", examples=["float16"])
    tied_unembedding: bool = Field(description="the unembedding is the token table itself", examples=[True])
    first_residual: str = Field(
        description="what the model makes of these tables before its first block",
        examples=["token + position"],
    )
    point_sets: list[PointSetOut]
    added_at: datetime


class ModelsOut(Answer):
    models: list[ModelOut]


class NearEqual(Answer):
    """Components `first` to `last` have variances so close that they may rotate into one another."""

    first: int
    last: int


class BasisOut(Answer):
    """An ordered orthonormal set of directions, and how it came about."""

    name: str = Field(examples=["positions"])
    key: str = Field(
        description="SHA-256 of what made it (revision, rows, choices, code version): equal on every server",
        examples=[SHA256],
    )
    checksum: str = Field(description="SHA-256 of its numbers as stored here", examples=[SHA256])
    method: str = Field(examples=["pca"])
    fitted_on: str = Field(description="the point set whose rows were fitted", examples=["positions"])
    first_row: int = Field(description="1 where position 0 was left out of the fit", examples=[1])
    n_rows: int = Field(description="rows fitted", examples=[127])
    centered: bool = Field(examples=[True])
    scaled: bool = Field(
        description="each coordinate was divided by its standard deviation over the fitted rows first, so that the "
        "components are of the correlation matrix",
        examples=[False],
    )
    d: int = Field(examples=[128])
    n_components: int = Field(description="components that have scores", examples=[126])
    variance_shares: list[float] = Field(
        description="share of the fitted rows' variance along each component (of their mean square if not "
        "centred), for all components there are, largest first",
        examples=[[0.85, 0.06, 0.03]],
    )
    center_scores: list[float] = Field(
        description="the centre's own coordinates: added to a score they give the coordinate from the origin"
    )
    near_equal: list[NearEqual]
    code_version: int = Field(description="version of the fitting step", examples=[1])


class BasesOut(Answer):
    bases: list[BasisOut]


class FitIn(BaseModel):
    """Which rows to fit, and how."""

    model_config = ConfigDict(extra="forbid")
    fitted_on: FittedOn
    position_0: bool = Field(default=False, description="position 0 takes part; it is an outlier in most models")
    centered: bool = True
    scaled: bool = False


class Problem(BaseModel):
    """RFC 9457: what was wrong, with which value, and what to do."""

    type: str = Field(examples=["urn:residview:problem:unknown-model"])
    title: str = Field(examples=["Unknown model"])
    status: int = Field(examples=[404])
    detail: str = Field(examples=["There is no model 'gpt3' here. Models on this server: demo."])
    errors: list[dict[str, Any]] | None = Field(
        default=None, description="for values of the wrong form: field, message and value of each"
    )


class HealthOut(Answer):
    status: str = Field(examples=["ok"])
    version: str = Field(examples=["0.1.0"])


class ReadyOut(Answer):
    status: str = Field(examples=["ready"])
    database: str = Field(examples=["ok"])
    schema_revision: str = Field(examples=["2026_11_23_create_models"])
