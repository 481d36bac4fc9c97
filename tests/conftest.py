"""Real parts: one embedded Postgres for the run, migrated; the real demo model; databases of their own on request."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import text
from sqlalchemy.engine import make_url

from residview.api.app import create_app
from residview.demo import DEMO_MODEL
from residview.precompute.add import add_model
from residview.settings import Settings
from residview.store import embedded, migrate
from residview.store.session import Database, open_database
from tests.support.report import Recorder
from tests.support.working import working

for variable in [name for name in os.environ if name.startswith("RESIDVIEW_")]:
    del os.environ[variable]


@pytest.fixture(scope="session")
def home() -> Iterator[Path]:
    """A RESIDVIEW_HOME for the run; short, since Unix sockets have short names."""
    path = Path(tempfile.mkdtemp(prefix="residview-"))
    yield path
    shutil.rmtree(path, ignore_errors=True)


@pytest.fixture(scope="session")
def server_url(home: Path) -> str:
    return embedded.start(home)


@pytest.fixture(scope="session")
def new_database(server_url: str) -> Iterator[Callable[[str], Settings]]:
    """Makes an empty database by name; the settings that reach it."""
    admin = open_database(Settings(database_url=server_url))

    def make(name: str) -> Settings:
        with admin.autocommit() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {name}"))
        url = make_url(server_url).set(database=name)
        # All tests are one client, which writes more in a minute than people do.
        return Settings(database_url=url.render_as_string(hide_password=False), writes_per_minute=1_000_000)

    yield make
    admin.close()


@pytest.fixture(scope="session")
def settings(new_database: Callable[[str], Settings]) -> Settings:
    return new_database("shared")


@pytest.fixture(scope="session")
def database(settings: Settings) -> Iterator[Database]:
    """Migrated, with the demo model; for tests that only read, or write under names of their own."""
    database = open_database(settings)
    migrate.upgrade(database)
    add_model(database, DEMO_MODEL, "demo", Recorder())
    yield database
    database.close()


@pytest.fixture(scope="session")
def captured_settings(new_database: Callable[[str], Settings]) -> Settings:
    return new_database("captured")


@pytest.fixture(scope="session")
def captured_database(captured_settings: Settings) -> Iterator[Database]:
    """As `database`, for tests that capture: what is made of a capture becomes part of the model."""
    database = open_database(captured_settings)
    migrate.upgrade(database)
    add_model(database, DEMO_MODEL, "demo", Recorder())
    yield database
    database.close()


@pytest.fixture
def fresh(new_database: Callable[[str], Settings]) -> Iterator[Database]:
    """Migrated and empty, for one test."""
    database = open_database(new_database("fresh"))
    migrate.upgrade(database)
    yield database
    database.close()


@pytest.fixture(scope="session")
def client(database: Database, settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(settings, database), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="session")
def worker(server_url: str) -> Iterator[Callable[[Settings], None]]:
    """Starts a worker on a database, one for each; they end with the run."""
    started: set[str | None] = set()
    with ExitStack() as workers:

        def start(settings: Settings) -> None:
            if settings.database_url not in started:
                started.add(settings.database_url)
                workers.enter_context(working(settings))

        yield start


@pytest.fixture(scope="session")
def captured_client(captured_database: Database, captured_settings: Settings) -> Iterator[TestClient]:
    with TestClient(create_app(captured_settings, captured_database), raise_server_exceptions=False) as client:
        yield client
