"""Finding points and looking at them, checked against the strings and the vectors themselves."""

import itertools
import re
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect
from safetensors.numpy import load_file

from residview.demo import DEMO_MODEL
from tests.browser.conftest import ARTIFACTS
from tests.browser.driving import by, camera, open_page, settled_camera


@pytest.fixture(scope="module")
def labels(server: str, browser: Browser) -> list[str]:
    context = browser.new_context()
    found: list[str] = context.request.get(f"{server}/api/v1/models/demo/labels/tokens").json()
    context.close()
    return found


def ids_shown(page: Page) -> list[int]:
    return [int(each.get_attribute("id").removeprefix("hit-")) for each in by(page, "hit").all()]


def look_for(page: Page, text: str, how: str = "substring") -> None:
    by(page, "find-by").select_option(how)
    by(page, "find-input").fill(text)


def hit_count(page: Page) -> int:
    expect(by(page, "hit-count")).to_be_visible()
    return int(by(page, "hit-count").inner_text().split(" ")[0].replace(",", ""))


def in_window(page: Page, point: dict[str, float]) -> tuple[float, float]:
    """Where a point is drawn, in shares of the window from its middle: by the matrices plotly draws with."""
    matrices: dict[str, Any] = page.evaluate(
        """() => { const { glplot, dataScale } =
          document.querySelector('.js-plotly-plot')._fullLayout.scene._scene;
        const { view, projection, model } = glplot.cameraParams;
        const plain = (matrix) => Array.from(matrix);
        return { dataScale, view: plain(view), projection: plain(projection), model: plain(model) }; }"""
    )
    model, view, projection = (np.array(matrices[name]).reshape(4, 4).T for name in ("model", "view", "projection"))
    place = np.array([point[axis] for axis in "xyz"]) * matrices["dataScale"]
    clip = projection @ view @ model @ np.array([*place, 1])
    return float(clip[0] / clip[3]), float(clip[1] / clip[3])


def test_a_search_finds_what_the_strings_say(page: Page, server: str, labels: list[str]) -> None:
    open_page(page, f"{server}/embeddings?side=find")
    cases = {
        ("substring", "ing", False): [i for i, each in enumerate(labels) if "ing" in each.lower()],
        ("substring", "In", True): [i for i, each in enumerate(labels) if "In" in each],
        ("exact", " the", True): [i for i, each in enumerate(labels) if each == " the"],
        ("regex", "^ [A-Z][a-z]+$", True): [i for i, each in enumerate(labels) if re.search(r"^ [A-Z][a-z]+$", each)],
    }
    assert all(cases.values())
    for (how, text, case), expected in cases.items():
        if (by(page, "find-case").get_attribute("aria-pressed") == "true") != case:
            by(page, "find-case").click()
        look_for(page, text, how)
        expect(by(page, "hit-count")).to_have_text(re.compile(rf"^{len(expected):,} hits?$"))
        assert ids_shown(page) == expected[: len(ids_shown(page))]
    page.screenshot(path=ARTIFACTS / "find.png")


