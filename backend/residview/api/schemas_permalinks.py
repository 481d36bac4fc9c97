"""Links as they travel: a view state, what it is called, and what it was made of."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from residview.api.any_state import AnyState
from residview.api.schemas import SHA256, Answer
from residview.api.schemas_find import DirectionIn
from residview.api.texts import Line, Lines
from residview.view_state import SumsName


class PermalinkIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    state: AnyState = Field(
        description="a view state of any released version; it is stored as one of the current version"
    )
    title: Line = Field(default="", max_length=200, description="plain text, one line", examples=["The horseshoe"])
    note: Lines = Field(default="", max_length=4000, description="plain text")


class SumsPin(Answer):
    """A prompt, and the tokens it was cut into."""

    name: SumsName
    text: str
    ids: list[int]


class CapturePin(Answer):
    """Residuals, and the direction they are read along."""

    prompts: str = Field(description="checksum of the prompts' ids", examples=[SHA256])
    site: str = Field(description="checksum of what was captured at the site", examples=[SHA256])
    direction: str | None = Field(description="checksum of the saved direction, where one is shown", examples=[SHA256])


class Pins(Answer):
    """What the link was made of, so that another picture is never shown in silence."""

    model_revision: str = Field(examples=[SHA256])
    basis_key: str = Field(examples=[SHA256])
    basis_checksum: str = Field(examples=[SHA256])
    directions: dict[str, DirectionIn] = Field(
        default_factory=dict, description="the directions on show by name, each with the points it is made of"
    )
    sums: SumsPin | None = Field(default=None, description="the prompt whose sums are shown")
    captured: CapturePin | None = Field(default=None, description="of a view of residuals: what was captured")


class NearestOut(Answer):
    """What this server can show in place of what the link was made of."""

    model: str = Field(examples=["demo"])
    basis: str = Field(examples=["positions"])


class NearestSiteOut(NearestOut):
    """The same of a view of residuals."""

    capture: str = Field(examples=["c-k3w9q2hd7m"])
    site: str = Field(examples=["2.resid_pre"])


class PermalinkOut(Answer):
    slug: str = Field(examples=["k3w9q2hd7m"])
    url: str = Field(description="path on this server", examples=["/v/k3w9q2hd7m"])
    title: str = Field(description="plain text; empty if the link has none", examples=["The horseshoe"])
    note: str = Field(description="plain text; lines end with \\n")
    preview_url: str = Field(
        description="path of the preview picture, PNG, 1200 x 630",
        examples=["/api/v1/permalinks/k3w9q2hd7m/preview.png"],
    )
    state: AnyState
    pins: Pins
    created_at: datetime
    differences: list[str] = Field(
        default_factory=list,
        description="what on this server differs from what the link was made of, a sentence each",
    )
    nearest: NearestSiteOut | NearestOut | None = Field(
        default=None,
        description="where the link's model or basis is missing or another: the nearest that can be shown here; "
        "null where the state itself is the nearest, or nothing is near",
    )
