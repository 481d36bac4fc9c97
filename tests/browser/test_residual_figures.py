"""Residuals in pictures: the scatter, scores by position, the ends, the depth, and mean residuals as positions."""

import io
import re
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from residview.demo import DEMO_MODEL
from residview.precompute.add import add_model
from residview.settings import Settings
from residview.store import migrate
from residview.store.session import open_database
from tests.support.captures import MadeUpSite, made_up_ids, made_up_rows, store_capture
from tests.support.directories import recorded_layouts, write_layout
from tests.support.report import Recorder
from tests.support.server import serving

LENGTHS = [20, 41, 33, 24, 57, 64, 12, 35, 28, 41] * 4
SITES = [MadeUpSite("0.resid_pre", 128), MadeUpSite("1.resid_pre", 128), MadeUpSite("1.resid_post", 128)]
SITE = "1.resid_pre"
#: The ring has come to within reach of a place: plotly's first answer may be of where the pointer was before.
NEAR = """([x, y]) => {
  const ring = document.querySelector('[data-testid="scatter-mark"]')?.getBoundingClientRect();
  return ring !== undefined && Math.hypot(ring.x - x, ring.y - y) < 12; }"""
#: What a model has at position 0 took no part in the fit.
LATER = np.concatenate([np.arange(length) > 0 for length in LENGTHS])
POSITION = np.concatenate([np.arange(length) for length in LENGTHS])


