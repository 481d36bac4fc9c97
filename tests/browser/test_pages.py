"""The other pages, and the page without a picture: compare, guide, table, no WebGL."""

import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser import chromium
from tests.browser.conftest import ARTIFACTS, TOUR_SEEN
from tests.browser.driving import DEFAULT_EYE, by, camera, open_page, wait_for_scene

ROOT = Path(__file__).parents[2]
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def colours(element: Locator) -> tuple[int, int]:
    """How many pixels are clearly blue, and how many clearly red."""
    from PIL import Image

    pixels = np.asarray(Image.open(io.BytesIO(element.screenshot())).convert("RGB")).astype(int)
    red, green, blue = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    return int((blue - red > 60).sum()), int(((red - blue > 60) & (red - green > 60)).sum())


def drawn(page: Page, n: int) -> Locator:
    """The pictures, once each has been in sight and is there."""
    cells = by(page, "compare-cell")
    expect(cells).to_have_count(n, timeout=30_000)
    for i in range(n):
        cells.nth(i).scroll_into_view_if_needed()
        expect(cells.nth(i).locator("canvas")).to_have_attribute("data-drawn", "true", timeout=30_000)
    return by(page, "compare-canvas")


def eyes(canvases: Locator) -> list[dict]:
    return [json.loads(each)["eye"] for each in canvases.evaluate_all("all => all.map(e => e.dataset.camera)")]


# ---- compare


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_models_stand_side_by_side_each_in_its_own_basis(page: Page, server: str, theme: str) -> None:
    page.goto(f"{server}/compare?theme={theme}")
    canvases = drawn(page, 4)
    cells = by(page, "compare-cell")
    names = [model["name"] for model in page.request.get(f"{server}/api/v1/models").json()["models"]]
    assert cells.evaluate_all("all => all.map(e => e.dataset.model)") == names
    for i, name in enumerate(names):
        blue, red = colours(canvases.nth(i))
        assert red > 50, name
        assert (blue > 50) == (name != "rotary"), name
        bases = page.request.get(f"{server}/api/v1/models/{name}/bases").json()["bases"]
        basis = next((each for each in bases if each["name"] == "positions"), bases[0])
        share = f"{100 * sum(basis['variance_shares'][:3]):.1f} %"
        expect(cells.nth(i)).to_contain_text(f"{share} of the {basis['fitted_on']}’ variance")
        revision = page.request.get(f"{server}/api/v1/models/{name}").json()["revision"]
        expect(cells.nth(i).get_by_test_id("compare-provenance")).to_contain_text(revision[:8])
    expect(cells.nth(names.index("rotary"))).to_contain_text("tokens in their own basis")
    page.evaluate("document.querySelector('main').scrollTo(0, 0)")
    page.screenshot(path=ARTIFACTS / f"compare-{theme}.png")


def test_the_tokens_share_stands_beside_its_chance_level(page: Page, server: str) -> None:
    page.goto(f"{server}/compare?models=demo,rotary")
    drawn(page, 2)
    found = page.request.get(f"{server}/api/v1/models/demo/bases/positions/subspace/tokens").json()
    inside = by(page, "compare-inside")
    expect(inside).to_have_count(1)
    for share in (found["centered"]["share"], found["chance"], found["centered"]["low"], found["centered"]["high"]):
        expect(inside).to_contain_text(f"{100 * share[2]:.1f} %")
    assert found["chance"][2] == pytest.approx(3 / 128)


def test_no_webgl_context_is_made_to_compare(page: Page, server: str) -> None:
    page.add_init_script(
        "window.asked = []; const get = HTMLCanvasElement.prototype.getContext;"
        "HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {"
        " asked.push(kind); return get.call(this, kind, ...rest); };"
    )
    page.goto(f"{server}/compare")
    drawn(page, 4)
    assert set(page.evaluate("asked")) == {"2d"}


def test_turning_one_picture_turns_all(page: Page, server: str) -> None:
    page.goto(f"{server}/compare")
    canvases = drawn(page, 4)
    usual = canvases.first.get_attribute("data-camera") or ""
    # Hovering waits until the picture stays where it is.
    canvases.first.hover(position={"x": 100, "y": 100})
    page.mouse.down()
    canvases.first.hover(position={"x": 180, "y": 130})
    page.mouse.up()
    for each in canvases.all():
        expect(each).not_to_have_attribute("data-camera", usual)
    turned = eyes(canvases)
    assert all(each == turned[0] for each in turned)
    assert abs(turned[0]["x"] - DEFAULT_EYE["x"]) > 0.1
    before = canvases.first.get_attribute("data-camera") or ""
    canvases.nth(1).focus()
    page.keyboard.press("ArrowUp")
    for each in canvases.all():
        expect(each).not_to_have_attribute("data-camera", before)
    again = eyes(canvases)
    assert all(each == again[0] for each in again)
    assert again[0]["z"] > turned[0]["z"]
    by(page, "compare-reset").click()
    for each in canvases.all():
        expect(each).to_have_attribute("data-camera", usual)
    assert eyes(canvases) == [DEFAULT_EYE] * 4
    expect(by(page, "live-region")).to_have_text("Camera reset.")


