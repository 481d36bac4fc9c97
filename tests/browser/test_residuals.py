"""Prompts coloured by a direction: what stands there, how one moves, what a link restores, prompts of one's own."""

import io
import re
import time
from collections.abc import Callable, Iterator

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from residview.captures.asking import ask
from residview.captures.tokenized import prompt_ids
from residview.demo import DEMO_MODEL
from residview.demo import prompts as kept
from residview.precompute.add import add_model
from residview.settings import Settings
from residview.store import migrate, models, prompts
from residview.store.session import open_database
from residview.vocabulary import PromptKind
from tests.browser.driving import by
from tests.support.report import Recorder
from tests.support.server import serving
from tests.support.working import working

API = "/api/v1/models/demo"
N_PROMPTS = 14


@pytest.fixture(scope="module")
def waiting(new_database: Callable[[str], Settings]) -> Iterator[tuple[str, Settings, str]]:
    """A server with prompts whose capture is asked for, and no worker yet: address, settings, capture."""
    settings = new_database("residuals")
    database = open_database(settings)
    migrate.upgrade(database)
    add_model(database, DEMO_MODEL, "demo", Recorder())
    with database.transaction() as session:
        model = models.ready_model(session, "demo")
        ids = [prompt_ids(model, each["text"])[:60] for each in kept.read()["prompts"][:N_PROMPTS]]
        found = prompts.save(
            session, model.revision, ids, kind=PromptKind.FILE, name="few", title="A few prompts", source="Held out."
        )
        capture = ask(database, session, found)[0].name
    with serving(settings) as (url, _):
        yield url, settings, capture
    database.close()


@pytest.fixture(scope="module")
def server(waiting: tuple[str, Settings, str]) -> Iterator[str]:
    """With a worker, and the capture made."""
    url, settings, _ = waiting
    with working(settings):
        yield url


@pytest.fixture
def shown(page: Page, server: str) -> Page:
    open_prompts(page, f"{server}/residuals?side=closed")
    return page


def open_prompts(page: Page, url: str) -> None:
    page.goto(url)
    ready(page)


def ready(page: Page) -> None:
    expect(by(page, "prompts-stage")).to_have_attribute("data-ready", "true", timeout=120_000)


def scores(page: Page) -> np.ndarray:
    """As the elements have them, in their order."""
    ready(page)
    found = page.locator("[data-row]").evaluate_all("all => all.map(e => [Number(e.dataset.row), +e.dataset.score])")
    return np.array(found)


def colors(page: Page) -> list[str]:
    return page.locator("[data-row]").evaluate_all("all => all.map(e => e.style.backgroundColor)")


def load(page: Page, server: str, path: str) -> np.ndarray:
    answer = page.request.get(server + path)
    assert answer.ok, answer.text()
    return np.load(io.BytesIO(answer.body())).astype(np.float64)


def test_what_is_asked_for_without_a_worker_says_so_and_appears_when_one_comes(
    page: Page, waiting: tuple[str, Settings, str], request: pytest.FixtureRequest
) -> None:
    url, _, _ = waiting
    page.goto(f"{url}/residuals")
    expect(by(page, "being-captured")).to_contain_text("A few prompts")
    expect(by(page, "no-worker")).to_contain_text("residview worker", timeout=20_000)
    request.getfixturevalue("server")
    ready(page)
    expect(page.locator("[data-row]").first).to_be_visible()


@pytest.mark.parametrize("reading", ["dot", "centered", "cosine"])
def test_tokens_have_numpy_s_scores_and_the_colours_of_their_signs(page: Page, server: str, reading: str) -> None:
    open_prompts(page, f"{server}/residuals?side=closed&reading={reading}&direction=1:0.6,3:-0.8&site=2.resid_pre")
    capture = page.request.get(f"{server}{API}/captures").json()["captures"][0]["name"]
    rows = load(page, server, f"{API}/captures/{capture}/sites/2.resid_pre/rows")
    along = load(page, server, f"{API}/captures/{capture}/sites/2.resid_pre/scores?from=1&to=3") @ [0.6, 0, -0.8]
    # The direction itself, from rows and scores alone: what carries the centred rows to their scores.
    centered = rows - rows.mean(axis=0)
    direction = np.linalg.lstsq(centered, along - along.mean(), rcond=None)[0]
    assert np.linalg.norm(direction) == pytest.approx(1, abs=1e-4)
    dot = rows @ direction
    expected = {"dot": dot, "centered": along, "cosine": dot / np.linalg.norm(rows, axis=1)}[reading]

    found = scores(page)
    assert len(found) > 300
    np.testing.assert_allclose(found[:, 1], expected[found[:, 0].astype(int)], rtol=1e-4, atol=2e-3)
    scale = np.abs(found[:, 1]).max()
    for value, color in zip(found[:, 1], colors(page), strict=True):
        red, _, blue = map(int, re.findall(r"\d+", color)[:3])
        if abs(value) > 0.2 * scale:
            assert (red > blue) == (value > 0), (value, color)


