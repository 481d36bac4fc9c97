"""The page in a real browser: first scene beside Plotly alone, changes, frames; memory of the serving process.

`python -m bench.scene` makes models of its own, 64 wide: as much is drawn, and adding them is quick."""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

import psutil
from playwright.sync_api import Browser, Page, sync_playwright
from tests.browser import chromium

# The same work in every browser: what a second of its main thread is worth.
_UNIT = """() => { const a = new Float64Array(1 << 20).map((_, i) => Math.sin(i)); let best = Infinity;
for (let r = 0; r < 5; r++) { const t = performance.now(); Float64Array.from(a).sort();
best = Math.min(best, performance.now() - t); } return best; }"""
# Plotly and nothing else, from its code to its first drawing, with coordinates that are in memory already.
_ALONE = """async ([chunk, tokens, positions]) => {
document.body.innerHTML = '<div style="width:992px;height:700px"></div>';
const columns = (n) => Object.fromEntries(['x', 'y', 'z'].map((axis) =>
  [axis, Float32Array.from({ length: n }, () => Math.random() + Math.random() - Math.random())]));
const trace = (n, symbol, size, color) => ({ type: 'scatter3d', mode: 'markers', hoverinfo: 'none', ...columns(n),
  marker: { symbol, size, color, opacity: 1, line: { width: 0 } } });
const data = [trace(tokens, 'diamond', 1.3, '#ff5d5d'), trace(positions, 'circle', 2.4, '#4dabf7')];
const start = performance.now(); const module = await import(chunk);
const Plotly = Object.values(module).map((each) => each?.default ?? each).find((each) => each?.newPlot);
await Plotly.newPlot(document.querySelector('div'), data, { scene: { hovermode: false } }, { displayModeBar: false });
return performance.now() - start; }"""
# From a choice until the plot was redrawn.
_CHOOSE = """async ([name, value]) => { const select = document.querySelector(`[data-testid=${name}]`);
const plot = document.querySelector('.js-plotly-plot'); const before = plot.data;
const set = Object.getOwnPropertyDescriptor(HTMLSelectElement.prototype, 'value').set;
const start = performance.now(); set.call(select, value);
select.dispatchEvent(new Event('change', { bubbles: true }));
while (plot.data === before) await new Promise((done) => setTimeout(done));
return performance.now() - start; }"""
_FRAMES = """async () => { let frames = 0; const start = performance.now();
while (performance.now() - start < 4000) { await new Promise(requestAnimationFrame); frames += 1; }
return frames / 4; }"""
_DRAWN = """() => { const [first] = performance.getEntriesByName('residview:draw');
return first.startTime + first.duration; }"""
_READY = "[data-testid=scene][data-ready=true]"


def fresh(browser: Browser) -> Page:
    """A page that leaves no scene behind: giving up the last one would count as the next one's time."""
    return browser.new_context(viewport={"width": 1280, "height": 800}).new_page()


def alone(browser: Browser, url: str, chunk: str, tokens: int, positions: int) -> float:
    """Milliseconds that Plotly needs for so many points, from its code to the end of its first drawing."""
    page = fresh(browser)
    page.goto(f"{url}/healthz")
    took = float(page.evaluate(_ALONE, [chunk, tokens, positions]))
    page.context.close()
    return took


def first_scene(browser: Browser, url: str, model: str) -> tuple[float, str]:
    """Milliseconds from asking for the page to the end of its first drawing; and where Plotly's code is."""
    page = fresh(browser)
    page.goto(f"{url}/embeddings?model={model}")
    page.wait_for_selector(_READY, timeout=180_000)
    took = float(page.evaluate(_DRAWN))
    names: list[str] = page.evaluate("() => performance.getEntriesByType('resource').map((each) => each.name)")
    page.context.close()
    return took, next(name for name in names if re.search(r"/plotly-[\w-]+\.js$", name))