def test_ids_are_searched_for_in_the_page_and_out_of_range_says_the_range(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?side=find")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    look_for(page, "262, 100-103", "id")
    expect(by(page, "hit-count")).to_have_text("5 hits")
    assert ids_shown(page) == [100, 101, 102, 103, 262]
    assert not [url for url in asked if "/tokens?" in url]
    for text in ("4096", "4000-5000"):
        by(page, "find-input").fill(text)
        expect(by(page, "find-problem")).to_contain_text("0 to 4,095")
        expect(by(page, "find-problem")).to_contain_text(text)
    by(page, "find-input").fill("the")
    expect(by(page, "find-problem")).to_contain_text("“the” is no id")


@pytest.mark.parametrize(
    ("pattern", "says"), [("(a", "(a"), ("(?=a)", "(?=a)"), (r"(a)\1", "backreferences"), ("a{1000}{1000}", "a{1000}")]
)
def test_a_pattern_that_cannot_be_used_is_told(page: Page, server: str, pattern: str, says: str) -> None:
    open_page(page, f"{server}/embeddings?side=find")
    look_for(page, pattern, "regex")
    expect(by(page, "find-problem")).to_contain_text(says)
    expect(by(page, "hit")).to_have_count(0)


def test_a_pattern_that_would_backtrack_for_ever_is_answered(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?side=find")
    look_for(page, "^(([a-z])+.)+[A-Z]([a-z])+$", "regex")
    assert hit_count(page) > 0


def test_nothing_found_is_said(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?side=find")
    look_for(page, "<b>zzqq</b>")
    expect(by(page, "no-hits")).to_have_text("No token matches “<b>zzqq</b>”.")
    expect(by(page, "live-region")).to_have_text("No hits.")


def test_hits_are_lit_at_once_and_go_out_with_the_search(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?side=find")
    look_for(page, "ing")
    n = hit_count(page)
    lit = """(n) => document.querySelector('.js-plotly-plot').data
      .some((each) => each.uid?.startsWith('hits') && each.x.length === n)"""
    page.wait_for_function(lit, arg=n)
    page.screenshot(path=ARTIFACTS / "find-lit.png")
    by(page, "find-clear").click()
    page.wait_for_function(f"(n) => !({lit})(n)", arg=n)


def test_the_list_is_walked_by_keys(page: Page, server: str, labels: list[str]) -> None:
    open_page(page, f"{server}/embeddings?side=find")
    look_for(page, " re")
    box = by(page, "find-input")
    hit_count(page)
    ids = ids_shown(page)
    for _ in range(3):
        box.press("ArrowDown")
    box.press("ArrowUp")
    assert box.get_attribute("aria-activedescendant") == f"hit-{ids[1]}"
    box.press("Enter")
    expect(page).to_have_url(re.compile(f"focus=tokens:{ids[1]}"))
    expect(by(page, "focus-name")).to_have_text("“" + labels[ids[1]].replace(" ", "␣") + "”")
    box.press("Shift+Enter")
    box.press("ArrowDown")
    box.press("Shift+Enter")
    expect(page).to_have_url(re.compile(f"select=tokens:{ids[1]},{ids[2]}"))
    by(page, "hits").focus()
    page.keyboard.press("End")
    page.keyboard.press("Space")
    last = int((by(page, "hits").get_attribute("aria-activedescendant") or "").removeprefix("hit-"))
    expect(page.locator(f"#hit-{last}")).to_have_attribute("aria-selected", "true")
    assert last > ids[-1]


def test_a_long_list_holds_only_what_is_in_sight(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?side=find")
    look_for(page, "0-4095", "id")
    expect(by(page, "hit-count")).to_have_text("4,096 hits")
    assert by(page, "hit").count() < 40
    by(page, "hits").focus()
    page.keyboard.press("End")
    expect(page.locator("#hit-4095")).to_be_visible()


@pytest.mark.parametrize("aspect", ["cube", "data"])
def test_flying_puts_the_point_in_the_middle_from_the_same_side(page: Page, server: str, aspect: str) -> None:
    open_page(page, f"{server}/embeddings?side=find&focus=positions:40&aspect={aspect}")
    before = settled_camera(page)
    written = by(page, "scene").get_attribute("data-camera") or ""
    by(page, "fly").click()
    expect(by(page, "scene")).not_to_have_attribute("data-camera", written, timeout=20_000)
    after = settled_camera(page)
    point = page.evaluate(
        """() => { const set = document.querySelector('.js-plotly-plot').data
          .find((each) => each.meta?.set === 'positions');
        return { x: set.x[40], y: set.y[40], z: set.z[40] }; }"""
    )
    assert in_window(page, point) == pytest.approx((0, 0), abs=1e-3)
    sights = [np.array([each["eye"][axis] - each["center"][axis] for axis in "xyz"]) for each in (before, after)]
    lengths = [float(np.linalg.norm(each)) for each in sights]
    assert sights[0] @ sights[1] / lengths[0] / lengths[1] == pytest.approx(1, abs=1e-6)
    assert lengths[1] <= lengths[0]
    page.screenshot(path=ARTIFACTS / f"fly-{aspect}.png")


def test_reduced_motion_flies_in_one_step(browser: Browser, server: str) -> None:
    context = browser.new_context(reduced_motion="reduce", viewport={"width": 1280, "height": 800})
    page = context.new_page()
    open_page(page, f"{server}/embeddings?side=find&focus=tokens:262")
    settled_camera(page)
    page.evaluate(
        """() => { window.cameras = []; const scene = document.querySelector('[data-testid=scene]');
        new MutationObserver(() => window.cameras.push(scene.dataset.camera))
          .observe(scene, { attributeFilter: ['data-camera'] }); }"""
    )
    by(page, "fly").click()
    page.wait_for_function("() => window.cameras.length > 0")
    settled_camera(page)
    assert len({*page.evaluate("window.cameras")}) == 1
    context.close()


@pytest.fixture(scope="module")
def vectors() -> dict[str, np.ndarray]:
    weights = load_file(DEMO_MODEL / "model.safetensors")
    tables = {"tokens": "transformer.wte.weight", "positions": "transformer.wpe.weight"}
    return {name: weights[table].astype(np.float64) for name, table in tables.items()}


@pytest.mark.parametrize(
    ("among", "metric"), list(itertools.product(["tokens", "positions"], ["cosine", "euclidean"]))
)
def test_neighbours_are_the_nearest_rows(
    page: Page, server: str, vectors: dict[str, np.ndarray], among: str, metric: str
) -> None:
    open_page(page, f"{server}/embeddings?side=find&focus=tokens:333")
    by(page, "neighbors-in").select_option(among)
    by(page, "neighbors-metric").select_option(metric)
    by(page, "neighbors-k").select_option("20")
    expect(by(page, "neighbor")).to_have_count(20)
    point, rows = vectors["tokens"][333], vectors[among]
    cosine = rows @ point / np.linalg.norm(rows, axis=1) / np.linalg.norm(point)
    distance = np.linalg.norm(rows - point, axis=1)
    order = np.argsort(-cosine if metric == "cosine" else distance, kind="stable")
    expected = [int(i) for i in order if among != "tokens" or i != 333][:20]
    shown = [int(row.get_attribute("data-id") or "") for row in by(page, "neighbor").all()]
    assert shown == expected
    first = by(page, "neighbor").first.locator("td").all_inner_texts()
    assert float(first[1].replace("−", "-")) == pytest.approx(cosine[shown[0]], abs=6e-4)
    assert float(first[2]) == pytest.approx(distance[shown[0]], abs=6e-4)
    expect(by(page, "neighbors-search")).to_contain_text("nine times in ten")


def test_a_neighbour_is_looked_at_or_added(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?side=find&focus=tokens:333")
    expect(by(page, "neighbor")).to_have_count(10)
    ids = [int(row.get_attribute("data-id") or "") for row in by(page, "neighbor").all()]
    by(page, "neighbor").nth(1).get_by_role("button").last.click()
    expect(page).to_have_url(re.compile(f"select=tokens:{ids[1]}(&|$)"))
    by(page, "neighbors-add").click()
    by(page, "neighbor").first.get_by_role("button").first.click()
    expect(page).to_have_url(re.compile(f"focus=tokens:{ids[0]}"))
    by(page, "side-selection").click()
    expect(by(page, "selection-count")).to_have_text("10 tokens selected")


def test_a_focus_says_its_norm_and_what_of_it_is_seen(page: Page, server: str, vectors: dict[str, np.ndarray]) -> None:
    open_page(page, f"{server}/embeddings?side=find&focus=tokens:333")
    fitted = vectors["positions"][1:]
    centre = fitted.mean(axis=0)
    _, _, components = np.linalg.svd(fitted - centre, full_matrices=False)
    apart = vectors["tokens"][333] - centre
    share = float(((components[:3] @ apart) ** 2).sum() / (apart @ apart))
    norm = float(np.linalg.norm(vectors["tokens"][333]))
    expect(by(page, "focus-norm")).to_have_text(f"{norm:.3f}")
    expect(by(page, "focus-share")).to_have_text(f"{100 * share:.1f} %")


def test_two_points_are_compared_and_their_difference_becomes_an_axis(
    page: Page, server: str, vectors: dict[str, np.ndarray]
) -> None:
    open_page(page, f"{server}/embeddings?side=find&focus=tokens:333")
    by(page, "slot-a").click()
    look_for(page, "670", "id")
    by(page, "find-input").press("Enter")
    expect(page).to_have_url(re.compile("focus=tokens:670"))
    by(page, "slot-b").click()
    a, b = vectors["tokens"][333], vectors["tokens"][670]
    cosine = a @ b / np.linalg.norm(a) / np.linalg.norm(b)
    expect(by(page, "pair-facts")).to_contain_text(f"{cosine:.3f}".replace("-", "−"))
    expect(by(page, "pair-facts")).to_contain_text(f"{np.linalg.norm(a - b):.3f}")
    by(page, "direction-pair").click()
    card = by(page, "direction")
    expect(card).to_contain_text("Not at right angles")
    fitted = vectors["positions"][1:]
    _, _, components = np.linalg.svd(fitted - fitted.mean(axis=0), full_matrices=False)
    along = components[:126] @ ((b - a) / np.linalg.norm(b - a))
    expect(card).to_contain_text(f"{np.abs(along).max():.3f}")
    expect(card).to_contain_text(f"PC{np.abs(along).argmax() + 1}")
    expect(card).to_contain_text(f"{100 * (along**2).sum():.1f} %")
    by(page, "direction-y").click()
    name = card.get_attribute("data-name")
    expect(by(page, "scene")).to_have_attribute("data-axes", f"1,{name},3")
    drawn = page.evaluate(
        """() => Array.from(document.querySelector('.js-plotly-plot').data
          .find((each) => each.meta?.set === 'positions').y)"""
    )
    expected = (vectors["positions"] - fitted.mean(axis=0)) @ (b - a) / np.linalg.norm(b - a)
    np.testing.assert_allclose(drawn, expected, atol=1e-5)
    page.screenshot(path=ARTIFACTS / "direction.png")


def test_the_search_is_used_by_touch_on_a_phone(browser: Browser, server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    open_page(page, f"{server}/embeddings?side=find")
    by(page, "find-input").fill("ing")
    by(page, "hit").first.tap()
    expect(by(page, "focus-name")).to_have_text("“ing”")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.screenshot(path=ARTIFACTS / "find-phone.png")
    context.close()


def test_the_camera_stays_while_one_looks_around(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?side=find")
    before = settled_camera(page)
    look_for(page, " re")
    by(page, "hit").nth(2).click()
    expect(by(page, "neighbor")).to_have_count(10)
    by(page, "select-hits").click()
    assert camera(page) == before
