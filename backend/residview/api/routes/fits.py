"""Bases that are not there yet, fitted to stored vectors while one waits."""

import asyncio
import logging
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from threading import BoundedSemaphore, Event, Thread

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from residview.api.deps import DatabaseDep, ModelName
from residview.api.problems import responses, within_an_answer
from residview.api.routes.bases import described
from residview.api.schemas import FitIn
from residview.api.schemas_measures import FitProgress
from residview.errors import TooManyFits
from residview.precompute import fits, stored
from residview.precompute.fits import Fit
from residview.precompute.steps import Advance, Step
from residview.store import bases, models
from residview.store.session import Database

log = logging.getLogger("residview")

_MEDIA_TYPE = "application/x-ndjson"
#: The store's lock and the step's transaction.
_CONNECTIONS = 2
_SECONDS_BETWEEN_LINES = 0.1
#: Fits that run or wait in this process: each waits in a thread of its own.
_MOST_AT_ONCE = 8
_PLACES = BoundedSemaphore(_MOST_AT_ONCE)

router = APIRouter(prefix="/models/{model}/bases", tags=["bases"], responses=responses(404, 503))


@router.post(
    "",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "lines of JSON, each a FitProgress; the last has the basis or the problem",
            "model": FitProgress,
        },
        **responses(400, 413, 422),
    },
)
def fit_basis(body: FitIn, database: DatabaseDep, model_name: ModelName) -> StreamingResponse:
    """Fit a basis and write all point sets in it. One that is there already is answered at once.

    Who goes away before the last line calls it off."""
    fit = fits.chosen(body.fitted_on, body.position_0, body.centered, body.scaled)
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        if stored.pending(session, model, fit) is None:
            here = FitProgress(basis=described(bases.basis(session, model, fit.name)))
            return _streamed(iter([_line(here)]))
    return _streamed(_fitting(database, model.name, fit))


def _streamed(lines: Iterator[str] | AsyncIterator[str]) -> StreamingResponse:
    # No proxy is to hold the lines back until there are enough of them.
    headers = {"Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    return StreamingResponse(lines, media_type=_MEDIA_TYPE, headers=headers)


async def _fitting(database: Database, model_name: str, fit: Fit) -> AsyncIterator[str]:
    """The lines of a fit that runs in a thread of its own, for as long as someone listens."""
    if not _PLACES.acquire(blocking=False):
        error = TooManyFits(f"{_MOST_AT_ONCE} fits run or wait here already. Ask again when one is done.")
        yield _line(FitProgress(problem=within_an_answer(error, f"the fit {fit.name} of {model_name}")))
        return
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[FitProgress] = asyncio.Queue()
    gone = Event()

    def tell(line: FitProgress) -> None:
        if not gone.is_set():
            with suppress(RuntimeError):  # a server that stops closes its loop
                loop.call_soon_threadsafe(lines.put_nowait, line)

    work = (database, model_name, fit, _Lines(tell, gone))
    Thread(target=_fit, args=work, name=f"fit {fit.name}", daemon=True).start()
    try:
        while True:
            line = await lines.get()
            yield _line(line)
            if line.basis is not None or line.problem is not None:
                return
    finally:
        gone.set()


def _fit(database: Database, model_name: str, fit: Fit, lines: "_Lines") -> None:
    try:
        with database.beside(_CONNECTIONS) as beside:
            stored.fit_stored(beside, model_name, fit, lines)
            with beside.reading() as session:
                basis = bases.basis(session, models.ready_model(session, model_name), fit.name)
                lines.tell(FitProgress(basis=described(basis)))
    except _Gone:
        log.info("the fit %s of %s was called off", fit.name, model_name)
    except Exception as error:  # noqa: BLE001 - whoever waits must be told, whatever it is
        lines.tell(FitProgress(problem=within_an_answer(error, f"the fit {fit.name} of {model_name}")))
    finally:
        _PLACES.release()


def _line(line: FitProgress) -> str:
    return line.model_dump_json(exclude_none=True) + "\n"


class _Gone(Exception):
    """Nobody listens any more."""


class _Lines:
    """Implements `precompute.stored.Progress`: a line now and then, until nobody listens."""

    def __init__(self, tell: Callable[[FitProgress], None], gone: Event) -> None:
        self.tell = tell
        self._gone = gone
        self._told_at = 0.0

    def waiting(self, name: str) -> None:
        self._now_and_then(FitProgress(step=f"waiting for other work on {name} to end"))

    def begin(self, step: Step) -> Advance:
        done = 0

        def advance(rows: int) -> None:
            nonlocal done
            done += rows
            self._now_and_then(FitProgress(step=step.name, done=done, of=step.work))

        return advance

    def _now_and_then(self, line: FitProgress) -> None:
        if self._gone.is_set():
            raise _Gone
        now = time.monotonic()
        if now - self._told_at >= _SECONDS_BETWEEN_LINES:
            self._told_at = now
            self.tell(line)
