"""Links: made with words, opened, embedded, remembered; and those that cannot be honoured."""

import html
import http.server
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Frame, Page, Route, expect

from residview.demo import DEMO_MODEL
from residview.precompute.add import add_model, remove_model
from residview.settings import Settings
from residview.store.session import Database
from tests.browser.conftest import ARTIFACTS
from tests.browser.driving import by, open_page, wait_for_scene
from tests.support.directories import random_model
from tests.support.report import Recorder
from tests.support.server import serving

MARKUP = "<img src=x onerror=alert(1)> & <b>bold</b>"
NOTE = "First line\nsecond <script>alert(2)</script>"


def made(page: Page, server: str, state: dict, **words: str) -> dict:
    answer = page.request.post(f"{server}/api/v1/permalinks", data={"state": state, **words})
    assert answer.status == 201, answer.text()
    return answer.json()


def test_a_link_carries_title_and_note_and_shows_them_as_text(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?x=2")
    expect(by(page, "link-title")).to_be_hidden()
    by(page, "link-details").click()
    by(page, "link-title").fill(MARKUP)
    expect(by(page, "link-title-left")).to_have_text(f"{200 - len(MARKUP)} characters left")
    by(page, "link-note").fill(NOTE)
    by(page, "copy-link").click()
    expect(by(page, "copied-link")).to_be_visible()
    url = page.evaluate("navigator.clipboard.readText()")

    open_page(page, url)
    caption = by(page, "caption")
    expect(caption.get_by_role("heading")).to_have_text(MARKUP)
    assert caption.locator("p").inner_text() == NOTE
    assert caption.locator("img, script, b").count() == 0
    assert page.title() == f"{MARKUP} – Residview"
    page.screenshot(path=ARTIFACTS / "link-with-note.png")
    # Whoever copies it again passes on the same link, words and all.
    by(page, "copy-link").click()
    expect(by(page, "copied-link")).to_have_value(url)
    # Another view is not what the words are about.
    by(page, "axis-x").select_option("3")
    expect(caption).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/embeddings\?x=3"))
    expect(page).to_have_title(re.compile("demo"))


def test_a_long_note_is_cut_and_opens_as_a_whole(page: Page, server: str) -> None:
    note = "\n".join(f"line {i}" for i in range(200))
    link = made(page, server, {"model": "demo", "basis": "positions", "axes": {"x": 9}}, title="Long", note=note)
    open_page(page, server + link["url"])
    whole = by(page, "caption").get_by_role("button")
    height = by(page, "caption").bounding_box()
    assert height
    assert height["height"] < 120
    whole.click()
    expect(whole).to_have_attribute("aria-expanded", "true")
    text = by(page, "caption").locator("p")
    text.focus()
    page.keyboard.press("End")
    page.wait_for_function("e => e.scrollTop + e.clientHeight > e.scrollHeight - 2", arg=text.element_handle())
    scene = by(page, "scene").bounding_box()
    assert scene
    assert scene["height"] > 300


def test_words_that_are_too_long_are_counted_and_the_servers_refusal_is_shown(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    by(page, "link-details").click()
    by(page, "link-title").fill("x" * 10_000)
    expect(by(page, "link-title-left")).to_have_text("9800 characters too many")
    by(page, "copy-link").click()
    expect(by(page, "copy-failed")).to_contain_text("200")
    expect(by(page, "copied-link")).to_have_count(0)
    by(page, "link-title").fill("x" * 200)
    by(page, "copy-link").click()
    expect(by(page, "copied-link")).to_be_visible()
    expect(by(page, "copy-failed")).to_have_count(0)


def test_a_link_whose_model_has_gone_offers_what_the_server_has_nearest(
    new_page: Callable[..., Page], fresh: Database, tmp_path: Path
) -> None:
    add_model(fresh, random_model(tmp_path / "away", seed=7), "away", Recorder())
    add_model(fresh, DEMO_MODEL, "demo", Recorder())
    url = fresh.engine.url.render_as_string(hide_password=False)
    page = new_page()
    with serving(Settings(database_url=url)) as (server, _):
        link = made(page, server, {"model": "away", "basis": "positions"})
        remove_model(fresh, "away", Recorder())
        add_model(fresh, random_model(tmp_path / "again", seed=7), "elsewhere", Recorder())
        stored = page.request.get(f"{server}/api/v1/permalinks/{link['slug']}").json()
        assert stored["nearest"] == {"model": "elsewhere", "basis": "positions"}
        page.goto(server + link["url"])
        state = by(page, "error-state")
        expect(state).to_contain_text("away", timeout=30_000)
        for sentence in stored["differences"]:
            expect(page.get_by_text(sentence).first).to_be_visible()
        page.screenshot(path=ARTIFACTS / "link-missing.png")
        # The list of models has "demo" first; the server knows that "elsewhere" is the same weights.
        state.get_by_role("button", name=re.compile("elsewhere")).click()
        wait_for_scene(page)
        expect(by(page, "model-select")).to_have_value("elsewhere")
        expect(page).to_have_url(re.compile("model=elsewhere"))


def embed_html(page: Page) -> str:
    by(page, "copy-embed").click()
    expect(by(page, "copied-embed")).to_be_visible()
    return page.evaluate("navigator.clipboard.readText()")


COUNT_CONTEXTS = """
(() => { const made = []; const get = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  const context = get.call(this, kind, ...rest);
  if (/webgl/.test(kind) && context && !made.includes(context)) made.push(context);
  return context; };
window.liveContexts = () => made.filter((each) => !each.isContextLost() && each.canvas.isConnected).length; })()
"""


@contextmanager
def page_elsewhere(body: str) -> Iterator[str]:
    """A page of another origin that holds `body`."""

    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Answer) as answering:
        thread = threading.Thread(target=answering.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{answering.server_address[1]}/"
        answering.shutdown()
        thread.join()


def test_embedded_views_start_when_in_sight_one_context_each(
    page: Page, new_page: Callable[..., Page], server: str
) -> None:
    open_page(page, f"{server}/embeddings?y=4")
    by(page, "link-details").click()
    by(page, "link-title").fill('A "framed" <view>')
    code = embed_html(page)
    assert code.startswith(f'<iframe src="{server}/embed/')
    slug = re.search(r"/embed/([^\"]+)", code)
    assert slug
    eager = code.replace(' loading="lazy"', "")
    body = f"<!doctype html><body style='margin:0'>{eager}<div style='height:4000px'></div>{eager}"

    reader = new_page()
    reader.add_init_script(COUNT_CONTEXTS)
    requests: list[tuple[Frame, str]] = []
    reader.on("request", lambda request: requests.append((request.frame, request.url)))
    with page_elsewhere(body) as url:
        reader.goto(url)
        frames = reader.frames[1:]
        assert len(frames) == 2
        shown, hidden = frames
        expect(shown.get_by_test_id("scene")).to_have_attribute("data-ready", "true", timeout=60_000)
        expect(hidden.get_by_test_id("embed-preview")).to_have_attribute("src", re.compile(slug.group(1)))
        asked = [address for frame, address in requests if frame == hidden and "/api/" in address]
        assert asked == [] or asked == [f"{server}/api/v1/permalinks/{slug.group(1)}/preview.png"]
        assert not any("plotly" in address for frame, address in requests if frame == hidden)
        assert hidden.evaluate("liveContexts()") == 0
        assert shown.evaluate("liveContexts()") == 1

        expect(shown.get_by_test_id("scene")).to_have_attribute("data-axes", "1,4,3")
        assert shown.get_by_role("heading", level=1).inner_text() == 'A "framed" <view>'
        expect(shown.get_by_test_id("provenance")).to_contain_text("4,096")
        assert shown.get_by_test_id("copy-link").count() == 0
        back = shown.get_by_test_id("embed-back")
        assert back.get_attribute("href") == f"/v/{slug.group(1)}"
        assert back.get_attribute("target") == "_blank"
        assert "noopener" in (back.get_attribute("rel") or "")

        before = shown.url
        turned = shown.get_by_test_id("scene").get_attribute("data-camera")
        shown.get_by_test_id("scene").focus()
        reader.keyboard.press("ArrowLeft")
        expect(shown.get_by_test_id("scene")).not_to_have_attribute("data-camera", turned or "", timeout=20_000)
        assert shown.url == before
        reader.screenshot(path=ARTIFACTS / "embedded.png")

        reader.mouse.wheel(0, 0)
        reader.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        expect(hidden.get_by_test_id("scene")).to_have_attribute("data-ready", "true", timeout=60_000)
        expect(shown.get_by_test_id("embed")).to_have_attribute("data-running", "false")
        expect(shown.get_by_test_id("scene")).to_have_count(0)
        assert hidden.evaluate("liveContexts()") == 1
        assert shown.evaluate("liveContexts()") == 0
        reader.evaluate("window.scrollTo(0, 0)")
        # Back in sight it is as it was left.
        expect(shown.get_by_test_id("scene")).to_have_attribute("data-ready", "true", timeout=60_000)
        held = json.loads(shown.get_by_test_id("scene").get_attribute("data-camera") or "")
        assert held["eye"] != json.loads(turned or "")["eye"]


def test_an_embed_code_is_one_frame_whatever_the_title_says(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?z=7")
    by(page, "link-details").click()
    by(page, "link-title").fill('"><script>alert(1)</script>')
    code = embed_html(page)
    found = page.evaluate(
        "(code) => { const all = new DOMParser().parseFromString(code, 'text/html').body; "
        "return [all.querySelectorAll('*').length, all.querySelector('iframe').title]; }",
        code,
    )
    assert found == [1, '"><script>alert(1)</script>']
    assert html.unescape(code).count("<script>") == 1


def test_recent_views_are_listed_opened_and_forgotten(page: Page, server: str) -> None:
    items = by(page, "history-item")
    open_page(page, f"{server}/embeddings?x=5")
    by(page, "open-history").click()
    expect(items).to_have_count(1)
    expect(items.first).to_contain_text("PC5 PC2 PC3")
    expect(items.first).to_contain_text("demo")
    page.keyboard.press("Escape")
    by(page, "basis-select").select_option("tokens")
    expect(by(page, "scene")).to_have_attribute("data-axes", "5,2,3")
    by(page, "open-history").click()
    expect(items).to_have_count(2)
    expect(items.first).to_contain_text("itted on tokens")
    page.screenshot(path=ARTIFACTS / "history.png")
    page.keyboard.press("Escape")

    # Looking at the same picture from elsewhere is no other view; the newest comes first.
    by(page, "basis-select").select_option("positions")
    by(page, "zoom-in").click()
    by(page, "open-history").click()
    expect(items.first).to_contain_text("itted on positions")
    expect(items).to_have_count(2)
    items.nth(1).get_by_role("link").click()
    expect(by(page, "history")).to_have_count(0)
    expect(by(page, "basis-select")).to_have_value("tokens")

    # What the browser keeps is in no link.
    by(page, "copy-link").click()
    link = by(page, "copied-link")
    expect(link).to_be_visible()
    stored = page.request.get(f"{server}/api/v1/permalinks/{link.input_value().rsplit('/', 1)[1]}").text()
    assert "histor" not in stored
    assert "recent" not in stored

    page.reload()
    wait_for_scene(page)
    by(page, "open-history").click()
    expect(items.first).to_contain_text("itted on tokens")
    expect(items).to_have_count(2)
    by(page, "history-remove").first.click()
    expect(items).to_have_count(1)
    by(page, "history-clear").click()
    expect(items).to_have_count(0)
    expect(by(page, "history")).to_contain_text("None yet")


@pytest.mark.parametrize(
    "blocked",
    [
        "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })",
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }",
    ],
    ids=["blocked", "full"],
)
def test_a_browser_that_keeps_nothing_still_lists_what_was_seen(
    new_page: Callable[..., Page], server: str, blocked: str
) -> None:
    page = new_page()
    page.add_init_script(blocked)
    open_page(page, f"{server}/embeddings?y=6")
    by(page, "open-history").click()
    expect(by(page, "history-item")).to_have_count(1)
    expect(by(page, "history")).to_contain_text("does not let the page keep anything")


def test_a_link_says_what_differs(page: Page, server: str) -> None:
    """The sentences are the server's; here it is only that each is shown."""
    link = made(page, server, {"model": "demo", "basis": "positions"})
    sentences = ["The model has other weights here.", "The basis was fitted otherwise here."]

    def differing(route: Route) -> None:
        answer = route.fetch().json()
        route.fulfill(json=answer | {"differences": sentences})

    page.route(f"**/api/v1/permalinks/{link['slug']}", differing)
    open_page(page, server + link["url"])
    for sentence in sentences:
        expect(by(page, "notice")).to_contain_text(sentence)


def test_another_browser_shows_the_words_too(page: Page, server: str, browser: Browser) -> None:
    link = made(page, server, {"model": "random", "basis": "tokens"}, title="Shared", note="Look here.")
    other = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    reader = other.new_page()
    open_page(reader, server + link["url"])
    expect(by(reader, "caption")).to_contain_text("Look here.")
    assert reader.evaluate("document.documentElement.scrollWidth") <= 390
    expect(by(reader, "tour")).to_have_count(0)
    other.close()
