"""A worker: one process, one model, two lanes. It ends when it is told to, and what it held goes back to the queue."""

import asyncio
import logging
import os
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Event, Thread

from procrastinate import App, PsycopgConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.worker import Worker
from psycopg_pool import PoolTimeout
from sqlalchemy.exc import DBAPIError

from residview.jobs import queue
from residview.jobs.attempt import Attempts
from residview.jobs.installed import require_models
from residview.jobs.lanes import Lane
from residview.settings import Settings
from residview.store import migrate
from residview.store.session import Database, open_database

log = logging.getLogger("residview")

#: What both lanes' handlers may hold at once, and the search for lost runs.
_CONNECTIONS = 5
#: Postgres tells of a new job; this finds those whose time has come, and what was told while no one listened.
_POLLING_SECONDS = 1
_PAUSE_SECONDS = 1


def work(settings: Settings, ready: Callable[[], None], as_child: bool = False) -> None:
    """Work until a signal; `as_child`, also until standard input ends. A second signal does not wait.

    Raises ModelsNotInstalled, SchemaOutdated, DatabaseUnavailable before it begins.
    """
    require_models()
    logging.basicConfig(format="%(levelname)s %(name)s: %(message)s", level=logging.WARNING)
    # Jobs are told of in their runs' rows.
    logging.getLogger("procrastinate").setLevel(logging.CRITICAL)
    database = open_database(settings, _CONNECTIONS)
    try:
        migrate.require_current(database)
        with database.beside(len(Lane)) as beside:
            asyncio.run(_Process(settings, database, beside, ready).run(as_child))
    finally:
        database.close()


class _Process:
    def __init__(self, settings: Settings, database: Database, beside: Database, ready: Callable[[], None]) -> None:
        self._settings = settings
        self._database = database
        self._ready = ready
        self._stop = Event()
        self._attempts = Attempts(database, beside, self._stop)
        self._lanes: list[Worker] = []

    async def run(self, as_child: bool) -> None:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._signalled, number)
        if as_child:
            Thread(target=_until_input_ends, args=(loop, self._end), daemon=True).start()
        warming = asyncio.create_task(asyncio.to_thread(self._attempts.warm_up))
        while not self._stop.is_set():
            try:
                await self._work()
            except (ConnectorException, PoolTimeout, DBAPIError) as error:
                log.error("the database does not answer: %s", error)
            if not self._stop.is_set():
                await asyncio.sleep(_PAUSE_SECONDS)
        await warming

    async def _work(self) -> None:
        """Until told to stop, or until the database goes away."""
        connector = PsycopgConnector(conninfo=self._database.url.replace("+psycopg", "", 1), min_size=1, max_size=4)
        app = App(connector=connector)

        @app.task(name=queue.TASK)
        async def carry_out(run: str) -> None:
            await asyncio.to_thread(self._attempts.carry_out, run)

        async with app.open_async():
            self._lanes = [
                Worker(
                    app,
                    queues=[lane],
                    name=lane,
                    fetch_job_polling_interval=_POLLING_SECONDS,
                    delete_jobs="always",
                    install_signal_handlers=False,
                    update_heartbeat_interval=self._settings.heartbeat_seconds,
                    stalled_worker_timeout=self._settings.stalled_seconds,
                )
                for lane in Lane
            ]
            if not self._stop.is_set():
                await self._until_one_ends()

    async def _until_one_ends(self) -> None:
        """Both lanes are open, or neither."""
        tasks = [asyncio.create_task(lane.run()) for lane in self._lanes]
        recovering = asyncio.create_task(self._recover())
        await asyncio.wait([*tasks, recovering], return_when=asyncio.FIRST_COMPLETED)
        for lane in self._lanes:
            lane.stop()
        recovering.cancel()
        for ended in await asyncio.gather(*tasks, recovering, return_exceptions=True):
            if isinstance(ended, Exception):
                raise ended

    async def _recover(self) -> None:
        """Say when both lanes are open; then look now and then for what other workers lost."""
        while not all(lane.worker_id for lane in self._lanes):
            await asyncio.sleep(0.01)
        self._ready()
        while True:
            await asyncio.to_thread(self._recover_once)
            await asyncio.sleep(self._settings.heartbeat_seconds)

    def _recover_once(self) -> None:
        own = [lane.worker_id for lane in self._lanes if lane.worker_id is not None]
        with self._database.transaction() as session:
            queue.recover(session, self._settings.stalled_seconds, own)

    def _signalled(self, number: int) -> None:
        if self._stop.is_set():
            os._exit(128 + number)
        self._end()

    def _end(self) -> None:
        self._stop.set()
        for lane in self._lanes:
            lane.stop()


def _until_input_ends(loop: asyncio.AbstractEventLoop, end: Callable[[], None]) -> None:
    """Whoever started this process holds the other end, and has let go of it when he is gone, however he went."""
    sys.stdin.buffer.read()
    with suppress(RuntimeError):  # it has ended already
        loop.call_soon_threadsafe(end)
