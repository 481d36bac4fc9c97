"""What the colours tell: each way of colouring, its legend, and the classes that can be switched off."""

import io

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser.driving import by, canvas_pixels, open_page, wait_for_scene

# The colours that plotly holds for a set, a point each, as channels from 0 to 1.
_COLORS = """(set) => { const plot = document.querySelector('.js-plotly-plot');
const part = plot.data.find((each) => each.meta?.set === set && each.meta.layer === 'points');
return part.marker.color.map((channels) => [...channels]); }"""


def colors(page: Page, point_set: str) -> np.ndarray:
    return np.array(page.evaluate(_COLORS, point_set))


def numbers(page: Page, path: str) -> np.ndarray:
    return np.load(io.BytesIO(page.request.get(path).body()))


def lightness(rgb: np.ndarray) -> np.ndarray:
    """Relative luminance, which rises along the dark theme's scale."""
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    return linear @ [0.2126, 0.7152, 0.0722]


def in_order(values: np.ndarray, rgb: np.ndarray) -> bool:
    return bool((np.diff(lightness(rgb)[np.argsort(values, kind="stable")]) >= -1e-9).all())


def test_kind_is_the_usual_look_and_needs_no_legend(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings")
    expect(by(page, "color-by")).to_have_value("kind")
    expect(by(page, "legend")).to_have_count(0)


@pytest.mark.parametrize(
    ("by_what", "title"),
    [
        ("position", "position"),
        ("length", "characters"),
        ("id", "token id"),
        ("component", "score on PC1"),
    ],
)
def test_a_choice_of_colours_changes_the_pixels_and_says_what_they_are(
    page: Page, server: str, by_what: str, title: str
) -> None:
    open_page(page, f"{server}/embeddings")
    before = canvas_pixels(page, "colors-kind")
    by(page, "color-by").select_option(by_what)
    expect(by(page, "legend")).to_contain_text(title)
    expect(by(page, "legend-ramp")).to_be_visible()
    page.wait_for_timeout(500)
    changed = np.abs(canvas_pixels(page, f"colors-{by_what}") - before).sum(axis=2) > 40
    assert changed.sum() > 300
    expect(page).to_have_url(f"{server}/embeddings?color={by_what}{':1' if by_what == 'component' else ''}")


def test_colours_by_a_component_are_in_the_order_of_its_scores(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?color=component:20")
    scores = numbers(page, f"{server}/api/v1/models/demo/bases/positions/scores/tokens?from=20&to=20")[:, 0]
    assert in_order(scores, colors(page, "tokens"))
    expect(by(page, "color-component")).to_have_value("20")


def test_colours_by_norm_and_by_share_seen_are_in_their_order(page: Page, server: str) -> None:
    api = f"{server}/api/v1/models/demo/bases/positions"
    norms = numbers(page, f"{api}/norms/tokens")
    scores = numbers(page, f"{api}/scores/tokens?from=1&to=16")
    open_page(page, f"{server}/embeddings?color=norm")
    assert in_order(norms[:, 2], colors(page, "tokens"))
    expect(by(page, "legend")).to_contain_text("norm")
    by(page, "axis-y").select_option("7")
    by(page, "color-by").select_option("share_seen")
    expect(by(page, "legend")).to_contain_text("%")
    expect(by(page, "scene")).to_have_attribute("data-axes", "1,7,3")
    shares = (scores[:, [0, 6, 2]].astype(np.float64) ** 2).sum(axis=1) / norms[:, 0]
    # A band's edge may fall between float32 and float64.
    bands = np.unique(lightness(colors(page, "tokens")), return_inverse=True)[1]
    assert np.abs(np.diff(bands[np.argsort(shares)])).max() <= np.ptp(bands)
    assert np.corrcoef(np.argsort(np.argsort(shares)), bands)[0, 1] > 0.5
    assert (np.diff(bands[np.argsort(shares)]) < 0).sum() <= 3


def test_fading_leaves_what_is_seen_and_takes_the_rest_towards_the_background(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?hide=positions,path")
    before = canvas_pixels(page, "colors-unfaded")
    by(page, "toggle-fade").click()
    expect(by(page, "toggle-fade")).to_have_attribute("aria-checked", "true")
    page.wait_for_timeout(800)
    # Tokens lie almost wholly outside of the positional components.
    assert canvas_pixels(page, "colors-faded").mean() < before.mean() - 1
    expect(page).to_have_url(f"{server}/embeddings?hide=positions,path&fade=1")


def test_colours_by_cosine_compare_with_the_focus_and_ask_for_one(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?color=cosine")
    expect(by(page, "legend")).to_contain_text("Click a point")
    open_page(page, f"{server}/embeddings?color=cosine&focus=tokens:300")
    expect(by(page, "legend")).to_contain_text("cosine")
    cosines = numbers(page, f"{server}/api/v1/models/demo/cosine/tokens/300?in=tokens")[:, 0]
    rgb = colors(page, "tokens")
    warm = rgb[:, 0] - rgb[:, 2]
    assert warm[np.argsort(cosines)[-20:]].min() > 0.1
    assert warm[np.argsort(cosines)[:20]].max() < -0.1


def test_classes_can_be_switched_off_and_are_told_of(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?color=class")
    answer = page.request.get(f"{server}/api/v1/models/demo/classes/tokens").json()
    of = np.array(answer["of"])
    letters = int((of == answer["classes"].index("letters")).sum())
    expect(by(page, "scene")).to_have_attribute("data-points", "4224")
    expect(by(page, "class-letters")).to_contain_text(f"{letters:,}")
    by(page, "class-letters").click()
    expect(by(page, "scene")).to_have_attribute("data-points", str(4224 - letters))
    expect(by(page, "provenance")).to_contain_text(f"{letters:,} of them switched off")
    drawn = page.evaluate(
        """() => document.querySelector('.js-plotly-plot').data
        .filter((each) => each.meta?.set === 'tokens').flatMap((each) => [...each.meta.ids])"""
    )
    assert (np.sort(drawn) == np.flatnonzero(of != answer["classes"].index("letters"))).all()
    canvas_pixels(page, "colors-class-off")
    expect(page).to_have_url(f"{server}/embeddings?color=class&off=letters")
    # The colours tell something else: what is missing is still said, and can be brought back.
    by(page, "color-by").select_option("kind")
    expect(by(page, "legend")).to_contain_text("letters")
    by(page, "show-all-classes").click()
    expect(by(page, "scene")).to_have_attribute("data-points", "4224")


def test_a_link_restores_the_colours(page: Page, server: str) -> None:
    open_page(page, f"{server}/embeddings?color=class&off=digits,bytes&fade=1")
    points = by(page, "scene").get_attribute("data-points")
    by(page, "copy-link").click()
    expect(by(page, "copied-link")).to_be_visible()
    page.goto(page.evaluate("navigator.clipboard.readText()"))
    wait_for_scene(page)
    expect(by(page, "color-by")).to_have_value("class")
    expect(by(page, "class-digits")).to_have_attribute("aria-checked", "false")
    expect(by(page, "toggle-fade")).to_have_attribute("aria-checked", "true")
    assert by(page, "scene").get_attribute("data-points") == points
