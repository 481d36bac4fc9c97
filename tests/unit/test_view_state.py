"""Permalinks of every released version open for ever: each has a golden file that is never edited."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from residview.errors import NewerViewState
from residview.view_state import CURRENT_VERSION, ViewState, upgrade

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
    ],
)
def test_what_no_view_state_can_be_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        ViewState.model_validate({"model": "demo", "basis": "positions"} | change)
