"""Nearest points and pairs, against brute force over the weights' own file."""

import io
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient
from pgvector import Vector
from safetensors.numpy import load_file
from sklearn.metrics.pairwise import cosine_similarity, euclidean_distances

from residview.api.app import create_app
from residview.demo import DEMO_MODEL
from residview.errors import BadPoints
from residview.precompute.add import add_model
from residview.settings import Settings
from residview.store import models, neighbors, points
from residview.store.session import Database
from residview.store.tables import PointSetRow
from residview.store.vectors import connection_of
from residview.vocabulary import Metric
from tests.support.directories import write_model
from tests.support.report import Recorder

DEMO = "/api/v1/models/demo"
WEIGHTS = load_file(DEMO_MODEL / "model.safetensors")
TABLES = {
    "tokens": WEIGHTS["transformer.wte.weight"].astype(np.float64),
    "positions": WEIGHTS["transformer.wpe.weight"].astype(np.float64),
}


def near(client: TestClient, point_set: str, id_: int, **asked: object) -> dict:
    answer = client.get(f"{DEMO}/neighbors/{point_set}/{id_}", params=asked)
    assert answer.status_code == 200, answer.text
    return answer.json()


def brute_force(point_set: str, id_: int, among: str, metric: str, k: int) -> list[int]:
    point = TABLES[point_set][id_][None]
    if metric == "cosine":
        apart = -cosine_similarity(TABLES[among], point)[:, 0]
    else:
        apart = euclidean_distances(TABLES[among], point)[:, 0]
    if among == point_set:
        apart[id_] = np.inf
    return np.argsort(apart, kind="stable")[:k].tolist()


@pytest.mark.parametrize("metric", ["cosine", "euclidean"])
@pytest.mark.parametrize("among", ["tokens", "positions"])
@pytest.mark.parametrize(("point_set", "id_"), [("tokens", 0), ("tokens", 262), ("positions", 0), ("positions", 77)])
@pytest.mark.parametrize("k", [1, 20, 127])
def test_an_exact_search_is_brute_force(
    client: TestClient, point_set: str, id_: int, among: str, metric: str, k: int
) -> None:
    found = near(client, point_set, id_, **{"in": among}, metric=metric, exact=True, k=k)
    assert (found["search"], found["among"], found["metric"]) == ("scan", among, metric)
    ids = [each["id"] for each in found["neighbors"]]
    assert ids == brute_force(point_set, id_, among, metric, k)
    cosine = cosine_similarity(TABLES[among][ids], TABLES[point_set][id_][None])[:, 0]
    distance = np.linalg.norm(TABLES[among][ids] - TABLES[point_set][id_], axis=1)
    np.testing.assert_allclose([each["cosine"] for each in found["neighbors"]], cosine, atol=1e-12)
    np.testing.assert_allclose([each["distance"] for each in found["neighbors"]], distance, rtol=1e-12)


def test_the_index_recalls_what_brute_force_finds(client: TestClient) -> None:
    asked = [*range(0, 4096, 64)]
    recalled = 0
    for id_ in asked:
        found = near(client, "tokens", id_, k=20)
        assert found["search"] == "index"
        assert id_ not in [each["id"] for each in found["neighbors"]]
        cosines = [each["cosine"] for each in found["neighbors"]]
        assert cosines == sorted(cosines, reverse=True)
        recalled += len(
            {each["id"] for each in found["neighbors"]} & set(brute_force("tokens", id_, "tokens", "cosine", 20))
        )
    assert recalled / (20 * len(asked)) >= 0.95


def test_two_hundred_neighbours_come_from_the_index_too(client: TestClient) -> None:
    found = near(client, "positions", 5, k=200)
    assert (found["search"], len(found["neighbors"])) == ("index", 200)
    expected = set(brute_force("positions", 5, "tokens", "cosine", 200))
    assert len(expected & {each["id"] for each in found["neighbors"]}) >= 190


def test_few_points_are_compared_one_by_one(client: TestClient) -> None:
    found = near(client, "tokens", 262, **{"in": "positions"}, k=200)
    assert (found["search"], len(found["neighbors"])) == ("scan", 128)


