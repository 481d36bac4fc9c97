"""People before the shared server, and what they make directions of."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from residview.store.session import Database
from tests.support.captured import Captured, capture
from tests.support.people import a_name, browser
from tests.support.saving import HEAD, STREAM


@pytest.fixture(scope="session")
def captured(database: Database) -> Captured:
    return capture(database, "c-savedd2r22", {STREAM: 128, HEAD: 32}, seed=3)


@pytest.fixture
def ada(client: TestClient) -> Iterator[TestClient]:
    with browser(client, a_name()) as own:
        yield own


@pytest.fixture
def ben(client: TestClient) -> Iterator[TestClient]:
    with browser(client, a_name()) as own:
        yield own


@pytest.fixture
def nobody(client: TestClient) -> Iterator[TestClient]:
    with browser(client) as own:
        yield own
