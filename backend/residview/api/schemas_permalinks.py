"""Links as they travel: a view state, what it is called, and what it was made of."""

import unicodedata
from datetime import datetime
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from residview import view_state
from residview.api.schemas import SHA256, Answer
from residview.api.schemas_find import DirectionIn
from residview.residuals_state import ResidualsState
from residview.view_state import SumsName, ViewState


def _plain(text: str) -> str:
    """Without what surrounds it; a line end is \\n, a tab a space. Other control characters are refused."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    for at, character in enumerate(text):
        if unicodedata.category(character) in ("Cc", "Cs") and character != "\n":
            raise ValueError(f"the control character U+{ord(character):04X} at index {at} is not text; remove it")
    return text.strip()


def _one_line(text: str) -> str:
    return " ".join(_plain(text).split())


AnyState = Annotated[ViewState | ResidualsState, Field(discriminator="page")]


def _upgraded(state: Any) -> Any:
    return view_state.upgrade(state) if isinstance(state, dict) else state


class PermalinkIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    state: Annotated[AnyState, BeforeValidator(_upgraded)] = Field(
        description="a view state of any released version; it is stored as one of the current version"
    )
    title: Annotated[str, AfterValidator(_one_line)] = Field(
        default="", max_length=200, description="plain text, one line", examples=["The horseshoe"]
    )
    note: Annotated[str, AfterValidator(_plain)] = Field(default="", max_length=4000, description="plain text")


class SumsPin(Answer):
    """A prompt, and the tokens it was cut into."""

    name: SumsName
    text: str
    ids: list[int]


class Pins(Answer):
    """What the link was made of, so that another picture is never shown in silence."""

    model_revision: str = Field(examples=[SHA256])
    basis_key: str = Field(examples=[SHA256])
    basis_checksum: str = Field(examples=[SHA256])
    directions: dict[str, DirectionIn] = Field(
        default_factory=dict, description="the directions on the axes by name, each with the points it is made of"
    )
    sums: SumsPin | None = Field(default=None, description="the prompt whose sums are shown")


class NearestOut(Answer):
    """What this server can show in place of what the link was made of."""

    model: str = Field(examples=["demo"])
    basis: str = Field(examples=["positions"])


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
    nearest: NearestOut | None = Field(
        default=None,
        description="where the link's model or basis is missing or another: the nearest that can be shown here; "
        "null where the state itself is the nearest, or nothing is near",
    )
