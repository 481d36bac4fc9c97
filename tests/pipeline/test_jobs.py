"""Real worker processes on a real queue."""

import signal
from collections import Counter
from pathlib import Path

import psutil
import pytest
from sqlalchemy import text

from residview.jobs import queue
from residview.store import runs
from residview.store.session import Database
from residview.vocabulary import RunKind, RunState
from tests.support.asking import Asker
from tests.support.working import start_worker, working

HANDLERS = ("-m", "tests.support.handlers")


@pytest.fixture
def asker(fresh: Database, tmp_path: Path) -> Asker:
    return Asker(fresh, tmp_path, "c" * 64)


def test_a_run_is_carried_out_with_progress_and_its_result_is_kept(asker: Asker) -> None:
    gate = asker.gate("go")
    with working(asker.settings, *HANDLERS):
        name = asker.submit("one", pieces=2, wait_for=str(gate))
        run = asker.moving(name)
        assert (run.step, run.attempts, run.finished_at) == ("pieces", 1, None)
        gate.touch()
        run = asker.ended(name)
    assert run.state == RunState.DONE
    assert run.result is not None
    assert run.result["pieces"] >= 2
    assert run.created_at <= run.started_at <= run.finished_at
    with asker.database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM procrastinate_jobs")) == 0


def test_an_expected_failure_is_told_and_not_tried_again(asker: Asker) -> None:
    name = asker.submit("one", fail="expected")
    with working(asker.settings, *HANDLERS):
        run = asker.ended(name)
    assert (run.state, run.attempts) == (RunState.FAILED, 1)
    assert run.problem == {
        "type": "urn:residview:problem:bad-prompt",
        "title": "Unusable prompt",
        "status": 422,
        "detail": "The prompt is empty.",
    }


def test_an_accident_is_tried_again(asker: Asker) -> None:
    name = asker.submit("one", fail="once")
    with working(asker.settings, *HANDLERS):
        run = asker.ended(name)
    assert (run.state, run.attempts, run.problem) == (RunState.DONE, 2, None)


def test_after_three_more_attempts_it_has_failed(asker: Asker) -> None:
    name = asker.submit("one", fail="bug")
    with working(asker.settings, *HANDLERS):
        for attempt in range(1, 5):
            asker.until(name, lambda run, n=attempt: run.attempts == n and run.state != RunState.RUNNING)
            hurry(asker.database)
        run = asker.ended(name)
    assert (run.state, run.attempts) == (RunState.FAILED, 4)
    assert run.problem is not None
    assert run.problem["status"] == 500


def hurry(database: Database) -> None:
    """What waits for its time need not."""
    with database.transaction() as session:
        session.execute(text("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'"))


def test_a_run_that_is_called_off_stops_and_can_be_asked_again(asker: Asker) -> None:
    gate = asker.gate("go")
    with working(asker.settings, *HANDLERS):
        name = asker.submit("one", wait_for=str(gate))
        asker.moving(name)
        with asker.database.transaction() as session:
            queue.cancel(session, name)
        # Its lane is free again, though nothing opened its gate.
        asker.ended(asker.submit("two"))
        assert asker.run(name).state == RunState.CANCELLED
        gate.touch()
        assert asker.submit("one", wait_for=str(gate)) == name
        assert asker.ended(name).state == RunState.DONE
    assert asker.notes == ["begun one", "begun two", "done two", "begun one", "done one"]


def test_an_interactive_run_goes_before_the_rest_of_a_long_one(asker: Asker) -> None:
    gate = asker.gate("go")
    with working(asker.settings, *HANDLERS):
        long = asker.submit("long", urgent=False, kind=RunKind.CAPTURE, wait_for=str(gate))
        asker.submit("after", urgent=False, kind=RunKind.CAPTURE)
        asker.moving(long)
        asker.ended(asker.submit("prompt"))
        assert asker.run(long).state == RunState.RUNNING
        gate.touch()
        asker.ended(long)
        assert asker.ended(asker.submit("after", urgent=False, kind=RunKind.CAPTURE)).state == RunState.DONE
    assert asker.notes == [
        "begun long",
        "begun prompt",
        "done prompt",
        "done long",
        "begun after",
        "done after",
    ]