def test_the_address_chooses_the_models_and_each_opens_its_full_view(page: Page, server: str) -> None:
    page.goto(f"{server}/compare?models=random,atlantis")
    canvases = drawn(page, 1)
    expect(by(page, "notice")).to_contain_text("atlantis")
    by(page, "compare-model").get_by_text("demo").click()
    expect(page).to_have_url(re.compile(r"models=demo,random$"))
    drawn(page, 2)
    canvases.last.focus()
    page.keyboard.press("ArrowRight")
    turned = eyes(canvases)[0]
    by(page, "compare-cell").last.get_by_role("link").click()
    wait_for_scene(page)
    expect(by(page, "model-select")).to_have_value("random")
    # Seen from where it was looked at.
    assert camera(page)["eye"] == pytest.approx(turned, abs=1e-5)


def test_comparing_fits_a_phone(new_page: Callable[..., Page], server: str) -> None:
    page = new_page(**PHONE)
    page.goto(f"{server}/compare")
    canvases = drawn(page, 4)
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        box = canvases.first.bounding_box()
        assert box
        assert width - 60 < box["width"] <= width
    page.screenshot(path=ARTIFACTS / "compare-phone.png")


# ---- guide


def test_the_guide_is_in_the_app_with_contents_anchors_and_pictures(page: Page, server: str) -> None:
    page.goto(f"{server}/guide")
    expect(page.get_by_role("heading", level=1)).to_have_text("Guide")
    assert page.title() == "Guide – Residview"
    contents = page.get_by_role("navigation", name="Contents").get_by_role("link")
    headings = page.get_by_role("main").get_by_role("heading", level=2).all_inner_texts()
    assert [text for text in contents.all_inner_texts() if text in headings] == headings
    contents.last.click()
    target = page.get_by_role("heading", name=headings[-1])
    expect(target).to_be_in_viewport()
    images = page.get_by_role("main").locator("img")
    pictures = re.findall(r"!\[(.+?)\]\((.+?)\)", (ROOT / "docs" / "guide.md").read_text())
    assert images.evaluate_all("all => all.map((each) => each.alt)") == [says for says, _ in pictures]
    assert len(pictures) >= 3
    for i in range(images.count()):
        images.nth(i).scroll_into_view_if_needed()
        page.wait_for_function("e => e.complete && e.naturalWidth > 600", arg=images.nth(i).element_handle())
    page.goto(f"{server}/guide#commands")
    expect(page.get_by_role("heading", name="Commands")).to_be_in_viewport()
    by(page, "theme-toggle").click()
    expect(page).to_have_url(re.compile(r"theme=light.*#commands"))
    page.screenshot(path=ARTIFACTS / "guide.png")


