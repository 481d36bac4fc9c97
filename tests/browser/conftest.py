"""The real page on the real server and database, in a real Chromium."""

import json
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from residview.captures.asking import ask
from residview.captures.tokenized import prompt_ids
from residview.demo import DEMO_MODEL
from residview.demo import prompts as prompts_of_demo
from residview.precompute.add import add_model
from residview.settings import Settings
from residview.store import migrate, models, prompts
from residview.store.session import Database, open_database
from residview.vocabulary import PromptKind
from tests.browser import chromium
from tests.support.directories import random_model, recorded_layouts, write_layout
from tests.support.report import Recorder
from tests.support.server import serving
from tests.support.working import working

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


@pytest.fixture(scope="session")
def workplace(new_database: Callable[[str], Settings]) -> Iterator[str]:
    """The demo model with some of its prompts captured, and a worker for what is asked."""
    settings = new_database("workplace")
    database = open_database(settings)
    migrate.upgrade(database)
    add_model(database, DEMO_MODEL, "demo", Recorder())
    with serving(settings) as (url, _), working(settings):
        with database.transaction() as session:
            model = models.ready_model(session, "demo")
            texts = [each["text"] for each in prompts_of_demo.read()["prompts"][:24]]
            some = prompts.save(
                session,
                model.revision,
                [prompt_ids(model, text) for text in texts],
                kind=PromptKind.BUNDLED,
                name="some",
                title="Some of the held-out text",
                source="The Python standard library.",
            )
            _, run = ask(database, session, some)
            name = run.name
        with urllib.request.urlopen(f"{url}/api/v1/runs/{name}/events", timeout=120) as events:
            *_, last = (line for line in events if line.startswith(b"data: "))
        assert json.loads(last.removeprefix(b"data: "))["state"] == "done"
        yield url
    database.close()


@pytest.fixture
def empty_server(fresh: Database) -> Iterator[str]:
    url = fresh.engine.url.render_as_string(hide_password=False)
    with serving(Settings(database_url=url)) as (address, _):
        yield address


# The tour of a first visit would stand in the way of tests that are about something else.
TOUR_SEEN = "try { localStorage.setItem('residview:tour', 'seen') } catch {}"


@pytest.fixture
def new_page(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Makes pages, each in a context of its own with the options given; errors of a page fail the test."""
    contexts: list[BrowserContext] = []
    problems: list[str] = []

    def make(*, first_visit: bool = False, **options: Any) -> Page:
        context = browser.new_context(**{"viewport": {"width": 1280, "height": 800}, "color_scheme": "dark"} | options)
        contexts.append(context)
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        if not first_visit:
            context.add_init_script(TOUR_SEEN)
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("console", lambda message: message.type == "error" and problems.append(message.text))
        return page

    yield make
    for context in contexts:
        context.close()
    # A refused request is logged by the browser itself; tests that provoke one say what the page makes of it.
    assert [each for each in problems if "Failed to load resource" not in each] == []


@pytest.fixture
def page(new_page: Callable[..., Page]) -> Page:
    """A page in a context of its own; errors of the page fail the test."""
    return new_page()
