"""Bases by what they are fitted on: those that are here at once, the others fitted while one waits."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.driving import by, canvas_pixels, open_page

BASES = re.compile(r"/api/v1/models/\w+/bases$")


def test_a_missing_basis_is_fitted_in_place_and_then_shown(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    before = by(page, "provenance").inner_text()
    by(page, "fit-position_0").click()
    expect(page).to_have_url(re.compile("basis=positions-with-0$"), timeout=60_000)
    expect(by(page, "fit-text")).to_contain_text("positions 0–127")
    expect(by(page, "provenance")).to_contain_text("positions 0–127")
    assert by(page, "provenance").inner_text() != before
    by(page, "basis-select").select_option("both")
    expect(page).to_have_url(re.compile("basis=both-with-0$"), timeout=60_000)
    expect(by(page, "provenance")).to_contain_text("4,224 rows, positions and tokens")
    names = {each["name"] for each in page.request.get(f"{server}/api/v1/models/demo/bases").json()["bases"]}
    assert {"positions-with-0", "both-with-0"} <= names
    canvas_pixels(page, "fits-both")
    # Now that it is here, it takes no fitting.
    posted: list[str] = []
    page.on("request", lambda request: request.method == "POST" and posted.append(request.url))
    by(page, "basis-select").select_option("positions")
    expect(page).to_have_url(re.compile("basis=positions-with-0$"))
    assert posted == []


def test_each_choice_is_in_the_name_and_in_what_is_said(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?basis=tokens")
    by(page, "fit-centered").click()
    expect(page).to_have_url(re.compile("basis=tokens-raw$"), timeout=60_000)
    by(page, "fit-scaled").click()
    expect(page).to_have_url(re.compile("basis=tokens-raw-scaled$"), timeout=60_000)
    expect(by(page, "provenance")).to_contain_text("not centred, scaled to unit variance")
    # Tokens have no position 0 to leave out.
    expect(by(page, "fit-position_0")).to_be_disabled()


def test_the_last_picture_stays_while_a_fit_runs_and_the_fit_can_be_cancelled(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    shown = by(page, "provenance").inner_text()
    held: list[Route] = []

    def hold(route: Route) -> None:
        if route.request.method == "POST":
            held.append(route)
        else:
            route.continue_()

    page.route(BASES, hold)
    by(page, "fit-centered").click()
    expect(by(page, "fit-progress")).to_contain_text("positions-raw")
    expect(by(page, "fit-centered")).to_have_attribute("aria-checked", "false")
    assert by(page, "provenance").inner_text() == shown
    by(page, "fit-cancel").click()
    expect(by(page, "fit-progress")).to_have_count(0)
    expect(by(page, "fit-centered")).to_have_attribute("aria-checked", "true")
    expect(page).to_have_url(f"{server}/embeddings")
    assert len(held) == 1


@pytest.mark.parametrize(
    ("choice", "name", "body", "says"),
    [
        (
            "fit-scaled",
            "positions-scaled",
            '{"step": "reading tokens", "done": 10, "of": 4096}\n',
            "stopped in the middle",
        ),
        (
            "fit-centered",
            "positions-raw",
            '{"problem": {"type": "urn:x", "title": "No", "status": 500, "detail": "The disk is full."}}\n',
            "The disk is full.",
        ),
    ],
)
def test_a_fit_that_fails_says_why_and_can_be_tried_again(
    page: Page, server: str, choice: str, name: str, body: str, says: str
) -> None:
    open_page(page, f"{server}/embeddings")

    def answer(route: Route) -> None:
        if route.request.method == "POST":
            route.fulfill(body=body, content_type="application/x-ndjson")
        else:
            route.continue_()

    page.route(BASES, answer)
    on = by(page, choice).get_attribute("aria-checked") or ""
    by(page, choice).click()
    expect(by(page, "fit-failed")).to_contain_text(says)
    expect(by(page, choice)).to_have_attribute("aria-checked", on)
    page.unroute(BASES)
    by(page, "fit-failed").get_by_role("button").click()
    expect(page).to_have_url(re.compile(f"basis={name}$"), timeout=60_000)


def test_a_fit_tells_how_far_it_is(page: Page, server: str) -> None:
    """The server's own lines, held back at the first."""
    page.add_init_script(
        """const asked = window.fetch; window.fetch = async (path, init) => {
        const answer = await asked(path, init);
        if (init?.method !== 'POST' || !String(path).endsWith('/bases')) return answer;
        const text = await answer.text(); const at = text.indexOf('\\n') + 1;
        const parts = [text.slice(0, at), text.slice(at)];
        const body = new ReadableStream({ async pull(controller) {
          const next = parts.shift(); if (next === undefined) return controller.close();
          if (parts.length === 0) await new Promise((go) => { window.goOn = go; });
          controller.enqueue(new TextEncoder().encode(next)); } });
        return new Response(body, { headers: answer.headers }); };"""
    )
    open_page(page, f"{server}/embeddings?basis=tokens")
    by(page, "fit-scaled").click()
    progress = by(page, "fit-progress")
    expect(progress).to_contain_text(re.compile(r"[\d,]+ of [\d,]+"), timeout=60_000)
    assert progress.locator("progress").get_attribute("max") != "1"
    canvas_pixels(page, "fits-progress")
    page.evaluate("() => window.goOn()")
    expect(page).to_have_url(re.compile("basis=tokens-scaled$"), timeout=60_000)


def test_what_cannot_be_fitted_is_disabled_with_the_reason(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    unembedding = by(page, "basis-select").locator("option[value=unembedding]")
    expect(unembedding).to_be_disabled()
    expect(unembedding).to_contain_text("token table itself")
    open_page(page, f"{server}/embeddings?model=rotary")
    for on in ("positions", "both"):
        option = by(page, "basis-select").locator(f"option[value={on}]")
        expect(option).to_be_disabled()
        expect(option).to_contain_text("no table of positions")


def test_an_address_of_a_fit_that_is_not_here_offers_to_make_it(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?basis=both-raw-with-0-scaled")
    expect(by(page, "notice")).to_contain_text("both-raw-with-0-scaled")
    expect(by(page, "fit-offer")).to_contain_text("both-raw-with-0-scaled")
    by(page, "fit-now").click()
    expect(page).to_have_url(re.compile("basis=both-raw-with-0-scaled$"), timeout=60_000)
    expect(by(page, "fit-offer")).to_have_count(0)
    open_page(page, f"{server}/embeddings?basis=umap")
    expect(by(page, "notice")).to_contain_text("umap")
    expect(by(page, "fit-offer")).to_have_count(0)


def test_an_unembedding_of_its_own_can_be_fitted_on_and_drawn(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?model=untied")
    expect(by(page, "scene")).to_have_attribute("data-points", "324")
    by(page, "toggle-unembedding").click()
    expect(by(page, "scene")).to_have_attribute("data-points", "624")
    expect(by(page, "provenance")).to_contain_text("300 unembedding")
    by(page, "basis-select").select_option("unembedding")
    expect(page).to_have_url(re.compile("basis=unembedding&show=unembedding$"), timeout=60_000)
    expect(by(page, "provenance")).to_contain_text("PCA of 300 unembedding")
    canvas_pixels(page, "fits-unembedding")
