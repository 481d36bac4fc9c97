"""Directions that people mix, save and compare, as they travel."""

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from residview.api.schemas import SHA256, Answer
from residview.api.schemas_find import MeanIn
from residview.api.schemas_people import DescriptionOut
from residview.api.texts import Lines, Title
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
    title: Title = Field(min_length=1, max_length=100, description="plain text, one line; unique among one's own")
    description: Lines = Field(default="", max_length=2000, description="plain text; the owner's own description")
    source: DirectionSource


class RenameIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    title: Title = Field(min_length=1, max_length=100)


class SavedOut(Answer):
    """A person's direction: a unit vector."""

    name: str = Field(examples=["v-k3w9q2hd7m"])
    title: str = Field(examples=["indentation"])
    owner: str = Field(examples=["Ada"])
    mine: bool = Field(description="the asking person saved it")
    taken_back: bool = Field(description="by its owner: lists no longer show it, links do")
    space: str = Field(description="`residual`, or the site whose space it lies in", examples=["residual"])
    d: int = Field(examples=[128])
    norm: float = Field(description="length before it was made a unit vector")
    source: DirectionSource | None = Field(description="how it came about; null for numbers of one's own")
    checksum: str = Field(examples=[SHA256])
    best: DescriptionOut | None = Field(description="the description with the most votes")
    own: DescriptionOut | None = Field(description="the asking person's description")
    n_descriptions: int = Field(examples=[2])
    created_at: datetime


class SavedListOut(Answer):
    directions: list[SavedOut] = Field(description="best described first, then newest first")
    total: int = Field(description="how many there are, of which these are some", examples=[120])


class SavedWholeOut(SavedOut):
    descriptions: list[DescriptionOut] = Field(description="best first")


class SavedNeighbor(Answer):
    name: str = Field(examples=["v-k3w9q2hd7m"])
    title: str = Field(examples=["indentation"])
    owner: str = Field(examples=["Ada"])
    cosine: float = Field(examples=[0.71])


class ComponentNeighbor(Answer):
    """Of a basis that scales, the vector whose dot product with a row gives the component's score is compared."""

    basis: str = Field(examples=["pca"])
    component: Component = Field(examples=[3])
    cosine: float = Field(examples=[-0.62])


class TokenNeighbor(Answer):
    id: int = Field(examples=[262])
    cosine: float = Field(examples=[0.44])
    logit: float | None = Field(default=None, description="inner product with the unit direction")


class DirectionNeighborsOut(Answer):
    """What lies nearest to a direction, by the size of the cosine."""

    saved: list[SavedNeighbor] = Field(description="of the same space, itself left out")
    components: list[ComponentNeighbor] = Field(
        description="of the bases of the site it was made at, and of the model's where it lies in the residual stream"
    )
    unembedding: list[TokenNeighbor] = Field(
        description="rows of W_U: the tokens it raises most, then those it lowers most; the final LayerNorm left out"
    )
    tokens: list[TokenNeighbor] = Field(description="rows of W_E: nearest by cosine, then those furthest against it")
    chance: float = Field(description="95 % quantile of the size of the cosine of random directions", examples=[0.17])


class AtSiteOut(Answer):
    """A direction beside the components of a site's basis."""

    cosines: list[float] = Field(
        description="with each component; of a basis that scales, as scaled rows are read: a mix has its own weights"
    )
    share_inside: float = Field(description="Σ cosines²: how much of it the components hold")
    center: float = Field(description="the centre's own coordinate: added to a score it gives the dot product")
