"""Picking points out: every way to, the table of them, and what is made of them."""

import io
import re
from collections.abc import Callable

import numpy as np
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ARTIFACTS
from tests.browser.driving import by, open_page

Load = Callable[[str], np.ndarray]


@pytest.fixture
def load(page: Page, server: str) -> Load:
    """Numbers of the demo model in its positional basis, as a notebook would ask for them."""

    def load(path: str) -> np.ndarray:
        answer = page.request.get(f"{server}/api/v1/models/demo/bases/positions/{path}")
        assert answer.ok, answer.text()
        return np.load(io.BytesIO(answer.body()))  # type: ignore[no-any-return]

    return load


def ids_text(ids: list[int]) -> str:
    """Runs as "first-last", as an address has them."""
    members = set(ids)
    firsts = [i for i in ids if i - 1 not in members]
    lasts = [i for i in ids if i + 1 not in members]
    return ",".join(
        str(first) if first == last else f"{first}-{last}" for first, last in zip(firsts, lasts, strict=True)
    )


def choose(page: Page, source: str, way: str = "replace") -> None:
    by(page, "select-from").select_option(source)
    by(page, f"way-{way}").click()


def expect_selected(page: Page, ids: list[int], point_set: str = "tokens") -> None:
    expect(by(page, "selection-count")).to_have_text(re.compile(rf"^{len(ids):,} {point_set[:-1]}s? selected$"))
    expect(page).to_have_url(re.compile(rf"select={point_set}:{ids_text(ids)}(&|$)"))


def open_selection(page: Page, server: str, query: str = "") -> None:
    open_page(page, f"{server}/embeddings?side=selection{query}")


def test_a_list_is_added_to_taken_from_and_narrowed(page: Page, server: str) -> None:
    open_selection(page, server)
    expect(by(page, "selection-count")).to_have_text("Nothing is selected.")
    by(page, "select-from").select_option("list")
    for typed, way, expected in [
        ("10-14, 20", "replace", [10, 11, 12, 13, 14, 20]),
        ("30", "add", [10, 11, 12, 13, 14, 20, 30]),
        ("11-12 99", "remove", [10, 13, 14, 20, 30]),
        ("0-19", "intersect", [10, 13, 14]),
    ]:
        by(page, "select-list").fill(typed)
        by(page, f"way-{way}").click()
        expect_selected(page, expected)
    by(page, "selection-clear").click()
    expect(by(page, "selection-count")).to_have_text("Nothing is selected.")
    expect(page).not_to_have_url(re.compile("select="))


def test_a_selection_too_long_for_an_address_says_that_a_link_keeps_it(page: Page, server: str) -> None:
    open_selection(page, server)
    by(page, "select-from").select_option("list")
    by(page, "select-list").fill(",".join(map(str, range(0, 1200, 2))))
    by(page, "way-replace").click()
    expect(by(page, "selection-count")).to_have_text("600 tokens selected")
    expect(by(page, "selection-link-only")).to_contain_text("only a copied link keeps this selection")
    expect(page).not_to_have_url(re.compile("select="))
    by(page, "select-list").fill("0-599")
    by(page, "way-replace").click()
    expect_selected(page, list(range(600)))
    expect(by(page, "selection-link-only")).to_have_count(0)


@pytest.mark.parametrize(
    ("typed", "says"),
    [("4096", "0 to 4,095"), ("three", "“three” is no id"), ("", "The list is empty"), ("9-3", "“9-3”")],
)
def test_a_list_that_is_none_is_told(page: Page, server: str, typed: str, says: str) -> None:
    open_selection(page, server, "&select=tokens:5")
    by(page, "select-from").select_option("list")
    by(page, "select-list").fill(typed)
    by(page, "way-replace").click()
    expect(by(page, "select-problem")).to_contain_text(says)
    expect(by(page, "selection-count")).to_have_text("1 token selected")


