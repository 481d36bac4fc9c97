"""WCAG 2.2 AA, as far as axe can tell, on every page and state; and the keyboard, where it cannot."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import by, open_page, wait_for_scene

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
SIZES = {"wide": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


def violations(page: Page, state: str) -> list[str]:
    page.evaluate(AXE.read_text())
    found = page.evaluate(
        "(tags) => axe.run(document, { runOnly: { type: 'tag', values: tags } }).then((r) => r.violations)", TAGS
    )
    return [
        f"{state}: {each['id']}: {node['target']} {node['failureSummary']}"
        for each in found
        for node in each["nodes"]
    ]  # fmt: skip


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_on_the_embedding_page(
    new_page: Callable[..., Page], server: str, size: str, theme: str
) -> None:
    page = new_page(first_visit=True, viewport=SIZES[size], color_scheme=theme)
    open_page(page, f"{server}/embeddings")
    expect(by(page, "tour")).to_be_visible()
    found = violations(page, "tour")
    page.keyboard.press("Escape")
    if size == "phone":
        found += violations(page, "scene, folded")
        by(page, "panel-toggle").click()
    by(page, "link-details").click()
    by(page, "copy-link").click()
    expect(by(page, "copied-link")).to_be_visible()
    found += violations(page, "scene, link copied")
    for side in ("measures", "find", "selection"):
        by(page, f"side-{side}").click()
        expect(by(page, "side-panel")).to_be_visible()
        page.wait_for_load_state("networkidle")
        found += violations(page, f"side {side}")
    by(page, "side-close").click()
    for stage in ("plane", "curves", "gram"):
        by(page, f"stage-{stage}").click()
        page.wait_for_load_state("networkidle")
        found += violations(page, f"stage {stage}")
    by(page, "table-toggle").click()
    expect(page.get_by_role("table")).to_be_visible()
    found += violations(page, "table")
    page.keyboard.press("?")
    expect(by(page, "shortcuts")).to_be_visible()
    found += violations(page, "keys")
    page.keyboard.press("Escape")
    page.goto(f"{server}/embeddings?model=atlantis&hologram=1")
    expect(by(page, "notice")).to_be_visible()
    found += violations(page, "notice")
    page.goto(f"{server}/v/nosuchlink")
    expect(by(page, "error-state")).to_be_visible()
    found += violations(page, "no such link")
    assert found == []


@pytest.mark.parametrize("theme", ["dark", "light"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_on_links_compare_guide_and_embeds(
    new_page: Callable[..., Page], server: str, size: str, theme: str
) -> None:
    page = new_page(viewport=SIZES[size], color_scheme=theme)
    state = {"model": "demo", "basis": "positions", "theme": theme, "axes": {"y": 5}}
    words = {"title": "With a title", "note": "line\n" * 30}
    link = page.request.post(f"{server}/api/v1/permalinks", data={"state": state, **words}).json()
    open_page(page, server + link["url"])
    found = violations(page, "link")
    by(page, "caption").get_by_role("button").click()
    found += violations(page, "link, whole note")
    page.goto(f"{server}/embed/{link['slug']}")
    wait_for_scene(page)
    found += violations(page, "embed")
    page.goto(f"{server}/compare?models=demo,random,rotary,atlantis")
    cells = by(page, "compare-cell")
    expect(cells).to_have_count(3)
    for i in range(3):
        cells.nth(i).scroll_into_view_if_needed()
        expect(cells.nth(i).get_by_test_id("compare-canvas")).to_be_visible()
    found += violations(page, "compare")
    by(page, "open-history").click()
    expect(by(page, "history-item").first).to_be_visible()
    found += violations(page, "history")
    page.goto(f"{server}/guide")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    found += violations(page, "guide")
    assert found == []


def focus_of(page: Page) -> str | None:
    return page.evaluate(
        """() => { for (let e = document.activeElement; e; e = e.parentElement) {
        const id = e.getAttribute('data-testid'); if (id) return id; } return null; }"""
    )


def outlined(page: Page) -> bool:
    """Whether what has the focus looks like it: by its outline, or a ring drawn upon it."""
    return page.evaluate(
        """() => { const e = document.activeElement; const own = getComputedStyle(e);
        const ring = getComputedStyle(e, '::after');
        return (own.outlineStyle !== 'none' && parseFloat(own.outlineWidth) >= 1.5)
          || (ring.content !== 'none' && parseFloat(ring.borderTopWidth) >= 1.5)
          || (e.matches('select, input') && own.borderColor !== ''); }"""
    )


def test_tab_reaches_every_control_and_shows_where_it_is(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    controls = set(
        page.evaluate(
            """() => [...document.querySelectorAll('button, a[href], select, input, textarea, [tabindex="0"]')]
            .filter((e) => e.checkVisibility() && !e.disabled && e.tabIndex >= 0)
            .map((e) => e.closest('[data-testid]')?.dataset.testid).filter(Boolean)"""
        )
    )
    reached, unseen = set(), set()
    for _ in range(120):
        page.keyboard.press("Tab")
        name = focus_of(page)
        if name:
            reached.add(name)
            if not outlined(page):
                unseen.add(name)
    assert {"scene", "open-history", "open-keys", "side-find", "stage-plane", "link-details", "copy-embed"} <= controls
    assert controls <= reached, controls - reached
    assert unseen == set()


def test_reduced_motion_stills_the_page(new_page: Callable[..., Page], server: str) -> None:
    page = new_page(reduced_motion="reduce")
    open_page(page, f"{server}/embeddings")
    running = page.evaluate("document.getAnimations().filter((each) => each.playState === 'running').length")
    assert running == 0


@pytest.mark.parametrize("path", ["/embeddings", "/compare", "/guide", "/v/nosuchlink"])
@pytest.mark.parametrize("width", [390, 320])
def test_no_page_scrolls_sideways(new_page: Callable[..., Page], server: str, path: str, width: int) -> None:
    page = new_page(viewport={"width": width, "height": 700})
    page.goto(server + path)
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    main = page.locator("main")
    assert main.evaluate("e => e.scrollWidth - e.clientWidth") <= 0
