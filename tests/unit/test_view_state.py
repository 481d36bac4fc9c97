"""Permalinks of every released version open for ever: each has a golden file that is never edited."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from residview.errors import NewerViewState
from residview.residuals_state import ResidualsState
from residview.view_state import CURRENT_VERSION, ViewState, id_runs, upgrade
from tests.support import view_states

GOLDEN = Path(__file__).parent.parent / "golden"


def test_every_version_has_a_golden_file() -> None:
    found = {path.stem for path in GOLDEN.glob("view_state_v*.json")}
    assert found == {f"view_state_v{version}" for version in range(1, CURRENT_VERSION + 1)}


def test_version_1_opens_and_means_what_it_meant() -> None:
    stored = json.loads((GOLDEN / "view_state_v1.json").read_text())
    state = ViewState.model_validate(upgrade(stored))
    assert (state.model, state.basis) == ("demo", "tokens")
    assert (state.axes.x, state.axes.y, state.axes.z) == (4, 2, 17)
    assert (state.show.positions, state.show.tokens, state.show.path, state.show.marks) == (True, False, False, True)
    assert (state.theme, state.aspect) == ("light", "data")
    assert state.camera.eye.x == -0.123456789012
    assert state.camera.up.z == 0.8


def test_a_later_version_is_refused_by_number() -> None:
    with pytest.raises(NewerViewState, match=r"version 7; this server reads versions up to \d"):
        upgrade({"version": 7, "hologram": True})


@pytest.mark.parametrize(
    "change",
    [
        {"axes": {"x": 0}},
        {"axes": {"x": 1.5}},
        {"axes": {"w": 1}},
        {"theme": "blue"},
        {"camera": {"eye": {"x": float("nan"), "y": 0, "z": 0}}},
        {"camera": {"eye": {"x": 1e9, "y": 0, "z": 0}}},
        {"model": ""},
        {"hologram": True},
        {"show": {"positions": "perhaps"}},
        {"axes": {"x": "d-short"}},
        {"axes": {"x": "s-k3w9q2hd7m"}},
        {"sums": "d-k3w9q2hd7m"},
        {"size": float("nan")},
        {"size": 0.2},
        {"k": 0},
        {"k": True},
        {"color": {"by": "mood"}},
        {"color": {"hidden": ["digits"] * 10}},
        {"focus": {"point_set": "tokens", "id": -1}},
        {"selection": {"point_set": "tokens", "ids": ""}},
        {"selection": {"point_set": "tokens", "ids": "3,2"}},
        {"selection": {"point_set": "tokens", "ids": "7-3"}},
        {"selection": {"point_set": "tokens", "ids": "3-7,7"}},
        {"selection": {"point_set": "tokens", "ids": "٣"}},
    ],
)
def test_what_no_view_state_can_be_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ViewState.model_validate({"model": "demo", "basis": "positions"} | change)


def test_the_golden_file_of_this_version_sets_every_field_to_another_value_than_its_default() -> None:
    stored = json.loads((GOLDEN / f"view_state_v{CURRENT_VERSION}.json").read_text())
    state = ViewState.model_validate(stored)
    for part in (state, state.axes, state.show, state.color, state.camera):
        for name, field in type(part).model_fields.items():
            if name not in ("version", "page") and not field.is_required():
                assert getattr(part, name) != field.get_default(call_default_factory=True), name
    assert state.model_dump(mode="json") == stored


def test_the_golden_file_of_residuals_sets_every_field_too() -> None:
    stored = json.loads((GOLDEN / f"residuals_state_v{CURRENT_VERSION}.json").read_text())
    state = ResidualsState.model_validate(upgrade(stored))
    for part in (state, state.axes, state.camera):
        for name, field in type(part).model_fields.items():
            if name not in ("version", "page") and not field.is_required():
                assert getattr(part, name) != field.get_default(call_default_factory=True), name
    assert state.model_dump(mode="json") == stored


@given(view_states.states())
def test_a_state_comes_back_from_json_as_it_was(state: dict[str, object]) -> None:
    read = ViewState.model_validate(state)
    written = read.model_dump_json()
    assert ViewState.model_validate_json(written) == read
    assert ViewState.model_validate(upgrade(json.loads(written))).model_dump_json() == written


@given(view_states.states())
def test_a_version_1_state_keeps_every_value_it_has(state: dict[str, object]) -> None:
    first = {name: state[name] for name in state if name in json.loads((GOLDEN / "view_state_v1.json").read_text())}
    read = ViewState.model_validate(upgrade(first | {"version": 1})).model_dump(mode="json")
    again = ViewState.model_validate(first | {"version": 3}).model_dump(mode="json")
    assert read == again


@given(st.sets(st.integers(0, 2_000), min_size=1, max_size=300))
def test_ids_as_runs_name_the_same_ids(ids: set[int]) -> None:
    assert {id_ for first, last in id_runs(view_states.as_runs(ids)) for id_ in range(first, last + 1)} == ids


def test_both_zeros_of_a_camera_are_one() -> None:
    camera = {"center": {"x": -0.0, "y": 0.0, "z": 0.0}}
    state = ViewState.model_validate({"model": "demo", "basis": "positions", "camera": camera})
    assert "-0" not in state.model_dump_json()
