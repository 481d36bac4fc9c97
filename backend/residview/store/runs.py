"""Runs, and their way from state to state. Who holds a run holds it under the number of its attempt: a worker that was
taken for lost and was not changes nothing any more."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from residview.errors import UnknownRun
from residview.store.names import names
from residview.store.session import searchable
from residview.store.tables_runs import Capture, PromptSet, Run
from residview.vocabulary import RunKind, RunState

#: A mean over more would remember what the server did last week.
_RECENT = 20


def find(session: Session, name: str) -> Run:
    found = session.get(Run, searchable(name))
    if found is None:
        raise UnknownRun(name)
    return found


def hold(session: Session, name: str) -> Run:
    """The run as it is now, which nobody else changes until the transaction ends."""
    query = select(Run).where(Run.name == searchable(name)).with_for_update()
    found = session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise UnknownRun(name)
    return found


def listed(session: Session, revision: str | None, most: int) -> Sequence[Run]:
    """Runs of captures that are listed for everyone, newest first; of one revision or of all.

    Others are known to who has their names: a name opens what was typed.
    """
    query = select(Run).join(Capture, Capture.run == Run.name).join(PromptSet, PromptSet.id == Capture.prompt_set_id)
    query = query.where(PromptSet.public).order_by(Run.created_at.desc(), Run.name).limit(most)
    return session.scalars(query if revision is None else query.where(Run.revision == revision)).all()


def asked(
    session: Session, revision: str, kind: RunKind, request: dict[str, Any], version: int
) -> tuple[str, Run | None]:
    """The name of the run that answers `request`, and the run if there is one."""
    for letters in names([revision, kind, request, version]):
        name = f"r-{letters}"
        found = session.get(Run, name, populate_existing=True)
        if found is None or (found.revision, found.kind, found.request) == (revision, kind, request):
            return name, found
    raise AssertionError("names never end")


def count(session: Session, state: RunState) -> int:
    return session.scalars(select(func.count()).select_from(Run).where(Run.state == state)).one()


def mean_seconds(session: Session) -> float | None:
    """How long the latest finished runs took; None where there are none."""
    took = select(func.extract("epoch", Run.finished_at - Run.started_at).label("seconds"))
    recent = took.where(Run.state == RunState.DONE).order_by(Run.finished_at.desc()).limit(_RECENT).subquery()
    mean = session.scalar(select(func.avg(recent.c.seconds)))
    return None if mean is None else float(mean)


def begin(session: Session, name: str) -> Run | None:
    """Take a queued run up; None where it was called off meanwhile."""
    statement = update(Run).where(Run.name == name, Run.state == RunState.QUEUED)
    return session.scalar(
        statement.values(
            state=RunState.RUNNING,
            attempts=Run.attempts + 1,
            started_at=func.now(),
            step="waiting for the model",
            done=0,
            of=0,
            problem=None,
        ).returning(Run)
    )


def advance(session: Session, run: Run, step: str, done: int, of: int) -> bool:
    """Say how far a run is; false where it is no longer held."""
    return _change(session, run, step=step, done=done, of=of)


def is_held(session: Session, run: Run) -> bool:
    query = select(Run.name).where(Run.name == run.name, Run.state == RunState.RUNNING, Run.attempts == run.attempts)
    return session.scalar(query) is not None


def finish(session: Session, run: Run, result: dict[str, Any] | None) -> bool:
    return _change(session, run, state=RunState.DONE, result=result, done=Run.of, finished_at=func.now())


def fail(session: Session, run: Run, problem: dict[str, Any]) -> bool:
    return _change(session, run, state=RunState.FAILED, problem=problem, finished_at=func.now())


def give_back(session: Session, run: Run, failures: int) -> bool:
    """To be begun again, by this worker or another."""
    return _change(session, run, state=RunState.QUEUED, failures=failures)


def without_job(session: Session) -> Sequence[Run]:
    """Runs that are to be worked on and stand in no queue: their jobs were taken from their workers."""
    orphaned = text("NOT EXISTS (SELECT 1 FROM procrastinate_jobs WHERE lock = runs.name)")
    query = select(Run).where(Run.state.in_((RunState.QUEUED, RunState.RUNNING)), orphaned)
    return session.scalars(query.with_for_update(skip_locked=True)).all()


def _change(session: Session, run: Run, **values: Any) -> bool:
    held = update(Run).where(Run.name == run.name, Run.state == RunState.RUNNING, Run.attempts == run.attempts)
    changed = session.scalar(held.values(**values).returning(Run.name).execution_options(synchronize_session=False))
    return changed is not None
