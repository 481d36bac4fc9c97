"""People, and what they keep, as it travels."""

from datetime import datetime

from pydantic import BaseModel, ConfigDict, Field

from residview.api.schemas import Answer


class PersonIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    name: str = Field(min_length=1, max_length=40, description="plain text, one line", examples=["Ada"])


class RecoverIn(PersonIn):
    recovery_key: str = Field(max_length=100)


class PersonOut(Answer):
    name: str = Field(examples=["Ada"])


class NewPersonOut(PersonOut):
    recovery_key: str = Field(description="shown once: with it another browser can take up the name")


class MeOut(Answer):
    """Who this browser is; null where it has no name yet."""

    me: PersonOut | None


class DescriptionIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    text: str = Field(min_length=1, max_length=2000, description="plain text", examples=["indentation"])


class VoteIn(BaseModel):
    model_config = ConfigDict(extra="forbid")
    value: int = Field(ge=-1, le=1, strict=True, description="up 1, down -1, retracted 0")


class DescriptionOut(Answer):
    id: int
    author: str = Field(examples=["Ada"])
    mine: bool
    text: str
    up: int
    down: int
    my_vote: int = Field(description="1, -1 or 0")
    changed_at: datetime