def test_white_space_is_shown_and_position_0_is_set_apart(shown: Page) -> None:
    text = by(shown, "prompts").inner_text()
    assert "·" in text
    first = shown.locator("[data-position='0']").first
    expect(first).to_have_attribute("data-left-out", "true")
    by(shown, "fit-position_0").click()
    ready(shown)
    expect(first).not_to_have_attribute("data-left-out", "true")


def test_keys_step_through_components_depth_and_pages(shown: Page, server: str) -> None:
    before = scores(shown)[:, 1]
    shown.keyboard.press("]")
    expect(by(shown, "component")).to_have_value("2")
    expect(shown).to_have_url(re.compile("direction=2"))
    assert not np.allclose(scores(shown)[:, 1], before, atol=1e-3)
    shown.keyboard.press("[")
    expect(by(shown, "component")).to_have_value("1")

    expect(by(shown, "stop-2.resid_pre")).to_have_attribute("aria-checked", "true")
    shown.keyboard.press("ArrowUp")
    expect(by(shown, "stop-3.resid_pre")).to_have_attribute("aria-checked", "true")
    by(shown, "stop-3.resid_pre").focus()
    shown.keyboard.press("End")
    expect(by(shown, "stop-3.resid_post")).to_be_focused()
    expect(by(shown, "site-text")).to_have_text("After block 3")

    shown.locator("h2").first.click()
    shown.keyboard.press("j")
    expect(by(shown, "prompts-shown")).to_have_text(f"13 to {N_PROMPTS} of {N_PROMPTS}")
    expect(shown).to_have_url(re.compile("first=12"))
    assert shown.locator("[data-prompt]").first.get_attribute("data-prompt") == "12"


def test_a_token_is_reached_by_keyboard_told_and_kept(shown: Page) -> None:
    shown.locator("[data-row][tabindex='0']").focus()
    shown.keyboard.press("ArrowRight")
    shown.keyboard.press("ArrowRight")
    third = shown.locator("[data-prompt='0'][data-position='2']")
    expect(third).to_be_focused()
    expect(by(shown, "hover-card")).to_contain_text("prompt 1, position 2")
    shown.keyboard.press("Enter")
    expect(third).to_have_attribute("aria-pressed", "true")
    expect(by(shown, "focused-token")).to_contain_text("position 2")
    expect(shown).to_have_url(re.compile("focus=0:2"))
    by(shown, "unfocus").click()
    expect(by(shown, "focused-token")).to_be_hidden()


def test_an_address_restores_the_view_and_says_what_it_cannot(page: Page, server: str) -> None:
    open_prompts(page, f"{server}/residuals?side=closed&site=1.resid_pre&direction=4&reading=cosine&focus=2:3&first=2")
    expect(by(page, "component")).to_have_value("4")
    expect(by(page, "reading-cosine")).to_have_attribute("aria-pressed", "true")
    expect(by(page, "focused-token")).to_contain_text("prompt 3, position 3")
    before = scores(page)
    page.reload()
    np.testing.assert_array_equal(scores(page), before)

    page.goto(f"{server}/residuals?site=99.resid_pre&direction=9999&color=mauve")
    ready(page)
    for asked in ("site=99.resid_pre", "direction=9999", "color=mauve"):
        expect(by(page, "notice")).to_contain_text(asked)


def test_a_permalink_opens_the_same_view(page: Page, new_page: Callable[..., Page], server: str) -> None:
    open_prompts(page, f"{server}/residuals?side=closed&site=3.resid_pre&direction=1:0.6,2:0.8&first=1")
    by(page, "copy-link").click()
    link = by(page, "copied-link").input_value()
    before = scores(page)

    other = new_page()
    open_prompts(other, link)
    assert re.search("/v/[0-9a-z]+$", other.url)
    np.testing.assert_array_equal(scores(other), before)
    expect(by(other, "direction-name")).to_have_text("0.60 PC1 + 0.80 PC2")
    # Another view is no longer the link's; the way back leads to it.
    by(other, "component-after").click()
    expect(other).to_have_url(re.compile("/residuals"))
    other.go_back()
    expect(other).to_have_url(link)
    np.testing.assert_array_equal(scores(other), before)


