"""What is found among the points: hits, neighbours, pairs, directions, sums."""

from pydantic import BaseModel, ConfigDict, Field

from residview.api.schemas import Answer
from residview.vocabulary import Match, Metric, TokenClass


class HitsOut(Answer):
    """All tokens whose string matches, in the order of their ids."""

    q: str
    match: Match
    total: int
    ids: list[int]


class ClassesOut(Answer):
    """The class of each token's string: `classes[of[id]]`."""

    classes: list[TokenClass]
    of: list[int]


class Neighbor(Answer):
    id: int
    cosine: float
    distance: float


class NeighborsOut(Answer):
    """The nearest points in the full space, nearest first; the point itself is left out."""

    point_set: str
    id: int
    among: str = Field(description="the point set that was searched")
    metric: Metric
    search: str = Field(description="`index`: HNSW, ranked again exactly; `scan`: every row was compared")
    neighbors: list[Neighbor]


class PairOut(Answer):
    """Two points compared."""

    cosine: float
    distance: float
    norm_a: float
    norm_b: float
    chance_low: float = Field(description="5 % quantile of the cosine of two random directions of this width")
    chance_high: float = Field(description="its 95 % quantile")


class MeanIn(BaseModel):
    """The mean of some points of a point set."""

    model_config = ConfigDict(extra="forbid")
    point_set: str = Field(min_length=1, max_length=100, examples=["tokens"])
    ids: list[int] = Field(min_length=1, max_length=10_000, examples=[[262]])


class DirectionIn(BaseModel):
    """From one mean to another, or a mean itself."""

    model_config = ConfigDict(extra="forbid")
    plus: MeanIn
    minus: MeanIn | None = None


class DirectionOut(Answer):
    """A unit vector; the same recipe of the same weights has the same name everywhere."""

    name: str = Field(examples=["d-k3w9q2hd7m"])
    plus: MeanIn
    minus: MeanIn | None
    norm: float = Field(description="length of the difference before it was made a unit vector")


class DirectionInBasis(Answer):
    """A direction beside the components of a basis."""

    direction: DirectionOut
    cosines: list[float] = Field(description="with each component, in the space the basis was fitted in")
    share_inside: float = Field(description="Σ cosines²: how much of it the components hold")


class SumsIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: str = Field(max_length=20_000, examples=["def main():"])


class SumsOut(Answer):
    """What the model adds up for a prompt: token + position, one row for each of its tokens."""

    name: str = Field(description="names it as a point set", examples=["s-k3w9q2hd7m"])
    text: str
    ids: list[int]
    labels: list[str]
    checksum: str = Field(description="for `v`, in place of a point set's")