def test_the_hits_of_a_search_are_a_source(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?side=find")
    by(page, "find-by").select_option("regex")
    by(page, "find-input").fill("^[0-9]+$")
    by(page, "select-hits").click()
    labels = page.request.get(f"{server}/api/v1/models/demo/labels/tokens").json()
    digits = [i for i, label in enumerate(labels) if re.fullmatch(r"[0-9]+", label)]
    by(page, "side-selection").click()
    expect_selected(page, digits)
    choose(page, "hits", "remove")
    expect(by(page, "selection-count")).to_have_text("Nothing is selected.")


def test_a_class_is_a_source(page: Page, server: str) -> None:
    open_selection(page, server)
    by(page, "select-from").select_option("class")
    by(page, "select-class").select_option("digits")
    by(page, "way-replace").click()
    found = page.request.get(f"{server}/api/v1/models/demo/classes/tokens").json()
    expect_selected(page, [i for i, each in enumerate(found["of"]) if found["classes"][each] == "digits"])


def test_a_box_on_two_components_holds_what_lies_within(page: Page, server: str, load: Load) -> None:
    open_selection(page, server)
    scores = load("scores/tokens?from=1&to=32")
    low, high = np.quantile(scores[:, 1], [0.2, 0.4]).round(4)
    floor = np.quantile(scores[:, 19], 0.9).round(4)
    by(page, "select-from").select_option("box")
    for field, value in {
        "box-0-component": "2", "box-0-least": str(low), "box-0-most": str(high),
        "box-1-component": "20", "box-1-least": str(floor),
    }.items():  # fmt: skip
        by(page, field).fill(value)
    by(page, "way-replace").click()
    inside = (scores[:, 1] >= low) & (scores[:, 1] <= high) & (scores[:, 19] >= floor)
    assert 10 < inside.sum() < 200
    expect_selected(page, np.flatnonzero(inside).tolist())


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"box-0-component": "127"}, "1 to 126"),
        ({"box-0-component": "0"}, "“0” is no component"),
        ({"box-0-least": "2", "box-0-most": "1"}, "From 2 to 1 holds nothing"),
        ({"box-0-least": "much"}, "“much” is no number"),
        ({"box-0-least": "1e9"}, "No point matches"),
    ],
)
def test_a_box_that_is_none_is_told(page: Page, server: str, fields: dict[str, str], says: str) -> None:
    open_selection(page, server, "&select=tokens:5")
    by(page, "select-from").select_option("box")
    for field, value in fields.items():
        by(page, field).fill(value)
    by(page, "way-replace").click()
    expect(by(page, "select-problem")).to_contain_text(says)
    expect(by(page, "selection-count")).to_have_text("1 token selected")


def test_a_range_of_norms_is_a_source(page: Page, server: str, load: Load) -> None:
    open_selection(page, server)
    by(page, "select-set").select_option("positions")
    norms = np.sqrt(load("norms/positions")[:, 2])
    least = np.sort(norms)[-6] - 1e-6
    by(page, "select-from").select_option("norm")
    by(page, "norm-least").fill(f"{least:.7f}")
    by(page, "way-replace").click()
    expect_selected(page, np.flatnonzero(norms >= float(f"{least:.7f}")).tolist(), "positions")


def test_neighbours_of_the_point_looked_at_are_a_source(page: Page, server: str) -> None:
    open_selection(page, server, "&focus=tokens:333")
    by(page, "select-from").select_option("neighbors")
    by(page, "near-k").fill("15")
    by(page, "way-replace").click()
    near = page.request.get(f"{server}/api/v1/models/demo/neighbors/tokens/333?k=15").json()["neighbors"]
    expect_selected(page, sorted(each["id"] for each in near))
    by(page, "near-k").fill("0")
    by(page, "way-replace").click()
    expect(by(page, "select-problem")).to_contain_text("between 1 and 200")


def test_another_point_set_takes_the_place_and_says_so(page: Page, server: str) -> None:
    open_selection(page, server, "&select=tokens:5-9")
    by(page, "select-set").select_option("positions")
    expect(by(page, "way-intersect")).to_be_disabled()
    by(page, "select-from").select_option("list")
    by(page, "select-list").fill("1-3")
    by(page, "way-add").click()
    expect_selected(page, [1, 2, 3], "positions")
    expect(by(page, "live-region")).to_have_text(
        "3 positions selected, in place of tokens: a selection is of one point set."
    )


def test_a_selection_too_long_for_a_view_is_told_and_can_be_narrowed(page: Page, server: str) -> None:
    open_selection(page, server, "&select=tokens:5")
    # The demo's vocabulary is too short to be too long: a longer one is made of the classes' answer.
    n = 30_000
    model = page.request.get(f"{server}/api/v1/models/demo").json()
    for each in model["point_sets"]:
        each["n"] = n if each["name"] == "tokens" else each["n"]
    page.route("**/api/v1/models", lambda route: route.fulfill(json={"models": [model]}))
    page.route(
        "**/classes/tokens*",
        lambda route: route.fulfill(json={"classes": ["letters", "digits"], "of": [i % 2 for i in range(n)]}),
    )
    open_selection(page, server, "&select=tokens:5")
    by(page, "select-from").select_option("class")
    by(page, "select-class").select_option("letters")
    by(page, "way-replace").click()
    expect(by(page, "select-problem")).to_contain_text("15,000 tokens were found")
    expect(by(page, "select-problem")).to_contain_text("at most 40,000")
    expect(by(page, "selection-count")).to_have_text("1 token selected")
    by(page, "take-first").click()
    expect(by(page, "selection-count")).to_have_text(re.compile(r"^\d,\d{3} tokens selected$"))


def column(page: Page, index: int) -> list[str]:
    return [row.locator("td").nth(index).inner_text() for row in by(page, "selection-row").all()]