def test_pages_lead_back_to_the_view_one_came_from(shown: Page) -> None:
    shown.keyboard.press("]")
    expect(shown).to_have_url(re.compile("direction=2"))
    by(shown, "nav-guide").click()
    expect(shown).to_have_url(re.compile("/guide"))
    by(shown, "nav-residuals").click()
    ready(shown)
    expect(by(shown, "component")).to_have_value("2")


def test_a_prompt_of_one_s_own_is_coloured_private_to_its_link_and_deleted(
    page: Page, new_page: Callable[..., Page], server: str
) -> None:
    name = f"Ada {time.time_ns()}"
    open_prompts(page, f"{server}/residuals?side=prompts")
    by(page, "own-text").fill("def main(argv):\n    return 0")
    expect(by(page, "own-text-tokens")).to_contain_text("main")
    by(page, "own-add").click()
    by(page, "name-dialog").get_by_label("Name").fill(name)
    by(page, "name-dialog").get_by_role("button", name="Take this name").click()
    by(page, "name-dialog").get_by_role("button", name="I have kept it").click()
    expect(by(page, "capture-select").locator("option:checked")).to_contain_text("def main", timeout=60_000)
    assert len(scores(page)) > 5
    expect(by(page, "prompt-item")).to_have_attribute("data-shown", "true")
    expect(page).to_have_url(re.compile(f"capture={by(page, 'capture-select').input_value()}"))
    link = page.url

    stranger = new_page()
    open_prompts(stranger, f"{server}/residuals?side=prompts")
    expect(by(stranger, "own-prompt")).to_be_visible()
    expect(by(stranger, "prompt-item")).to_have_count(0)
    open_prompts(stranger, link)
    np.testing.assert_array_equal(scores(stranger), scores(page))
    expect(by(stranger, "prompt-delete")).to_have_count(0)

    by(page, "prompt-publish").click()
    expect(by(page, "prompt-item")).to_contain_text("Listed for everyone")
    open_prompts(stranger, f"{server}/residuals?side=prompts")
    expect(by(stranger, "prompt-item")).to_contain_text(name)

    by(page, "prompt-delete").click()
    by(page, "prompt-delete-sure").click()
    expect(by(page, "prompt-item")).to_have_count(0)
    expect(by(page, "capture-select").locator("option:checked")).to_have_text("A few prompts")


def test_what_the_model_cannot_read_is_refused_beside_the_field(page: Page, server: str) -> None:
    open_prompts(page, f"{server}/residuals?side=prompts")
    by(page, "own-text").fill("word " * 200)
    expect(by(page, "own-too-long")).to_contain_text("128 at most")
    expect(by(page, "own-add")).to_be_disabled()
    by(page, "own-text").fill("   ")
    expect(by(page, "own-add")).to_be_disabled()


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_text_on_every_colour_is_legible_and_the_phone_has_all_of_it(
    new_page: Callable[..., Page], server: str, theme: str
) -> None:
    phone = new_page(viewport={"width": 390, "height": 844}, color_scheme=theme, has_touch=True)
    open_prompts(phone, f"{server}/residuals")
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390
    expect(by(phone, "score-legend")).to_be_visible()
    expect(by(phone, "side-panel")).to_have_count(0)
    phone.locator("[data-row]").nth(3).tap()
    expect(by(phone, "focused-token")).to_be_visible()


def test_heads_are_captured_on_request_and_tokens_coloured_by_one(page: Page, server: str) -> None:
    """Last: the prompts are captured twice from here on."""
    open_prompts(page, f"{server}/residuals?side=closed")
    expect(by(page, "heads")).to_have_count(0)
    by(page, "other-parts").locator("summary").click()
    by(page, "capture-part-z").check()
    by(page, "capture-parts").click()
    by(page, "name-dialog").get_by_label("Name").fill(f"Bea {time.time_ns()}")
    by(page, "name-dialog").get_by_role("button", name="Take this name").click()
    by(page, "name-dialog").get_by_role("button", name="I have kept it").click()
    by(page, "part-select").select_option("z", timeout=60_000)
    by(page, "head-3").click()
    expect(page).to_have_url(re.compile(r"site=\d\.z\.3"))
    capture, site = by(page, "capture-select").input_value(), re.search(r"site=([^&]+)", page.url)
    assert site
    expected = load(page, server, f"{API}/captures/{capture}/sites/{site[1]}/scores?from=1&to=1")[:, 0]
    detail = page.request.get(f"{server}{API}/captures/{capture}").json()["details"]
    basis = next(each["bases"][0] for each in detail if each["name"] == site[1])
    expect(page.locator("[data-row]").first).to_be_visible()
    found = scores(page)
    shown = expected[found[:, 0].astype(int)] + basis["center_scores"][0]
    np.testing.assert_allclose(found[:, 1], shown, rtol=1e-4, atol=2e-3)
