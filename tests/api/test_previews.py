"""The pictures of links: points where a camera sees them, in their colours; kept, asked again cheaply, honest."""

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Lock
from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient
from PIL import Image
from sqlalchemy import update

from residview.api import links, previews
from residview.api.app import create_app
from residview.api.coordinates import Coordinates
from residview.api.making import restore_direction
from residview.api.schemas_find import DirectionIn
from residview.precompute.add import add_model, remove_model
from residview.previews.picture import SCENE
from residview.settings import Settings
from residview.store import bases, models, vectors
from residview.store import sums as sums_store
from residview.store.session import Database
from residview.store.tables import Permalink
from tests.support import looking
from tests.support.directories import random_model
from tests.support.report import Recorder

LINKS = "/api/v1/permalinks"
DEMO = "/api/v1/models/demo"
CAMERAS = [
    {"eye": {"x": 1.3, "y": 1.08, "z": 0.6}, "center": {"x": 0, "y": 0, "z": 0}, "up": {"x": 0, "y": 0, "z": 1}},
    {
        "eye": {"x": -0.9, "y": 0.4, "z": 1.3},
        "center": {"x": 0.1, "y": 0, "z": -0.1},
        "up": {"x": 1, "y": 0.2, "z": 0},
    },
]


def link(client: TestClient, **state: Any) -> str:
    made = client.post(LINKS, json={"state": {"model": "demo", "basis": "positions"} | state})
    assert made.status_code == 201, made.text
    return made.json()["slug"]


def picture(client: TestClient, slug: str) -> np.ndarray:
    """(630, 1200, 3)"""
    answer = client.get(f"{LINKS}/{slug}/preview.png")
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/png")
    image = Image.open(io.BytesIO(answer.content))
    assert (image.format, image.size, image.mode) == ("PNG", (1200, 630), "RGB")
    return np.asarray(image).astype(int)


def scores(client: TestClient, basis: str, point_set: str, components: tuple[int, ...]) -> np.ndarray:
    url = f"{DEMO}/bases/{basis}/scores/{point_set}"
    parts = [client.get(url, params={"from": each, "to": each}).content for each in components]
    return np.concatenate([np.load(io.BytesIO(part)) for part in parts], axis=1).astype(float)


def around(pixels: np.ndarray, place: np.ndarray, reach: int = 2) -> np.ndarray:
    x, y = np.floor(place).astype(int)
    return pixels[y - reach : y + reach + 1, x - reach : x + reach + 1].reshape(-1, 3)


def blue(pixels: np.ndarray) -> np.ndarray:
    return (pixels[..., 2] > pixels[..., 0] + 35) & (pixels[..., 2] > 80)


def red(pixels: np.ndarray) -> np.ndarray:
    return pixels[..., 0] > pixels[..., 2] + 60


@pytest.mark.parametrize("camera", CAMERAS)
@pytest.mark.parametrize("aspect", ["cube", "data"])
@pytest.mark.parametrize("theme", ["dark", "light"])
def test_a_point_that_stands_alone_is_where_the_camera_sees_it_in_its_colour(
    client: TestClient, camera: dict, aspect: str, theme: str
) -> None:
    axes = {"x": 1, "y": 3, "z": 2}
    state = {"axes": axes, "camera": camera, "aspect": aspect, "theme": theme}
    pixels = picture(client, link(client, show={"path": False, "marks": False}, size=2, **state))
    sets = [scores(client, "positions", name, (1, 3, 2)) for name in ("positions", "tokens")]
    positions, tokens = (looking.pixels(looking.box_place(each, sets, aspect), camera) for each in sets)
    everything = np.concatenate([positions, tokens])
    for places, is_colour in ((positions, blue), (tokens, red)):
        place = places[looking.most_alone(places, everything)]
        assert is_colour(around(pixels, place, 1)).all(), place
    hidden = picture(client, link(client, show={"tokens": False, "path": False, "marks": False}, size=2, **state))
    left, _, width, _ = SCENE
    assert not red(hidden[:, left : left + width]).any()
    shown = positions[looking.most_alone(positions, positions)]
    assert blue(around(hidden, shown, 1)).all(), "hiding the tokens moved the positions"


