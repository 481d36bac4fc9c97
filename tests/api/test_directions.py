"""Directions made of points, against the tables of the weights' own file."""

import io

import numpy as np
import pytest
from fastapi.testclient import TestClient
from safetensors.numpy import load_file
from sqlalchemy import update

from residview.api.making import make_direction, make_sums
from residview.api.schemas_find import DirectionIn
from residview.demo import DEMO_MODEL
from residview.store import directions, models
from residview.store.session import Database
from residview.store.tables import Basis, Direction, Sums

DEMO = "/api/v1/models/demo"
WEIGHTS = load_file(DEMO_MODEL / "model.safetensors")
TABLES = {
    "tokens": WEIGHTS["transformer.wte.weight"].astype(np.float64),
    "positions": WEIGHTS["transformer.wpe.weight"].astype(np.float64),
}
RECIPE = {"plus": {"point_set": "tokens", "ids": [262, 300, 5]}, "minus": {"point_set": "positions", "ids": [9, 3]}}
DIFFERENCE = TABLES["tokens"][[262, 300, 5]].mean(axis=0) - TABLES["positions"][[9, 3]].mean(axis=0)


def post(client: TestClient, recipe: dict) -> dict:
    answer = client.post(f"{DEMO}/directions", json=recipe)
    assert answer.status_code == 201, answer.text
    return answer.json()


def fitted(client: TestClient, basis: str) -> tuple[np.ndarray, np.ndarray]:
    """The basis by an independent way, its signs turned to the stored ones."""
    rows = {"positions": TABLES["positions"][1:], "tokens": TABLES["tokens"]}[basis]
    count = client.get(f"{DEMO}/bases/{basis}").json()["n_components"]
    right = np.linalg.svd(rows - rows.mean(axis=0), full_matrices=False)[2][:count]
    return rows.mean(axis=0), right


def test_the_same_points_give_the_same_direction_in_any_order(client: TestClient) -> None:
    made = post(client, RECIPE)
    assert made["name"].startswith("d-")
    assert made["norm"] == pytest.approx(np.linalg.norm(DIFFERENCE))
    assert made["plus"] == {"point_set": "tokens", "ids": [5, 262, 300]}
    turned = {
        "plus": {"point_set": "tokens", "ids": [5, 300, 262]},
        "minus": {"point_set": "positions", "ids": [3, 9]},
    }
    assert post(client, turned) == made == client.get(f"{DEMO}/directions/{made['name']}").json()
    assert post(client, {"plus": RECIPE["minus"], "minus": RECIPE["plus"]})["name"] != made["name"]


def test_a_mean_alone_is_a_direction_from_the_origin(client: TestClient) -> None:
    made = post(client, {"plus": {"point_set": "tokens", "ids": [262]}})
    assert made["minus"] is None
    assert made["norm"] == pytest.approx(np.linalg.norm(TABLES["tokens"][262]))


@pytest.mark.parametrize("points", ["tokens", "positions"])
@pytest.mark.parametrize("basis", ["tokens", "positions"])
def test_scores_along_a_direction_are_brute_force(client: TestClient, basis: str, points: str) -> None:
    name = post(client, RECIPE)["name"]
    url = f"{DEMO}/bases/{basis}/directions/{name}/scores/{points}"
    answer = client.get(url)
    found = np.load(io.BytesIO(answer.content))
    center = fitted(client, basis)[0]
    expected = (TABLES[points] - center) @ (DIFFERENCE / np.linalg.norm(DIFFERENCE))
    assert (found.dtype, found.shape) == (np.dtype("<f4"), (len(expected), 1))
    np.testing.assert_allclose(found[:, 0], expected, atol=1e-6)
    checksums = {each["name"]: each["checksum"] for each in client.get(DEMO).json()["point_sets"]}
    version = f"{client.get(f'{DEMO}/bases/{basis}').json()['checksum']}.{checksums[points]}"
    named = client.get(url, params={"v": version})
    assert "immutable" in named.headers["cache-control"]
    assert named.headers["etag"] == answer.headers["etag"]
    assert client.get(url, params={"v": "0" * 64}).status_code == 409
    assert client.get(url, headers={"If-None-Match": answer.headers["etag"]}).status_code == 304
    other = post(client, {"plus": RECIPE["minus"], "minus": RECIPE["plus"]})["name"]
    assert client.get(f"{DEMO}/bases/{basis}/directions/{other}/scores/{points}").headers["etag"] not in (
        answer.headers["etag"],
    )


def test_the_sums_of_a_prompt_have_scores_along_a_direction(client: TestClient) -> None:
    name = post(client, RECIPE)["name"]
    made = client.post(f"{DEMO}/sums", json={"text": "return self"}).json()
    found = np.load(io.BytesIO(client.get(f"{DEMO}/bases/tokens/directions/{name}/scores/{made['name']}").content))
    rows = TABLES["tokens"][made["ids"]] + TABLES["positions"][: len(made["ids"])]
    expected = (rows - TABLES["tokens"].mean(axis=0)) @ (DIFFERENCE / np.linalg.norm(DIFFERENCE))
    np.testing.assert_allclose(found[:, 0], expected, atol=1e-6)


