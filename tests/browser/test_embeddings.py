"""The embedding page, driven as a person would."""

import io
import re

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.driving import (
    DEFAULT_EYE,
    by,
    canvas_pixels,
    close_to,
    drag,
    open_page,
    settled_camera,
    wait_for_scene,
)


def test_the_page_shows_every_point_and_says_what_it_shows(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    expect(by(page, "scene")).to_have_attribute("data-points", "4224")
    expect(by(page, "scene")).to_have_attribute("data-axes", "1,2,3")
    revision = page.request.get(f"{server}/api/v1/models/demo").json()["revision"]
    line = by(page, "provenance").inner_text()
    for part in ("demo", revision[:7], "gpt2", "1–127", "128", "4,096", "centred"):
        assert part in line, (part, line)
    assert "demo" in page.title()


@pytest.mark.parametrize(("theme", "dark"), [("dark", True), ("light", False)])
def test_the_canvas_is_not_blank_positions_are_blue_tokens_red(
    page: Page, server: str, theme: str, dark: bool
) -> None:
    open_page(page, f"{server}/embeddings?theme={theme}")
    page.wait_for_timeout(500)
    pixels = canvas_pixels(page, f"embeddings-{theme}")
    red, green, blue = pixels[..., 0], pixels[..., 1], pixels[..., 2]
    assert (pixels.mean() < 100) == dark
    assert ((red - blue > 60) & (red - green > 60)).sum() > 500
    assert (blue - red > 60).sum() > 300


def test_rotating_moves_the_camera_and_every_change_keeps_it(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    before = settled_camera(page)
    rotated = drag(page, 160, 40)
    assert not close_to(rotated, before, 0.05)
    by(page, "axis-x").select_option("4")
    expect(by(page, "scene")).to_have_attribute("data-axes", "4,2,3")
    by(page, "basis-select").select_option("tokens")
    wait_for_scene(page)
    by(page, "toggle-tokens").click()
    expect(by(page, "scene")).to_have_attribute("data-points", "128")
    by(page, "theme-toggle").click()
    by(page, "aspect-toggle").click()
    assert close_to(settled_camera(page), rotated)
    by(page, "reset-camera").click()
    page.wait_for_timeout(300)
    assert settled_camera(page)["eye"] == pytest.approx(DEFAULT_EYE, abs=1e-6)


def test_an_axis_inside_the_loaded_block_changes_without_a_request(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    for component in ("4", "9", "16"):
        by(page, "axis-y").select_option(component)
        expect(by(page, "scene")).to_have_attribute("data-axes", f"1,{component},3")
    assert [url for url in requests if "/api/" in url] == []
    by(page, "axis-y").select_option("17")
    expect(by(page, "scene")).to_have_attribute("data-axes", "1,17,3")
    assert any("from=17&to=32" in url for url in requests)


def test_choices_show_their_share_of_the_variance(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    shares = page.request.get(f"{server}/api/v1/models/demo/bases/positions").json()["variance_shares"]
    options = by(page, "axis-x").locator("option").all_inner_texts()
    assert len(options) == 126
    for i in (0, 1, 2, 11):
        assert f"PC{i + 1}" in options[i]
        assert f"{shares[i] * 100:.1f}" in options[i] or "<" in options[i]


def test_the_drawn_coordinates_are_the_scores(page: Page, server: str) -> None:
    """From numpy to the screen: what Plotly holds is what the API answers."""
    open_page(page, f"{server}/embeddings?x=2&y=5&z=1")
    answer = page.request.get(f"{server}/api/v1/models/demo/bases/positions/scores/tokens?from=1&to=16").body()
    scores = np.load(io.BytesIO(answer))
    drawn = page.evaluate(
        """() => { const plot = document.querySelector('.js-plotly-plot');
        const parts = plot.data.filter((each) => each.meta?.set === 'tokens' && each.x.length > 0)
          .sort((a, b) => a.meta.first - b.meta.first);
        return ['x', 'y', 'z'].map((axis) => parts.flatMap((part) => Array.from(part[axis]))); }"""
    )
    for axis, component in zip(range(3), (2, 5, 1), strict=True):
        np.testing.assert_array_equal(np.array(drawn[axis], np.float32), scores[:, component - 1])


def test_hovering_names_the_token_or_the_position(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?hide=tokens")
    card = by(page, "hover-card")
    box = by(page, "scene").bounding_box()
    assert box
    for fy in np.linspace(0.25, 0.75, 12):
        for fx in np.linspace(0.25, 0.75, 24):
            page.mouse.move(box["x"] + box["width"] * fx, box["y"] + box["height"] * fy)
            page.wait_for_timeout(25)
            if card.is_visible():
                assert "osition" in card.inner_text()
                break
        else:
            continue
        break
    else:
        pytest.fail("nothing could be hovered")
    open_page(page, f"{server}/embeddings?hide=positions,path")
    for fy in np.linspace(0.4, 0.6, 12):
        for fx in np.linspace(0.4, 0.6, 12):
            page.mouse.move(box["x"] + box["width"] * fx, box["y"] + box["height"] * fy)
            page.wait_for_timeout(25)
            if card.is_visible():
                text = card.inner_text()
                assert any(quote in text for quote in "\"“'‘"), text
                return
    pytest.fail("no token could be hovered")


def test_a_copied_link_restores_everything_in_a_fresh_browser(page: Page, server: str, browser: Browser) -> None:
    open_page(page, f"{server}/embeddings?model=demo&basis=tokens&x=4&y=2&z=17&hide=path")
    by(page, "theme-toggle").click()
    by(page, "aspect-toggle").click()
    rotated = drag(page, -120, 60)
    by(page, "copy-link").click()
    link = by(page, "copied-link")
    expect(link).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith(f"{server}/v/")
    slug = copied.rsplit("/", 1)[1]
    stored = page.request.get(f"{server}/api/v1/permalinks/{slug}").json()
    state = stored["state"]
    assert (state["model"], state["basis"], state["axes"]) == ("demo", "tokens", {"x": 4, "y": 2, "z": 17})
    shown = {"positions", "tokens", "marks", "neighbors"}
    assert {name for name, on in state["show"].items() if on} == shown
    assert (state["theme"], state["aspect"]) == ("light", "data")
    assert close_to(state["camera"], rotated)
    checksum = page.request.get(f"{server}/api/v1/models/demo/bases/tokens").json()["checksum"]
    assert stored["pins"]["basis_checksum"] == checksum

    other = browser.new_context(viewport={"width": 1000, "height": 700}, color_scheme="dark")
    reader = other.new_page()
    open_page(reader, copied)
    assert close_to(settled_camera(reader), rotated)
    expect(by(reader, "scene")).to_have_attribute("data-axes", "4,2,17")
    assert by(reader, "model-select").input_value() == "demo"
    assert by(reader, "basis-select").input_value() == "tokens"
    by(reader, "copy-link").click()
    expect(by(reader, "copied-link")).to_be_visible()
    assert slug in by(reader, "copied-link").evaluate("e => e.value ?? e.href ?? e.textContent")
    other.close()


def test_the_address_holds_the_state_and_leaves_defaults_out(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    assert "?" not in page.url
    by(page, "axis-z").select_option("5")
    by(page, "toggle-marks").click()
    expect(page).to_have_url(re.compile("z=5.*hide=marks"))
    assert "x=" not in page.url
    page.reload()
    wait_for_scene(page)
    expect(by(page, "scene")).to_have_attribute("data-axes", "1,2,5")
    assert by(page, "axis-z").input_value() == "5"


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("x=0", ["x", "0"]),
        ("y=127", ["y", "127"]),
        ("z=three", ["z", "three"]),
        ("model=gpt5", ["model", "gpt5"]),
        ("basis=umap", ["basis", "umap"]),
        ("color=component:9999", ["color", "9999"]),
        ("focus=tokens:99999", ["focus", "99999"]),
        ("k=1000", ["k", "1000"]),
        ("theme=blue", ["theme", "blue"]),
        ("eye=1,2", ["eye", "1,2"]),
        ("hologram=1", ["hologram"]),
        ("hide=clouds", ["hide", "clouds"]),
    ],
)
def test_unknown_and_bad_values_fall_back_with_a_notice(page: Page, server: str, query: str, names: list[str]) -> None:
    open_page(page, f"{server}/embeddings?{query}")
    notice = by(page, "notice").first
    expect(notice).to_be_visible()
    for name in names:
        expect(notice).to_contain_text(name)
    expect(by(page, "scene")).to_have_attribute("data-axes", "1,2,3")


def test_a_model_without_positions_shows_tokens_and_says_why(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?model=rotary")
    expect(by(page, "scene")).to_have_attribute("data-points", "40")
    expect(page.get_by_text("rotary models", exact=False)).to_be_visible()


def test_another_model_is_a_choice_away(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    by(page, "model-select").select_option("random")
    expect(by(page, "scene")).to_have_attribute("data-points", "324", timeout=20_000)
    expect(page).to_have_url(re.compile("model=random"))


def test_an_empty_server_says_how_to_add_a_model(page: Page, empty_server: str) -> None:
    page.goto(f"{empty_server}/embeddings")
    expect(by(page, "empty-state")).to_contain_text("residview add")


def test_a_server_that_fails_is_told_and_can_be_asked_again(page: Page, server: str) -> None:
    page.route("**/api/v1/models", lambda route: route.abort())
    page.goto(f"{server}/embeddings")
    expect(by(page, "error-state")).to_be_visible(timeout=30_000)
    page.unroute("**/api/v1/models")
    by(page, "error-state").get_by_role("button").first.click()
    wait_for_scene(page)


def test_an_unknown_link_is_explained(page: Page, server: str) -> None:
    page.goto(f"{server}/v/nosuchlink")
    expect(by(page, "error-state")).to_contain_text("nosuchlink", timeout=30_000)


def test_no_webgl_is_explained(browser: Browser, server: str) -> None:
    context = browser.new_context()
    context.add_init_script(
        """const get = HTMLCanvasElement.prototype.getContext;
        HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
          return /webgl/.test(kind) ? null : get.call(this, kind, ...rest); };"""
    )
    page = context.new_page()
    page.goto(f"{server}/embeddings")
    expect(page.get_by_text("WebGL").first).to_be_visible(timeout=30_000)
    context.close()


def test_every_control_can_be_reached_by_keyboard(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    wanted = {
        "model-select", "basis-select", "fit-scaled", "color-by", "point-size", "axis-x", "axis-y", "axis-z",
        "toggle-positions", "toggle-tokens", "toggle-path", "toggle-marks", "theme-toggle", "aspect-toggle",
        "copy-link", "reset-camera", "camera-z", "auto-rotate", "fullscreen",
    }  # fmt: skip
    reached = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                """() => { for (let e = document.activeElement; e; e = e.parentElement) {
                const id = e.getAttribute('data-testid'); if (id) return id; } return null; }"""
            )
        )
    assert wanted <= reached, wanted - reached


def test_the_keyboard_turns_the_scene(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    before = settled_camera(page)
    by(page, "scene").focus()
    for _ in range(5):
        page.keyboard.press("ArrowLeft")
    assert not close_to(settled_camera(page), before, 0.05)


def test_it_fits_a_phone(browser: Browser, server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    open_page(page, f"{server}/embeddings")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = by(page, "scene").bounding_box()
    assert box
    assert (box["width"], box["height"] > 400) == (390, True)
    expect(by(page, "provenance")).to_be_visible()
    context.close()
