"""The panel of measures: what is on screen is what the API says, and what numpy finds in the model's own tables."""

import json
import re

import numpy as np
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from residview.demo import DEMO_MODEL
from tests.browser.conftest import ARTIFACTS


def by(page: Page, name: str) -> Locator:
    return page.get_by_test_id(name)


def open_measures(page: Page, server: str, query: str = "") -> None:
    # Beside a flat picture: the scene is not what is tested here.
    page.goto(f"{server}/embeddings?side=measures&stage=curves{query}")
    expect(by(page, "share-centered")).to_be_visible(timeout=60_000)


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


@pytest.fixture(scope="module")
def tables() -> dict[str, np.ndarray]:
    """The demo model's rows, read byte by byte from its file."""
    raw = (DEMO_MODEL / "model.safetensors").read_bytes()
    start = 8 + int.from_bytes(raw[:8], "little")
    header = json.loads(raw[8:start])

    def table(ending: str) -> np.ndarray:
        entry = next(entry for name, entry in header.items() if name.endswith(ending))
        first, end = entry["data_offsets"]
        assert entry["dtype"] == "F16"
        return np.frombuffer(raw[start + first : start + end], "<f2").reshape(entry["shape"]).astype(np.float64)

    return {"tokens": table("wte.weight"), "positions": table("wpe.weight")}


def components(rows: np.ndarray, k: int) -> np.ndarray:
    """The first k right singular vectors of the centred rows, (k, d)."""
    return np.linalg.svd(rows - rows.mean(axis=0), full_matrices=False)[2][:k]


@pytest.mark.parametrize("k", [1, 3, 20])
def test_the_headline_says_what_numpy_finds_and_what_the_api_says_of_chance(
    page: Page, server: str, tables: dict[str, np.ndarray], k: int
) -> None:
    open_measures(page, server, f"&k={k}")
    v = components(tables["positions"][1:], k)
    api = page.request.get(f"{server}/api/v1/models/demo/bases/positions/subspace/tokens").json()
    for kind, x in (("centered", tables["tokens"] - tables["tokens"].mean(axis=0)), ("raw", tables["tokens"])):
        share = ((x @ v.T) ** 2).sum() / (x**2).sum()
        low, high = api[kind]["low"][k - 1], api[kind]["high"][k - 1]
        line = by(page, f"share-{kind}")
        expect(line).to_contain_text(percent(share))
        expect(line).to_contain_text(f"would hold {percent(k / 128)} (5–95 %: {percent(low)} – {percent(high)})")
        verdict = "below" if share < low else "above" if share > high else "at"
        expect(line).to_contain_text(f"{verdict} chance")


def test_points_are_measured_in_the_browser_as_numpy_measures_them(
    page: Page, server: str, tables: dict[str, np.ndarray]
) -> None:
    """Twenty components: two blocks of scores, and lengths about the tokens' own mean, not the basis's."""
    open_measures(page, server, "&k=20")
    v = components(tables["positions"][1:], 20)
    x = tables["tokens"] - tables["tokens"].mean(axis=0)
    shares = ((x @ v.T) ** 2).sum(axis=1) / (x**2).sum(axis=1)
    expect(by(page, "points-finding")).to_contain_text(f"hold {percent(shares.mean())} of their squared length")
    outliers = by(page, "outlier")
    expect(outliers).to_have_count(16)
    ids = [int(each.get_attribute("data-id") or -1) for each in outliers.all()]
    assert ids[:8] == np.argsort(-shares)[:8].tolist()
    assert ids[8:] == np.argsort(shares)[:8].tolist()
    assert percent(shares[ids[0]]) in outliers.first.inner_text()
    outliers.first.click()
    expect(page).to_have_url(re.compile(f"focus=tokens(:|%3A){ids[0]}"))


def test_spectra_angles_and_lengths_are_what_numpy_finds(
    page: Page, server: str, tables: dict[str, np.ndarray]
) -> None:
    open_measures(page, server, "&k=2")
    x = tables["tokens"] - tables["tokens"].mean(axis=0)
    spectrum = np.linalg.svd(x, compute_uv=False) ** 2
    expect(by(page, "stable-rank-centered")).to_contain_text(f"{spectrum.sum() / spectrum[0]:.2f}")
    expect(by(page, "participation-centered")).to_contain_text(f"{spectrum.sum() ** 2 / (spectrum**2).sum():.1f}")
    inner = components(tables["positions"][1:], 2) @ components(tables["tokens"], 2).T
    smallest = np.degrees(np.arccos(np.linalg.svd(inner, compute_uv=False)[0]))
    expect(by(page, "angles-finding")).to_contain_text(f"the smallest angle is {smallest:.1f}°")
    norms = np.linalg.norm(tables["positions"], axis=1)
    expect(by(page, "norms-finding")).to_contain_text(f"Position 0 has length {norms[0]:.3g}")
    expect(by(page, "norms-finding")).to_contain_text(f"{np.median(norms):.3g}")
    expect(by(page, "norms-finding")).to_contain_text(f"{np.median(np.linalg.norm(tables['tokens'], axis=1)):.3g}")


