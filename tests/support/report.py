"""A report that keeps what it is told."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from residview.precompute.steps import Advance, Step


class Recorder:
    def __init__(self) -> None:
        self.ran: list[str] = []
        self.rows: dict[str, int] = {}

    @contextmanager
    def reading(self, path: Path) -> Iterator[None]:
        yield

    def waiting(self, name: str) -> None:
        pass

    @contextmanager
    def step(self, step: Step, number: int, of: int) -> Iterator[Advance]:
        def advance(rows: int) -> None:
            self.rows[step.name] = self.rows.get(step.name, 0) + rows

        yield advance
        self.ran.append(step.name)

    def skipped(self, step: Step, number: int, of: int) -> None:
        pass
