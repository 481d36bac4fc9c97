"""The lens, and forward passes with something changed, as they travel."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from residview.api.schemas import Answer
from residview.api.schemas_runs import RunOut
from residview.api.schemas_saved import DirectionSource
from residview.residuals_state import SiteName
from residview.view_state import Index

Ids = Annotated[list[Index], Field(min_length=1, max_length=8192)]
Positions = Annotated[
    Annotated[list[Index], Field(min_length=1, max_length=8192)] | None,
    Field(description="positions it is done at; all, also of what is continued, if null"),
]
Sites = Annotated[list[SiteName], Field(min_length=1, max_length=256)]
Number = Annotated[FiniteFloat, Field(ge=-1e6, le=1e6)]


class _Edit(BaseModel):
    model_config = ConfigDict(extra="forbid")


class AddEdit(_Edit):
    """Add `strength` times the unit direction."""

    kind: Literal["add"]
    direction: DirectionSource
    sites: Sites
    positions: Positions = None
    strength: Number


class RemoveEdit(_Edit):
    """Remove the component along the direction."""

    kind: Literal["remove"]
    direction: DirectionSource
    sites: Sites
    positions: Positions = None


class SetEdit(_Edit):
    """Set the component along the direction to `value`."""

    kind: Literal["set"]
    direction: DirectionSource
    sites: Sites
    positions: Positions = None
    value: Number


class HeadEdit(_Edit):
    """Remove a head, or put its mean over the prompt in place of each of its outputs."""

    kind: Literal["head"]
    layer: Index
    head: Index
    how: Literal["zero", "mean"] = "zero"


class PlaceEdit(_Edit):
    """Give each token the positional embedding of another position: `places[t]` for token t. Covers permutations,
    repeats, and all tokens at one position. What follows where `places` ends keeps its own."""

    kind: Literal["place"]
    places: Ids


class ShiftEdit(_Edit):
    """Give each token the positional embedding `by` positions later, or earlier if negative."""

    kind: Literal["shift"]
    by: Annotated[int, Field(ge=-8192, le=8192, strict=True)]


class AverageEdit(_Edit):
    """Average the positional embedding over groups of `group` neighbouring positions, from 0 on."""

    kind: Literal["average"]
    group: Annotated[int, Field(ge=2, le=8192, strict=True)]


class RankEdit(_Edit):
    """Keep only the mean and the first `k` principal components of the positional embedding."""

    kind: Literal["rank"]
    k: Annotated[int, Field(ge=0, le=8192, strict=True)]


class TransplantEdit(_Edit):
    """Put another prompt's residual in place of one."""

    kind: Literal["transplant"]
    from_ids: Ids
    from_position: Index
    site: SiteName
    to_position: Index


Edit = Annotated[
    AddEdit | RemoveEdit | SetEdit | HeadEdit | PlaceEdit | ShiftEdit | AverageEdit | RankEdit | TransplantEdit,
    Field(discriminator="kind"),
]


class ContinuationIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    tokens: int = Field(default=16, ge=1, le=64)
    temperature: float = Field(default=0.0, ge=0, le=5, description="0: the most likely token each time")
    seed: int = Field(default=0, ge=0, le=2**31 - 1)


class InterventionIn(BaseModel):
    """A prompt, and what is to be done while it is read; nothing done is allowed, and changes nothing."""

    model_config = ConfigDict(extra="forbid")
    ids: Ids
    edits: list[Edit] = Field(max_length=32)
    continuation: ContinuationIn | None = None


class Guess(Answer):
    id: int
    probability: float


class AtPosition(Answer):
    """One position of the prompt, before and after."""

    before: list[Guess]
    after: list[Guess]
    kl: float = Field(
        description="of the distribution after from the one before, in nats: Σ p_before log(p_before/p_after)"
    )
    loss_before: float | None = Field(description="-log p of the token that came next, in nats; null for the last")
    loss_after: float | None


class InterventionOut(Answer):
    """A prompt as the model reads it untouched, and changed."""

    run: RunOut
    asked: InterventionIn
    labels: list[str] = Field(description="the prompt's tokens as strings", examples=[["def", " read", "("]])
    identical: bool | None = Field(
        description="all logits are bit for bit those of the untouched run; null until done", examples=[False]
    )
    positions: list[AtPosition] = Field(description="in order; empty until done")
    continuation_before: list[int] | None = Field(
        description="ids that the untouched model goes on with; null until done, or where none was asked for",
        examples=[[273, 14]],
    )
    continuation_after: list[int] | None = Field(
        description="the same with the changes still made", examples=[[273, 12]]
    )
    note: str = Field(default="", description="what this model cannot answer, and why")


class Example(Answer):
    """A ready-made intervention."""

    name: str = Field(examples=["words-exchanged"])
    title: str = Field(examples=["All tokens at one position"])
    says: str = Field(description="what it does, and what to look at")
    asked: InterventionIn


class ExamplesOut(Answer):
    examples: list[Example] = Field(description="those that the model can do")


class LensIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    ids: Ids


class LensCell(Answer):
    """What one token's residual at one stop says comes next."""

    top: list[Guess]
    entropy: float = Field(description="nats")
    next_probability: float | None = Field(description="of the token that came next; null for the last")
    next_rank: int | None = Field(description="0 for the most likely")


class LensOut(Answer):
    """A prompt's residuals, each read as if the network ended there."""

    run: RunOut
    ids: list[int] = Field(description="the prompt", examples=[[450, 831, 8]])
    labels: list[str] = Field(description="its tokens as strings", examples=[["def", " read", "("]])
    sites: list[str] = Field(
        description="stops of the depth; empty until done", examples=[["0.resid_pre", "0.resid_post"]]
    )
    cells: list[list[LensCell]] = Field(description="cells[stop][token]; empty until done")
