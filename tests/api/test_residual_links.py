"""Links to views of residuals: what they keep, what they refuse, what they say of what is no longer as it was."""

import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from PIL import Image
from sqlalchemy import delete, update

from residview.api import links, residual_previews
from residview.api.app import create_app
from residview.api.links import ResidualsLink
from residview.residuals_state import ResidualsState
from residview.settings import Settings
from residview.store import permalinks
from residview.store.session import Database
from residview.store.tables import Direction, Permalink
from residview.store.tables_people import SavedDirection
from residview.store.tables_runs import Capture, SiteBasis, SiteRow
from tests.support.captured import Captured, capture
from tests.support.people import a_name, browser

GOLDEN = json.loads((Path(__file__).parent.parent / "golden" / "residuals_state_v3.json").read_text())
URL = "/api/v1/permalinks"
STREAM, HEAD = "2.resid_pre", "1.z.3"
#: As many prompts, and as long, as the golden state looks at.
LENGTHS = (9,) * 24


@pytest.fixture(scope="module")
def captured(database: Database) -> Captured:
    return capture(database, "c-k3w9q2hd7m", {STREAM: 128, HEAD: 32}, seed=7, lengths=LENGTHS)


@pytest.fixture(scope="module")
def plain(captured: Captured) -> dict[str, Any]:
    return {"page": "residuals", "model": "demo", "capture": captured.name, "site": STREAM}


def stored(client: TestClient, state: dict[str, Any], **said: str) -> dict[str, Any]:
    made = client.post(URL, json={"state": state, **said})
    assert made.status_code == 201, made.text
    return made.json()


def opened(client: TestClient, slug: str) -> dict[str, Any]:
    answer = client.get(f"{URL}/{slug}")
    assert answer.status_code == 200, answer.text
    return answer.json()


@pytest.fixture
def saved(client: TestClient) -> Iterator[str]:
    with browser(client, a_name()) as own:
        source = {"kind": "values", "values": np.random.default_rng(4).normal(size=128).tolist()}
        made = own.post("/api/v1/models/demo/saved-directions", json={"title": "t", "source": source})
        yield made.json()["name"]


def test_a_link_restores_the_whole_state(client: TestClient, captured: Captured) -> None:
    link = opened(client, stored(client, GOLDEN)["slug"])
    assert link["state"] == ResidualsState.model_validate(GOLDEN).model_dump(mode="json")
    assert (link["differences"], link["nearest"]) == ([], None)
    pins = link["pins"]
    assert pins["basis_checksum"] == f"checksum-{captured.name}-pca-scaled-{HEAD}"
    assert pins["captured"] == {"prompts": f"{7:064x}", "site": f"{captured.name}-{HEAD}", "direction": None}


def test_what_is_left_out_is_stored_as_the_default_it_was(client: TestClient, plain: dict[str, Any]) -> None:
    state = stored(client, plain)["state"]
    assert (state["basis"], state["direction"], state["axes"]) == ("pca", 1, {"x": 1, "y": 2, "z": 3})
    assert state["version"] == 3


def test_the_same_view_has_the_same_link_and_another_direction_another(
    client: TestClient, plain: dict[str, Any]
) -> None:
    def slug(direction: object) -> str:
        return stored(client, {**plain, "direction": direction})["slug"]

    mix = [{"component": 2, "weight": 0.5}]
    assert slug(1) == slug(1)
    assert len({slug(1), slug(2), slug(mix), slug([{"component": 2, "weight": 0.25}])}) == 4


@pytest.mark.parametrize(
    ("change", "status", "says"),
    [
        ({"model": "gpt5"}, 404, "no model 'gpt5'"),
        ({"capture": "c-k3w9q2hd7z"}, 404, "no capture 'c-k3w9q2hd7z'"),
        ({"capture": "held-out"}, 422, "body.state.capture"),
        ({"site": "9.resid_pre"}, 404, "9.resid_pre"),
        ({"site": "../../etc"}, 422, "body.state.site"),
        ({"basis": "umap"}, 404, "umap"),
        ({"site": HEAD, "basis": "positions"}, 422, "positions"),
        ({"axes": {"x": 129}}, 422, "state.axes.x is 129; the basis 'pca' has components 1 to 128"),
        ({"direction": 129}, 422, "state.direction is 129"),
        ({"direction": 0}, 422, "body.state.direction"),
        ({"direction": []}, 422, "body.state.direction"),
        ({"direction": [{"component": 129, "weight": 1}]}, 422, "component 129"),
        ({"direction": [{"component": 1, "weight": 0}]}, 422, "all zero"),
        ({"direction": [{"component": 1, "weight": 1e9}]}, 422, "body.state.direction"),
        ({"direction": "v-k3w9q2hd7z"}, 404, "no saved direction 'v-k3w9q2hd7z'"),
        ({"direction": "d-k3w9q2hd7z"}, 404, "no direction 'd-k3w9q2hd7z'"),
        ({"first": 24}, 422, "state.first is 24"),
        ({"focus": {"prompt": 24, "position": 0}}, 422, "state.focus.prompt is 24"),
        ({"focus": {"prompt": 0, "position": 9}}, 422, "the prompt 0 has the positions 0 to 8"),
        ({"hologram": True}, 422, "body.state.hologram"),
        ({"stage": "scene"}, 422, "body.state.stage"),
        ({"version": 4}, 422, "version 4; this server reads versions up to 3"),
    ],
)
def test_states_that_name_what_is_not_there_are_refused(
    client: TestClient, plain: dict[str, Any], change: dict[str, Any], status: int, says: str
) -> None:
    refused = client.post(URL, json={"state": {**plain, **change}})
    assert (refused.status_code, refused.headers["content-type"]) == (status, "application/problem+json")
    assert says in refused.json()["detail"]


