"""Directions that people mix, make, save and talk about; names; the lens."""

import io
import json
import pickle
import re
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
import transformers
from playwright.sync_api import Page, expect

from residview.demo import DEMO_MODEL
from tests.browser.conftest import ARTIFACTS
from tests.browser.driving import by

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
API = "/api/v1/models/demo"


def open_directions(page: Page, workplace: str, tab: str, address: str = "") -> None:
    page.goto(f"{workplace}/residuals?side=directions{address}")
    by(page, f"directions-{tab}").click()


def take_name(page: Page, name: str) -> str:
    """Through the dialog that asks for one; the key that brings it back."""
    by(page, "name-input").fill(name)
    by(page, "name-take").click()
    key = by(page, "recovery-key").input_value()
    by(page, "recovery-kept").click()
    expect(by(page, "name-dialog")).to_have_count(0)
    return key


def save(page: Page, title: str, description: str = "") -> None:
    by(page, "save-open").click()
    by(page, "save-title").fill(title)
    by(page, "save-description").fill(description)
    by(page, "save-submit").click()


def saved_name(page: Page) -> str:
    expect(page).to_have_url(re.compile(r"direction=v-"))
    found = re.search(r"direction=(v-\w+)", page.url)
    assert found
    return found.group(1)


def vector(page: Page, workplace: str, name: str) -> np.ndarray:
    answer = page.request.get(f"{workplace}{API}/saved-directions/{name}/vector")
    return np.load(io.BytesIO(answer.body()))


def capture_of(page: Page, workplace: str) -> str:
    name: str = page.request.get(f"{workplace}{API}/captures").json()["captures"][0]["name"]
    return name


# ---- people


def test_each_changes_only_their_own_and_votes_on_what_others_say(
    new_page: Callable[..., Page], workplace: str
) -> None:
    ada, ben = new_page(), new_page()
    open_directions(ada, workplace, "mix", "&direction=3")
    title = "<b>indentation</b> & more"
    save(ada, title, "begins a <i>block</i>")
    take_name(ada, "Ada")
    name = saved_name(ada)

    open_directions(ben, workplace, "saved")
    by(ben, "saved-search").fill("indentation")
    card = by(ben, "saved-card")
    expect(card).to_have_count(1)
    # What people typed is text.
    expect(card).to_contain_text(title)
    expect(card).to_contain_text("begins a <i>block</i>")
    expect(card).to_contain_text("by Ada")
    by(ben, "saved-show").click()
    expect(ben).to_have_url(re.compile(f"direction={name}"))

    by(ben, "vote-up").click()
    take_name(ben, "Ben")
    expect(by(ben, "vote-up")).to_have_text("1")
    by(ben, "vote-down").click()
    expect(by(ben, "vote-up")).to_have_text("0")
    expect(by(ben, "vote-down")).to_have_text("1")
    by(ben, "vote-down").click()
    expect(by(ben, "vote-down")).to_have_text("0")
    by(ben, "vote-up").click()
    expect(by(ben, "vote-up")).to_have_attribute("aria-pressed", "true")

    by(ben, "saved-details").click()
    expect(by(ben, "delete")).to_have_count(0)
    expect(by(ben, "rename")).to_have_count(0)
    by(ben, "describe").click()
    by(ben, "describe-text").fill("four spaces")
    by(ben, "describe-save").click()
    expect(by(ben, "description").get_by_text("four spaces")).to_be_visible()
    one = f"{workplace}{API}/saved-directions/{name}"
    assert ben.request.delete(one, headers={"Origin": workplace}).status == 403
    assert ben.request.patch(one, data={"title": "mine now"}, headers={"Origin": workplace}).status == 403

    open_directions(ada, workplace, "saved")
    own = ada.locator(f"[data-name={name}]")
    # The vote is Ben's; nobody votes on their own words.
    expect(own.get_by_test_id("vote-up").first).to_have_text("1")
    expect(own.get_by_test_id("vote-up").first).to_be_disabled()
    own.get_by_test_id("saved-details").click()
    expect(own.get_by_text("four spaces")).to_be_visible()
    own.get_by_test_id("rename").click()
    own.get_by_test_id("rename-title").fill("four more")
    own.get_by_test_id("rename-save").click()
    expect(own.get_by_test_id("saved-show")).to_have_text("four more")
    ada.screenshot(path=ARTIFACTS / "directions-saved.png")

    ben.reload()
    by(ben, "directions-saved").click()
    theirs = ben.locator(f"[data-name={name}]")
    theirs.get_by_test_id("saved-details").click()
    theirs.get_by_test_id("describe-retract").click()
    expect(theirs.get_by_text("four spaces")).to_have_count(0)

    own.get_by_test_id("delete").click()
    own.get_by_test_id("delete-sure").click()
    expect(own).to_have_count(0)
    ben.reload()
    by(ben, "directions-saved").click()
    expect(by(ben, "saved-total")).to_be_visible()
    expect(theirs).to_have_count(0)


