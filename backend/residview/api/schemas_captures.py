"""Prompts and what was captured of them, as it travels."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from residview.api.schemas import SHA256, Answer, NearEqual
from residview.api.schemas_runs import RunOut
from residview.api.texts import Line, Title
from residview.residuals_state import SiteName
from residview.vocabulary import DEFAULT_PARTS, Part, PromptKind

_PARTS = list(DEFAULT_PARTS)


class PromptSetOut(Answer):
    """Prompts that are captured together; an own prompt is a set of one."""

    name: str = Field(examples=["held-out"])
    title: str = Field(examples=["Python's standard library, held out"])
    source: str = Field(description="where the texts are from, as a sentence")
    kind: PromptKind
    n_prompts: int = Field(examples=[300])
    n_tokens: int = Field(description="of all prompts", examples=[21_783])
    checksum: str = Field(description="SHA-256 of the ids", examples=[SHA256])
    owner: str | None = Field(description="whose own prompt it is")
    mine: bool = Field(description="it is the asking person's")
    public: bool = Field(description="listed for everyone; else known only to who has its name")
    captures: list[str] = Field(description="what was captured of it, newest first", examples=[["c-k3w9q2hd7m"]])
    created_at: datetime


class PromptSetsOut(Answer):
    prompt_sets: list[PromptSetOut] = Field(description="those that came with the model first, then newest first")


class PromptIn(BaseModel):
    """A prompt of one's own."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(max_length=20_000, examples=["def main():"])
    bos: bool = Field(default=True, description="the tokenizer's first-of-all token before it, where it has one")
    public: bool = False
    title: Line = Field(default="", max_length=100, description="plain text, one line; the text's beginning if empty")
    parts: list[Part] = Field(default=_PARTS, min_length=1)


class PromptChange(BaseModel):
    """What is to be another; what is null stays."""

    model_config = ConfigDict(extra="forbid")
    public: bool | None = None
    title: Title | None = Field(default=None, min_length=1, max_length=100)


class OwnPromptOut(Answer):
    """A prompt of one's own, and the run that captures it."""

    prompt_set: PromptSetOut
    run: RunOut


class TokenizeIn(BaseModel):
    """A text of any length."""

    model_config = ConfigDict(extra="forbid")
    text: str = Field(max_length=20_000)
    bos: bool = True


class TokenizedOut(Answer):
    """A text as the model reads it."""

    ids: list[int] = Field(examples=[[0, 276, 512, 9]])
    labels: list[str] = Field(description="the string of each token", examples=[["<|endoftext|>", "def"]])
    bos: int | None = Field(description="the id put before it, where the tokenizer has one and it was asked for")
    n_ctx: int | None = Field(description="the most tokens the model reads")


class CaptureIn(BaseModel):
    """What is to be captured: prompts, and parts of the model at every layer and head."""

    model_config = ConfigDict(extra="forbid")
    prompt_set: str = Field(max_length=100, examples=["held-out"])
    parts: list[Part] = Field(default=_PARTS, min_length=1)


class SiteBasisOut(Answer):
    """Principal components of a site's rows."""

    name: str = Field(examples=["pca"])
    position_0: bool = Field(description="position 0 took part")
    scaled: bool = Field(description="each coordinate was divided by its standard deviation first")
    n_rows: int = Field(description="rows fitted", examples=[21_483])
    n_components: int = Field(description="components kept", examples=[64])
    variance_shares: list[float] = Field(description="of the components kept, largest first", examples=[[0.4, 0.1]])
    total_variance: float = Field(description="of the fitted rows, along all directions")
    near_equal: list[NearEqual] = Field(description="components that may rotate into one another")
    center_scores: list[float] = Field(description="added to a score they give the dot product with the component")
    key: str = Field(examples=[SHA256])
    checksum: str = Field(examples=[SHA256])


class Decomposition(Answer):
    """How a site's mean square divides (Song & Zhong 2023): h = mean + position + context + rest, over the first
    `n_positions` positions (position 0 left out) of the prompts that are as long. Shares of the mean
    squared length."""

    n_prompts: int
    n_positions: int = Field(description="positions 1 to this")
    mean: float
    position: float
    context: float
    rest: float
    stable_rank_position: float = Field(description="‖P‖²_F / ‖P‖²₂ of the positional parts")
    stable_rank_context: float
    relative_norm_position: float = Field(
        description="largest ‖pos_t‖ over largest ‖h - mean‖, the latter among the shown prompts"
    )


class SiteOut(Answer):
    """What was captured at one site."""

    name: str = Field(examples=["2.resid_pre"])
    layer: int = Field(description="counted from 0, as TransformerLens does")
    part: Part
    head: int | None = Field(description="counted from 0; null where a part has none")
    hook: str = Field(description="TransformerLens' name", examples=["blocks.2.hook_resid_pre"])
    note: str = Field(description="what must be known to read it rightly")
    d: int = Field(description="coordinates of a row", examples=[128])
    checksum: str = Field(description="SHA-256 of its rows and moments as stored here", examples=[SHA256])
    n_tokens: int = Field(description="tokens in the moments, position 0 left out")
    mean_norm: float = Field(description="mean length of a row, position 0 left out")
    total_variance: float = Field(description="position 0 left out")
    decomposition: Decomposition | None = Field(description="null where prompts are too few or too short")
    positions: str | None = Field(
        description="the point set of its mean residuals per position", examples=["positions@2.resid_pre@held-out"]
    )
    bases: list[SiteBasisOut] = Field(
        description="its own; of a prompt of one's own, those of the model's bundled prompts at the same site"
    )


class CaptureOut(Answer):
    """The activations of a prompt set at some sites."""

    name: str = Field(examples=["c-k3w9q2hd7m"])
    prompt_set: str = Field(examples=["held-out"])
    title: str = Field(description="the prompt set's")
    source: str = Field(description="where the prompts are from, as a sentence")
    kind: PromptKind
    parts: list[Part] = Field(description="what is read at every layer and head")
    n_prompts: int = Field(examples=[300])
    n_tokens: int = Field(examples=[21_783])
    n_shown: int = Field(description="prompts, from the first on, whose rows are kept", examples=[300])
    ready: bool = Field(description="it is made; until then it has no sites")
    run: str = Field(description="the run that makes or made it", examples=["r-k3w9q2hd7m"])
    sites: list[str] = Field(description="in the order of the depth", examples=[["0.resid_pre", "1.resid_pre"]])
    created_at: datetime


class CapturesOut(Answer):
    captures: list[CaptureOut] = Field(description="those of bundled prompts first, then newest first")


class CaptureWholeOut(CaptureOut):
    details: list[SiteOut] = Field(description="in the order of `sites`")


class ShownOut(Answer):
    """The prompts whose rows are kept, one after another: prompt i has the ids from offsets[i] to offsets[i + 1]."""

    offsets: list[int] = Field(examples=[[0, 30, 71]])
    ids: list[int] = Field(description="of all tokens", examples=[[0, 276, 512]])


class DepthStop(Answer):
    """A direction at one stop of the depth, position 0 left out."""

    site: SiteName
    variance: float = Field(description="of the rows along it")
    share: float = Field(description="of the rows' whole variance")
    mean: float = Field(description="the mean row's dot product with it")
    chance_low: float = Field(description="5 % quantile of the share for random directions")
    chance_high: float = Field(description="its 95 % quantile")


class DepthOut(Answer):
    """A direction's way through the network."""

    stops: list[DepthStop]