def test_the_table_says_what_the_server_says(page: Page, server: str, load: Load) -> None:
    open_selection(page, server, "&select=tokens:290-296&x=4")
    scores, norms = load("scores/tokens?from=1&to=16"), load("norms/tokens")
    rows = by(page, "selection-row")
    expect(rows).to_have_count(7)
    expect(rows.first.locator("td").nth(3)).not_to_have_text("–")
    expect(rows.first.locator("td").nth(7)).to_have_text(re.compile("%"))
    headers = [each.split(" ")[0] for each in by(page, "selection-table").locator("th").all_inner_texts()]
    assert headers == ["id", "token", "class", "norm", "PC4", "PC2", "PC3", "seen"]
    share = (scores[:, [3, 1, 2]] ** 2).sum(axis=1) / norms[:, 0]
    for row, i in zip(rows.all(), range(290, 297), strict=True):
        cells = [cell.replace("−", "-") for cell in row.locator("td").all_inner_texts()]
        assert cells[0] == str(i)
        numbers = [float(cell) for cell in cells[3:7]]
        np.testing.assert_allclose(numbers, [np.sqrt(norms[i, 2]), *scores[i, [3, 1, 2]]], atol=6e-4)
        assert float(cells[7].split(" ")[0]) == pytest.approx(100 * share[i], abs=0.06)
    page.screenshot(path=ARTIFACTS / "selection.png")


def test_any_column_sorts(page: Page, server: str, load: Load) -> None:
    open_selection(page, server, "&select=tokens:100-140")
    pc2 = load("scores/tokens?from=2&to=2")[100:141, 0]
    expect(by(page, "selection-row").first.locator("td").nth(5)).not_to_have_text("–")
    table = by(page, "selection-table")
    header = table.locator("th").nth(5)
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "ascending")
    order = 100 + np.argsort(pc2, kind="stable")
    shown = [int(each) for each in column(page, 0)]
    assert shown == order[: len(shown)].tolist()
    header.get_by_role("button").click()
    expect(header).to_have_attribute("aria-sort", "descending")
    assert [int(each) for each in column(page, 0)][:5] == order[::-1][:5].tolist()


def test_the_table_is_walked_by_keys_and_holds_only_what_is_in_sight(page: Page, server: str) -> None:
    open_selection(page, server, "&select=tokens:0-3999")
    rows = by(page, "selection-row")
    expect(rows.first).to_be_visible()
    assert rows.count() < 60
    expect(by(page, "selection-table")).to_have_attribute("aria-rowcount", "4001")
    assert page.locator("[data-testid=selection-row][tabindex='0']").count() == 1
    rows.first.focus()
    for key in ("ArrowDown", "ArrowDown", "PageDown", "ArrowUp"):
        page.keyboard.press(key)
    expect(page.locator("[data-id='11']")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("focus=tokens:11(&|$)"))
    page.keyboard.press("Delete")
    expect(by(page, "selection-count")).to_have_text("3,999 tokens selected")
    page.keyboard.press("End")
    expect(page.locator("[data-id='3999']")).to_be_focused()
    expect(page.locator("[data-id='3999']")).to_have_attribute("aria-rowindex", "4000")


def test_means_become_directions_and_lie_on_an_axis(page: Page, server: str, load: Load) -> None:
    open_selection(page, server, "&select=tokens:300-309")
    by(page, "keep-group").click()
    expect(by(page, "group")).to_have_text("Group B: 10 tokens.")
    by(page, "select-from").select_option("list")
    by(page, "select-list").fill("500-539")
    by(page, "way-replace").click()
    expect(by(page, "selection-count")).to_have_text("40 tokens selected")
    names = []
    for kind in ("mean", "rest", "group"):
        before = by(page, "direction").get_attribute("data-name") if names else ""
        by(page, f"direction-{kind}").click()
        expect(by(page, "direction")).not_to_have_attribute("data-name", before or "")
        names.append(by(page, "direction").get_attribute("data-name"))
    assert len(set(names)) == 3
    expect(by(page, "direction")).to_contain_text("from mean of 10 tokens to mean of 40 tokens")
    by(page, "direction-z").click()
    expect(by(page, "scene")).to_have_attribute("data-axes", f"1,2,{names[2]}")
    # Means far apart along the line between them: what the direction is for.
    along = load(f"directions/{names[2]}/scores/tokens")[:, 0]
    assert along[500:540].mean() > along[300:310].mean()
    page.screenshot(path=ARTIFACTS / "selection-directions.png")


def test_points_and_directions_stay_behind_with_their_model(page: Page, server: str) -> None:
    words = {"plus": {"point_set": "tokens", "ids": [333]}}
    name = page.request.post(f"{server}/api/v1/models/demo/directions", data=words).json()["name"]
    open_selection(page, server, f"&select=tokens:1000-1009&focus=tokens:1000&y={name}&z=5")
    by(page, "model-select").select_option("random")
    expect(by(page, "scene")).to_have_attribute("data-points", "324", timeout=20_000)
    expect(by(page, "scene")).to_have_attribute("data-axes", "1,2,5")
    expect(by(page, "selection-count")).to_have_text("Nothing is selected.")
    expect(page).not_to_have_url(re.compile("focus="))


def test_it_is_used_by_touch_on_a_phone(browser: Browser, server: str) -> None:
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = context.new_page()
    open_selection(page, server, "&select=tokens:5-40")
    by(page, "selection-row").nth(2).tap()
    expect(page).to_have_url(re.compile("focus=tokens:7(&|$)"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = by(page, "way-replace").bounding_box()
    assert box
    assert box["height"] >= 44
    page.screenshot(path=ARTIFACTS / "selection-phone.png")
    context.close()