def test_a_recovery_key_takes_a_name_up_in_another_browser(new_page: Callable[..., Page], workplace: str) -> None:
    first, second = new_page(), new_page()
    first.goto(f"{workplace}/interventions")
    by(first, "who-am-i").click()
    key = take_name(first, "Grace")
    expect(by(first, "who-am-i")).to_have_attribute("aria-label", "You are Grace")

    second.goto(f"{workplace}/interventions")
    by(second, "who-am-i").click()
    by(second, "name-input").fill("Grace")
    by(second, "name-take").click()
    expect(by(second, "name-problem")).to_contain_text("Grace")
    by(second, "name-recover").click()
    by(second, "recovery-input").fill(key)
    by(second, "name-take").click()
    expect(by(second, "who-am-i")).to_have_attribute("aria-label", "You are Grace")

    by(second, "who-am-i").click()
    by(second, "name-leave").click()
    by(second, "name-leave-sure").click()
    expect(by(second, "who-am-i")).to_have_attribute("data-named", "false")


# ---- mixing


def test_a_mix_is_live_while_one_drags_and_in_the_address_when_one_lets_go(page: Page, workplace: str) -> None:
    open_directions(page, workplace, "mix")
    slider = by(page, "slider").nth(1)
    expect(by(page, "slider")).to_have_count(30)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + box["width"] / 4, y, steps=12)
    expect(by(page, "slider-number").nth(1)).not_to_have_value("0.00")
    assert "direction=" not in page.url
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"direction=1:[\d.]+,2:[\d.]+"))
    weights = [float(each.split(":")[1]) for each in mix_in(page).split(",")]
    assert np.linalg.norm(weights) == pytest.approx(1, abs=1e-5)
    assert [url for url in asked if "/api/" in url] == []


def mix_in(page: Page) -> str:
    found = re.search(r"direction=([-\d.:,]+)", page.url)
    assert found
    return found.group(1)


def test_weights_are_set_by_keys_and_numbers_cleared_and_taken_back(page: Page, workplace: str) -> None:
    open_directions(page, workplace, "mix", "&direction=2")
    first = by(page, "slider").first
    first.focus()
    page.keyboard.press("ArrowRight")
    expect(page).to_have_url(re.compile(r"direction=1:0\.0099995,2:0\.99995"))
    number = by(page, "slider-number").nth(2)
    number.fill("−1")
    number.press("Enter")
    number.blur()
    expect(page).to_have_url(re.compile(r"3:-0\.707"))
    by(page, "mix-clear").click()
    expect(by(page, "mixer")).to_contain_text("All weights are zero")
    by(page, "mix-reset").click()
    expect(page).to_have_url(re.compile(r"direction=2(&|$)"))
    expect(by(page, "slider-number").nth(1)).to_have_value("1.00")
    by(page, "mix-more").click()
    expect(by(page, "slider")).to_have_count(40)


# ---- making


def test_a_file_goes_up_and_comes_down_unchanged(page: Page, workplace: str, tmp_path: Path) -> None:
    numbers = np.random.default_rng(5).normal(size=128)
    np.save(tmp_path / "mine.npy", numbers)
    (tmp_path / "trap.npy").write_bytes(pickle.dumps(numbers.tolist()))
    open_directions(page, workplace, "make")
    chooser = by(page, "upload-file")
    chooser.set_input_files(tmp_path / "trap.npy")
    by(page, "upload-send").click()
    take_name(page, "Emmy")
    expect(by(page, "upload-problem")).to_contain_text("pickle")
    chooser.set_input_files(tmp_path / "mine.npy")
    expect(by(page, "dropped")).to_contain_text("mine.npy")
    expect(by(page, "upload-title")).to_have_value("mine")
    by(page, "upload-send").click()
    saved_name(page)
    expect(by(page, "current-direction")).to_contain_text("mine")
    unit = numbers / np.linalg.norm(numbers)
    for format_ in ("npy", "json"):
        with page.expect_download() as downloading:
            by(page, f"download-{format_}").first.click()
        data = Path(downloading.value.path()).read_bytes()
        found = np.load(io.BytesIO(data)) if format_ == "npy" else np.array(json.loads(data))
        np.testing.assert_allclose(found, unit, rtol=1e-14)


