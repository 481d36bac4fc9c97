"""Work for a worker, as it travels."""

from datetime import datetime

from pydantic import Field

from residview.api.schemas import Answer, Problem
from residview.vocabulary import RunKind, RunState


class RunOut(Answer):
    """A piece of work, named by the hash of what is asked; its result is stored, and opens without a worker."""

    name: str = Field(examples=["r-k3w9q2hd7m"])
    model: str | None = Field(description="the model's name here; null where its weights are gone", examples=["demo"])
    kind: RunKind
    state: RunState
    step: str = Field(description="what is being done", examples=["prompts"])
    done: int = Field(examples=[120])
    of: int = Field(description="0 while that is not known", examples=[300])
    ahead: int = Field(default=0, description="runs of its lane that wait before this one")
    attempts: int = Field(description="how often it was begun", examples=[1])
    problem: Problem | None = Field(description="why it failed")
    capture: str | None = Field(description="what a capture's run makes", examples=["c-k3w9q2hd7m"])
    created_at: datetime
    started_at: datetime | None = Field(description="when its latest attempt began")
    finished_at: datetime | None = Field(description="when it was done or had failed")


class RunsOut(Answer):
    runs: list[RunOut] = Field(description="newest first")


class WorkersOut(Answer):
    """Whether anything new can be made here, and what is in hand."""

    workers: int = Field(description="workers whose heartbeat is fresh", examples=[1])
    queued: int = Field(examples=[0])
    running: int = Field(examples=[1])
    room: int = Field(description="runs that can still be queued", examples=[64])
