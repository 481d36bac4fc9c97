"""What lies nearest to a direction, held against numpy."""

from typing import Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from residview.store import models, vectors
from residview.store.session import Database
from tests.support.captured import Captured
from tests.support.people import a_name
from tests.support.saving import HEAD, STREAM, URL, save, values


def all_rows(database: Database, point_set: str) -> np.ndarray:
    with database.reading() as session:
        id_ = models.point_set(models.ready_model(session, "demo"), point_set).id
        return np.concatenate(list(vectors.read(session, id_))).astype(np.float64)


def neighbors(person: TestClient, source: dict[str, Any], k: int = 5) -> dict[str, Any]:
    answer = person.post("/api/v1/models/demo/direction-neighbors", params={"k": k}, json=source)
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_neighbours_among_tokens_are_numpy_s(ada: TestClient, database: Database) -> None:
    source = values()
    unit = np.array(source["values"]) / np.linalg.norm(source["values"])
    model = ada.get("/api/v1/models/demo").json()
    near = neighbors(ada, source)
    embedding = all_rows(database, "tokens")
    unembedding = embedding if model["tied_unembedding"] else all_rows(database, "unembedding")
    logits, cosines = unembedding @ unit, embedding @ unit / np.linalg.norm(embedding, axis=1)
    order = np.argsort(-logits)
    assert [each["id"] for each in near["unembedding"]] == [*order[:5], *order[::-1][:5]]
    np.testing.assert_allclose([each["logit"] for each in near["unembedding"]], logits[[*order[:5], *order[::-1][:5]]])
    order = np.argsort(-cosines)
    assert [each["id"] for each in near["tokens"]] == [*order[:5], *order[::-1][:5]]
    np.testing.assert_allclose([each["cosine"] for each in near["tokens"]], cosines[[*order[:5], *order[::-1][:5]]])
    drawn = np.random.default_rng(0).normal(size=(20_000, 128))
    sizes = abs(drawn[:, 0] / np.linalg.norm(drawn, axis=1))
    assert near["chance"] == pytest.approx(np.quantile(sizes, 0.95), rel=0.03)


def test_neighbours_among_components_are_of_the_site_and_of_the_model(ada: TestClient, captured: Captured) -> None:
    mix = {"kind": "mix", "capture": captured.name, "site": STREAM, "basis": "pca-scaled"}
    source = {**mix, "weights": [{"component": 4, "weight": -2}]}
    near = neighbors(ada, source, k=50)["components"]
    assert (near[0]["basis"], near[0]["component"]) == ("pca-scaled", 4)
    assert near[0]["cosine"] == pytest.approx(-1)
    _, scale, components = captured.bases[STREAM, "pca-scaled"]
    vector = -components[3] / scale / np.linalg.norm(components[3] / scale)
    _, _, plain = captured.bases[STREAM, "pca"]
    own = {each["component"]: each["cosine"] for each in near if each["basis"] == "pca"}
    assert own == pytest.approx({number: plain[number - 1] @ vector for number in own})
    assert {each["basis"] for each in near} & {"positions", "tokens"}
    sizes = [abs(each["cosine"]) for each in near]
    assert sizes == sorted(sizes, reverse=True)
    saved = save(ada, a_name(), source)
    assert neighbors(ada, {"kind": "named", "name": saved["name"]}, k=50)["components"] == near


def test_neighbours_among_saved_ones_are_of_the_same_space(ada: TestClient, captured: Captured) -> None:
    head = [{**values(32), "site": HEAD} for _ in range(3)]
    made = [save(ada, a_name(), source) for source in head]
    gone = save(ada, a_name(), {**values(32), "site": HEAD})
    ada.delete(f"{URL}/{gone['name']}")
    units = [np.array(source["values"]) / np.linalg.norm(source["values"]) for source in head]
    near = neighbors(ada, {"kind": "named", "name": made[0]["name"]}, k=50)
    cosines = {each["name"]: each["cosine"] for each in near["saved"]}
    assert made[0]["name"] not in cosines
    assert gone["name"] not in cosines
    for other, unit in zip(made[1:], units[1:], strict=True):
        assert cosines[other["name"]] == pytest.approx(unit @ units[0])
    assert (near["tokens"], near["unembedding"]) == ([], [])
