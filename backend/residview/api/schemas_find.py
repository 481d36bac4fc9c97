"""What is found among the points: hits, neighbours, pairs, directions, sums."""

from pydantic import BaseModel, ConfigDict, Field

from residview.api.schemas import SHA256, Answer
from residview.vocabulary import Match, Metric, TokenClass


class HitsOut(Answer):
    """All tokens whose string matches, in the order of their ids."""

    q: str = Field(description="what was looked for", examples=[" self"])
    match: Match
    total: int = Field(description="how many ids there are", examples=[2])
    ids: list[int] = Field(description="ascending", examples=[[262, 1024]])


class ClassesOut(Answer):
    """The class of each token's string: `classes[of[id]]`."""

    classes: list[TokenClass]
    of: list[int] = Field(description="a class for each id, as an index into `classes`", examples=[[0, 6, 6]])


class Neighbor(Answer):
    id: int = Field(examples=[300])
    cosine: float = Field(description="0 where the row has length 0", examples=[0.71])
    distance: float = Field(description="Euclidean, in the weights' units", examples=[1.9])


class NeighborsOut(Answer):
    """The nearest points in the full space, nearest first; the point itself is left out."""

    point_set: str = Field(description="the set of the point", examples=["tokens"])
    id: int = Field(description="its id", examples=[262])
    among: str = Field(description="the point set that was searched")
    metric: Metric
    search: str = Field(description="`index`: HNSW, ranked again exactly; `scan`: every row was compared")
    neighbors: list[Neighbor]


class PairOut(Answer):
    """Two points compared."""

    cosine: float = Field(examples=[0.03])
    distance: float = Field(description="Euclidean, in the weights' units", examples=[3.1])
    norm_a: float = Field(description="length of a", examples=[2.2])
    norm_b: float = Field(description="length of b", examples=[2.1])
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
    plus: MeanIn = Field(description="the points it goes to, ids ascending")
    minus: MeanIn | None = Field(description="the points it comes from; the origin if null")
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
    text: str = Field(examples=["def main():"])
    ids: list[int] = Field(description="its tokens; a row's index is its position", examples=[[276, 512, 9]])
    labels: list[str] = Field(description="their strings", examples=[["def", " main", "():"]])
    checksum: str = Field(description="for `v`, in place of a point set's", examples=[SHA256])
