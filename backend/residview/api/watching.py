"""A run as server-sent events. Its row is looked at now and then: between two looks a watcher holds no connection and
no thread, and all watchers together look one at a time, so that however many there are, others are answered."""

import time
from collections.abc import AsyncIterator, Callable

import anyio
from anyio import to_thread
from starlette.datastructures import State

from residview.api.schemas_runs import RunOut
from residview.vocabulary import RunState

MEDIA_TYPE = "text/event-stream"

_SOONEST, _LATEST = 0.02, 0.3
_GROWTH = 1.3
#: Between comments that keep proxies from taking the silence for an end.
_SECONDS_OF_SILENCE = 15

_OVER = (RunState.DONE, RunState.FAILED, RunState.CANCELLED)


async def events(run: RunOut, look: Callable[[], RunOut], state: State) -> AsyncIterator[str]:
    """The run as it is, then each time it has changed, until it has ended or the server is told to stop."""
    number = 1
    yield _event(number, run)
    said_at = time.monotonic()
    pause = _SOONEST
    while run.state not in _OVER and not state.stopping.is_set():
        await anyio.sleep(pause)
        seen = await to_thread.run_sync(look, limiter=state.watching)
        pause = _SOONEST if seen.state != run.state else min(pause * _GROWTH, _LATEST)
        if seen != run:
            run = seen
            number += 1
            yield _event(number, run)
            said_at = time.monotonic()
        elif time.monotonic() - said_at > _SECONDS_OF_SILENCE:
            yield ": still there\n\n"
            said_at = time.monotonic()


def _event(number: int, run: RunOut) -> str:
    return f"event: run\nid: {number}\ndata: {run.model_dump_json()}\n\n"
