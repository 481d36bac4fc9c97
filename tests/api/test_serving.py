"""The real serving process: small, free of torch, and clear when its database goes."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import psutil
import pytest

from residview.settings import Settings
from residview.store.session import Database
from tests.support.server import serving


@pytest.fixture(scope="module")
def server(database: Database, settings: Settings) -> Iterator[tuple[str, psutil.Process]]:
    with serving(settings) as running:
        yield running


def test_it_stays_small_with_the_demo_loaded_and_50_requests_answered(server: tuple[str, psutil.Process]) -> None:
    url, process = server
    demo = f"{url}/api/v1/models/demo"
    with httpx.Client() as client:
        for i in range(10):
            for path in (
                "/bases",
                "/labels/tokens",
                f"/bases/positions/scores/tokens?from={1 + i}&to={16 + i}",
                "/bases/tokens/scores/tokens?from=1&to=64",
                "/bases/tokens/scores/positions",
            ):
                assert client.get(demo + path).status_code == 200
    assert process.memory_info().rss < 120e6


def test_it_maps_no_library_that_it_has_no_use_for(server: tuple[str, psutil.Process]) -> None:
    _, process = server
    loaded = {part for mapped in process.memory_maps() for part in Path(mapped.path).parts}
    assert "numpy" in loaded
    assert not loaded & {"torch", "sklearn", "scipy", "tokenizers", "safetensors"}


def test_pages_are_served_under_a_policy_without_eval(server: tuple[str, psutil.Process]) -> None:
    url, _ = server
    page = httpx.get(f"{url}/embeddings")
    assert page.status_code == 200
    assert "unsafe-eval" not in page.headers["content-security-policy"]
    assert httpx.get(f"{url}/").headers["location"] == "/embeddings"
    asset = re.search(r'src="(/assets/[^"]+\.js)"', page.text)
    assert asset
    assert "immutable" in httpx.get(url + asset.group(1)).headers["cache-control"]
    assert httpx.get(f"{url}/assets/../../pyproject.toml").status_code == 404
    assert httpx.get(f"{url}/assets/%2e%2e/%2e%2e/pyproject.toml").status_code == 404


def test_a_server_without_the_frontend_says_how_to_build_it(database: Database, tmp_path: Path) -> None:
    from fastapi.testclient import TestClient

    from residview.api.app import create_app

    with TestClient(create_app(Settings(frontend_dir=tmp_path), database)) as client:
        answer = client.get("/embeddings")
    assert (answer.status_code, "npm --prefix frontend run build" in answer.text) == (503, True)


def test_a_database_that_went_away_is_503_and_comes_back(new_database: Callable[[str], Settings]) -> None:
    from fastapi.testclient import TestClient
    from sqlalchemy import text

    from residview.api.app import create_app
    from residview.store import migrate
    from residview.store.session import open_database

    settings = new_database("going")
    database, admin = open_database(settings), open_database(new_database("beside"))
    migrate.upgrade(database)
    with TestClient(create_app(settings, database), raise_server_exceptions=False) as client:
        assert client.get("/api/v1/models").status_code == 200
        with admin.autocommit() as connection:
            connection.execute(text("ALTER DATABASE going ALLOW_CONNECTIONS false"))
            connection.execute(text("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'going'"))
            for path in ("/api/v1/models", "/readyz"):
                gone = client.get(path)
                assert (gone.status_code, gone.headers["content-type"]) == (503, "application/problem+json")
                assert gone.headers["retry-after"] == "5"
            assert client.get("/healthz").status_code == 200
            connection.execute(text("ALTER DATABASE going ALLOW_CONNECTIONS true"))
        assert client.get("/api/v1/models").status_code == 200
        assert client.get("/readyz").status_code == 200
    database.close()
    admin.close()
