"""Carrying runs out: one attempt after another, each ending in what the run's row says of it."""

import logging
from threading import Event

from sqlalchemy import select

from residview.errors import ResidviewError
from residview.jobs import queue
from residview.jobs.lanes import Lane, Turns
from residview.jobs.loaded import Loaded
from residview.jobs.tasks import HANDLERS, Cancelled, Stopping, Work, handler_of
from residview.problems import told
from residview.store import runs
from residview.store.session import Database
from residview.store.tables import Model
from residview.store.tables_runs import Run

log = logging.getLogger("residview")


class Attempts:
    """A worker's hands: both lanes share its model and take turns at it."""

    def __init__(self, database: Database, beside: Database, stop: Event) -> None:
        self._database = database
        self._beside = beside
        self._stop = stop
        self._turns = Turns()
        self._loaded = Loaded(database)

    def carry_out(self, name: str) -> None:
        """Begin a run and bring it to its end, or back into the queue."""
        with self._database.transaction() as session:
            run = runs.begin(session, name)
        if run is None:
            return
        work = Work(run, self._database, self._beside, self._loaded.open, self._turns, self._stop)
        doing = f"the run {name} ({run.kind})"
        try:
            with self._turns.turn(work.lane):
                work.unless_stopping()
                result = handler_of(run.kind)(work)
        except Stopping:
            with self._database.transaction() as session:
                queue.give_back(session, run)
        except Cancelled:
            log.info("%s was called off", doing)
        except ResidviewError as error:
            with self._database.transaction() as session:
                runs.fail(session, run, told(error, doing))
        except Exception as error:  # noqa: BLE001 - whoever waits must be told, whatever it is
            problem = told(error, doing)
            with self._database.transaction() as session:
                queue.try_again(session, run, problem)
        else:
            with self._database.transaction() as session:
                runs.finish(session, run, result)

    def warm_up(self) -> None:
        """Import what runs need, open the model that was run last, else the first: seconds that nobody waits for."""
        try:
            with self._turns.turn(Lane.BATCH):
                for kind in HANDLERS:
                    handler_of(kind)
                revision = self._likeliest()
                if revision is not None and not self._stop.is_set():
                    self._loaded.open(revision)
        except Exception as error:  # noqa: BLE001 - a run that needs it will meet it again, and tell
            log.warning("not warmed up: %s", error)

    def _likeliest(self) -> str | None:
        ready = select(Model.revision).where(Model.ready_at.is_not(None))
        latest = ready.join(Run, Run.revision == Model.revision).order_by(Run.created_at.desc())
        with self._database.reading() as session:
            return session.scalar(latest.limit(1)) or session.scalar(ready.order_by(Model.id).limit(1))