@pytest.fixture(scope="module")
def residuals(new_database: Callable[[str], Settings], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server with made-up residuals of the demo model, and of one without a table of positions."""
    settings = new_database("residual_figures")
    database = open_database(settings)
    migrate.upgrade(database)
    add_model(database, DEMO_MODEL, "demo", Recorder())
    rotary = tmp_path_factory.mktemp("rotary")
    write_layout(rotary, recorded_layouts()["llama-lm"])
    add_model(database, rotary, "rotary", Recorder())
    store_capture(database, SITES, LENGTHS, name="made-up")
    store_capture(database, [MadeUpSite("0.resid_pre", 16)], [9, 12, 12] * 4, model="rotary", name="made-up")
    with serving(settings) as (url, _):
        yield url
    database.close()


@pytest.fixture(scope="module")
def rows() -> dict[str, np.ndarray]:
    """All rows of each site, prompt after prompt, (tokens, d)."""
    of = made_up_rows(SITES)
    found = [of(ids) for ids in made_up_ids(LENGTHS, 4096)]
    return {site.name: np.concatenate([each[site.name] for each in found]).astype(float) for site in SITES}


@pytest.fixture(scope="module")
def axis(rows: dict[str, np.ndarray]) -> np.ndarray:
    """The first principal component of the site, by hand; its largest entry is positive, as the signs' rule has it."""
    fitted = rows[SITE][LATER]
    component = np.linalg.svd(fitted - fitted.mean(0), full_matrices=False)[2][0]
    signed: np.ndarray = component * np.sign(component[np.abs(component).argmax()])
    return signed


def by(page: Page, name: str) -> Locator:
    return page.get_by_test_id(name)


def point_set(page: Page, server: str, model: str, name: str) -> dict[str, Any]:
    models = page.request.get(f"{server}/api/v1/models").json()["models"]
    (found,) = (each for of in models if of["name"] == model for each in of["point_sets"] if each["name"] == name)
    return dict(found)


def open_stage(page: Page, server: str, stage: str, more: str = "&side=closed") -> None:
    page.goto(f"{server}/residuals?site={SITE}&stage={stage}{more}")


def table(page: Page, chart: str) -> list[list[str]]:
    """The numbers beside a chart."""
    expect(by(page, chart)).to_have_attribute("data-ready", "true", timeout=60_000)
    found: list[list[str]] = (
        by(page, chart)
        .locator("tbody tr")
        .evaluate_all("rows => rows.map(row => [...row.cells].map(cell => cell.textContent))")
    )
    return found


def number(text: str) -> float:
    plain = float(re.sub(r"[ ,%]", "", text.replace("−", "-")))
    return plain / 100 if "%" in text else plain


def test_scores_by_position_are_those_of_numpy(
    page: Page, residuals: str, rows: dict[str, np.ndarray], axis: np.ndarray
) -> None:
    open_stage(page, residuals, "positions")
    scores = rows[SITE] @ axis
    shown = table(page, "chart-by-position")
    assert len(shown) == max(LENGTHS)
    for at, mean, deviation, low, high, n in shown:
        here = scores[int(at) == POSITION]
        expected = [here.mean(), here.std(), *np.quantile(here, [0.05, 0.95])]
        assert [number(each) for each in (mean, deviation, low, high)] == pytest.approx(expected, rel=1e-3, abs=0.06)
        assert int(n) == len(here)


def test_the_ends_are_the_furthest_tokens_and_lead_to_their_prompts(
    page: Page, residuals: str, rows: dict[str, np.ndarray], axis: np.ndarray
) -> None:
    open_stage(page, residuals, "extremes")
    by(page, "extremes-grouped").uncheck()
    expect(by(page, "extremes-over")).to_contain_text(f"{LATER.sum():,} tokens of all {len(LENGTHS)} prompts")
    scores = np.where(LATER, rows[SITE] @ axis, np.nan)
    order = np.argsort(scores)[: LATER.sum()]
    for which, expected in (("lowest", order), ("highest", order[::-1])):
        found = by(page, f"extremes-{which}").get_by_test_id("extreme")
        listed = found.evaluate_all("all => all.map(each => Number(each.dataset.row))")
        assert len(listed) == 50
        np.testing.assert_allclose(scores[listed], scores[expected[:50]], rtol=1e-5)
    # With position 0 in, nothing else is as far.
    by(page, "extremes-with-0").check()
    top = by(page, "extremes-highest").get_by_test_id("extreme").first
    row = int(np.argmax(np.abs(rows[SITE] @ axis) * (rows[SITE] @ axis > 0)))
    if POSITION[row] == 0:
        expect(top).to_have_attribute("data-row", str(row))
    first = int(top.get_attribute("data-row") or "")
    top.click()
    offsets = np.cumsum([0, *LENGTHS])
    prompt = int(np.searchsorted(offsets, first, side="right")) - 1
    expect(page).to_have_url(re.compile(rf"focus={prompt}[:.](?:%3A)?{first - offsets[prompt]}\b"))
    assert "stage=" not in page.url


def test_points_and_tokens_light_each_other(page: Page, residuals: str) -> None:
    open_stage(page, residuals, "extremes", "&side=scatter")
    scene = by(page, "scene")
    expect(scene).to_have_attribute("data-ready", "true", timeout=60_000)
    expect(scene).to_have_attribute("data-points", str(LATER.sum()))
    expect(scene).to_have_attribute("data-axes", "1,2,3")
    token = by(page, "extremes-highest").get_by_test_id("extreme").first
    token.hover()
    row = token.get_attribute("data-row") or ""
    mark = by(page, "scatter-mark")
    expect(mark).to_have_attribute("data-row", row)
    expect(by(page, "scatter-token")).to_have_attribute("data-row", row)
    box = mark.bounding_box()
    assert box
    # The pointer goes where the ring was: what is found there is a point under it, this one or one before it.
    at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.mouse.move(at[0] - 4, at[1] - 4)
    page.mouse.move(*at)
    expect(by(page, "hover-card")).to_be_visible(timeout=20_000)
    page.wait_for_function(NEAR, arg=[box["x"], box["y"]])
    found = mark.get_attribute("data-row") or ""
    page.mouse.down()
    page.mouse.up()
    expect(page).to_have_url(re.compile("focus="))
    expect(by(page, "scatter-token")).to_have_attribute("data-row", found)


def test_position_0_joins_the_scatter_on_request(page: Page, residuals: str) -> None:
    open_stage(page, residuals, "positions", "&side=scatter")
    scene = by(page, "scene")
    expect(scene).to_have_attribute("data-points", str(LATER.sum()), timeout=60_000)
    by(page, "scatter-with-0").check()
    expect(scene).to_have_attribute("data-points", str(len(LATER)))
    by(page, "scatter-axis-x").select_option("5")
    expect(scene).to_have_attribute("data-axes", "5,2,3")
    expect(page).to_have_url(re.compile("x=5"))
    by(page, "scatter-color").select_option("token")
    expect(by(page, "scatter-legend")).to_contain_text("special")
    expect(page).to_have_url(re.compile("color=token"))


def decomposed(of: np.ndarray, n: int) -> list[float]:
    """Shares of mean, position, context and rest (Song & Zhong 2023) over positions 1 to n of prompts as long."""
    ends = np.cumsum(LENGTHS)
    long = [end - length for end, length in zip(ends, LENGTHS, strict=True) if length > n]
    h = np.stack([of[start + 1 : start + 1 + n] for start in long])
    mean = h.mean((0, 1))
    position, context = h.mean(0) - mean, h.mean(1) - mean
    rest = h - mean - position - context[:, None]
    whole = (h**2).sum(-1).mean()
    parts = [(mean**2).sum(), (position**2).sum(-1).mean(), (context**2).sum(-1).mean(), (rest**2).sum(-1).mean()]
    return [float(part / whole) for part in parts]


def test_the_depth_follows_the_direction_and_takes_residuals_apart(
    page: Page, residuals: str, rows: dict[str, np.ndarray], axis: np.ndarray
) -> None:
    open_stage(page, residuals, "depth")
    for site, share, _, _, variance, mean in table(page, "chart-depth"):
        later = rows[site][LATER]
        assert number(share) == pytest.approx(np.var(later @ axis) / np.var(later, axis=0).sum(), abs=6e-4)
        assert number(variance) == pytest.approx(np.var(later @ axis, ddof=1), rel=6e-3)
        assert number(mean) == pytest.approx((later @ axis).mean(), rel=1e-3, abs=0.06)
    apart = table(page, "chart-parts")
    assert [row[0] for row in apart] == [site.name for site in SITES]
    for site, *shares, prompts, positions in apart:
        n = int(positions)
        assert int(prompts) == sum(length > n for length in LENGTHS)
        assert [number(each) for each in shares] == pytest.approx(decomposed(rows[site], n), abs=6e-4)
    # Its stop is a place on the picture: the last of three.
    box = by(page, "chart-depth").get_by_role("img").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] - 60, box["y"] + box["height"] / 2)
    expect(page).to_have_url(re.compile(r"site=1\.resid_post"))
    by(page, "depth-stop-0.resid_pre").click()
    expect(page).to_have_url(re.compile(r"site=0\.resid_pre"))
    by(page, "open-positions").click()
    expect(page).to_have_url(re.compile(r"/embeddings\?.*positions=positions@0\.resid_pre@made-up"))
    n = point_set(page, residuals, "demo", "positions@0.resid_pre@made-up")["n"]
    expect(by(page, "scene")).to_have_attribute("data-points", str(4096 + n), timeout=60_000)


