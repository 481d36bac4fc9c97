"""Take the guide's pictures anew from a running demo: `.venv/bin/python docs/screenshots.py http://127.0.0.1:8000`.

Each is 1440 x 900 in the dark theme, with its colours reduced so that none weighs more than 250 kB. `/compare` looks
best on a server with two or three models.
"""

import io
import sys
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
from tests.browser import chromium
from tests.browser.conftest import TOUR_SEEN

IMAGES = Path(__file__).parent / "images"
MOST_BYTES = 250_000
NOTE = "Positions run along a horseshoe.\nThe tokens are a cloud of their own, beside its far end."


def scene(page: Page) -> None:
    expect(page.get_by_test_id("scene")).to_have_attribute("data-ready", "true", timeout=60_000)


def side(name: str) -> Callable[[Page], None]:
    def act(page: Page) -> None:
        scene(page)
        expect(page.get_by_test_id("side-panel")).to_be_visible()
        if name == "find":
            page.get_by_test_id("find-input").fill("Error")
            expect(page.get_by_test_id("find-input")).to_have_attribute("aria-expanded", "true")
            page.get_by_test_id("find-input").press("ArrowDown")
            page.get_by_test_id("find-input").press("Enter")

    return act


def compare(page: Page) -> None:
    cells = page.get_by_test_id("compare-cell")
    expect(cells.first.locator("canvas")).to_have_attribute("data-drawn", "true", timeout=60_000)


def link(page: Page) -> None:
    """A link is made as a person makes it, and opened."""
    scene(page)
    page.get_by_test_id("link-details").click()
    page.get_by_test_id("link-title").fill("The horseshoe")
    page.get_by_test_id("link-note").fill(NOTE)
    page.get_by_test_id("copy-link").click()
    made = page.get_by_test_id("copied-link")
    expect(made).to_be_visible()
    page.goto(made.input_value())
    scene(page)


def stage(page: Page) -> None:
    expect(page.get_by_test_id("stage-curves")).to_be_visible()


def residuals(page: Page) -> None:
    expect(page.get_by_test_id("scene")).to_have_attribute("data-ready", "true", timeout=60_000)


def intervention(page: Page) -> None:
    page.get_by_role("button", name="Positions in reverse").click()
    page.get_by_role("button", name="Run", exact=True).click()
    expect(page.get_by_text("KL divergence by position").first).to_be_visible(timeout=60_000)


PICTURES: dict[str, tuple[str, Callable[[Page], None]]] = {
    "scene": ("/embeddings", scene),
    "measures": ("/embeddings?side=measures", side("measures")),
    "find": ("/embeddings?side=find&hide=path,marks", side("find")),
    "curves": ("/embeddings?stage=curves", stage),
    "link": ("/embeddings?hide=marks", link),
    "compare": ("/compare", compare),
    "residuals": ("/residuals", residuals),
    "interventions": ("/interventions", intervention),
}


def smallest(png: bytes) -> bytes:
    """The same picture in as many colours as there is room for."""
    if len(png) <= MOST_BYTES:
        return png
    image = Image.open(io.BytesIO(png)).convert("RGB")
    for colours in (256, 128, 64, 32):
        reduced = io.BytesIO()
        image.quantize(colours, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE).save(
            reduced, "PNG", optimize=True
        )
        if reduced.tell() <= MOST_BYTES:
            break
    return reduced.getvalue()


def main(server: str, *wanted: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        context = browser.new_context(viewport={"width": 1440, "height": 900}, color_scheme="dark")
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        context.add_init_script(TOUR_SEEN)
        for name, (path, act) in PICTURES.items():
            if wanted and name not in wanted:
                continue
            page = context.new_page()
            page.goto(server + path)
            act(page)
            page.wait_for_load_state("networkidle")
            page.wait_for_timeout(1500)  # software WebGL draws late
            file = IMAGES / f"guide-{name}.png"
            file.write_bytes(smallest(page.screenshot()))
            print(f"{file.name}: {file.stat().st_size // 1000} kB")
            page.close()
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
