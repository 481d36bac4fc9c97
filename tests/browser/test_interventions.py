"""The page of interventions: filled in, run, opened again."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import ARTIFACTS
from tests.browser.driving import by

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
API = "/api/v1/models/demo"


def run(page: Page) -> str:
    by(page, "run").click()
    expect(by(page, "next-tokens")).to_be_visible(timeout=60_000)
    found = re.search(r"run=(r-\w+)", page.url)
    assert found
    return found.group(1)


def bars(page: Page) -> dict[int, tuple[str | None, str | None]]:
    """What the bars say at the chosen position: probabilities before and after, by token."""
    found = by(page, "pair").evaluate_all(
        "all => all.map(row => [Number(row.dataset.id),"
        " ...[...row.querySelectorAll('td')].map(cell => cell.dataset.probability ?? null)])"
    )
    return {id_: (before, after) for id_, before, after in found}


def test_no_strength_leaves_the_run_as_it_is_and_says_so(page: Page, workplace: str) -> None:
    page.goto(f"{workplace}/interventions?model=demo&example=zero-strength")
    expect(by(page, "example-says")).to_be_visible()
    expect(by(page, "edit-strength")).to_have_value("0")
    run(page)
    expect(by(page, "identical")).to_contain_text("Identical, bit for bit")
    before, after = (by(page, f"continued-{side}").all_inner_texts() for side in ("before", "after"))
    assert before == after
    assert all(was == now for was, now in bars(page).values())
    # Any strength at all is another run.
    by(page, "edit-strength").fill("0.5")
    expect(by(page, "result")).to_contain_text("The form has been changed")
    run(page)
    expect(by(page, "identical")).to_have_count(0)


def test_what_is_typed_is_run_and_its_address_opens_it_for_others(
    new_page: Callable[..., Page], workplace: str
) -> None:
    page, other = new_page(), new_page()
    page.goto(f"{workplace}/interventions")
    by(page, "prompt").fill("def main(self):\n    return self")
    expect(by(page, "prompt-tokens").get_by_role("listitem").first).to_be_visible()
    by(page, "edit-add").click()
    by(page, "token-plus").fill(" None")
    by(page, "token-option").first.click()
    by(page, "sites-all").click()
    by(page, "edit-strength").fill("6")
    by(page, "continue-tokens").fill("4")
    name = run(page)

    stored = page.request.get(f"{workplace}{API}/interventions/{name}").json()
    ids = stored["asked"]["ids"]
    tokens = by(page, "result-tokens").get_by_role("radio")
    expect(tokens).to_have_count(len(ids))
    for position in (len(ids) - 1, 2):
        tokens.nth(position).click()
        at = stored["positions"][position]
        likeliest = {guess["id"]: guess["probability"] for guess in at["after"]}
        shown = bars(page)
        assert {
            id_: float(after) for id_, (_, after) in shown.items() if after is not None
        }.items() <= likeliest.items()
        assert at["after"][0]["id"] in shown
    expect(by(page, "continued-after").get_by_role("listitem")).to_have_count(4)
    expect(by(page, "kl-chart")).to_have_attribute("data-ready", "true")
    page.screenshot(path=ARTIFACTS / "interventions.png", full_page=True)

    other.goto(page.url)
    expect(by(other, "next-tokens")).to_be_visible(timeout=60_000)
    expect(by(other, "edit-strength")).to_have_value("6")
    expect(by(other, "prompt")).to_have_value(re.compile(r"def main\(self\):\n    return self$"))
    # Asked for once more as it was filled in, it is the same run.
    assert run(other) == name


def test_every_ready_made_example_fills_the_form_and_has_an_address(page: Page, workplace: str) -> None:
    examples = page.request.get(f"{workplace}{API}/interventions/examples").json()["examples"]
    assert examples
    page.goto(f"{workplace}/interventions")
    for example in examples:
        page.locator(f"[data-testid=example][data-name={example['name']}]").click()
        expect(page).to_have_url(re.compile(f"example={example['name']}"))
        expect(by(page, "example-says")).to_have_text(example["says"])
        kinds = [edit["kind"] for edit in example["asked"]["edits"]]
        expect(by(page, "edit")).to_have_count(len(kinds))
        for i, kind in enumerate(kinds):
            expect(by(page, "edit").nth(i)).to_have_attribute("data-kind", kind)
        tokens = by(page, "prompt-tokens").get_by_role("listitem")
        expect(tokens).to_have_count(len(example["asked"]["ids"]))


def test_what_cannot_be_read_or_done_is_named_where_it_stands(page: Page, workplace: str) -> None:
    page.goto(f"{workplace}/interventions")
    by(page, "run").click()
    expect(by(page, "run-refused")).to_contain_text("Type a prompt first")
    by(page, "prompt").fill("import os")
    by(page, "edit-add").click()
    by(page, "edit-kind").select_option("head")
    by(page, "edit-layer").fill("two")
    by(page, "run").click()
    expect(by(page, "run-refused")).to_contain_text("Change 1. Layer: “two” is not a whole number.")
    by(page, "edit-layer").fill("9")
    expect(by(page, "run-refused")).to_have_count(0)
    by(page, "run").click()
    # The server's own sentence.
    expect(by(page, "run-refused")).to_contain_text("9")


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_interventions_fit_a_phone(new_page: Callable[..., Page], workplace: str, theme: str) -> None:
    page = new_page(**PHONE)
    page.goto(f"{workplace}/interventions?example=remove-direction&theme={theme}")
    expect(by(page, "edit")).to_be_visible()
    run(page)
    expect(by(page, "kl-chart")).to_have_attribute("data-ready", "true")
    page.screenshot(path=ARTIFACTS / f"interventions-phone-{theme}.png")
    for width in (390, 320):
        page.set_viewport_size({"width": width, "height": 844})
        # Charts take their new width a moment later.
        page.wait_for_function("w => document.documentElement.scrollWidth <= w", arg=width)
        page.wait_for_function("w => document.querySelector('main').scrollWidth <= w", arg=width)


def test_without_a_worker_it_says_so_and_a_run_is_called_off_and_asked_again(page: Page, server: str) -> None:
    page.goto(f"{server}/interventions?example=rank-1")
    expect(by(page, "edit")).to_be_visible()
    by(page, "run").click()
    expect(by(page, "no-worker")).to_contain_text("No worker runs on this server", timeout=15_000)
    by(page, "run-cancel").click()
    expect(by(page, "run-progress")).to_have_attribute("data-state", "cancelled")
    by(page, "run-retry").click()
    expect(by(page, "run-progress")).to_have_attribute("data-state", "queued")