def test_what_is_picked_out_stands_out(client: TestClient) -> None:
    plain = picture(client, link(client, show={"marks": False}))
    picked = picture(
        client,
        link(
            client,
            show={"marks": False},
            selection={"point_set": "tokens", "ids": "7,300-301"},
            focus={"point_set": "positions", "id": 1},
        ),
    )
    sets = [scores(client, "positions", name, (1, 2, 3)) for name in ("positions", "tokens")]
    positions, tokens = (looking.pixels(looking.box_place(each, sets, "cube"), CAMERAS[0]) for each in sets)
    changed = (plain != picked).any(axis=2)
    for place in (*tokens[[7, 300, 301]], positions[1]):
        assert (around(picked, place, 8) > 200).all(axis=1).any(), "a light ring on dark"
        x, y = place.astype(int)
        changed[y - 20 : y + 21, x - 20 : x + 21] = False
    assert not changed.any(), "nothing else is touched"


def test_a_picture_is_drawn_once_and_then_asked_for_cheaply(
    client: TestClient, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    slug = link(client, size=1.25)
    first = client.get(f"{LINKS}/{slug}/preview.png")
    assert first.headers["cache-control"] == "public, max-age=86400"
    monkeypatch.setattr(previews, "png", lambda _picture: pytest.fail("drawn again"))
    again = client.get(f"{LINKS}/{slug}/preview.png")
    assert (again.content, again.headers["etag"]) == (first.content, first.headers["etag"])
    held = client.get(f"{LINKS}/{slug}/preview.png", headers={"If-None-Match": first.headers["etag"]})
    assert (held.status_code, held.content) == (304, b"")
    assert held.headers["cache-control"] == "public, max-age=86400"
    with database.transaction() as session:
        session.execute(update(Permalink).where(Permalink.slug == slug).values(preview=b"another"))
    assert client.get(f"{LINKS}/{slug}/preview.png").content == b"another"


def test_only_one_picture_is_drawn_at_a_time(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    slugs = [link(client, size=1.5, k=k) for k in range(1, 5)]
    drawing, most, lock, draw = [], [], Lock(), previews.png

    def counted(picture: Any) -> bytes:
        with lock:
            drawing.append(picture)
            most.append(len(drawing))
        made = draw(picture)
        with lock:
            drawing.remove(picture)
        return made

    monkeypatch.setattr(previews, "png", counted)
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda slug: client.get(f"{LINKS}/{slug}/preview.png").status_code, slugs))
    assert (answers, most) == ([200] * 4, [1] * 4)


def test_a_link_whose_model_is_gone_has_a_plain_card_and_gets_its_picture_back(
    fresh: Database, tmp_path: Path
) -> None:
    directory = random_model(tmp_path)
    add_model(fresh, directory, "m", Recorder())
    left, _, width, _ = SCENE
    with TestClient(create_app(Settings(), fresh)) as client:
        slug = link(client, model="m")
        with_scene = picture(client, slug)
        remove_model(fresh, "m", Recorder())
        card = picture(client, slug)
        assert not red(card[:, left : left + width]).any()
        assert not blue(card[:, left : left + width]).any()
        assert (card[:, :left] > 150).all(axis=2).any(), "and it says something"
        add_model(fresh, directory, "m", Recorder())
        np.testing.assert_array_equal(picture(client, slug), with_scene)
        remove_model(fresh, "m", Recorder())
        add_model(fresh, random_model(tmp_path / "other", seed=5), "m", Recorder())
        np.testing.assert_array_equal(picture(client, slug), with_scene)


def test_a_picture_of_other_weights_than_the_link_s_is_not_kept(fresh: Database, tmp_path: Path) -> None:
    add_model(fresh, random_model(tmp_path / "a"), "m", Recorder())
    with TestClient(create_app(Settings(), fresh)) as client:
        slug = link(client, model="m")
        remove_model(fresh, "m", Recorder())
        add_model(fresh, random_model(tmp_path / "b", seed=1), "m", Recorder())
        other = picture(client, slug)
        remove_model(fresh, "m", Recorder())
        add_model(fresh, random_model(tmp_path / "a"), "m", Recorder())
        assert (picture(client, slug) != other).any()


