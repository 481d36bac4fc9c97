"""The page in a real browser: first scene and change of axes, demo and GPT-2-sized; memory of the server."""

import os
import re
import subprocess
import sys
import time
from pathlib import Path

import psutil
from playwright.sync_api import Page, sync_playwright
from tests.browser import chromium

# The same work in every browser: what a second of its main thread is worth.
_UNIT = """() => { const a = new Float64Array(1 << 20).map((_, i) => Math.sin(i)); let best = Infinity;
for (let r = 0; r < 5; r++) { const t = performance.now(); Float64Array.from(a).sort();
best = Math.min(best, performance.now() - t); } return best; }"""
# Main-thread time of a change: from the choice until the plot was redrawn and a frame was handed over.
_CHANGE = """async (component) => { const select = document.querySelector('[data-testid=axis-x]');
const scene = document.querySelector('[data-testid=scene]');
const set = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set;
const start = performance.now(); set.call(select, component);
select.dispatchEvent(new Event('change', { bubbles: true }));
while (!scene.dataset.axes.startsWith(component + ',')) await new Promise(requestAnimationFrame);
return performance.now() - start; }"""


def measure(page: Page, url: str, model: str) -> tuple[float, float]:
    """Milliseconds to the first scene, and until a change of axis is drawn (the median of seven)."""
    start = time.perf_counter()
    page.goto(f"{url}/embeddings?model={model}")
    page.wait_for_selector("[data-testid=scene][data-ready=true]", timeout=120_000)
    first = (time.perf_counter() - start) * 1000
    page.wait_for_timeout(3000)
    changes = sorted(page.evaluate(_CHANGE, str(component)) for component in (4, 7, 2, 9, 5, 12, 3))
    return first, changes[len(changes) // 2]


def main(home: Path) -> None:
    command = [sys.executable, "-m", "residview", "serve", "--port", "0"]
    environment = os.environ | {"RESIDVIEW_HOME": str(home)}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    url = None
    while url is None:
        url = re.search(r"http://\S+", server.stdout.readline())
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.goto(f"{url.group()}/healthz")
            unit = page.evaluate(_UNIT)
            print("\n## The page, headless Chromium with software WebGL\n")
            print(f"Unit: sorting 1,048,576 numbers in the same browser, {unit:.0f} ms.\n")
            print("| model | first scene | change of an axis, until drawn |\n|---|---|---|")
            for model in ("demo", "gpt2-shaped"):
                cells = [f"{ms:.0f} ms ({ms / unit:.1f} units)" for ms in measure(page, url.group(), model)]
                print(f"| {model} | {' | '.join(cells)} |")
            browser.close()
        resident = psutil.Process(server.pid).memory_info().rss / 2**20
        print(f"\nServing process afterwards: {resident:.0f} MB resident.")
    finally:
        server.terminate()
        server.wait(20)
