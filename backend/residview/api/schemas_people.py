"""People, and what they keep, as it travels."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from residview.api.schemas import Answer
from residview.api.texts import LONGEST_NAME, Description, Name


class PersonIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: Name = Field(
        min_length=1,
        max_length=LONGEST_NAME,
        description="plain text, one line; normalised (NFKC), and free in whatever case",
        examples=["Ada"],
    )


class RecoverIn(PersonIn):
    recovery_key: str = Field(max_length=100, description="capitals, spaces and dashes do not count")


class PersonOut(Answer):
    name: str = Field(examples=["Ada"])


class NewPersonOut(PersonOut):
    recovery_key: str = Field(
        description="shown once: with it another browser can take up the name",
        examples=["k3w9-q2hd-7m4t-x8rc-5vpn-b6ys-2fgj"],
    )


class MeOut(Answer):
    """Who this browser is."""

    me: PersonOut | None = Field(description="null where it has none")


class DescriptionIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: Description = Field(min_length=1, max_length=2000, description="plain text", examples=["indentation"])


class VoteIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    value: int = Field(ge=-1, le=1, strict=True, description="up 1, down -1, retracted 0")


class DescriptionOut(Answer):
    id: int = Field(description="names it in votes", examples=[7])
    author: str = Field(examples=["Ada"])
    mine: bool = Field(description="the asking person wrote it")
    text: str = Field(description="plain text; lines end with \\n", examples=["indentation"])
    up: int = Field(description="votes for it", examples=[3])
    down: int = Field(description="votes against it", examples=[1])
    my_vote: int = Field(description="1, -1 or 0")
    changed_at: datetime
