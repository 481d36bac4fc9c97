"""Work that cannot be taken or finished."""

from residview.errors.base import NotFound, ResidviewError


class QueueFull(ResidviewError):
    status = 429
    slug = "queue-full"
    title = "Too much work at once"

    def __init__(self, waiting: int, retry_after: int) -> None:
        super().__init__(
            f"{waiting} runs wait already, the most that this server takes. Try again in {retry_after} s."
        )
        self.retry_after = retry_after


class RunIsPast(ResidviewError):
    """A run in a state from which what is asked leads nowhere."""

    status = 409
    slug = "run-is-past"
    title = "Not from this state"


class WorkerLost(ResidviewError):
    status = 500
    slug = "worker-lost"
    title = "Worker lost"


class UnknownRun(NotFound):
    slug = "unknown-run"
    title = "Unknown run"

    def __init__(self, name: str) -> None:
        super().__init__(f"There is no run {name!r} on this server. Check it for a missing character.")
