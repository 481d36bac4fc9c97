"""Where one looks from: presets, turning by itself, full screen, the size of points, what rests while it moves."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.driving import DEFAULT_EYE, by, camera, canvas_pixels, open_page, settled_camera


@pytest.mark.parametrize("axis", ["x", "y", "z"])
def test_a_preset_looks_along_its_axis_and_the_corner_is_a_click_away(page: Page, server: str, axis: str) -> None:
    open_page(page, f"{server}/embeddings")
    by(page, f"camera-{axis}").click()
    expect(page).to_have_url(re.compile("eye="))
    eye = settled_camera(page)["eye"]
    assert abs(eye[axis]) == pytest.approx(sum(v * v for v in DEFAULT_EYE.values()) ** 0.5)
    assert all(abs(value) < 1e-6 for name, value in eye.items() if name != axis)
    canvas_pixels(page, f"camera-{axis}")
    by(page, "camera-isometric").click()
    expect(page).to_have_url(f"{server}/embeddings")
    assert settled_camera(page)["eye"] == pytest.approx(DEFAULT_EYE, abs=1e-6)


def test_it_turns_slowly_by_itself_until_it_is_touched(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    by(page, "auto-rotate").click()
    scene = by(page, "scene")
    expect(scene).to_have_attribute("data-moving", "true")
    # While it moves nothing is drawn to pick from.
    expect(scene).to_have_attribute("data-picking", "false")
    page.wait_for_timeout(700)
    scene.focus()
    page.keyboard.press("Shift")
    expect(by(page, "auto-rotate")).to_have_attribute("aria-pressed", "false")
    expect(scene).to_have_attribute("data-moving", "false")
    expect(scene).to_have_attribute("data-picking", "true")
    turned = settled_camera(page)
    eye = turned["eye"]
    assert eye["z"] == pytest.approx(DEFAULT_EYE["z"], abs=1e-6)
    assert abs(eye["x"] - DEFAULT_EYE["x"]) > 1e-3
    expect(page).to_have_url(re.compile("eye="))
    # What the page knows and what is drawn are one: nothing jumps when something else changes.
    by(page, "toggle-marks").click()
    assert settled_camera(page) == turned
    by(page, "auto-rotate").click()
    expect(scene).to_have_attribute("data-moving", "true")
    by(page, "auto-rotate").click()
    expect(scene).to_have_attribute("data-moving", "false")


def test_a_preset_is_had_in_the_middle_of_turning(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    by(page, "auto-rotate").click()
    expect(by(page, "scene")).to_have_attribute("data-moving", "true")
    by(page, "camera-x").click()
    expect(by(page, "scene")).to_have_attribute("data-moving", "false")
    assert settled_camera(page)["eye"]["y"] == pytest.approx(0, abs=1e-6)


def test_it_does_not_turn_where_motion_is_unwelcome(browser: Browser, server: str) -> None:
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    open_page(page, f"{server}/embeddings")
    # It can be reached and asked, though it does nothing else.
    by(page, "auto-rotate").focus()
    page.keyboard.press("Enter")
    expect(by(page, "live-region")).to_contain_text("reduced motion")
    expect(by(page, "auto-rotate")).to_have_attribute("aria-pressed", "false")
    assert camera(page)["eye"] == pytest.approx(DEFAULT_EYE)
    context.close()


def test_one_pixel_a_pixel_while_it_moves_and_all_of_them_at_rest(browser: Browser, server: str) -> None:
    context = browser.new_context(viewport={"width": 700, "height": 600}, device_scale_factor=2)
    page = context.new_page()
    open_page(page, f"{server}/embeddings")
    scene = by(page, "scene")
    width = "() => document.querySelector('[data-testid=scene] canvas').width"
    sharp = page.evaluate(width)
    box = scene.bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 30, y + 10, steps=3)
    expect(scene).to_have_attribute("data-moving", "true")
    page.mouse.move(x + 60, y + 10, steps=6)
    expect(scene).to_have_attribute("data-pixel-ratio", "1")
    page.wait_for_timeout(200)
    assert page.evaluate(width) == pytest.approx(sharp / 2, abs=1)
    page.mouse.up()
    expect(scene).to_have_attribute("data-moving", "false", timeout=10_000)
    expect(scene).to_have_attribute("data-picking", "true")
    page.wait_for_timeout(300)
    assert page.evaluate(width) == sharp
    context.close()


def test_points_can_be_larger_and_smaller(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    size = """() => document.querySelector('.js-plotly-plot').data.map((each) => each.marker.size)"""
    before = page.evaluate(size)
    by(page, "point-size").focus()
    for _ in range(4):
        page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile("size=2"))
    assert page.evaluate(size) == pytest.approx([2 * each for each in before])


def test_the_scene_can_fill_the_screen(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    by(page, "fullscreen").click()
    expect(by(page, "fullscreen")).to_have_attribute("aria-pressed", "true")
    assert page.evaluate("document.fullscreenElement.tagName") == "MAIN"
    by(page, "fullscreen").click()
    expect(by(page, "fullscreen")).to_have_attribute("aria-pressed", "false")