def test_a_model_without_a_table_has_a_positional_curve_of_its_mean_residuals(page: Page, residuals: str) -> None:
    name = "positions@0.resid_pre@made-up"
    page.goto(f"{residuals}/embeddings?model=rotary")
    expect(by(page, "scene")).to_have_attribute("data-points", "40", timeout=60_000)
    expect(by(page, "stage-curves")).to_have_count(0)
    by(page, "positions-select").select_option(name)
    expect(page).to_have_url(re.compile(rf"positions={re.escape(name)}"))
    n = point_set(page, residuals, "rotary", name)["n"]
    expect(by(page, "scene")).to_have_attribute("data-points", str(40 + n))
    expect(by(page, "positions-text")).to_contain_text("at 0.resid_pre, over 12 prompts of made-up")
    expect(by(page, "provenance")).to_contain_text(f"{n} mean residuals by position, at 0.resid_pre over 12 prompts")
    drawn = page.evaluate(
        "() => document.querySelector('.js-plotly-plot')._fullData"
        ".filter(({meta}) => meta?.set === 'positions').map(({x}) => [...x])[0]"
    )
    answer = page.request.get(f"{residuals}/api/v1/models/rotary/bases/tokens/scores/{name}?from=1&to=1")
    np.testing.assert_array_equal(np.float32(drawn), np.load(io.BytesIO(answer.body()))[:, 0])
    by(page, "stage-curves").click()
    expect(by(page, "curve-1")).to_be_visible()
    page.reload()
    expect(by(page, "positions-select")).to_have_value(name)