def test_a_direction_of_another_space_is_refused(client: TestClient, plain: dict[str, Any], saved: str) -> None:
    refused = client.post(URL, json={"state": {**plain, "site": HEAD, "direction": saved}})
    assert refused.status_code == 422
    assert f"the rows at {HEAD} do not" in refused.json()["detail"]


def test_a_saved_direction_is_shown_also_after_it_was_taken_back(
    client: TestClient, database: Database, plain: dict[str, Any], saved: str
) -> None:
    link = stored(client, {**plain, "direction": saved})
    kept = client.get(f"/api/v1/models/demo/saved-directions/{saved}").json()
    assert link["pins"]["captured"]["direction"] == kept["checksum"]
    with database.transaction() as session:
        session.execute(update(SavedDirection).where(SavedDirection.name == saved).values(deleted_at="now()"))
    assert opened(client, link["slug"])["differences"] == []
    with database.transaction() as session:
        session.execute(delete(SavedDirection).where(SavedDirection.name == saved))
    (missing,) = opened(client, link["slug"])["differences"]
    assert f"no saved direction '{saved}'" in missing
    assert client.get(f"{URL}/{link['slug']}/preview.png").status_code == 200


def test_a_direction_between_points_is_made_again_where_only_its_row_is_missing(
    client: TestClient, database: Database, plain: dict[str, Any]
) -> None:
    recipe = {"plus": {"point_set": "tokens", "ids": [7, 8]}, "minus": None}
    name = client.post("/api/v1/models/demo/directions", json=recipe).json()["name"]
    link = stored(client, {**plain, "direction": name})
    assert link["pins"]["directions"] == {name: recipe}
    with database.transaction() as session:
        session.execute(delete(Direction).where(Direction.name == name))
    assert opened(client, link["slug"])["differences"] == []


def test_a_link_says_in_what_its_residuals_differ_and_what_is_nearest(client: TestClient, database: Database) -> None:
    lost = capture(database, "c-22222lost2", {STREAM: 128, HEAD: 32}, seed=8)
    state = {"page": "residuals", "model": "demo", "capture": lost.name, "site": HEAD, "basis": "pca-scaled"}
    slug = stored(client, state)["slug"]

    def change(statement: Any) -> None:
        with database.transaction() as session:
            session.execute(statement)

    change(update(SiteRow).where(SiteRow.capture == lost.name).values(checksum="another"))
    (anew,) = opened(client, slug)["differences"]
    assert f"captured at {HEAD} was computed anew" in anew
    change(update(SiteRow).where(SiteRow.capture == lost.name).values(checksum=f"{lost.name}-{HEAD}"))
    ours = SiteBasis.checksum == f"checksum-{lost.name}-pca-scaled-{HEAD}"
    change(update(SiteBasis).where(ours).values(checksum="another"))
    (rounded,) = opened(client, slug)["differences"]
    assert "may differ by rounding" in rounded
    change(update(SiteBasis).where(SiteBasis.checksum == "another").values(key="another"))
    (otherwise,) = opened(client, slug)["differences"]
    assert "fitted otherwise" in otherwise
    change(delete(SiteBasis).where(SiteBasis.checksum == "another"))
    link = opened(client, slug)
    assert f"{HEAD}" in link["differences"][0]
    assert link["nearest"] == {"model": "demo", "basis": "pca", "capture": lost.name, "site": HEAD}
    change(delete(SiteRow).where(SiteRow.capture == lost.name, SiteRow.name == HEAD))
    link = opened(client, slug)
    assert f"has no site '{HEAD}'" in link["differences"][0]
    assert link["nearest"] == {"model": "demo", "basis": "pca-scaled", "capture": lost.name, "site": STREAM}
    again = capture(database, "c-2222again2", {HEAD: 32}, seed=8)
    change(delete(Capture).where(Capture.name == lost.name))
    link = opened(client, slug)
    assert f"no capture '{lost.name}'" in link["differences"][0]
    near = {"model": "demo", "basis": "pca-scaled", "capture": again.name, "site": HEAD}
    assert link["nearest"] == near, "of the same prompts"
    assert link["state"]["capture"] == lost.name


