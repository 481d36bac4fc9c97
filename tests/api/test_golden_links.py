"""Links of every released version open for ever, through the real API and the real database."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from sqlalchemy import delete, select

from residview.store import models
from residview.store.session import Database
from residview.store.tables import Direction, Permalink, Sums
from residview.view_state import CURRENT_VERSION, ViewState, upgrade
from tests.support import view_states

URL = "/api/v1/permalinks"
FILES = sorted((Path(__file__).parent.parent / "golden").glob("view_state_v*.json"))
DIRECTION = {"plus": {"point_set": "tokens", "ids": [262, 300]}, "minus": {"point_set": "positions", "ids": [5]}}
SUMS = {"text": "def main", "ids": [300, 12, 262]}


def stored_as_it_was(database: Database, client: TestClient, slug: str, state: dict[str, Any]) -> None:
    """A row as the version that made it stored it: pinned to what is here, with no more pins than it needs."""
    model = client.get("/api/v1/models/demo").json()
    basis = client.get(f"/api/v1/models/demo/bases/{state['basis']}").json()
    pins = {"model_revision": model["revision"], "basis_key": basis["key"], "basis_checksum": basis["checksum"]}
    names = [axis for axis in state["axes"].values() if isinstance(axis, str)]
    if names:
        pins["directions"] = dict.fromkeys(names, DIRECTION)
    if state.get("sums"):
        pins["sums"] = {"name": state["sums"], **SUMS}
    with database.transaction() as session:
        session.execute(delete(Permalink).where(Permalink.slug == slug))
        for table in (Direction, Sums):
            session.execute(delete(table).where(table.name.in_([*names, state.get("sums")])))
        session.add(Permalink(slug=slug, state=state, pins=pins))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_stored_state_of_every_version_opens_with_all_it_held(
    path: Path, database: Database, client: TestClient
) -> None:
    state = json.loads(path.read_text())
    slug = path.stem.replace("_", "")
    stored_as_it_was(database, client, slug, state)
    opened = client.get(f"{URL}/{slug}")
    assert opened.status_code == 200, opened.text
    body = opened.json()
    assert (body["differences"], body["nearest"]) == ([], None)
    assert body["state"] == ViewState.model_validate(upgrade(state)).model_dump(mode="json")
    for name in state.keys() - {"version", "show"}:
        assert body["state"][name] == state[name]
    assert state["show"].items() <= body["state"]["show"].items()


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_state_of_every_version_can_be_stored_now(path: Path, database: Database, client: TestClient) -> None:
    state = json.loads(path.read_text())
    stored_as_it_was(database, client, "goldentopost", state)
    client.get(f"{URL}/goldentopost")  # makes again what it is pinned to
    made = client.post(URL, json={"state": state})
    assert made.status_code == 201, made.text
    assert made.json()["state"] == ViewState.model_validate(upgrade(state)).model_dump(mode="json")
    with database.reading() as session:
        row = session.scalars(select(Permalink).where(Permalink.slug == made.json()["slug"])).one()
        assert row.state["version"] == CURRENT_VERSION


def test_what_a_link_is_pinned_to_is_made_again_where_only_its_row_is_missing(
    database: Database, client: TestClient
) -> None:
    import numpy as np

    from residview.store import vectors

    stored_as_it_was(database, client, "restoring", json.loads(FILES[1].read_text()))
    assert client.get(f"{URL}/restoring").json()["differences"] == []
    with database.reading() as session:
        model = models.ready_model(session, "demo")
        made = session.scalars(select(Direction).where(Direction.name == "d-k3w9q2hd7m")).one()
        assert made.recipe == DIRECTION
        tokens, positions = (
            np.concatenate(list(vectors.read(session, models.point_set(model, name).id))).astype(float)
            for name in ("tokens", "positions")
        )
        expected = (tokens[262] + tokens[300]) / 2 - positions[5]
        assert made.norm == pytest.approx(np.sqrt((expected**2).sum()), rel=1e-6)
        stored = np.frombuffer(made.vector, "<f8")
        np.testing.assert_allclose(stored, expected / np.sqrt(expected @ expected), atol=1e-7)
        assert session.get_one(Sums, (model.revision, "s-b7n4x8r2tc")).ids == SUMS["ids"]


def test_a_recipe_whose_points_are_not_here_is_told_and_not_guessed(database: Database, client: TestClient) -> None:
    stored_as_it_was(database, client, "toofar", json.loads(FILES[1].read_text()))
    with database.transaction() as session:
        link = session.get_one(Permalink, "toofar")
        recipe = {"plus": {"point_set": "tokens", "ids": [999_999]}, "minus": None}
        link.pins = {**link.pins, "directions": {"d-k3w9q2hd7m": recipe}}
    differences = client.get(f"{URL}/toofar").json()["differences"]
    assert any("direction 'd-k3w9q2hd7m' cannot be shown here" in each for each in differences)


@hypothesis_settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(state=view_states.states())
def test_any_state_comes_back_from_the_database_as_it_was(client: TestClient, state: dict[str, Any]) -> None:
    made = client.post(URL, json={"state": state})
    assert made.status_code == 201, made.text
    assert made.json()["state"] == ViewState.model_validate(state).model_dump(mode="json")
    slug = made.json()["slug"]
    opened = client.get(f"{URL}/{slug}").json()
    assert opened["state"] == made.json()["state"]
    backwards = dict(reversed(state.items()))
    assert client.post(URL, json={"state": backwards}).json()["slug"] == slug
    assert client.post(URL, json={"state": opened["state"]}).json()["slug"] == slug