def test_a_difference_of_means_is_that_of_the_rows(page: Page, workplace: str) -> None:
    capture = capture_of(page, workplace)
    open_directions(page, workplace, "make", "&site=2.resid_pre&focus=3:5")
    by(page, "add-prompt-plus").click()
    labels = page.request.get(f"{workplace}{API}/labels/tokens").json()
    shown = page.request.get(f"{workplace}{API}/captures/{capture}/shown").json()
    ids, offsets = np.array(shown["ids"]), shown["offsets"]
    common = np.bincount(ids).argmax()
    by(page, "add-every-minus").fill(labels[common])
    page.locator("[data-testid=token-option]").first.click()
    expect(by(page, "count-minus")).to_contain_text(f"{(ids == common).sum()} tokens")
    by(page, "means-title").fill("prompt 4 against a token")
    by(page, "means-save").click()
    take_name(page, "Sofia")
    found = vector(page, workplace, saved_name(page))
    answer = page.request.get(f"{workplace}{API}/captures/{capture}/sites/2.resid_pre/rows")
    rows = np.load(io.BytesIO(answer.body())).astype(np.float64)
    expected = rows[offsets[3] : offsets[4]].mean(axis=0) - rows[ids == common].mean(axis=0)
    np.testing.assert_allclose(found, expected / np.linalg.norm(expected), atol=1e-9)


def test_neighbours_stand_beside_what_chance_would_give(page: Page, workplace: str) -> None:
    open_directions(page, workplace, "near", "&direction=4")
    expect(by(page, "near-components").get_by_role("listitem").first).to_contain_text("PC4")
    raises = by(page, "near-unembedding").get_by_role("listitem")
    expect(raises).to_have_count(20)
    expect(by(page, "near")).to_contain_text(re.compile(r"cosine below 0\.17"))


# ---- the lens


def lens_by_hand(ids: list[int]) -> tuple[np.ndarray, np.ndarray]:
    """The likeliest token and its probability, (stops, tokens), with transformers' modules alone."""
    torch.set_num_threads(1)
    model = transformers.AutoModelForCausalLM.from_pretrained(DEMO_MODEL, dtype=torch.float32).eval()
    with torch.no_grad():
        *states, _ = model(torch.tensor([ids]), output_hidden_states=True).hidden_states
        kept: list[torch.Tensor] = []
        hook = model.transformer.ln_f.register_forward_pre_hook(lambda _, inputs: kept.append(inputs[0]))
        model(torch.tensor([ids]))
        hook.remove()
        logits = [model.lm_head(model.transformer.ln_f(state))[0] for state in [*states, kept[0]]]
    chances = torch.stack(logits).double().softmax(-1)
    most = chances.max(-1)
    return most.indices.numpy(), most.values.numpy()


def test_the_lens_names_what_the_final_norm_and_unembedding_would(page: Page, workplace: str) -> None:
    capture = capture_of(page, workplace)
    shown = page.request.get(f"{workplace}{API}/captures/{capture}/shown").json()
    ids = shown["ids"][shown["offsets"][2] : shown["offsets"][3]]
    page.goto(f"{workplace}/residuals?stage=lens&side=closed&first=2")
    expect(by(page, "lens")).to_have_attribute("data-ready", "true", timeout=60_000)
    cells = by(page, "lens-cell")
    expected_ids, expected = lens_by_hand(ids)
    stops = len(expected_ids)
    assert cells.count() >= 10 * stops
    found = cells.evaluate_all("all => all.map(e => [Number(e.dataset.id), Number(e.dataset.probability)])")
    for index, (id_, probability) in enumerate(found):
        token, stop = divmod(index, stops)
        assert probability == pytest.approx(expected[stop, token], rel=1e-4)
        assert id_ == expected_ids[stop, token]

    cells.nth(3 * stops + 1).click()
    card = by(page, "lens-card")
    expect(card.get_by_test_id("lens-guess")).to_have_count(10)
    expect(card.get_by_test_id("lens-guess").first).to_have_attribute("data-id", str(expected_ids[1, 3]))
    expect(page).to_have_url(re.compile("focus=2:3"))
    by(page, "lens-grid").focus()
    page.keyboard.press("ArrowRight")
    expect(card.get_by_test_id("lens-guess").first).to_have_attribute("data-id", str(expected_ids[2, 3]))
    page.screenshot(path=ARTIFACTS / "lens.png")


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_the_panel_and_the_lens_fit_a_phone(new_page: Callable[..., Page], workplace: str, theme: str) -> None:
    page = new_page(**PHONE)
    open_directions(page, workplace, "mix", f"&theme={theme}")
    expect(by(page, "slider").first).to_be_visible()
    page.screenshot(path=ARTIFACTS / f"directions-phone-{theme}.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.goto(f"{workplace}/residuals?stage=lens&side=closed&theme={theme}")
    expect(by(page, "lens")).to_have_attribute("data-ready", "true", timeout=60_000)
    page.screenshot(path=ARTIFACTS / f"lens-phone-{theme}.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