@pytest.mark.parametrize("basis", ["tokens", "positions"])
def test_a_direction_is_compared_with_each_component(client: TestClient, basis: str) -> None:
    made = post(client, RECIPE)
    found = client.get(f"{DEMO}/bases/{basis}/directions/{made['name']}").json()
    assert found["direction"] == made
    expected = fitted(client, basis)[1] @ (DIFFERENCE / np.linalg.norm(DIFFERENCE))
    np.testing.assert_allclose(np.abs(found["cosines"][:8]), np.abs(expected[:8]), atol=1e-6)
    assert found["share_inside"] == pytest.approx((expected**2).sum(), abs=1e-6)
    assert found["share_inside"] == pytest.approx((np.array(found["cosines"]) ** 2).sum())


def test_in_a_scaled_basis_a_direction_is_scaled_as_the_points_are(client: TestClient, database: Database) -> None:
    name = post(client, RECIPE)["name"]
    scale = np.linspace(0.5, 2, 128)
    with database.transaction() as session:
        session.execute(update(Basis).where(Basis.name == "tokens").values(scale=scale.astype("<f8").tobytes()))
    try:
        url = f"{DEMO}/bases/tokens/directions/{name}"
        cosines = np.array(client.get(url).json()["cosines"])
        found = np.load(io.BytesIO(client.get(f"{url}/scores/tokens").content))[:, 0]
    finally:
        with database.transaction() as session:
            session.execute(update(Basis).where(Basis.name == "tokens").values(scale=None))
    center, components = fitted(client, "tokens")
    unit = DIFFERENCE / scale / np.linalg.norm(DIFFERENCE / scale)
    np.testing.assert_allclose(found, ((TABLES["tokens"] - center) / scale) @ unit, atol=1e-6)
    np.testing.assert_allclose(np.abs(cosines[:5]), np.abs(components[:5] @ unit), atol=1e-6)


def test_what_is_lost_is_made_again_from_its_recipe_under_the_same_name(
    client: TestClient, database: Database
) -> None:
    """As a link does on a server that has the model but never saw the direction or the prompt."""
    name = post(client, RECIPE)["name"]
    prompt = client.post(f"{DEMO}/sums", json={"text": "again"}).json()
    with database.transaction() as session:
        model = models.ready_model(session, "demo")
        vector = directions.vector(directions.find(session, model, name)).copy()
        session.delete(session.get_one(Direction, (model.revision, name)))
        session.delete(session.get_one(Sums, (model.revision, prompt["name"])))
        session.flush()
        session.expire_all()
        model = models.ready_model(session, "demo")
        again = make_direction(session, model, DirectionIn.model_validate(RECIPE))
        assert again.name == name
        np.testing.assert_array_equal(directions.vector(again), vector)
        assert make_sums(session, model, "again").name == prompt["name"]


@pytest.mark.parametrize(
    ("recipe", "status", "says"),
    [
        ({"plus": {"point_set": "tokens", "ids": [5]}, "minus": {"point_set": "tokens", "ids": [5]}}, 422,
         "The difference of these means is of length 0"),
        ({"plus": {"point_set": "tokens", "ids": [5, 6]}, "minus": {"point_set": "tokens", "ids": [6, 5]}}, 422,
         "points nowhere"),
        ({"plus": {"point_set": "tokens", "ids": [4096]}}, 422, "no point 4096 among the tokens"),
        ({"plus": {"point_set": "tokens", "ids": [-1]}}, 422, "ids 0 to 4095"),
        ({"plus": {"point_set": "tokens", "ids": [10**12]}}, 422, "no point 1000000000000"),
        ({"plus": {"point_set": "tokens", "ids": [1, 2, 1]}}, 422, "plus.ids names the point 1 more than once"),
        ({"plus": {"point_set": "tokens", "ids": [1]}, "minus": {"point_set": "positions", "ids": [2, 2]}}, 422,
         "minus.ids names the point 2 more than once"),
        ({"plus": {"point_set": "heads", "ids": [1]}}, 404, "no point set 'heads'. Its point sets: positions, tokens"),
        ({"plus": {"point_set": "to\0kens", "ids": [1]}}, 404, "no point set"),
        ({"plus": {"point_set": "tokens", "ids": []}}, 422, "body.plus.ids"),
        ({"plus": {"point_set": "tokens", "ids": [1.5]}}, 422, "body.plus.ids.0"),
        ({"plus": {"point_set": "tokens", "ids": list(range(10_001))}}, 422, "body.plus.ids"),
        ({"minus": {"point_set": "tokens", "ids": [1]}}, 422, "body.plus"),
        ({"plus": {"point_set": "tokens", "ids": [1]}, "weight": 2}, 422, "body.weight"),
    ],
)  # fmt: skip
def test_recipes_that_make_no_direction_are_refused(client: TestClient, recipe: dict, status: int, says: str) -> None:
    answer = client.post(f"{DEMO}/directions", json=recipe)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert says in answer.json()["detail"]


def test_unknown_directions_are_told(client: TestClient) -> None:
    for path in (
        "directions/d-nothing",
        "directions/%00",
        "bases/tokens/directions/x",
        "bases/tokens/directions/x/scores/tokens",
    ):
        answer = client.get(f"{DEMO}/{path}")
        assert answer.status_code == 404
        assert "There is no direction" in answer.json()["detail"]
    name = post(client, RECIPE)["name"]
    assert client.get(f"{DEMO}/bases/umap/directions/{name}").status_code == 404
    assert client.get(f"{DEMO}/bases/tokens/directions/{name}/scores/heads").status_code == 404