def test_what_a_killed_worker_held_is_finished_once_by_another(asker: Asker) -> None:
    gate = asker.gate("go")
    quick = {"RESIDVIEW_HEARTBEAT_SECONDS": "0.2", "RESIDVIEW_STALLED_SECONDS": "1"}
    first = start_worker(asker.settings, *HANDLERS, **quick)
    names = [
        asker.submit("prompt", wait_for=str(gate)),
        asker.submit("long", urgent=False, kind=RunKind.CAPTURE, wait_for=str(gate)),
    ]
    asker.moving(names[0])
    asker.until(names[1], lambda run: run.state == RunState.RUNNING)
    with working(asker.settings, *HANDLERS, **quick), working(asker.settings, *HANDLERS, **quick):
        first.kill()
        first.wait()
        for name in names:
            asker.until(name, lambda run: run.attempts == 2)
        gate.touch()
        assert [asker.ended(name).state for name in names] == [RunState.DONE, RunState.DONE]
        assert [asker.run(name).attempts for name in names] == [2, 2]
    counts = Counter(asker.notes)
    assert (counts["done prompt"], counts["done long"]) == (1, 1)


def test_a_worker_that_was_only_asleep_changes_nothing_when_it_wakes(asker: Asker) -> None:
    gate = asker.gate("go")
    quick = {"RESIDVIEW_HEARTBEAT_SECONDS": "0.2", "RESIDVIEW_STALLED_SECONDS": "1"}
    with working(asker.settings, *HANDLERS, **quick) as sleeper:
        name = asker.submit("one", wait_for=str(gate))
        asker.moving(name)
        sleeper.send_signal(signal.SIGSTOP)
        with working(asker.settings, *HANDLERS, **quick):
            asker.until(name, lambda run: run.attempts == 2 and run.state == RunState.RUNNING)
            sleeper.send_signal(signal.SIGCONT)
            # Awake, it lets go of what is another's and takes up something else.
            asker.ended(asker.submit("two"))
            assert asker.run(name).attempts == 2
            gate.touch()
            assert asker.ended(name).state == RunState.DONE
    assert Counter(asker.notes)["done one"] == 1


def test_a_run_that_kills_its_workers_fails_in_the_end(asker: Asker) -> None:
    name = asker.submit("one")
    for _ in range(4):
        with asker.database.transaction() as session:
            assert runs.begin(session, name) is not None
            # Its job went with its worker.
            session.execute(text("DELETE FROM procrastinate_jobs"))
        with asker.database.transaction() as session:
            queue.recover(session, 20, [])
    run = asker.run(name)
    assert (run.state, run.attempts) == (RunState.FAILED, 4)
    assert run.problem is not None
    assert "4 workers were lost over it" in run.problem["detail"]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_worker_that_is_told_to_end_gives_back_what_it_holds(asker: Asker, number: int) -> None:
    gate = asker.gate("go")
    process = start_worker(asker.settings, *HANDLERS)
    name = asker.submit("one", wait_for=str(gate))
    asker.moving(name)
    process.send_signal(number)
    assert process.wait(30) == 0
    assert asker.run(name).state == RunState.QUEUED
    with working(asker.settings, *HANDLERS):
        gate.touch()
        run = asker.ended(name)
    assert (run.state, run.attempts, run.failures) == (RunState.DONE, 2, 0)


def test_workers_are_counted_while_they_live(asker: Asker) -> None:
    def workers() -> int:
        with asker.database.reading() as session:
            return queue.workers(session, 20)

    assert workers() == 0
    with working(asker.settings, *HANDLERS), working(asker.settings, *HANDLERS):
        assert workers() == 2
    assert workers() == 0


def test_a_child_ends_with_whoever_started_it(asker: Asker) -> None:
    parent = start_worker(asker.settings, "-c", CHILD)
    (child,) = psutil.Process(parent.pid).children()
    parent.kill()
    parent.wait()
    assert psutil.wait_procs([child], 30)[1] == []


CHILD = """
import subprocess, sys, time
subprocess.Popen([sys.executable, "-m", "residview", "worker", "--child"], stdin=subprocess.PIPE)
time.sleep(600)
"""
