"""What is queued, and what is not: without a worker."""

import dataclasses

import pytest
from sqlalchemy import text

from residview.errors import QueueFull, RunIsPast, UnknownRun
from residview.jobs import queue
from residview.store import runs
from residview.store.session import Database
from residview.store.tables_runs import Run
from residview.vocabulary import RunKind, RunState

REVISION = "a" * 64


def submitted(database: Database, number: int, urgent: bool = True) -> Run:
    with database.transaction() as session:
        return queue.submit(
            database, session, revision=REVISION, kind=RunKind.LENS, request={"number": number}, urgent=urgent
        )


def jobs(database: Database) -> list[tuple[str, str]]:
    with database.reading() as session:
        return [tuple(row) for row in session.execute(text("SELECT lock, queue_name FROM procrastinate_jobs"))]


def ended(database: Database, name: str, state: RunState) -> None:
    with database.transaction() as session:
        runs.hold(session, name).state = state
        session.execute(text("DELETE FROM procrastinate_jobs"))


def test_a_run_and_its_job_are_stored_together_or_not_at_all(fresh: Database) -> None:
    with fresh.sessions() as session:
        queue.submit(fresh, session, revision=REVISION, kind=RunKind.LENS, request={}, urgent=True)
        session.rollback()
    assert jobs(fresh) == []
    with pytest.raises(UnknownRun), fresh.reading() as session:
        runs.find(session, "r-2222222222")
    run = submitted(fresh, 1)
    assert jobs(fresh) == [(run.name, "interactive")]


def test_the_same_request_is_the_same_run(fresh: Database) -> None:
    run = submitted(fresh, 1)
    assert submitted(fresh, 1).name == run.name
    assert submitted(fresh, 2).name != run.name
    assert len(jobs(fresh)) == 2


@pytest.mark.parametrize("state", [RunState.DONE, RunState.RUNNING])
def test_what_is_done_or_under_way_is_not_queued_again(fresh: Database, state: RunState) -> None:
    run = submitted(fresh, 1)
    ended(fresh, run.name, state)
    assert submitted(fresh, 1).state == state
    assert jobs(fresh) == []


@pytest.mark.parametrize("state", [RunState.FAILED, RunState.CANCELLED])
def test_what_failed_or_was_called_off_is_queued_when_asked_again(fresh: Database, state: RunState) -> None:
    run = submitted(fresh, 1)
    ended(fresh, run.name, state)
    assert submitted(fresh, 1, urgent=False).state == RunState.QUEUED
    assert jobs(fresh) == [(run.name, "batch")]


def test_a_queued_run_that_is_called_off_leaves_the_queue_and_can_come_back(fresh: Database) -> None:
    run = submitted(fresh, 1)
    with fresh.transaction() as session:
        assert queue.cancel(session, run.name).state == RunState.CANCELLED
    assert jobs(fresh) == []
    with pytest.raises(RunIsPast, match="is cancelled"), fresh.transaction() as session:
        queue.cancel(session, run.name)
    with fresh.transaction() as session:
        assert queue.retry(fresh, session, run.name).state == RunState.QUEUED
    assert jobs(fresh) == [(run.name, "interactive")]
    with pytest.raises(RunIsPast, match="is queued"), fresh.transaction() as session:
        queue.retry(fresh, session, run.name)


def test_a_full_queue_refuses_what_is_new_and_knows_what_it_has(fresh: Database) -> None:
    small = dataclasses.replace(fresh, max_queued=2)
    first = submitted(small, 1)
    submitted(small, 2)
    with pytest.raises(QueueFull, match="2 runs wait already") as refused:
        submitted(small, 3)
    assert 1 <= refused.value.retry_after <= 120
    assert submitted(small, 1).name == first.name


def test_how_many_wait_before_a_run_counts_its_own_lane(fresh: Database) -> None:
    submitted(fresh, 1, urgent=False)
    submitted(fresh, 2)
    mine = submitted(fresh, 3)
    with fresh.reading() as session:
        assert queue.ahead(session)[mine.name] == 1


def test_a_run_is_changed_only_by_who_holds_it(fresh: Database) -> None:
    name = submitted(fresh, 1).name
    with fresh.transaction() as session:
        lost = runs.begin(session, name)
        assert lost is not None
        assert runs.begin(session, name) is None
    with fresh.transaction() as session:
        assert runs.give_back(session, lost, failures=0)
    with fresh.transaction() as session:
        held = runs.begin(session, name)
        assert held is not None
        assert not runs.finish(session, lost, {"by": "the lost one"})
        assert runs.finish(session, held, {"by": "the other"})
    with fresh.reading() as session:
        run = runs.find(session, name)
        assert (run.state, run.attempts, run.result) == (RunState.DONE, 2, {"by": "the other"})
