"""What a run is to whoever carries it out: who that is, and what he is given."""

import pkgutil
import time
from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, Any

from residview.jobs.lanes import Lane, Turns
from residview.store import runs
from residview.store.session import Database
from residview.store.tables_runs import Run
from residview.vocabulary import RunKind

if TYPE_CHECKING:
    from residview.forward.opened import OpenModel

#: A run is written to, and looked after, no more often than this.
_SECONDS_BETWEEN = 0.2

#: By name, since what computes imports torch.
HANDLERS = {
    RunKind.CAPTURE: "residview.captures.handler:capture",
    RunKind.LENS: "residview.jobs.lens:lens",
    RunKind.INTERVENTION: "residview.jobs.interventions:intervention",
}

Handler = Callable[["Work"], dict[str, Any] | None]


class Cancelled(Exception):
    """The run was called off, or is another worker's by now: let go of it."""


class Stopping(Cancelled):
    """The worker was told to end: the run goes back to the queue."""


class Work:
    """A run in hand. Its handler says how far it is, and gives way between its pieces."""

    def __init__(
        self,
        run: Run,
        database: Database,
        beside: Database,
        open_model: Callable[[str], "OpenModel"],
        turns: Turns,
        stop: Event,
    ) -> None:
        self.run = run
        self.database = database
        self.lane = Lane.of(run.urgent)
        self._beside = beside
        self._open_model = open_model
        self._turns = turns
        self._stop = stop
        self._told_at = self._looked_at = 0.0

    @property
    def model(self) -> "OpenModel":
        """The run's model, opened where it is not yet. Raises ModelFilesGone."""
        return self._open_model(self.run.revision)

    def progress(self, step: str, done: int, of: int) -> None:
        """Say how far it is, whatever transaction is open. Raises Cancelled."""
        self.unless_stopping()
        now = time.monotonic()
        if now - self._told_at >= _SECONDS_BETWEEN:
            self._told_at = self._looked_at = now
            with self._beside.transaction() as session:
                self._if_held(runs.advance(session, self.run, step, done, of))

    def yield_point(self) -> None:
        """Between two pieces: let an interactive run go first. Raises Cancelled."""
        self._turns.give_way(self.lane)
        self.unless_stopping()
        now = time.monotonic()
        if now - self._looked_at >= _SECONDS_BETWEEN:
            self._looked_at = now
            with self._beside.reading() as session:
                self._if_held(runs.is_held(session, self.run))

    def unless_stopping(self) -> None:
        if self._stop.is_set():
            raise Stopping

    def _if_held(self, held: bool) -> None:
        if not held:
            raise Cancelled


def handler_of(kind: str) -> Handler:
    found: Handler = pkgutil.resolve_name(HANDLERS[RunKind(kind)])
    return found
