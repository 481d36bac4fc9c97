"""The flat pictures: two components, each component against position, cosines of positions."""

import io
import json
import re

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import ARTIFACTS

NO_WEBGL = """const get = HTMLCanvasElement.prototype.getContext;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return /webgl/.test(kind) ? null : get.call(this, kind, ...rest); };"""


def by(page: Page, name: str) -> Locator:
    return page.get_by_test_id(name)


def open_plane(page: Page, server: str, query: str = "") -> None:
    page.goto(f"{server}/embeddings?stage=plane{query}")
    expect(by(page, "plane")).to_have_attribute("data-ready", "true", timeout=60_000)


def region(page: Page) -> dict:
    return json.loads(by(page, "plane").get_attribute("data-region") or "")


def scores(page: Page, server: str, point_set: str) -> np.ndarray:
    """The first 16 components of the positional basis, (n, 16)."""
    url = f"{server}/api/v1/models/demo/bases/positions/scores/{point_set}"
    return np.load(io.BytesIO(page.request.get(url).body()))


def place(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where on the page a point of the plane is."""
    box, shown = by(page, "plane-field").bounding_box(), region(page)
    assert box
    (left, right), (bottom, top) = shown["x"], shown["y"]
    return (
        float(box["x"] + (x - left) / (right - left) * box["width"]),
        float(box["y"] + (top - y) / (top - bottom) * box["height"]),
    )


def selected_ids(page: Page) -> list[int]:
    address = re.compile(r"select=tokens(?::|%3A)([^&]*)")
    expect(page).to_have_url(address)
    runs = address.search(page.url)
    assert runs
    ends = [run.split("-") for run in runs.group(1).replace("%2C", ",").split(",")]
    return [i for first, *last in ends for i in range(int(first), int((last or [first])[0]) + 1)]


def pixels(page: Page, name: str) -> np.ndarray:
    from PIL import Image

    ARTIFACTS.mkdir(exist_ok=True)
    raw = by(page, "plane-field").screenshot(path=ARTIFACTS / f"{name}.png")
    return np.asarray(Image.open(io.BytesIO(raw)).convert("RGB")).astype(int)


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_plane_draws_every_point_without_webgl(browser: Browser, server: str, theme: str) -> None:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(NO_WEBGL)
    page = context.new_page()
    open_plane(page, server, f"&theme={theme}")
    expect(by(page, "plane")).to_have_attribute("data-points", "4224")
    expect(by(page, "plane")).to_have_attribute("data-axes", "1,2")
    seen = pixels(page, f"plane-{theme}")
    red, green, blue = seen[..., 0], seen[..., 1], seen[..., 2]
    assert ((red - blue > 60) & (red - green > 60)).sum() > 3000
    assert (blue - red > 60).sum() > 1000
    line = by(page, "provenance")
    expect(line).to_contain_text("axes PC1")
    expect(line).to_contain_text("4,096 tokens")
    expect(line).not_to_contain_text("PC3")
    context.close()


def test_hover_names_the_point_that_is_there(page: Page, server: str) -> None:
    open_plane(page, server)
    found = scores(page, server, "tokens")
    lowest = int(found[:, 1].argmin())
    page.mouse.move(*place(page, *found[lowest, :2]))
    card = by(page, "hover-card")
    label = page.request.get(f"{server}/api/v1/models/demo/labels/tokens").json()[lowest]
    expect(card).to_contain_text(label.strip())
    expect(card).to_contain_text(f"token {lowest:,}")


def test_a_click_brings_a_point_into_focus_and_a_click_on_nothing_lets_go(page: Page, server: str) -> None:
    open_plane(page, server)
    found = scores(page, server, "positions")
    page.mouse.click(*place(page, *found[1, :2]))
    expect(page).to_have_url(re.compile("focus=positions(:|%3A)1"))
    expect(by(page, "plane-focus")).to_have_count(1)
    box = by(page, "plane-field").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] - 4, box["y"] + 4)
    expect(page).not_to_have_url(re.compile("focus="))


@pytest.mark.parametrize("way", ["button", "shift"])
def test_a_box_selects_exactly_the_tokens_in_it(page: Page, server: str, way: str) -> None:
    open_plane(page, server)
    found = scores(page, server, "tokens")
    before = region(page)
    if way == "button":
        by(page, "plane-mode-select").click()
    else:
        page.keyboard.down("Shift")
    box = by(page, "plane-field").bounding_box()
    assert box
    left, top = box["x"] + 20, box["y"] + round(box["height"] * 0.6)
    page.mouse.move(left, top)
    page.mouse.down()
    page.mouse.move(left + 160, top + 150, steps=4)
    page.mouse.up()
    page.keyboard.up("Shift")
    expect(by(page, "plane-selected")).to_be_visible()
    (x0, x1), (y0, y1) = before["x"], before["y"]
    per = (x1 - x0) / box["width"], (y1 - y0) / box["height"]
    x, y = x0 + (left - box["x"]) * per[0], y1 - (top - box["y"]) * per[1]
    inside = (found[:, 0] >= x) & (found[:, 0] <= x + 160 * per[0])
    inside &= (found[:, 1] <= y) & (found[:, 1] >= y - 150 * per[1])
    assert inside.sum() > 20
    assert selected_ids(page) == np.flatnonzero(inside).tolist()
    expect(by(page, "plane-selected")).to_have_text(f"{inside.sum():,} tokens selected.")
    assert region(page) == before
    page.screenshot(path=ARTIFACTS / f"plane-box-{way}.png")
    by(page, "plane-clear").click()
    expect(page).not_to_have_url(re.compile("select="))


def test_a_box_can_be_given_in_numbers(page: Page, server: str) -> None:
    open_plane(page, server)
    found = scores(page, server, "tokens")
    by(page, "plane-range").locator("summary").click()
    by(page, "plane-range-x1").fill("-0.2")
    by(page, "plane-pick").click()
    expect(by(page, "plane-selected")).to_be_visible()
    assert selected_ids(page) == np.flatnonzero(found[:, 0] <= -0.2).tolist()
    by(page, "plane-range-x0").fill("lots")
    by(page, "plane-pick").click()
    expect(by(page, "plane-range").get_by_role("alert")).to_be_visible()


def test_the_plane_moves_and_zooms_by_keyboard_wheel_and_drag(page: Page, server: str) -> None:
    open_plane(page, server)
    whole = region(page)
    by(page, "plane").focus()
    page.keyboard.press("ArrowRight")
    moved = region(page)
    assert moved["x"][0] > whole["x"][0]
    assert moved["y"] == whole["y"]
    page.keyboard.press("+")
    assert region(page)["x"][1] - region(page)["x"][0] < whole["x"][1] - whole["x"][0]
    page.keyboard.press("r")
    assert region(page) == whole
    box = by(page, "plane-field").bounding_box()
    assert box
    # A wheel tells its place in whole pixels.
    x, y = round(box["x"] + box["width"] / 4), round(box["y"] + box["height"] / 2)
    page.mouse.move(x, y)
    page.mouse.wheel(0, -300)
    page.wait_for_function(
        "w => document.querySelector('[data-testid=plane]').dataset.region !== w", arg=json.dumps(whole)
    )
    zoomed = region(page)
    # What was under the pointer still is.
    part = (x - box["x"]) / box["width"]
    under = whole["x"][0] + (whole["x"][1] - whole["x"][0]) * part
    assert zoomed["x"][0] + (zoomed["x"][1] - zoomed["x"][0]) * part == pytest.approx(under, abs=1e-9)
    page.mouse.down()
    page.mouse.move(x + 100, y, steps=4)
    page.mouse.up()
    assert region(page)["x"][0] < zoomed["x"][0]
    by(page, "plane-all").click()
    assert region(page) == whole


def test_axes_are_chosen_on_the_plane_and_true_scale_holds(page: Page, server: str) -> None:
    open_plane(page, server)
    by(page, "plane-y").select_option("5")
    expect(by(page, "plane")).to_have_attribute("data-axes", "1,5")
    expect(page).to_have_url(re.compile(r"y=5\b"))
    by(page, "aspect-toggle").click()
    expect(page).to_have_url(re.compile("aspect=data"))
    box, shown = by(page, "plane-field").bounding_box(), region(page)
    assert box
    per_x = (shown["x"][1] - shown["x"][0]) / box["width"]
    assert per_x == pytest.approx((shown["y"][1] - shown["y"][0]) / box["height"], rel=1e-6)


def test_toggles_hide_points_of_the_plane_too(page: Page, server: str) -> None:
    open_plane(page, server)
    by(page, "toggle-tokens").click()
    expect(by(page, "plane")).to_have_attribute("data-points", "128")


def test_curves_show_each_component_against_position_and_put_it_on_an_axis(page: Page, server: str) -> None:
    page.goto(f"{server}/embeddings?stage=curves")
    curves = by(page, "curves")
    expect(curves).to_have_attribute("data-curves", "6", timeout=60_000)
    shares = page.request.get(f"{server}/api/v1/models/demo/bases/positions").json()["variance_shares"]
    for component in (1, 6):
        expect(by(page, f"curve-{component}")).to_contain_text(f"{100 * shares[component - 1]:.1f} %")
    found = scores(page, server, "positions")
    # What the pointer reads out is the score at that position.
    drawing = by(page, "curve-2").get_by_role("img")
    box = drawing.bounding_box()
    assert box
    unit = box["width"] / 372
    page.mouse.move(box["x"] + (44 + 320 * 100 / 127) * unit, box["y"] + 40)
    value = f"{found[100, 1]:.3f}".replace("-", "−")
    expect(by(page, "curve-2").get_by_test_id("curve-value")).to_have_text(f"position 100: {value}")
    by(page, "curves-count-12").click()
    expect(curves).to_have_attribute("data-curves", "12")
    by(page, "curve-9-x").click()
    expect(page).to_have_url(re.compile(r"x=9\b"))
    by(page, "curves-count-axes").click()
    expect(curves).to_have_attribute("data-curves", "3")
    expect(by(page, "curve-9")).to_be_visible()


def test_position_0_can_be_left_out_of_the_height(page: Page, server: str) -> None:
    page.goto(f"{server}/embeddings?stage=curves")
    card = by(page, "curve-4")
    expect(card).to_be_visible(timeout=60_000)
    before = card.locator("path").get_attribute("d")
    by(page, "curves-without-0").check()
    expect(card.locator("path")).not_to_have_attribute("d", before or "")


@pytest.mark.parametrize("centered", [False, True])
def test_cosines_of_positions_read_out_as_numpy_finds_them(page: Page, server: str, centered: bool) -> None:
    page.goto(f"{server}/embeddings?stage=gram")
    expect(by(page, "gram")).to_have_attribute("data-rows", "128", timeout=60_000)
    url = f"{server}/api/v1/models/demo/gram/positions?centered={str(centered).lower()}"
    gram = np.load(io.BytesIO(page.request.get(url).body()))
    if centered:
        by(page, "gram-kind-centered").click()
        expect(by(page, "provenance")).to_contain_text("from the mean of all positions")
    by(page, "gram-i").fill("3")
    by(page, "gram-j").fill("90")
    expect(by(page, "gram-cosine")).to_contain_text(f"{gram[3, 90]:.3f}".replace("-", "−"))
    expect(by(page, "gram-chance")).to_contain_text(f"±{1.645 / np.sqrt(128):.3f}")
    expect(by(page, "provenance")).to_contain_text("every position, 128 in all")
    expect(by(page, "chart-gram")).to_have_attribute("data-ready", "true", timeout=30_000)


def test_hovering_the_heat_map_reads_out_a_pair(page: Page, server: str) -> None:
    page.goto(f"{server}/embeddings?stage=gram")
    expect(by(page, "chart-gram")).to_have_attribute("data-ready", "true", timeout=60_000)
    drawn = by(page, "chart-gram").locator(".nsewdrag").bounding_box()
    assert drawn
    # A quarter across, three quarters down.
    page.mouse.move(drawn["x"] + drawn["width"] / 4, drawn["y"] + drawn["height"] * 0.75)
    expect(by(page, "gram-i")).to_have_value(re.compile("^9[5-6]$"))
    expect(by(page, "gram-j")).to_have_value(re.compile("^3[1-2]$"))


@pytest.mark.parametrize("stage", ["plane", "curves", "gram"])
def test_a_model_without_positions_shows_or_explains(page: Page, server: str, stage: str) -> None:
    page.goto(f"{server}/embeddings?model=rotary&stage={stage}")
    if stage == "plane":
        expect(by(page, "plane")).to_have_attribute("data-points", "40", timeout=60_000)
    else:
        expect(by(page, "error-state")).to_contain_text("no table of positions", timeout=60_000)


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("stage", ["plane", "curves", "gram"])
def test_it_fits_a_phone(browser: Browser, server: str, stage: str, theme: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    page.goto(f"{server}/embeddings?stage={stage}&theme={theme}")
    picture = by(page, {"plane": "plane", "curves": "curves", "gram": "chart-gram"}[stage])
    expect(picture).to_have_attribute("data-ready", "true", timeout=60_000)
    box = picture.bounding_box()
    assert box
    assert box["height"] > 250
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    ARTIFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTIFACTS / f"{stage}-{theme}-390.png")
    context.close()


def test_a_plane_whose_new_numbers_do_not_come_says_so_and_can_be_asked_again(page: Page, server: str) -> None:
    page.goto(f"{server}/embeddings?stage=plane")
    expect(by(page, "plane")).to_have_attribute("data-points", "4224", timeout=60_000)
    page.route("**/scores/**", lambda route: route.fulfill(status=500, body="{}"))
    by(page, "axis-x").select_option("20")
    expect(by(page, "scores-failed")).to_be_visible(timeout=20_000)
    expect(by(page, "plane")).to_have_attribute("data-points", "4224")
    page.unroute("**/scores/**")
    by(page, "scores-failed").get_by_role("button").click()
    expect(by(page, "scores-failed")).to_have_count(0)
