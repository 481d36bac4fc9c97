"""Progress on a terminal: a bar per step; a line per step where there is no terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import (
    BarColumn,
    Progress,
    SpinnerColumn,
    TaskProgressColumn,
    TextColumn,
    TimeElapsedColumn,
)

from residview.precompute.steps import Advance, Step


class RichReport:
    """Implements `precompute.add.Report`."""

    def __init__(self, console: Console) -> None:
        self._waited_for: str | None = None
        self._progress = Progress(
            SpinnerColumn(finished_text="[green]✓"),
            TextColumn("{task.description}"),
            BarColumn(bar_width=24),
            TaskProgressColumn(),
            TimeElapsedColumn(),
            console=console,
        )
        self._console = console

    def __enter__(self) -> Self:
        self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._progress.stop()

    @contextmanager
    def reading(self, path: Path) -> Iterator[None]:
        task = self._progress.add_task(f"reading {path.name}", total=None)
        try:
            yield
        finally:
            self._progress.remove_task(task)

    def waiting(self, name: str) -> None:
        if name != self._waited_for:
            self._console.print(f"Another process is at work on {name}; waiting for it. Ctrl-C to stop.")
            self._waited_for = name

    @contextmanager
    def step(self, step: Step, number: int, of: int) -> Iterator[Advance]:
        task = self._progress.add_task(f"{number}/{of} {step.name}", total=step.work)
        yield lambda rows: self._progress.advance(task, rows)
        self._progress.update(task, completed=step.work)

    def skipped(self, step: Step, number: int, of: int) -> None:
        pass