def test_the_planner_asks_the_index_and_the_scan_does_not(database: Database) -> None:
    def plan(metric: Metric, index: bool) -> str:
        with database.reading() as session:
            tokens = models.point_set(models.ready_model(session, "demo"), "tokens")
            assert neighbors.has_index(session, tokens, Metric.COSINE)
            point = points.row(session, tokens, 262)
            # As a search leaves its transaction.
            neighbors.candidates(session, tokens, point, 20, metric, exact=not index)
            query = f"EXPLAIN {neighbors.statement(tokens, 200, metric, index)}"
            rows = connection_of(session).execute(query, {"point": Vector(point)})
            return "\n".join(row[0] for row in rows)

    assert "Index Scan using vectors_" in plan(Metric.COSINE, index=True)
    assert "_cosine" in plan(Metric.COSINE, index=True)
    for metric in Metric:
        assert "_cosine" not in plan(metric, index=False)


@pytest.mark.parametrize("among", ["tokens", "positions"])
def test_cosines_with_a_point_are_those_of_an_independent_library(client: TestClient, among: str) -> None:
    url = f"{DEMO}/cosine/tokens/262"
    answer = client.get(url, params={"in": among})
    found = np.load(io.BytesIO(answer.content))
    assert (found.dtype, found.shape) == (np.dtype("<f4"), (len(TABLES[among]), 1))
    np.testing.assert_allclose(found, cosine_similarity(TABLES[among], TABLES["tokens"][262][None]), atol=1e-7)
    checksums = {each["name"]: each["checksum"] for each in client.get(DEMO).json()["point_sets"]}
    named = client.get(url, params={"in": among, "v": f"{checksums['tokens']}.{checksums[among]}"})
    assert "immutable" in named.headers["cache-control"]
    assert named.headers["etag"] == answer.headers["etag"]
    assert client.get(f"{DEMO}/cosine/tokens/263", params={"in": among}).headers["etag"] != answer.headers["etag"]
    assert client.get(url, params={"in": among, "v": "0.0"}).status_code == 409
    held = client.get(url, params={"in": among}, headers={"If-None-Match": answer.headers["etag"]})
    assert (held.status_code, held.content) == (304, b"")