def picture(database: Database, slug: str) -> Any:
    with database.reading() as session:
        link = links.opened(session, permalinks.find(session, slug))
        assert isinstance(link, ResidualsLink)
        return residual_previews.picture_of(session, link)


@pytest.mark.parametrize("reading", ["dot", "centered", "cosine"])
@pytest.mark.parametrize("basis", ["pca", "pca-scaled"])
def test_a_picture_shows_the_scores_and_colours_them_by_what_they_read(
    client: TestClient, database: Database, captured: Captured, plain: dict[str, Any], basis: str, reading: str
) -> None:
    mix = [{"component": 4, "weight": 3}, {"component": 2, "weight": -4}]
    view = {"basis": basis, "reading": reading, "direction": mix, "focus": {"prompt": 2, "position": 4}}
    drawn = picture(database, stored(client, {**plain, **view, "axes": {"x": 5, "y": 1, "z": 2}})["slug"])
    (cloud,) = drawn.scene.clouds
    center, scale, components = captured.bases[STREAM, basis]
    rows = captured.all_rows(STREAM) / (1 if scale is None else scale)
    middle = center / (1 if scale is None else scale)
    np.testing.assert_allclose(cloud.points, (rows - middle) @ components[[4, 0, 1]].T, atol=1e-9)
    along = 0.6 * components[3] - 0.8 * components[1]
    expected = {
        "dot": rows @ along,
        "centered": (rows - middle) @ along,
        "cosine": rows @ along / np.linalg.norm(rows, axis=1),
    }[reading]
    values, end = cloud.values
    np.testing.assert_allclose(values, expected, atol=1e-9)
    others = np.delete(abs(expected), np.arange(0, len(expected), LENGTHS[0]))
    assert end == pytest.approx(np.sort(others)[int(np.ceil(0.995 * len(others))) - 1])
    assert cloud.focus == 2 * LENGTHS[0] + 4


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_a_picture_is_drawn_in_the_colours_of_both_signs(
    client: TestClient, plain: dict[str, Any], theme: str
) -> None:
    slug = stored(client, {**plain, "theme": theme, "reading": "centered"}, title=f"In {theme}")["slug"]
    answer = client.get(f"{URL}/{slug}/preview.png")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    image = np.array(Image.open(io.BytesIO(answer.content)).convert("RGB")).astype(int)
    assert image.shape == (630, 1200, 3)
    scene = image[:, 420:]
    blue, orange = scene[..., 2] - scene[..., 0], scene[..., 0] - scene[..., 2]
    assert (blue > 60).sum() > 100
    assert (orange > 60).sum() > 100


def test_a_link_whose_capture_is_gone_has_a_plain_card(client: TestClient, database: Database) -> None:
    gone = capture(database, "c-22222gone2", {STREAM: 128}, seed=9)
    slug = stored(client, {"page": "residuals", "model": "demo", "capture": gone.name, "site": STREAM})["slug"]
    with database.transaction() as session:
        session.execute(delete(Capture).where(Capture.name == gone.name))
    drawn = picture(database, slug)
    assert drawn.scene is None
    assert "no longer on this server" in drawn.subtitle
    assert client.get(f"{URL}/{slug}/preview.png").status_code == 200


def test_pages_of_residuals_say_what_they_show(
    client: TestClient, database: Database, settings: Settings, plain: dict[str, Any], tmp_path: Path
) -> None:
    (tmp_path / "index.html").write_text(
        '<title>x</title><meta name="description" content="x"><noscript>x</noscript>', encoding="utf-8"
    )
    slug = stored(client, plain, title="<b>Indentation</b>")["slug"]
    built = settings.model_copy(update={"frontend_dir": tmp_path})
    with TestClient(create_app(built, database)) as own:
        linked = own.get(f"/v/{slug}").text
        assert "<title>&lt;b&gt;Indentation&lt;/b&gt; – Residview</title>" in linked
        assert "layer 2, resid_pre" in linked
        assert "read along PC1 (dot product)" in linked
        for path, says in (("/residuals", "demo · residual stream"), ("/interventions", "demo · interventions")):
            page = own.get(f"{path}?basis=pca-scaled&theme=light")
            assert page.status_code == 200
            assert f"<title>{says} – Residview</title>" in page.text
            assert "preview.png?theme=light" in page.text


def test_a_stored_row_of_this_version_opens_with_all_it_held(
    client: TestClient, database: Database, captured: Captured
) -> None:
    slug = stored(client, GOLDEN)["slug"]
    with database.reading() as session:
        row = session.get_one(Permalink, slug)
        assert row.state == ResidualsState.model_validate(GOLDEN).model_dump(mode="json")
        assert set(row.pins) == {"model_revision", "basis_key", "basis_checksum", "captured"}
