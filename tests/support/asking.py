"""Someone who asks workers for runs, and waits."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from residview.jobs import queue
from residview.settings import Settings
from residview.store import runs
from residview.store.session import Database
from residview.store.tables_runs import Run
from residview.vocabulary import RunKind, RunState

_OVER = (RunState.DONE, RunState.FAILED, RunState.CANCELLED)


class Asker:
    """Asks for runs whose handlers follow the request, and waits for what becomes of them."""

    def __init__(self, database: Database, folder: Path, revision: str) -> None:
        self.database = database
        self.folder = folder
        self.revision = revision

    @property
    def settings(self) -> Settings:
        return Settings(database_url=self.database.url)

    def submit(self, name: str, *, urgent: bool = True, kind: RunKind = RunKind.LENS, **request: Any) -> str:
        asked = {"name": name, "note": str(self.folder / "notes"), **request}
        with self.database.transaction() as session:
            run = queue.submit(self.database, session, revision=self.revision, kind=kind, request=asked, urgent=urgent)
        return run.name

    def run(self, name: str) -> Run:
        with self.database.reading() as session:
            run = runs.find(session, name)
            run.result  # noqa: B018 - read while the session is open
            return run

    def until(self, name: str, reached: Callable[[Run], bool], seconds: float = 60) -> Run:
        deadline = time.monotonic() + seconds
        while not reached(run := self.run(name)):
            assert time.monotonic() < deadline, (run.state, run.problem)
            time.sleep(0.02)
        return run

    def ended(self, name: str) -> Run:
        return self.until(name, lambda run: run.state in _OVER)

    def moving(self, name: str) -> Run:
        return self.until(name, lambda run: run.state == RunState.RUNNING and run.done > 0)

    def gate(self, name: str) -> Path:
        return self.folder / name

    @property
    def notes(self) -> list[str]:
        return (self.folder / "notes").read_text().splitlines()
