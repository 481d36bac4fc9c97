import hashlib
import json
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from residview.api.app import create_app
from residview.precompute.add import add_model, remove_model
from residview.precompute.fits import DEFAULT_FITS, fit_named
from residview.settings import Settings
from residview.store.session import Database
from residview.view_state import ViewState
from tests.support.directories import random_model
from tests.support.report import Recorder

GOLDEN = json.loads((Path(__file__).parent.parent / "golden" / "view_state_v1.json").read_text())
PLAIN = {"model": "demo", "basis": "positions"}
URL = "/api/v1/permalinks"


def test_a_link_restores_the_whole_state(client: TestClient) -> None:
    made = client.post(URL, json={"state": GOLDEN})
    assert made.status_code == 201, made.text
    slug = made.json()["slug"]
    assert made.json()["url"] == f"/v/{slug}"
    opened = client.get(f"{URL}/{slug}").json()
    expected = ViewState.model_validate(GOLDEN | {"version": 3, "page": "embeddings"})
    assert opened["state"] == expected.model_dump(mode="json")
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


def test_what_is_left_out_fits_a_basis_of_fewer_components(fresh: Database, tmp_path: Path) -> None:
    add_model(fresh, random_model(tmp_path, n_ctx=4), "short", Recorder())
    with TestClient(create_app(Settings(), fresh)) as client:
        state = client.post(URL, json={"state": {"model": "short", "basis": "positions"}}).json()["state"]
        refused = client.post(URL, json={"state": {"model": "short", "basis": "positions", "k": 3}})
    assert state["axes"] == {"x": 1, "y": 2, "z": 2}
    assert state["k"] == 2
    assert (refused.status_code, "state.k is 3" in refused.json()["detail"]) == (422, True)


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        ({"state": GOLDEN | {"model": "gpt5"}}, 404, "There is no model 'gpt5'"),
        ({"state": GOLDEN | {"basis": "umap"}}, 404, "no basis 'umap'"),
        ({"state": GOLDEN | {"axes": {"x": 65, "y": 1, "z": 2}}}, 422, "state.axes.x is 65"),
        ({"state": GOLDEN | {"axes": {"x": 0, "y": 1, "z": 2}}}, 422, "body.state.axes.x"),
        ({"state": GOLDEN | {"hologram": True}}, 422, "body.state.hologram"),
        ({"state": GOLDEN, "titel": "mine"}, 422, "body.titel"),
        ({"state": GOLDEN, "title": "x" * 10_000}, 422, "body.title"),
        ({"state": GOLDEN, "note": "x" * 10_000}, 422, "body.note"),
        ({"state": GOLDEN, "title": "a\0b"}, 422, "control character U+0000 at index 1"),
        ({"state": GOLDEN, "note": "red \x1b[31m"}, 422, "control character U+001B at index 4"),
        ({"state": GOLDEN, "note": 7}, 422, "body.note"),
        ({"state": GOLDEN | {"version": 4, "hologram": True}}, 422, "version 4; this server reads versions up to 3"),
        ({"state": GOLDEN | {"version": True}}, 422, "body.state.version"),
        ({"state": GOLDEN | {"page": "planets"}}, 422, "'planets' found using 'page'"),
        ({"state": GOLDEN | {"page": ["embeddings"]}}, 422, "body.state"),
        ({"state": PLAIN | {"k": 65}}, 422, "state.k is 65"),
        ({"state": PLAIN | {"color": {"component": 4000}}}, 422, "state.color.component is 4000"),
        ({"state": PLAIN | {"axes": {"x": "d-k3w9q2hd7z"}}}, 404, "no direction 'd-k3w9q2hd7z'"),
        ({"state": PLAIN | {"sums": "s-k3w9q2hd7z"}}, 404, "no sums 's-k3w9q2hd7z'"),
        ({"state": PLAIN | {"focus": {"point_set": "positions", "id": 128}}}, 422, "state.focus.id names the id 128"),
        ({"state": PLAIN | {"focus": {"point_set": "planets", "id": 1}}}, 404, "no point set 'planets'"),
        ({"state": PLAIN | {"selection": {"point_set": "a\0", "ids": "1"}}}, 404, "no point set 'a\\x00'"),
        ({"state": PLAIN | {"selection": {"point_set": "tokens", "ids": "3,4096"}}}, 422, "ids names the id 4096"),
        ({"state": PLAIN | {"selection": {"point_set": "tokens", "ids": "9,3"}}}, 422, "'3' does not go up"),
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


