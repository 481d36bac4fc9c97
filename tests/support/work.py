"""Runs carried out where a test stands, without a queue."""

from dataclasses import dataclass, field

from residview.forward.opened import OpenModel
from residview.store.session import Database
from residview.store.tables_runs import Run


@dataclass
class WorkInHand:
    """Implements `jobs.tasks.Work`; keeps what it is told."""

    database: Database
    run: Run
    model: OpenModel
    told: list[tuple[str, int, int]] = field(default_factory=list)

    def progress(self, step: str, done: int, of: int) -> None:
        self.told.append((step, done, of))

    def yield_point(self) -> None:
        pass
