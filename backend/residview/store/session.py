"""Engine and sessions: made by whoever runs, never at import."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Engine, create_engine, event
from sqlalchemy.orm import Session, sessionmaker

from residview.settings import Settings

# A client that was killed must not hold its locks until a long CREATE INDEX ends.
_SERVER_OPTIONS = "-c client_connection_check_interval=500 -c lock_timeout=30s -c timezone=UTC"


@dataclass(frozen=True)
class Database:
    """A way to reach the store."""

    url: str
    engine: Engine
    sessions: sessionmaker[Session]
    snapshots: sessionmaker[Session]
    #: Runs that may wait in it.
    max_queued: int

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose work is kept whole at the end, or not at all."""
        with self.sessions.begin() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """A session that sees one moment of the database, whatever is added or removed meanwhile."""
        with self.snapshots() as session:
            yield session

    @contextmanager
    def autocommit(self) -> Iterator[Connection]:
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            yield connection

    @contextmanager
    def beside(self, connections: int) -> Iterator["Database"]:
        """The same store over connections of its own: long work that takes none from those who wait for answers."""
        database = _reach(self.url, connections, self.max_queued)
        try:
            yield database
        finally:
            database.close()

    def close(self) -> None:
        self.engine.dispose()


def open_database(settings: Settings, connections: int | None = None) -> Database:
    """The configured database, else the embedded one; says nothing yet of its schema.

    `connections` is how many the pool holds; as the settings say if not given.
    """
    url = settings.database_url or _start_embedded(settings)
    database = _reach(url, connections or settings.pool_size, settings.max_queued)
    if settings.database_url is None:
        _revive(database.engine, settings)
    return database


def _reach(url: str, connections: int, max_queued: int) -> Database:
    engine = create_engine(
        url,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=10,
        pool_pre_ping=True,
        connect_args={"options": _SERVER_OPTIONS, "connect_timeout": 10},
    )
    snapshot = engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return Database(
        url,
        engine,
        sessionmaker(engine, expire_on_commit=False),
        sessionmaker(snapshot, expire_on_commit=False),
        max_queued,
    )


def _start_embedded(settings: Settings) -> str:
    from residview.store import embedded  # starts processes: only where it is wanted

    return embedded.start(settings.home)


def _revive(engine: Engine, settings: Settings) -> None:
    """An embedded server that died is started again by the first connection that misses it."""

    @event.listens_for(engine, "do_connect")
    def connect(dialect: Dialect, _record: Any, arguments: Any, parameters: Any) -> Any:
        try:
            return dialect.connect(*arguments, **parameters)
        except dialect.loaded_dbapi.OperationalError:
            _start_embedded(settings)
            return dialect.connect(*arguments, **parameters)


def searchable(name: str) -> str:
    """A name from outside as Postgres can compare it: its text holds no NUL, and nothing here is named with one."""
    return name.replace("\0", "\N{REPLACEMENT CHARACTER}")
