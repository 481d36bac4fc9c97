"""What workers have to do: progress, calling off, trying again."""

from typing import Annotated

from fastapi import APIRouter, Path, Query
from fastapi.responses import StreamingResponse

from residview.api.deps import DatabaseDep
from residview.api.problems import responses
from residview.api.schemas_runs import RunOut, RunsOut, WorkersOut

RunPath = Annotated[str, Path(alias="run", description="a run's name", max_length=100)]

router = APIRouter(tags=["runs"], responses=responses(503))


@router.get("/workers")
def get_workers(database: DatabaseDep) -> WorkersOut:
    """Whether anything new can be made here."""
    raise NotImplementedError


@router.get("/runs")
def list_runs(
    database: DatabaseDep,
    model: Annotated[str | None, Query(max_length=100, description="of this model only")] = None,
) -> RunsOut:
    """The latest runs."""
    raise NotImplementedError


@router.get("/runs/{run}", responses=responses(404))
def get_run(database: DatabaseDep, run_name: RunPath) -> RunOut:
    """Where a run is."""
    raise NotImplementedError


@router.get(
    "/runs/{run}/events",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "server-sent events: `run` with a RunOut each time it changes, until it has ended",
            "content": {"text/event-stream": {"schema": {"type": "string"}}},
        },
        **responses(404),
    },
)
def watch_run(database: DatabaseDep, run_name: RunPath) -> StreamingResponse:
    """Progress as it is made."""
    raise NotImplementedError


@router.post("/runs/{run}/cancel", responses=responses(404, 409))
def cancel_run(database: DatabaseDep, run_name: RunPath) -> RunOut:
    """Call a run off: what is finished of it is kept, and goes on when it is asked again."""
    raise NotImplementedError


@router.post("/runs/{run}/retry", responses=responses(404, 409, 429))
def retry_run(database: DatabaseDep, run_name: RunPath) -> RunOut:
    """Queue a failed or cancelled run again."""
    raise NotImplementedError