def test_a_direction_and_the_sums_of_a_prompt_are_drawn_where_they_are(client: TestClient, database: Database) -> None:
    """Against the vectors themselves: rows, less the centre, times the axis."""
    direction, sums, ids = "d-testpreview"[:12], "s-testpreview"[:12], [262, 5, 4000]
    with database.transaction() as session:
        model = models.ready_model(session, "demo")
        recipe = {"plus": {"point_set": "tokens", "ids": [262]}, "minus": {"point_set": "tokens", "ids": [300]}}
        restore_direction(session, model, direction, DirectionIn.model_validate(recipe))
        sums_store.keep(session, model, sums, "a prompt", ids)
    with database.reading() as session:
        model = models.ready_model(session, "demo")
        basis = bases.basis(session, model, "tokens")
        tokens, positions = (
            np.concatenate(list(vectors.read(session, models.point_set(model, name).id))).astype(float)
            for name in ("tokens", "positions")
        )
        components = np.frombuffer(basis.components, "<f8").reshape(-1, 128)
        unit = (tokens[262] - tokens[300]) / np.linalg.norm(tokens[262] - tokens[300])
        axes = np.stack([components[3], unit, components[0]], axis=1)
        center = np.frombuffer(basis.center, "<f8")
        reader = Coordinates(session, model, basis)
        asked = [reader.axis(axis) for axis in (4, direction, 1)]
        assert (asked, reader.notes) == ([4, direction, 1], [])
        np.testing.assert_allclose(reader.points("positions", asked), (positions - center) @ axes, atol=2e-5)
        expected = (tokens[ids] + positions[:3] - center) @ axes
        np.testing.assert_allclose(reader.sums(sums, asked), expected, atol=5e-5)
        scale = np.linspace(0.5, 2, 128)
        session.expunge(basis)
        basis.scale, basis.center_scores = scale.tobytes(), []
        scaled, axis = Coordinates(session, model, basis), unit / scale / np.linalg.norm(unit / scale)
        assert scaled.axis(direction) == direction
        along = scaled.points("tokens", [direction])[:, 0]
        np.testing.assert_allclose(along, (tokens - center) / scale @ axis, atol=5e-5)
        assert reader.axis("d-nosuchname0"[:12]) == 1
        assert "PC1 in place of d-nosuchname" in reader.notes[0]
    slug = link(client, basis="tokens", sums=sums, axes={"x": 4, "y": direction, "z": 1})
    assert client.get(f"{LINKS}/{slug}").json()["pins"]["sums"]["ids"] == ids
    assert red(picture(client, slug)).any()


@pytest.mark.parametrize("theme", ["dark", "light"])
def test_a_basis_has_a_picture_of_how_it_is_first_seen(client: TestClient, theme: str) -> None:
    url = f"{DEMO}/bases/tokens/preview.png?theme={theme}"
    answer = client.get(url)
    pixels = np.asarray(Image.open(io.BytesIO(answer.content))).astype(int)
    assert (pixels[0, 0] < 30).all() == (theme == "dark")
    assert red(pixels).any()
    assert blue(pixels).any()
    assert client.get(url, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    assert client.head(url).headers["etag"] == answer.headers["etag"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        (f"{LINKS}/nosuchlink/preview.png", 404),
        (f"{DEMO}/bases/umap/preview.png", 404),
        (f"{DEMO}/bases/tokens/preview.png?theme=sepia", 422),
    ],
)
def test_a_picture_of_nothing_is_a_problem(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_a_direction_that_is_not_here_leaves_a_picture_that_says_so(client: TestClient, database: Database) -> None:
    slug = link(client, theme="light", k=9)
    with database.transaction() as session:
        stored = session.get_one(Permalink, slug)
        stored.state = {**stored.state, "axes": {"x": "d-nosuchname", "y": 2, "z": 3}, "sums": "s-nosuchname"}
    with database.reading() as session:
        link_here = links.opened(session, session.get_one(Permalink, slug))
        shown = previews._picture_of(session, link_here)
    assert "PC1 in place of d-nosuchname" in shown.provenance[-1]
    assert "without the sums s-nosuchname" in shown.provenance[-1]
    assert red(picture(client, slug)).any()


def test_a_camera_inside_the_points_or_beside_itself_still_gives_a_picture(client: TestClient) -> None:
    for eye in ({"x": 0, "y": 0, "z": 0}, {"x": 0.05, "y": 0.1, "z": 0}, {"x": 1e6, "y": 1e6, "z": -1e6}):
        picture(client, link(client, camera={"eye": eye}, size=4))


def test_a_picture_drawn_anew_is_the_same_bytes(client: TestClient, database: Database) -> None:
    slug = link(client, theme="light", size=0.75)
    first = client.get(f"{LINKS}/{slug}/preview.png").content
    with database.transaction() as session:
        session.execute(update(Permalink).where(Permalink.slug == slug).values(preview=None))
    assert client.get(f"{LINKS}/{slug}/preview.png").content == first