def changes(page: Page, name: str, values: list[str]) -> tuple[float, float]:
    """Milliseconds from a choice until it is drawn, and of the main thread in all; medians, the first left out."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable")

    def busy() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return 1000 * float(next(each["value"] for each in metrics if each["name"] == "TaskDuration"))

    drawn, spent = [], []
    for value in values:
        before = busy()
        drawn.append(float(page.evaluate(_CHOOSE, [name, value])))
        # What is drawn for the pointer follows.
        page.wait_for_timeout(1500)
        spent.append(busy() - before)
    return median(drawn[1:]), median(spent[1:])


def frames(page: Page) -> float:
    """Frames a second while the scene turns by itself."""
    page.get_by_test_id("auto-rotate").click()
    page.wait_for_timeout(500)
    rate = float(page.evaluate(_FRAMES))
    page.get_by_test_id("auto-rotate").click()
    return rate


def measure(browser: Browser, url: str, model: str) -> str:
    """One model's row of the table."""
    page = fresh(browser)
    sets = page.request.get(f"{url}/api/v1/models/{model}").json()["point_sets"]
    n = {each["name"]: each["n"] for each in sets}
    # In turns, so that a busy machine is busy for both.
    firsts, alones = [], []
    for _ in range(5):
        took, chunk = first_scene(browser, url, model)
        firsts.append(took)
        alones.append(alone(browser, url, chunk, n["tokens"], n["positions"]))
    first, by_itself = median(firsts), median(alones)
    page.goto(f"{url}/embeddings?model={model}")
    page.wait_for_selector(_READY, timeout=180_000)
    page.wait_for_timeout(3000)
    axes = changes(page, "axis-x", ["4", "7", "2", "9", "5", "12", "3"])
    # Numbers are fetched with the first choice of each, which is no change of colour yet.
    for by_what in ("norm", "component"):
        page.get_by_test_id("color-by").select_option(by_what)
        page.wait_for_timeout(3000)
    colors = changes(page, "color-by", ["id", "norm", "component", "id", "norm", "component", "kind"])
    cells = [
        f"{sum(n.values()):,}",
        f"{by_itself:.0f} ms",
        f"{first:.0f} ms, {first / by_itself:.1f} times that",
        f"{axes[0]:.0f} ms ({axes[1]:.0f})",
        f"{colors[0]:.0f} ms ({colors[1]:.0f})",
        f"{frames(page):.0f}",
    ]
    page.context.close()
    return f"| {model} | {' | '.join(cells)} |"


def serving(home: Path) -> tuple[subprocess.Popen[str], str]:
    command = [sys.executable, "-m", "residview", "serve", "--port", "0"]
    environment = os.environ | {"RESIDVIEW_HOME": str(home)}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True)
    assert server.stdout is not None
    url = None
    while url is None:
        url = re.search(r"http://\S+", server.stdout.readline())
    return server, url.group()


def main(home: Path, models: tuple[str, ...] = ("demo", "gpt2-shaped")) -> None:
    server, url = serving(home)
    try:
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
            page = fresh(browser)
            page.goto(f"{url}/healthz")
            unit = page.evaluate(_UNIT)
            page.context.close()
            print("\n## The page, headless Chromium with software WebGL\n")
            print(f"Unit: sorting 1,048,576 numbers in the same browser, {unit:.0f} ms.")
            print("A change: until it is drawn, and in brackets all that the main thread did for it.\n")
            print("| model | points | Plotly alone | first scene | axis | colour | frames a second |")
            print("|---|---|---|---|---|---|---|")
            for model in models:
                print(measure(browser, url, model), flush=True)
            browser.close()
        resident = psutil.Process(server.pid).memory_info().rss / 2**20
        print(f"\nServing process afterwards: {resident:.0f} MB resident.")
    finally:
        server.terminate()
        server.wait(20)


def by_itself(add: Callable[..., object]) -> None:
    """Models of the sizes that matter, narrow enough to be added in a minute."""
    from tests.support.directories import random_model

    with tempfile.TemporaryDirectory(prefix="residview-bench-") as folder:
        home, work = Path(folder) / "home", Path(folder)
        add(home, "db", "upgrade")
        for name, n in (("gpt2-many", 50_257), ("gemma-many", 254_976)):
            add(home, "add", random_model(work / name, n=n, n_ctx=1_024, d=64))
        main(home, ("gpt2-many", "gemma-many"))


if __name__ == "__main__":
    from bench.add import run

    by_itself(run)
