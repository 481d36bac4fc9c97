"""What workers have to do: progress, calling off, trying again."""

from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import StreamingResponse
from sqlalchemy import select
from sqlalchemy.orm import Session

from residview.api import watching
from residview.api.deps import DatabaseDep
from residview.api.problems import responses
from residview.api.schemas import Problem
from residview.api.schemas_runs import RunOut, RunsOut, WorkersOut
from residview.jobs import queue
from residview.store import models, runs
from residview.store.session import Database
from residview.store.tables import Model
from residview.store.tables_runs import Run
from residview.vocabulary import RunKind, RunState

_MOST_LISTED = 50

RunPath = Annotated[str, Path(alias="run", description="a run's name", examples=["r-k3w9q2hd7m"], max_length=100)]

router = APIRouter(tags=["runs"], responses=responses(503))


def described(session: Session, run: Run) -> RunOut:
    return _described(session, [run])[0]


def _described(session: Session, several: Iterable[Run]) -> list[RunOut]:
    wanted = list(several)
    revisions = {run.revision for run in wanted}
    query = select(Model.revision, Model.name).where(Model.revision.in_(revisions), Model.ready_at.is_not(None))
    # Of several models with these weights the first is named.
    names = {row.revision: row.name for row in session.execute(query.order_by(Model.id.desc()))}
    ahead = queue.ahead(session) if any(run.state == RunState.QUEUED for run in wanted) else {}
    return [
        RunOut(
            name=run.name,
            model=names.get(run.revision),
            kind=RunKind(run.kind),
            state=RunState(run.state),
            step=run.step,
            done=run.done,
            of=run.of,
            ahead=ahead.get(run.name, 0),
            attempts=run.attempts,
            problem=None if run.problem is None else Problem(**run.problem),
            capture=run.request.get("capture"),
            created_at=run.created_at,
            started_at=run.started_at,
            finished_at=run.finished_at,
        )
        for run in wanted
    ]


@router.get("/workers")
def get_workers(request: Request, database: DatabaseDep) -> WorkersOut:
    """Whether anything new can be made here."""
    with database.reading() as session:
        queued = runs.count(session, RunState.QUEUED)
        return WorkersOut(
            workers=queue.workers(session, request.app.state.settings.stalled_seconds),
            queued=queued,
            running=runs.count(session, RunState.RUNNING),
            room=max(0, database.max_queued - queued),
        )


@router.get("/runs", responses=responses(404))
def list_runs(
    database: DatabaseDep,
    model: Annotated[str | None, Query(max_length=100, description="of this model only")] = None,
) -> RunsOut:
    """The latest runs of captures that are listed for everyone. Others are known to who has their names."""
    with database.reading() as session:
        revision = None if model is None else models.ready_model(session, model).revision
        return RunsOut(runs=_described(session, runs.listed(session, revision, _MOST_LISTED)))


@router.get("/runs/{run}", responses=responses(404))
def get_run(database: DatabaseDep, run_name: RunPath) -> RunOut:
    """Where a run is."""
    return _look(database, run_name)


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
def watch_run(request: Request, database: DatabaseDep, run_name: RunPath) -> StreamingResponse:
    """Progress as it is made."""
    first = _look(database, run_name)
    events = watching.events(first, lambda: _look(database, run_name), request.app.state)
    # No proxy is to hold events back until there are enough of them.
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(events, media_type=watching.MEDIA_TYPE, headers=headers)


@router.post("/runs/{run}/cancel", responses=responses(404, 409))
def cancel_run(database: DatabaseDep, run_name: RunPath) -> RunOut:
    """Call a run off: what is finished of it is kept, and goes on when it is asked again."""
    with database.transaction() as session:
        return described(session, queue.cancel(session, run_name))


@router.post("/runs/{run}/retry", responses=responses(404, 409, 429))
def retry_run(database: DatabaseDep, run_name: RunPath) -> RunOut:
    """Queue a failed or cancelled run again."""
    with database.transaction() as session:
        return described(session, queue.retry(database, session, run_name))


def _look(database: Database, name: str) -> RunOut:
    with database.reading() as session:
        return described(session, runs.find(session, name))