def test_pages_are_a_click_apart_and_the_view_waits(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?x=7&theme=light")
    by(page, "nav-guide").click()
    expect(page).to_have_url(f"{server}/guide")
    assert page.evaluate("document.documentElement.dataset.mantineColorScheme") == "light"
    by(page, "nav-compare").click()
    expect(page).to_have_url(f"{server}/compare")
    by(page, "nav-embeddings").click()
    wait_for_scene(page)
    expect(by(page, "scene")).to_have_attribute("data-axes", "7,2,3")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Models side by side")


# ---- the table


def test_a_table_stands_in_place_of_the_scene_sorted_and_announced(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?y=4")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(by(page, "skip-to-table")).to_be_focused()
    page.keyboard.press("Enter")
    table = page.get_by_role("table")
    expect(table).to_have_attribute("aria-rowcount", "4225")
    expect(by(page, "live-region")).to_have_text("The points as a table.")
    expect(by(page, "scene")).to_have_count(0)
    assert table.get_by_role("columnheader").all_inner_texts() == [
        "Point set",
        "Id",
        "Text",
        "x PC1",
        "y PC4",
        "z PC3",
    ]

    scores = {
        name: np.load(
            io.BytesIO(page.request.get(f"{server}/api/v1/models/demo/bases/positions/scores/{name}").body())
        )
        for name in ("positions", "tokens")
    }
    by(page, "sort-y").click()
    expect(by(page, "live-region")).to_have_text("Sorted by y PC4, ascending.")
    by(page, "sort-y").click()
    expect(table.get_by_role("columnheader").nth(4)).to_have_attribute("aria-sort", "descending")
    everything = np.concatenate([scores["positions"], scores["tokens"]])[:, 3]
    first = table.get_by_role("row").nth(1).get_by_role("cell").all_inner_texts()
    row = int(everything.argmax())
    kind, id_ = ("position", row) if row < 128 else ("token", row - 128)
    assert first[:2] == [kind, f"{id_:,}"]
    assert float(first[4].replace("−", "-")) == pytest.approx(everything[row], abs=6e-4)

    by(page, "page-last").click()
    expect(by(page, "table-page")).to_have_text("4,201 to 4,224 of 4,224")
    expect(by(page, "live-region")).to_have_text("4,201 to 4,224 of 4,224")
    last = table.get_by_role("row").last
    assert last.get_attribute("aria-rowindex") == "4225"
    assert float(last.get_by_role("cell").nth(4).inner_text().replace("−", "-")) == pytest.approx(
        everything.min(), abs=6e-4
    )
    by(page, "toggle-tokens").click()
    expect(table).to_have_attribute("aria-rowcount", "129")
    page.screenshot(path=ARTIFACTS / "table.png")
    by(page, "table-toggle").click()
    wait_for_scene(page)


def test_token_texts_stand_in_the_table(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?hide=positions,path")
    by(page, "table-toggle").click()
    labels = page.request.get(f"{server}/api/v1/models/demo/labels/tokens").json()
    rows = page.get_by_role("table").get_by_role("row")
    expect(rows).to_have_count(51)
    assert rows.nth(1).get_by_role("cell").nth(2).inner_text() == f"“{labels[0]}”"


# ---- without WebGL, and on a phone


def test_without_webgl_the_points_the_table_and_the_other_views_are_there(browser: Browser, server: str) -> None:
    without = browser.browser_type.launch(
        executable_path=chromium.find(), args=["--no-sandbox", "--disable-3d-apis", "--disable-gpu"]
    )
    context = without.new_context(viewport={"width": 1280, "height": 800}, color_scheme="dark")
    context.add_init_script(TOUR_SEEN)
    page = context.new_page()
    page.goto(f"{server}/embeddings")
    assert page.evaluate("document.createElement('canvas').getContext('webgl')") is None
    expect(by(page, "no-webgl")).to_contain_text("WebGL")
    flat = by(page, "flat-scene")
    expect(flat.locator("canvas")).to_have_attribute("data-drawn", "true")
    blue, red = colours(flat)
    assert blue > 200
    assert red > 500
    page.screenshot(path=ARTIFACTS / "no-webgl.png")
    before = flat.get_attribute("data-camera")
    flat.focus()
    page.keyboard.press("ArrowLeft")
    expect(flat).not_to_have_attribute("data-camera", before or "")
    expect(page).to_have_url(re.compile("eye="))
    by(page, "table-toggle").click()
    expect(page.get_by_role("table")).to_have_attribute("aria-rowcount", "4225")
    for stage in ("plane", "curves", "gram"):
        by(page, f"stage-{stage}").click()
        expect(by(page, f"stage-{stage}")).to_have_attribute("aria-pressed", "true")
        expect(by(page, "no-webgl")).to_have_count(0)
        expect(by(page, "error-state")).to_have_count(0)
    without.close()


@pytest.mark.parametrize("width", [390, 320])
def test_a_phone_reaches_every_panel_with_a_finger(new_page: Callable[..., Page], server: str, width: int) -> None:
    page = new_page(**PHONE | {"viewport": {"width": width, "height": 844}})
    open_page(page, f"{server}/embeddings")
    for name in ("stage-scene", "stage-gram", "side-measures", "side-find", "side-selection", "panel-toggle"):
        box = by(page, name).bounding_box()
        assert box, name
        assert 0 <= box["x"] < box["x"] + box["width"] <= width, (name, box)
        assert box["height"] >= 44, (name, box)
    for side in ("measures", "find", "selection"):
        by(page, f"side-{side}").tap()
        expect(by(page, "side-panel")).to_be_visible()
        expect(by(page, "model-select")).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    by(page, "panel-toggle").tap()
    expect(by(page, "side-panel")).to_have_count(0)
    expect(by(page, "model-select")).to_be_visible()
    by(page, "side-find").tap()
    expect(by(page, "model-select")).to_be_hidden()
    page.screenshot(path=ARTIFACTS / f"phone-{width}.png")
