"""Directions that people mix, save and compare, as they travel."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from residview.api.schemas import SHA256, Answer
from residview.api.schemas_find import MeanIn
from residview.api.schemas_people import DescriptionOut
from residview.residuals_state import CaptureName, SavedName, SiteName, TokenOf, Weight
from residview.view_state import Component, DirectionName


class _Source(BaseModel):
    model_config = ConfigDict(extra="forbid")


class MixSource(_Source):
    """Components of a site's basis (or of a basis of the model), each times its weight, added up."""

    kind: Literal["mix"]
    capture: CaptureName
    site: SiteName
    basis: str = Field(default="pca", max_length=100)
    weights: list[Weight] = Field(min_length=1, max_length=64)


class PointsSource(_Source):
    """A row of W_E or W_U, a mean of rows, or a difference of two."""

    kind: Literal["points"]
    plus: MeanIn
    minus: MeanIn | None = None


class TokensSource(_Source):
    """A difference of means between tokens of a capture, at a site. A whole prompt is its tokens."""

    kind: Literal["tokens"]
    capture: CaptureName
    site: SiteName
    plus: list[TokenOf] = Field(min_length=1, max_length=2000)
    minus: list[TokenOf] | None = Field(default=None, min_length=1, max_length=2000)


class NamedSource(_Source):
    """A direction that is stored: `v-…` saved by a person, `d-…` made of points."""

    kind: Literal["named"]
    name: SavedName | DirectionName


class ValuesSource(_Source):
    """Numbers of one's own."""

    kind: Literal["values"]
    values: list[FiniteFloat] = Field(min_length=1, max_length=16_000)
    site: SiteName | None = Field(default=None, description="whose space they lie in; the residual stream if null")


DirectionSource = Annotated[
    MixSource | PointsSource | TokensSource | NamedSource | ValuesSource, Field(discriminator="kind")
]


class SaveIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: str = Field(min_length=1, max_length=100, description="plain text, one line; unique among one's own")
    description: str = Field(default="", max_length=2000, description="plain text; the owner's own description")
    source: DirectionSource


class RenameIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: str = Field(min_length=1, max_length=100)


class SavedOut(Answer):
    """A person's direction: a unit vector."""

    name: str = Field(examples=["v-k3w9q2hd7m"])
    title: str = Field(examples=["indentation"])
    owner: str = Field(examples=["Ada"])
    mine: bool
    space: str = Field(description="`residual`, or the site whose space it lies in", examples=["residual"])
    d: int = Field(examples=[128])
    norm: float = Field(description="length before it was made a unit vector")
    source: DirectionSource | None = Field(description="how it came about; null for an upload")
    checksum: str = Field(examples=[SHA256])
    best: DescriptionOut | None = Field(description="the description with the most votes")
    own: DescriptionOut | None = Field(description="the asking person's description")
    n_descriptions: int
    created_at: datetime


class SavedListOut(Answer):
    directions: list[SavedOut]
    total: int


class SavedWholeOut(SavedOut):
    descriptions: list[DescriptionOut] = Field(description="best first")


class SavedNeighbor(Answer):
    name: str
    title: str
    owner: str
    cosine: float


class ComponentNeighbor(Answer):
    basis: str
    component: Component
    cosine: float


class TokenNeighbor(Answer):
    id: int
    cosine: float
    logit: float | None = Field(default=None, description="inner product with the unit direction")


class DirectionNeighborsOut(Answer):
    """What lies nearest to a direction, by the size of the cosine; chance: the 95 % quantile of |cosine|."""

    saved: list[SavedNeighbor]
    components: list[ComponentNeighbor]
    unembedding: list[TokenNeighbor] = Field(description="tokens it raises most, then those it lowers most")
    tokens: list[TokenNeighbor] = Field(description="rows of W_E, both ends")
    chance: float


class AtSiteOut(Answer):
    """A direction beside the components of a site's basis."""

    cosines: list[float]
    share_inside: float
    center: float = Field(description="the centre's own coordinate: added to a score it gives the dot product")
