"""The queue: runs that wait for a worker. A run and its job are stored in one transaction, by procrastinate's own
function over the caller's connection, so that neither is ever without the other."""

import math
from collections.abc import Sequence
from typing import Any

import psycopg
from procrastinate import App, SyncPsycopgConnector
from sqlalchemy import text
from sqlalchemy.orm import Session

from residview.errors import QueueFull, RunIsPast, WorkerLost
from residview.jobs.lanes import Lane
from residview.problems import told
from residview.store import runs
from residview.store.session import Database
from residview.store.tables_runs import Run
from residview.vocabulary import RunKind, RunState

#: The one task there is; its argument names the run.
TASK = "residview.run"

#: Part of a run's name: raised where the same request is to be answered anew.
VERSIONS = {RunKind.CAPTURE: 1, RunKind.LENS: 1, RunKind.INTERVENTION: 1}

#: Seconds before an attempt after one that failed: as many attempts as there are pauses follow the first.
_PAUSES = (2, 8, 30)

_PUT_AGAIN = 1
_LOCK = 7226_0002
_TAKE_OUT = """
SELECT procrastinate_cancel_job_v1(id, false, true) FROM procrastinate_jobs
WHERE queueing_lock = :run AND status = 'todo'
"""
_FORGET_STALLED = """
DELETE FROM procrastinate_jobs WHERE status = 'doing' AND (
  worker_id IS NULL OR worker_id <> ALL(CAST(:own AS bigint[])) AND worker_id IN (
    SELECT id FROM procrastinate_workers WHERE last_heartbeat < now() - make_interval(secs => :seconds)))
"""
_AHEAD = """
SELECT lock, row_number() OVER (PARTITION BY queue_name ORDER BY priority DESC, id) - 1 AS before
FROM procrastinate_jobs WHERE status = 'todo'
"""

_FEWEST_SECONDS, _MOST_SECONDS = 2, 120

# Never opened: it writes over the connections it is handed.
_app = App(connector=SyncPsycopgConnector())


def submit(
    database: Database, session: Session, *, revision: str, kind: RunKind, request: dict[str, Any], urgent: bool
) -> Run:
    """The run that answers `request`, queued unless it is done or under way. Part of the caller's transaction.

    Raises QueueFull.
    """
    _, run = runs.asked(session, revision, kind, request, VERSIONS[kind])
    if run is not None and run.state not in (RunState.FAILED, RunState.CANCELLED):
        return run
    _make_room(database, session)
    # Someone may have asked the same while this one waited for its place.
    name, run = runs.asked(session, revision, kind, request, VERSIONS[kind])
    if run is None:
        run = Run(name=name, revision=revision, kind=kind, request=request, urgent=urgent, state=RunState.QUEUED)
        session.add(run)
        session.flush()
        session.refresh(run)
        defer(session, run)
    elif run.state in (RunState.FAILED, RunState.CANCELLED):
        run.urgent = urgent
        _put_again(session, run)
    return run


def retry(database: Database, session: Session, name: str) -> Run:
    """Queue a failed or cancelled run again. Raises UnknownRun, RunIsPast, QueueFull."""
    _make_room(database, session)
    run = runs.hold(session, name)
    if run.state not in (RunState.FAILED, RunState.CANCELLED):
        raise RunIsPast(f"The run {name} is {run.state}; only a failed or cancelled one is tried again.")
    _put_again(session, run)
    return run


def cancel(session: Session, name: str) -> Run:
    """Call a run off; who works on it hears of it at its next piece. Raises UnknownRun, RunIsPast."""
    run = runs.hold(session, name)
    if run.state not in (RunState.QUEUED, RunState.RUNNING):
        raise RunIsPast(f"The run {name} is {run.state}; only one that is queued or running can be called off.")
    run.state = RunState.CANCELLED
    session.execute(text(_TAKE_OUT), {"run": name})
    return run


def defer(session: Session, run: Run, seconds: int = 0, first: bool = False) -> None:
    """Store the job of a queued run, to be begun after `seconds`; `first` puts it before the others of its lane."""
    connection = session.connection().connection.driver_connection
    assert isinstance(connection, psycopg.Connection)
    _app.configure_task(
        TASK,
        queue=Lane.of(run.urgent),
        # Nobody begins a run that another has not let go of, and a run waits once.
        lock=run.name,
        queueing_lock=run.name,
        priority=_PUT_AGAIN if first else 0,
        schedule_in={"seconds": seconds} if seconds else None,
        connection=connection,
    ).defer(run=run.name)


def ahead(session: Session) -> dict[str, int]:
    """How many wait before each run that waits, in its lane."""
    return {row.lock: row.before for row in session.execute(text(_AHEAD))}


def workers(session: Session, stalled_seconds: float) -> int:
    """Workers that were heard of lately; each is registered once for each lane."""
    query = text("SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > now() - make_interval(secs => :s)")
    registered: int = session.execute(query, {"s": stalled_seconds}).scalar_one()
    return registered // len(Lane)


def give_back(session: Session, run: Run) -> None:
    """Let go of a run that is not through: it goes on where it stopped, before what was queued after it."""
    if runs.give_back(session, run, run.failures):
        defer(session, run, first=True)


def try_again(session: Session, run: Run, problem: dict[str, Any], at_once: bool = False) -> None:
    """Queue a run whose attempt failed, later each time; after the last attempt it has failed, with `problem`."""
    if run.failures == len(_PAUSES):
        runs.fail(session, run, problem)
    elif runs.give_back(session, run, run.failures + 1):
        defer(session, run, seconds=0 if at_once else _PAUSES[run.failures], first=True)


def recover(session: Session, stalled_seconds: float, own_workers: Sequence[int]) -> None:
    """Queue again what is held by workers that were not heard of for so long; the caller's own are alive."""
    session.execute(text(_FORGET_STALLED), {"seconds": stalled_seconds, "own": list(own_workers)})
    for run in runs.without_job(session):
        if run.state == RunState.QUEUED:  # lost between the queue and its beginning
            defer(session, run, first=True)
            continue
        lost = WorkerLost(f"{run.failures + 1} workers were lost over it. There may not be enough memory for it.")
        try_again(session, run, told(lost, f"the run {run.name}"), at_once=True)


def _make_room(database: Database, session: Session) -> None:
    """One at a time from here to the end of the transaction, so that the queue holds no more than it should."""
    session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
    waiting = runs.count(session, RunState.QUEUED)
    if waiting >= database.max_queued:
        seconds = runs.mean_seconds(session) or _FEWEST_SECONDS
        raise QueueFull(waiting, math.ceil(min(max(seconds, _FEWEST_SECONDS), _MOST_SECONDS)))


def _put_again(session: Session, run: Run) -> None:
    run.state, run.step, run.done, run.of, run.failures = RunState.QUEUED, "", 0, 0, 0
    run.problem = run.started_at = run.finished_at = None
    session.flush()
    defer(session, run)
