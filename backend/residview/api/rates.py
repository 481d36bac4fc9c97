"""How often one client may write."""

import math
import time

from fastapi import Request
from limits import RateLimitItem, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from residview.errors import TooOften

#: Tries at a recovery key.
_TRIES_PER_MINUTE = 10


class Rates:
    """Counts in this process's memory: enough against floods, which is what they are for."""

    def __init__(self, writes_per_minute: int) -> None:
        self._limiter = MovingWindowRateLimiter(MemoryStorage())
        self._writes = RateLimitItemPerMinute(writes_per_minute, namespace="writes")
        self._tries = RateLimitItemPerMinute(min(_TRIES_PER_MINUTE, writes_per_minute), namespace="tries")

    def write(self, client: str) -> None:
        self._count(self._writes, client, "writes")

    def try_key(self, client: str) -> None:
        self._count(self._tries, client, "tries at a recovery key")

    def _count(self, limit: RateLimitItem, client: str, what: str) -> None:
        if self._limiter.hit(limit, client):
            return
        seconds = self._limiter.get_window_stats(limit, client).reset_time - time.time()
        raise TooOften(what, limit.amount, max(1, math.ceil(seconds)))


# As dependencies of routes; `async`, since a thread would cost more than the counting.


async def a_write(request: Request) -> None:
    _rates(request).write(_client(request))


async def a_try(request: Request) -> None:
    _rates(request).try_key(_client(request))


def _rates(request: Request) -> Rates:
    rates: Rates = request.app.state.rates
    return rates


def _client(request: Request) -> str:
    return request.client.host if request.client else ""
