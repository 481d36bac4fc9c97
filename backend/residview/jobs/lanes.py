"""Two lanes to one model: what someone waits for, and what may take its time."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from threading import Condition


class Lane(StrEnum):
    """A queue of its own, from which a worker takes one run at a time."""

    INTERACTIVE = "interactive"
    BATCH = "batch"

    @classmethod
    def of(cls, urgent: bool) -> "Lane":
        return cls.INTERACTIVE if urgent else cls.BATCH


class Turns:
    """One run computes at a time, and one of the interactive lane goes before one of the other."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._taken = False
        self._urgent = 0

    @contextmanager
    def turn(self, lane: Lane) -> Iterator[None]:
        self._take(lane)
        try:
            yield
        finally:
            self._release()

    def give_way(self, lane: Lane) -> None:
        """Let an interactive run that waits go first, from between two pieces of one that does not."""
        if lane is Lane.BATCH and self._urgent:
            self._release()
            self._take(lane)

    def _take(self, lane: Lane) -> None:
        urgent = lane is Lane.INTERACTIVE
        with self._changed:
            self._urgent += urgent
            self._changed.wait_for(lambda: not self._taken and (urgent or not self._urgent))
            self._urgent -= urgent
            self._taken = True

    def _release(self) -> None:
        with self._changed:
            self._taken = False
            self._changed.notify_all()
