"""A point looked at: its true neighbours, and those that only look near; prompts; what is drawn once more."""

import io
import re

import numpy as np
from playwright.sync_api import Browser, Page, expect

from tests.browser.driving import by, canvas_pixels, open_page, wait_for_scene


def ids(page: Page, name: str) -> list[int]:
    buttons = by(page, name).locator("button").all()
    return [int(each.get_attribute("data-id") or -1) for each in buttons]


def test_the_focus_has_lines_to_its_true_neighbours_and_to_those_that_only_look_near(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?focus=tokens:300")
    expect(by(page, "focus-near").locator("button")).to_have_count(8)
    api = f"{server}/api/v1/models/demo"
    exact = page.request.get(f"{api}/neighbors/tokens/300?in=tokens&k=50&exact=true").json()["neighbors"]
    assert ids(page, "focus-near") == [each["id"] for each in exact[:8]]

    scores = np.load(io.BytesIO(page.request.get(f"{api}/bases/positions/scores/tokens?from=1&to=3").body()))
    positions = np.load(io.BytesIO(page.request.get(f"{api}/bases/positions/scores/positions?from=1&to=3").body()))
    both = np.concatenate([scores, positions]).astype(np.float64)
    box = scores / np.ptp(both, axis=0)
    apart = np.linalg.norm(box - box[300], axis=1)
    apart[[300, *(each["id"] for each in exact)]] = np.inf
    assert ids(page, "focus-apparent") == np.argsort(apart)[:8].tolist()

    lines = page.evaluate(
        """() => document.querySelector('.js-plotly-plot').data.filter((each) => each.mode === 'lines')
        .map((each) => [each.name, each.line.dash, each.x.filter((x) => x !== null).length])"""
    )
    assert sorted(lines) == [["apparent", "dash", 16], ["near", "solid", 16]]
    canvas_pixels(page, "focus")


def test_lines_can_be_hidden_and_the_focus_let_go(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?focus=tokens:300")
    expect(by(page, "focus-near")).to_be_visible()
    by(page, "toggle-neighbors").click()
    expect(by(page, "focus-near")).to_have_count(0)
    expect(page).to_have_url(re.compile("hide=neighbors.*focus=tokens:300"))
    by(page, "scene").focus()
    page.keyboard.press("Escape")
    expect(by(page, "focus-card")).to_have_count(0)
    expect(page).not_to_have_url(re.compile("focus"))


def test_a_click_on_a_point_focuses_it_and_a_drag_does_not(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?hide=tokens")
    card = by(page, "hover-card")
    box = by(page, "scene").bounding_box()
    assert box
    places = [(fx, fy) for fy in np.linspace(0.3, 0.75, 14) for fx in np.linspace(0.25, 0.75, 26)]
    for fx, fy in places:
        x, y = box["x"] + box["width"] * fx, box["y"] + box["height"] * fy
        page.mouse.move(x, y)
        page.wait_for_timeout(25)
        if card.is_visible():
            break
    name = card.inner_text().splitlines()[0]
    page.mouse.down()
    page.mouse.move(x + 60, y + 20, steps=4)
    page.mouse.up()
    page.wait_for_timeout(900)
    expect(by(page, "focus-card")).to_have_count(0)
    open_page(page, f"{server}/embeddings?hide=tokens")
    page.mouse.move(x + 1, y)
    page.mouse.move(x, y)
    expect(card).to_be_visible()
    page.mouse.down()
    page.mouse.up()
    expect(by(page, "focus-card")).to_contain_text(name)
    expect(page).to_have_url(re.compile(f"focus=positions:{name.split()[-1]}"))
    expect(by(page, "live-region")).to_contain_text(name)


def test_a_neighbour_in_the_list_is_the_next_focus(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?focus=tokens:300")
    expect(by(page, "focus-near").locator("button")).to_have_count(8)
    first = ids(page, "focus-near")[0]
    by(page, "focus-near").locator("button").first.click()
    expect(page).to_have_url(re.compile(f"focus=tokens:{first}"))


def test_a_selection_is_drawn_upon_the_points(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?select=tokens:10-19,300")
    marked = page.evaluate(
        """() => document.querySelector('.js-plotly-plot').data
        .filter((each) => each.meta?.layer === 'marked').flatMap((each) => [...each.meta.ids])"""
    )
    assert marked == [*range(10, 20), 300]
    expect(by(page, "scene")).to_have_attribute("data-points", "4224")


def test_a_prompt_is_drawn_as_token_plus_position(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    by(page, "sums-text").fill("def main():")
    by(page, "sums-draw").click()
    expect(by(page, "sums-chips").locator("li").first).to_have_text("def")
    n = by(page, "sums-chips").locator("li").count()
    expect(by(page, "scene")).to_have_attribute("data-points", str(4224 + n))
    expect(by(page, "provenance")).to_contain_text(f"{n} sums")
    expect(page).to_have_url(re.compile("sums=s-"))
    api = f"{server}/api/v1/models/demo"
    sums = page.request.get(f"{api}/sums/{page.url.split('sums=')[1]}").json()

    def scores(point_set: str) -> np.ndarray:
        answer = page.request.get(f"{api}/bases/positions/scores/{point_set}?from=1&to=3")
        return np.load(io.BytesIO(answer.body())).astype(np.float64)

    # Scores are from the centre: of the two centres in the sum of two scores one is too many.
    center = np.array(page.request.get(f"{api}/bases/positions").json()["center_scores"][:3])
    expected = scores("tokens")[sums["ids"]] + scores("positions")[:n] + center
    drawn = page.evaluate(
        """() => { const found = document.querySelector('.js-plotly-plot').data
        .find((each) => each.meta?.set === 'sums'); return ['x', 'y', 'z'].map((axis) => [...found[axis]]); }"""
    )
    np.testing.assert_allclose(np.array(drawn).T, expected, atol=1e-5)
    canvas_pixels(page, "sums")
    page.reload()
    wait_for_scene(page)
    expect(by(page, "sums-chips").locator("li")).to_have_count(n)
    by(page, "sums-remove").click()
    expect(by(page, "scene")).to_have_attribute("data-points", "4224")
    expect(page).to_have_url(f"{server}/embeddings")


def test_a_prompt_that_cannot_be_drawn_is_refused_in_the_servers_words(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    by(page, "sums-text").fill("x " * 300)
    by(page, "sums-draw").click()
    expect(by(page, "sums-problem")).to_contain_text("128 positions")
    labels = page.request.get(f"{server}/api/v1/models/rotary/labels/tokens").json()
    open_page(page, f"{server}/embeddings?model=rotary")
    by(page, "sums-text").fill(next(label for label in labels if label.isalpha()))
    by(page, "sums-draw").click()
    expect(by(page, "sums-problem")).to_contain_text("rotary")


def test_a_tap_focuses_a_point(browser: Browser, server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    open_page(page, f"{server}/embeddings?hide=tokens&size=4")
    box = by(page, "scene").bounding_box()
    assert box
    card = by(page, "focus-card")
    for fy in np.linspace(0.4, 0.62, 10):
        for fx in np.linspace(0.15, 0.7, 12):
            page.touchscreen.tap(box["x"] + box["width"] * fx, box["y"] + box["height"] * fy)
            page.wait_for_timeout(60)
            if card.is_visible():
                expect(card).to_contain_text("position")
                context.close()
                return
    raise AssertionError("no point could be tapped")
