"""Driving the page: what every browser test does."""

import io
import json
import time

import numpy as np
from playwright.sync_api import Page, expect

from tests.browser.conftest import ARTIFACTS

DEFAULT_EYE = {"x": 1.3, "y": 1.08, "z": 0.6}


def by(page: Page, name: str):  # type: ignore[no-untyped-def]
    return page.get_by_test_id(name)


def open_page(page: Page, url: str) -> None:
    page.goto(url)
    wait_for_scene(page)


def wait_for_scene(page: Page) -> None:
    expect(by(page, "scene")).to_have_attribute("data-ready", "true", timeout=60_000)


def camera(page: Page) -> dict:
    return json.loads(by(page, "scene").get_attribute("data-camera") or "")


def settled_camera(page: Page) -> dict:
    """The camera once it no longer changes: software WebGL draws late."""
    last, same = camera(page), 0
    deadline = time.monotonic() + 15
    while same < 4 and time.monotonic() < deadline:
        page.wait_for_timeout(150)
        now = camera(page)
        last, same = now, same + 1 if now == last else 0
    return last


def drag(page: Page, dx: int, dy: int) -> dict:
    # A drag that begins while the scene is drawn anew is lost.
    settled_camera(page)
    before = by(page, "scene").get_attribute("data-camera")
    box = by(page, "scene").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    for i in range(1, 9):
        page.mouse.move(x + dx * i / 8, y + dy * i / 8)
        page.wait_for_timeout(30)
    page.mouse.up()
    expect(by(page, "scene")).not_to_have_attribute("data-camera", before or "", timeout=20_000)
    return settled_camera(page)


def close_to(found: dict, expected: dict, tolerance: float = 1e-6) -> bool:
    return all(abs(found[part][axis] - expected[part][axis]) < tolerance
               for part in ("eye", "center", "up") for axis in "xyz")  # fmt: skip


def canvas_pixels(page: Page, name: str) -> np.ndarray:
    """The scene as pixels, (height, width, 3)."""
    from PIL import Image

    ARTIFACTS.mkdir(exist_ok=True)
    raw = by(page, "scene").screenshot(path=ARTIFACTS / f"{name}.png")
    return np.asarray(Image.open(io.BytesIO(raw)).convert("RGB")).astype(int)