def test_the_largest_cosines_are_listed_by_name_and_lead_to_the_token(
    page: Page, server: str, tables: dict[str, np.ndarray]
) -> None:
    open_measures(page, server)
    tokens, positions = (
        tables[name] / np.linalg.norm(tables[name], axis=1)[:, None] for name in ("tokens", "positions")
    )
    cosines = tokens @ positions.T
    token, position = np.unravel_index(np.abs(cosines).argmax(), cosines.shape)
    by(page, "cosines-kind-raw").click()
    first = by(page, "cosines-table").locator("tbody tr").first
    expect(first).to_contain_text("<|endoftext|>")
    expect(first.locator("td").nth(2)).to_have_text(f"{cosines[token, position]:.3f}".replace("-", "−"))
    first.get_by_role("button").first.click()
    expect(page).to_have_url(re.compile(f"focus=tokens(:|%3A){token}"))


def test_k_moves_by_slider_number_and_chart_and_is_part_of_the_address(page: Page, server: str) -> None:
    open_measures(page, server)
    by(page, "k-slider").focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"k=4\b"))
    expect(by(page, "share-centered")).to_contain_text("first 4 components")
    by(page, "k-number").fill("10")
    expect(by(page, "share-centered")).to_contain_text("first 10 components")
    chart = by(page, "chart-concentration")
    expect(chart).to_have_attribute("data-ready", "true")
    box = chart.get_by_role("img").bounding_box()
    assert box
    # Far right is the last k there is; then back by dragging to the first.
    page.mouse.move(box["x"] + box["width"] - 11, box["y"] + 60)
    page.mouse.down()
    expect(page).to_have_url(re.compile(r"k=64\b"))
    page.mouse.move(box["x"] + 5, box["y"] + 60, steps=4)
    page.mouse.up()
    expect(by(page, "share-centered")).to_contain_text("in the first component (centred)")
    expect(page).to_have_url(re.compile(r"k=1\b"))
    page.reload()
    expect(by(page, "k-number")).to_have_value("1", timeout=60_000)


def test_the_other_set_is_measured_unless_told(page: Page, server: str) -> None:
    open_measures(page, server, "&basis=tokens")
    expect(by(page, "measured-set")).to_have_value("positions")
    expect(by(page, "share-centered")).to_contain_text("Positions have")
    by(page, "measured-set").select_option("tokens")
    expect(by(page, "share-centered")).to_contain_text("Tokens have")
    expect(by(page, "measures")).to_contain_text("above chance by construction")


def test_every_measure_says_what_it_is_where_it_comes_from_and_what_it_was_taken_from(page: Page, server: str) -> None:
    open_measures(page, server)
    for name in ("concentration", "points", "angles", "spectrum", "scree", "norms", "cosines"):
        block = by(page, f"measure-{name}")
        expect(block).to_contain_text(re.compile("4,096 tokens|PCA of positions 1–127"))
        details = block.locator("details")
        expect(details).not_to_have_attribute("open", "")
        details.locator("summary").click()
        expect(details).to_contain_text("Source:")
    expect(by(page, "measure-concentration")).to_contain_text("400 random subspaces, seed 0")


def test_charts_carry_their_numbers_as_a_table(page: Page, server: str) -> None:
    open_measures(page, server)
    api = page.request.get(f"{server}/api/v1/models/demo/bases/positions/subspace/tokens").json()
    chart = by(page, "chart-concentration")
    expect(chart.get_by_role("img")).to_have_attribute("aria-label", re.compile("share of the tokens"))
    rows = chart.locator("tbody tr")
    expect(rows).to_have_count(api["k_max"])
    cells = rows.nth(2).locator("td").all_inner_texts()
    assert cells[:3] == ["3", percent(3 / 128), percent(api["centered"]["share"][2])]


def test_a_model_without_positions_shows_what_can_be_shown(page: Page, server: str) -> None:
    open_measures(page, server, "&model=rotary")
    expect(by(page, "no-positions")).to_contain_text("rotary")
    expect(by(page, "measure-concentration")).to_be_visible()
    expect(by(page, "measure-norms")).to_have_count(0)


def test_a_refused_measure_says_why_and_can_be_asked_again(page: Page, server: str) -> None:
    page.route("**/subspace/**", lambda route: route.abort())
    page.goto(f"{server}/embeddings?side=measures&stage=curves")
    failed = by(page, "measure-failed").first
    expect(failed).to_be_visible(timeout=60_000)
    page.unroute("**/subspace/**")
    failed.get_by_role("button").click()
    expect(by(page, "share-centered")).to_be_visible(timeout=30_000)


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("width", [1440, 390])
def test_it_fits_and_is_drawn_in_both_themes(browser: Browser, server: str, theme: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 2400 if width > 500 else 844})
    page = context.new_page()
    open_measures(page, server, f"&theme={theme}")
    for name in ("concentration", "points", "angles", "scree", "norms"):
        chart = by(page, f"chart-{name}")
        expect(chart).to_have_attribute("data-ready", "true", timeout=30_000)
        box, panel = chart.bounding_box(), by(page, "side-panel").bounding_box()
        assert box
        assert panel
        assert box["x"] >= panel["x"]
        assert box["x"] + box["width"] <= panel["x"] + panel["width"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ARTIFACTS.mkdir(exist_ok=True)
    page.screenshot(path=ARTIFACTS / f"measures-{theme}-{width}.png")
    context.close()