def test_a_pair_is_compared_beside_its_chance_range(client: TestClient) -> None:
    found = client.get(f"{DEMO}/pair", params={"a": "tokens:262", "b": "positions:5"}).json()
    a, b = TABLES["tokens"][262], TABLES["positions"][5]
    assert found["cosine"] == pytest.approx(cosine_similarity([a], [b])[0, 0], abs=1e-12)
    assert found["distance"] == pytest.approx(euclidean_distances([a], [b])[0, 0])
    assert (found["norm_a"], found["norm_b"]) == pytest.approx((np.sqrt(a @ a), np.sqrt(b @ b)))
    drawn = np.random.default_rng(0).normal(size=(100_000, 128))
    low, high = np.quantile(drawn[:, 0] / np.linalg.norm(drawn, axis=1), [0.05, 0.95])
    assert (found["chance_low"], found["chance_high"]) == pytest.approx((low, high), abs=0.002)
    same = client.get(f"{DEMO}/pair", params={"a": "tokens:262", "b": "tokens:262"}).json()
    assert (same["cosine"], same["distance"]) == (pytest.approx(1), 0)


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("neighbors/tokens/-1", 422, "There is no point -1 among the tokens: they have the ids 0 to 4095."),
        ("neighbors/tokens/4096", 422, "ids 0 to 4095"),
        ("neighbors/positions/1000000000000", 422, "no point 1000000000000 among the positions"),
        ("neighbors/tokens/one", 422, "path.id"),
        ("neighbors/tokens/1?k=0", 422, "query.k"),
        ("neighbors/tokens/1?k=201", 422, "query.k"),
        ("neighbors/tokens/1?metric=manhattan", 422, "query.metric"),
        ("neighbors/tokens/1?in=heads", 404, "no point set 'heads'. Its point sets: positions, tokens."),
        ("neighbors/heads/1", 404, "no point set 'heads'"),
        ("cosine/tokens/4096", 422, "ids 0 to 4095"),
        ("cosine/tokens/1?in=heads", 404, "no point set 'heads'"),
        ("pair?a=tokens&b=tokens:1", 422, "a is 'tokens'. Give a point set, a colon and an id, such as tokens:262."),
        ("pair?a=tokens:1&b=tokens:one", 422, "b is 'tokens:one'"),
        ("pair?a=tokens:1&b=tokens:", 422, "b is 'tokens:'"),
        ("pair?a=tokens:1&b=heads:1", 404, "no point set 'heads'"),
        ("pair?a=tokens:-1&b=tokens:1", 422, "There is no point -1"),
        ("pair?a=tokens:1000000000000&b=tokens:1", 422, "There is no point 1000000000000"),
        ("pair?a=tokens:1", 422, "query.b"),
    ],
)
def test_what_cannot_be_compared_is_named(client: TestClient, path: str, status: int, says: str) -> None:
    answer = client.get(f"{DEMO}/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert says in answer.json()["detail"]


@pytest.fixture
def with_zeros(fresh: Database, tmp_path: Path) -> Iterator[TestClient]:
    """Tokens 7 and 9 have length 0, as untrained rows do; 11 is the same as 10."""
    random = np.random.default_rng(0)
    tokens = random.normal(size=(1200, 6)).astype(np.float32)
    tokens[[7, 9]] = 0
    tokens[11] = tokens[10]
    positions = random.normal(size=(12, 6)).astype(np.float32)
    add_model(fresh, write_model(tmp_path, tokens, positions), "zeros", Recorder())
    with TestClient(create_app(Settings(), fresh)) as client:
        yield client


def test_rows_of_length_0_have_no_direction(with_zeros: TestClient) -> None:
    zeros = "/api/v1/models/zeros"
    for path in (
        "neighbors/tokens/7",
        "neighbors/tokens/7?exact=true",
        "cosine/tokens/7",
        "pair?a=tokens:1&b=tokens:7",
    ):
        answer = with_zeros.get(f"{zeros}/{path}")
        assert answer.status_code == 422
        assert "The row 7 of the tokens has length 0" in answer.json()["detail"]
    by_distance = with_zeros.get(f"{zeros}/neighbors/tokens/7?metric=euclidean&k=3").json()["neighbors"]
    assert (by_distance[0]["id"], by_distance[0]["distance"], by_distance[0]["cosine"]) == (9, 0, 0)
    for exact in (False, True):
        found = with_zeros.get(f"{zeros}/neighbors/tokens/10", params={"k": 200, "exact": exact}).json()
        assert not {7, 9} & {each["id"] for each in found["neighbors"]}
        assert found["neighbors"][0] == {"id": 11, "cosine": pytest.approx(1), "distance": 0}
    cosines = np.load(io.BytesIO(with_zeros.get(f"{zeros}/cosine/tokens/10").content))[:, 0]
    assert cosines[[7, 9]].tolist() == [0, 0]


def test_where_the_index_has_too_few_the_rows_are_compared(fresh: Database, tmp_path: Path) -> None:
    tokens = np.zeros((1200, 6), dtype=np.float32)
    tokens[:50] = np.random.default_rng(0).normal(size=(50, 6))
    add_model(fresh, write_model(tmp_path, tokens, tokens[:12]), "few", Recorder())
    with TestClient(create_app(Settings(), fresh)) as client:
        few = client.get("/api/v1/models/few/neighbors/tokens/3", params={"k": 20}).json()
        all_there_are = client.get("/api/v1/models/few/neighbors/tokens/3", params={"k": 100}).json()
    assert (few["search"], len(few["neighbors"])) == ("index", 20)
    assert (all_there_are["search"], len(all_there_are["neighbors"])) == ("scan", 49)


def test_only_points_of_one_space_are_compared() -> None:
    with pytest.raises(BadPoints, match="tokens have 768 coordinates, the unembedding 512"):
        points.check_widths(PointSetRow(name="tokens", d=768), PointSetRow(name="unembedding", d=512))
