"""Keys, and the tour of a first visit."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ARTIFACTS
from tests.browser.driving import DEFAULT_EYE, by, open_page, settled_camera, wait_for_scene

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_keys_do_what_the_list_says(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    scene = by(page, "scene")
    page.keyboard.press("]")
    expect(scene).to_have_attribute("data-axes", "2,2,3")
    page.keyboard.press("[")
    expect(scene).to_have_attribute("data-axes", "1,2,3")
    page.keyboard.press("[")
    expect(scene).to_have_attribute("data-axes", "1,2,3")
    for key, side in (("m", "measures"), ("f", "find"), ("s", "selection")):
        page.keyboard.press(key)
        expect(by(page, f"side-{side}")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(by(page, "side-panel")).to_have_count(0)
    page.keyboard.press("t")
    expect(page).to_have_url(re.compile("theme=light"))
    for key, stage in (("2", "plane"), ("3", "curves"), ("4", "gram"), ("1", "scene")):
        page.keyboard.press(key)
        expect(by(page, f"stage-{stage}")).to_have_attribute("aria-pressed", "true")
    wait_for_scene(page)
    by(page, "zoom-in").click()
    assert settled_camera(page)["eye"] != pytest.approx(DEFAULT_EYE, abs=1e-3)
    page.keyboard.press("r")
    page.wait_for_function(
        "([e, x]) => Math.abs(JSON.parse(e.dataset.camera).eye.x - x) < 1e-6",
        arg=[scene.element_handle(), DEFAULT_EYE["x"]],
    )
    page.keyboard.press("b")
    expect(page.get_by_role("table")).to_be_visible()
    page.keyboard.press("Escape")
    wait_for_scene(page)


def test_keys_are_letters_where_one_types_and_can_be_switched_off(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    by(page, "link-details").click()
    by(page, "link-title").fill("")
    by(page, "link-title").press_sequentially("smt?/[b")
    assert by(page, "link-title").input_value() == "smt?/[b"
    expect(by(page, "side-panel")).to_have_count(0)
    expect(by(page, "shortcuts")).to_have_count(0)

    by(page, "open-keys").click()
    expect(by(page, "shortcuts").locator("kbd")).to_have_count(6 + 4 + 2 + 9)
    page.screenshot(path=ARTIFACTS / "keys.png")
    page.keyboard.press("m")
    by(page, "keys-on").uncheck()
    page.keyboard.press("Escape")
    expect(by(page, "shortcuts")).to_have_count(0)
    expect(by(page, "open-keys")).to_be_focused()
    page.keyboard.press("m")
    page.reload()
    wait_for_scene(page)
    page.keyboard.press("m")
    page.keyboard.press("?")
    expect(by(page, "side-panel")).to_have_count(0)
    expect(by(page, "shortcuts")).to_have_count(0)


def test_tooltips_name_the_keys(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    for name, key in (
        ("stage-plane", "2"), ("side-measures", "M"), ("side-find", "F"), ("theme-toggle", "T"),
        ("reset-camera", "R"), ("table-toggle", "B"), ("open-keys", "?"),
    ):  # fmt: skip
        assert (by(page, name).get_attribute("title") or "").endswith(f"({key})"), name


# ---- the first visit


def test_a_first_visit_is_guided_in_four_steps_once(new_page: Callable[..., Page], server: str) -> None:
    page = new_page(first_visit=True)
    open_page(page, f"{server}/embeddings")
    tour = by(page, "tour")
    expect(tour).to_have_attribute("data-step", "1")
    # It takes the focus from nobody, and covers no control.
    assert page.evaluate("document.activeElement === document.body")
    for step in ("2", "3", "4"):
        by(page, "tour-next").click()
        expect(tour).to_have_attribute("data-step", step)
        expect(tour).to_be_in_viewport(ratio=1)
        expect(by(page, "tour-next")).to_be_focused()
        page.screenshot(path=ARTIFACTS / f"tour-{step}.png")
    by(page, "tour-next").click()
    expect(tour).to_have_count(0)
    page.reload()
    wait_for_scene(page)
    expect(tour).to_have_count(0)
    page.keyboard.press("?")
    by(page, "tour-again").click()
    expect(tour).to_have_attribute("data-step", "1")
    page.keyboard.press("Escape")
    expect(tour).to_have_count(0)


def test_the_tour_can_be_skipped_and_leaves_alone_who_came_by_a_link(
    new_page: Callable[..., Page], server: str
) -> None:
    page = new_page(first_visit=True)
    answer = page.request.post(
        f"{server}/api/v1/permalinks", data={"state": {"model": "demo", "basis": "positions", "axes": {"z": 8}}}
    )
    slug = answer.json()["slug"]
    for path in (f"/v/{slug}", f"/embed/{slug}", "/embeddings?z=8"):
        open_page(page, server + path)
        expect(by(page, "tour")).to_have_count(0)
    open_page(page, f"{server}/embeddings")
    by(page, "tour-skip").click()
    open_page(page, f"{server}/embeddings")
    expect(by(page, "tour")).to_have_count(0)


def test_the_tour_fits_a_phone(new_page: Callable[..., Page], server: str) -> None:
    page = new_page(first_visit=True, **PHONE)
    open_page(page, f"{server}/embeddings")
    for step in ("1", "2", "3", "4"):
        expect(by(page, "tour")).to_have_attribute("data-step", step)
        expect(by(page, "tour")).to_be_in_viewport(ratio=1)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        by(page, "tour-next").click()
