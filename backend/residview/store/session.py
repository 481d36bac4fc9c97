"""Engine and sessions: made by whoever runs, never at import."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, create_engine
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

    @contextmanager
    def transaction(self) -> Iterator[Session]:
        """A session whose work is kept whole at the end, or not at all."""
        with self.sessions.begin() as session:
            yield session

    @contextmanager
    def reading(self) -> Iterator[Session]:
        with self.sessions() as session:
            yield session

    @contextmanager
    def autocommit(self) -> Iterator[Connection]:
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            yield connection

    def close(self) -> None:
        self.engine.dispose()


def open_database(settings: Settings) -> Database:
    """The configured database, else the embedded one; says nothing yet of its schema."""
    if settings.database_url is not None:
        url = settings.database_url
    else:
        from residview.store import embedded  # starts processes: only where it is wanted

        url = embedded.start(settings.home)
    engine = create_engine(
        url,
        pool_size=settings.pool_size,
        max_overflow=0,
        pool_timeout=10,
        pool_pre_ping=True,
        connect_args={"options": _SERVER_OPTIONS, "connect_timeout": 10},
    )
    return Database(url, engine, sessionmaker(engine, expire_on_commit=False))


def searchable(name: str) -> str:
    """A name from outside as Postgres can compare it: its text holds no NUL, and nothing here is named with one."""
    return name.replace("\0", "\N{REPLACEMENT CHARACTER}")
