import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from residview.api.app import create_app
from residview.precompute.add import add_model, remove_model
from residview.precompute.fits import DEFAULT_FITS, fit_named
from residview.settings import Settings
from residview.store.session import Database
from tests.support.directories import random_model
from tests.support.report import Recorder

GOLDEN = json.loads((Path(__file__).parent.parent / "golden" / "view_state_v1.json").read_text())
URL = "/api/v1/permalinks"


def test_a_link_restores_the_whole_state(client: TestClient) -> None:
    made = client.post(URL, json={"state": GOLDEN})
    assert made.status_code == 201, made.text
    slug = made.json()["slug"]
    assert made.json()["url"] == f"/v/{slug}"
    opened = client.get(f"{URL}/{slug}").json()
    assert opened["state"] == GOLDEN
    assert opened["differences"] == []
    basis = client.get("/api/v1/models/demo/bases/tokens").json()
    assert opened["pins"]["basis_checksum"] == basis["checksum"]
    assert opened["pins"]["basis_key"] == basis["key"]


def test_the_same_view_has_the_same_link_and_another_view_another(client: TestClient) -> None:
    first = client.post(URL, json={"state": GOLDEN}).json()["slug"]
    assert client.post(URL, json={"state": GOLDEN}).json()["slug"] == first
    assert client.post(URL, json={"state": GOLDEN | {"theme": "dark"}}).json()["slug"] != first


def test_what_is_left_out_is_stored_as_the_default_it_was(client: TestClient) -> None:
    state = client.post(URL, json={"state": {"model": "demo", "basis": "positions"}}).json()["state"]
    assert state["axes"] == {"x": 1, "y": 2, "z": 3}
    assert state["camera"]["eye"] == {"x": 1.3, "y": 1.08, "z": 0.6}


def test_axes_left_out_fit_a_basis_of_fewer_components(fresh: Database, tmp_path: Path) -> None:
    add_model(fresh, random_model(tmp_path, n_ctx=4), "short", Recorder())
    with TestClient(create_app(Settings(), fresh)) as client:
        state = client.post(URL, json={"state": {"model": "short", "basis": "positions"}}).json()["state"]
    assert state["axes"] == {"x": 1, "y": 2, "z": 2}


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        ({"state": GOLDEN | {"model": "gpt5"}}, 404, "There is no model 'gpt5'"),
        ({"state": GOLDEN | {"basis": "umap"}}, 404, "no basis 'umap'"),
        ({"state": GOLDEN | {"axes": {"x": 65, "y": 1, "z": 2}}}, 422, "state.axes.x is 65"),
        ({"state": GOLDEN | {"axes": {"x": 0, "y": 1, "z": 2}}}, 422, "body.state.axes.x"),
        ({"state": GOLDEN | {"hologram": True}}, 422, "body.state.hologram"),
        ({"state": GOLDEN, "title": "mine"}, 422, "body.title"),
        ({"state": GOLDEN | {"version": 2, "hologram": True}}, 422, "version 2; this server reads versions up to 1"),
        ({"state": GOLDEN | {"version": "1"}}, 422, "body.state.version"),
        ({"state": GOLDEN | {"axes": {"x": True}}}, 422, "body.state.axes.x"),
        ({"state": GOLDEN | {"show": {"tokens": "no"}}}, 422, "body.state.show.tokens"),
        ({"state": "positions"}, 422, "body.state"),
        ([1, 2], 422, "body"),
        ({}, 422, "body.state"),
    ],
)
def test_other_bodies_are_refused_with_a_sentence(client: TestClient, body: object, status: int, says: str) -> None:
    answer = client.post(URL, json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert says in answer.json()["detail"]


@pytest.mark.parametrize(
    "body", [b"{", b"\xff\xfe", b"", b"[" * 20_000, b'{"state": {"camera": {"eye": {"x": NaN}}}}']
)
def test_bodies_that_are_no_json_are_refused(client: TestClient, body: bytes) -> None:
    answer = client.post(URL, content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code in (400, 422)
    assert answer.headers["content-type"] == "application/problem+json"


def test_a_body_of_a_megabyte_is_not_read(client: TestClient) -> None:
    def chunks():
        for _ in range(1024):
            yield b" " * 1024

    declared = client.post(URL, content=b" " * 1_048_576, headers={"Content-Type": "application/json"})
    chunked = client.post(URL, content=chunks(), headers={"Content-Type": "application/json"})
    for answer in (declared, chunked):
        assert (answer.status_code, answer.json()["title"]) == (413, "Body too large")


def test_an_unknown_link_is_told(client: TestClient) -> None:
    answer = client.get(f"{URL}/nosuchlink")
    assert answer.status_code == 404
    assert "There is no link 'nosuchlink'" in answer.json()["detail"]


def test_a_link_says_in_what_this_server_differs(fresh: Database, tmp_path: Path) -> None:
    first = random_model(tmp_path / "first")
    add_model(fresh, first, "m", Recorder(), (*DEFAULT_FITS, fit_named("tokens-raw")))
    with TestClient(create_app(Settings(), fresh)) as client:
        links = {
            basis: client.post(URL, json={"state": {"model": "m", "basis": basis}}).json()["slug"]
            for basis in ("positions", "tokens-raw")
        }

        def differences(basis: str) -> list[str]:
            return client.get(f"{URL}/{links[basis]}").json()["differences"]

        assert differences("positions") == []
        remove_model(fresh, "m", Recorder())
        (gone,) = differences("positions")
        assert "There is no model 'm' here" in gone
        add_model(fresh, first, "m", Recorder())
        assert differences("positions") == []
        (missing,) = differences("tokens-raw")
        assert "no basis 'tokens-raw'" in missing
        remove_model(fresh, "m", Recorder())
        add_model(fresh, random_model(tmp_path / "second", seed=1), "m", Recorder())
        other_weights, other_fit = differences("positions")
        assert "has other weights here" in other_weights
        assert "fitted otherwise" in other_fit
