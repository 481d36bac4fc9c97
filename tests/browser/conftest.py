"""The real page on the real server and database, in a real Chromium."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from residview.demo import DEMO_MODEL
from residview.precompute.add import add_model
from residview.settings import Settings
from residview.store import migrate
from residview.store.session import Database, open_database
from tests.browser import chromium
from tests.support.directories import random_model, recorded_layouts, write_layout
from tests.support.report import Recorder
from tests.support.server import serving

ARTIFACTS = Path(__file__).parent.parent / "artifacts"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(new_database: Callable[[str], Settings], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The demo model, a random one, one whose unembedding is its own, and one without positions."""
    settings = new_database("browser")
    database = open_database(settings)
    migrate.upgrade(database)
    add_model(database, DEMO_MODEL, "demo", Recorder())
    add_model(database, random_model(tmp_path_factory.mktemp("random")), "random", Recorder())
    untied = random_model(tmp_path_factory.mktemp("untied"), untied=True)
    add_model(database, untied, "untied", Recorder())
    rotary = tmp_path_factory.mktemp("rotary")
    write_layout(rotary, recorded_layouts()["llama-lm"])
    add_model(database, rotary, "rotary", Recorder())
    with serving(settings) as (url, _):
        yield url
    database.close()


@pytest.fixture
def empty_server(fresh: Database) -> Iterator[str]:
    url = fresh.engine.url.render_as_string(hide_password=False)
    with serving(Settings(database_url=url)) as (address, _):
        yield address


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in a context of its own; errors of the page fail the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 800}, color_scheme="dark")
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    problems: list[str] = []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda message: message.type == "error" and problems.append(message.text))
    yield page
    context.close()
    # A refused request is logged by the browser itself; tests that provoke one say what the page makes of it.
    assert [each for each in problems if "Failed to load resource" not in each] == []