def test_the_same_view_under_another_title_or_note_is_another_link(client: TestClient) -> None:
    def slug(**said: str) -> str:
        return client.post(URL, json={"state": PLAIN, **said}).json()["slug"]

    assert slug() == slug(title="", note="") == slug(title="  ", note=" \n")
    assert len({slug(), slug(title="a"), slug(note="a"), slug(title="a", note="a"), slug(title="b")}) == 5
    assert slug(title="a", note="b") == slug(title=" a\t", note="\r\nb ")


def test_a_title_of_markup_is_kept_as_the_text_it_is(client: TestClient) -> None:
    said = {"title": "<b>W_pos</b> & “W_E”", "note": "</script><script>alert(1)</script>\n\nsecond line 🌀"}
    made = client.post(URL, json={"state": PLAIN, **said}).json()
    opened = client.get(f"{URL}/{made['slug']}").json()
    assert (opened["title"], opened["note"]) == (said["title"], said["note"])
    assert opened["preview_url"] == f"{URL}/{made['slug']}/preview.png"


def test_a_title_is_one_line_and_a_note_keeps_its_lines(client: TestClient) -> None:
    body = {"state": PLAIN, "title": " two \r\n words\t", "note": "\n one\r\ntwo\tthree \n"}
    made = client.post(URL, json=body).json()
    assert (made["title"], made["note"]) == ("two words", "one\ntwo three")


def test_a_link_made_before_links_had_titles_keeps_its_slug(client: TestClient, database: Database) -> None:
    """What the slug of a link is made of, written out: changing it would give every view a second address."""
    made = client.post(URL, json={"state": PLAIN}).json()
    pins = {name: made["pins"][name] for name in ("model_revision", "basis_key", "basis_checksum")}
    content = json.dumps([made["state"], pins], sort_keys=True, separators=(",", ":")).encode()
    number = int.from_bytes(hashlib.sha256(content).digest(), "big")
    assert made["slug"] == "".join("23456789abcdefghjkmnpqrstuvwxyz"[number // 31**i % 31] for i in range(10))


def test_a_link_says_in_what_this_server_differs_and_what_is_nearest(fresh: Database, tmp_path: Path) -> None:
    first, raw = random_model(tmp_path / "first"), (*DEFAULT_FITS, fit_named("tokens-raw"))
    second = random_model(tmp_path / "second", seed=1)
    add_model(fresh, first, "m", Recorder(), raw)
    with TestClient(create_app(Settings(), fresh)) as client:
        links = {
            basis: client.post(URL, json={"state": {"model": "m", "basis": basis}}).json()["slug"]
            for basis in ("positions", "tokens-raw")
        }

        def opened(basis: str) -> tuple[list[str], dict[str, str] | None]:
            link = client.get(f"{URL}/{links[basis]}").json()
            return link["differences"], link["nearest"]

        assert opened("positions") == ([], None)

        remove_model(fresh, "m", Recorder())
        (gone,), nearest = opened("positions")
        assert "There is no model 'm' here" in gone
        assert nearest is None

        add_model(fresh, second, "other", Recorder())
        (gone,), nearest = opened("positions")
        assert "Models on this server: other" in gone
        assert nearest is None, "other weights under another name are not near"

        add_model(fresh, first, "again", Recorder())
        (gone,), nearest = opened("positions")
        assert "Those weights are here under the name 'again'" in gone
        assert nearest == {"model": "again", "basis": "positions"}
        assert opened("tokens-raw")[1] == {"model": "again", "basis": "tokens"}, "fitted on the same points"

        add_model(fresh, second, "m", Recorder())
        (other_weights, other_fit), nearest = opened("positions")
        assert "has other weights here" in other_weights
        assert "under the name 'again'" in other_weights
        assert "fitted otherwise" in other_fit
        assert nearest == {"model": "again", "basis": "positions"}

        remove_model(fresh, "again", Recorder())
        (other_weights, _), nearest = opened("positions")
        assert "under the name" not in other_weights
        assert nearest is None, "what the state names is what is nearest"
        (_, missing), nearest = opened("tokens-raw")
        assert "no basis 'tokens-raw'" in missing
        assert nearest == {"model": "m", "basis": "tokens"}

        remove_model(fresh, "m", Recorder())
        add_model(fresh, first, "m", Recorder())
        assert opened("positions") == ([], None)
        (missing,), nearest = opened("tokens-raw")
        assert "no basis 'tokens-raw'" in missing
        assert nearest == {"model": "m", "basis": "tokens"}
