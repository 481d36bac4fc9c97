"""A direction from whatever names one, against the numbers it is made of."""

from typing import Any

import numpy as np
import pytest
from pydantic import TypeAdapter

from residview.api.directions_from import Resolved, resolve
from residview.api.schemas_saved import DirectionSource
from residview.errors import ResidviewError
from residview.store import models, vectors
from residview.store.session import Database
from tests.support.captured import Captured, capture

SOURCE: TypeAdapter[Any] = TypeAdapter(DirectionSource)
STREAM, HEAD = "2.resid_pre", "1.z.3"


@pytest.fixture(scope="module")
def captured(database: Database) -> Captured:
    return capture(database, "c-d2rect2ns2", {STREAM: 128, HEAD: 32, "1.result.3": 128})


def found(database: Database, source: dict[str, Any]) -> Resolved:
    with database.reading() as session:
        return resolve(session, models.ready_model(session, "demo"), SOURCE.validate_python(source))


def at(captured: Captured, site: str, **more: Any) -> dict[str, Any]:
    return {"capture": captured.name, "site": site, **more}


def rows_of(database: Database, point_set: str) -> np.ndarray:
    with database.reading() as session:
        id_ = models.point_set(models.ready_model(session, "demo"), point_set).id
        return np.concatenate(list(vectors.read(session, id_))).astype(np.float64)


@pytest.mark.parametrize("basis", ["pca", "pca-scaled"])
@pytest.mark.parametrize("site", [STREAM, HEAD])
def test_a_mix_reads_rows_as_the_mix_of_their_scores(
    database: Database, captured: Captured, site: str, basis: str
) -> None:
    weights = [{"component": 2, "weight": 0.5}, {"component": 7, "weight": -1.25}, {"component": 2, "weight": 1}]
    made = found(database, at(captured, site, kind="mix", basis=basis, weights=weights))
    center, scale, components = captured.bases[site, basis]
    scores = (captured.all_rows(site) - center) / (1 if scale is None else scale) @ components.T
    mixed = 1.5 * scores[:, 1] - 1.25 * scores[:, 6]
    np.testing.assert_allclose((captured.all_rows(site) - center) @ made.vector * made.norm, mixed, rtol=1e-9)
    assert np.linalg.norm(made.vector) == pytest.approx(1, abs=1e-12)
    assert made.space == ("residual" if site == STREAM else HEAD)


def test_a_mix_may_be_of_a_basis_of_the_model(database: Database, captured: Captured) -> None:
    made = found(
        database, at(captured, STREAM, kind="mix", basis="positions", weights=[{"component": 3, "weight": -2}])
    )
    positions = rows_of(database, "positions")[1:]
    _, _, components = np.linalg.svd(positions - positions.mean(axis=0), full_matrices=False)
    assert abs(components[2] @ made.vector) == pytest.approx(1, abs=1e-6)
    assert made.norm == pytest.approx(2)


def test_points_are_rows_means_and_differences(database: Database) -> None:
    tokens, unembedding = rows_of(database, "tokens"), rows_of(database, "tokens")
    plus, minus = {"point_set": "tokens", "ids": [262, 300]}, {"point_set": "tokens", "ids": [5]}
    row = found(database, {"kind": "points", "plus": {"point_set": "tokens", "ids": [262]}})
    np.testing.assert_allclose(row.vector * row.norm, tokens[262], atol=1e-6)
    difference = found(database, {"kind": "points", "plus": plus, "minus": minus})
    np.testing.assert_allclose(
        difference.vector * difference.norm, (tokens[262] + tokens[300]) / 2 - unembedding[5], atol=1e-6
    )
    assert row.space == difference.space == "residual"


def test_tokens_are_the_difference_of_their_means_each_taken_once(database: Database, captured: Captured) -> None:
    plus = [{"prompt": 1, "position": 8}, {"prompt": 0, "position": 2}, {"prompt": 1, "position": 8}]
    minus = [{"prompt": 2, "position": 0}]
    rows = captured.rows[HEAD]
    made = found(database, at(captured, HEAD, kind="tokens", plus=plus, minus=minus))
    expected = (rows[1][8].astype(float) + rows[0][2]) / 2 - rows[2][0]
    np.testing.assert_allclose(made.vector * made.norm, expected, rtol=1e-9)
    assert made.space == HEAD
    mean = found(database, at(captured, "1.result.3", kind="tokens", plus=plus[:1]))
    np.testing.assert_allclose(mean.vector * mean.norm, captured.rows["1.result.3"][1][8], rtol=1e-6)
    assert mean.space == "residual"


@pytest.mark.parametrize("factor", [1.0, 1e30, -1e-200])
def test_numbers_of_any_length_are_a_direction(database: Database, captured: Captured, factor: float) -> None:
    values = np.random.default_rng(2).normal(size=32)
    made = found(database, {"kind": "values", "values": (values * factor).tolist(), "site": HEAD})
    expected = np.sign(factor) * values / np.linalg.norm(values)
    np.testing.assert_allclose(made.vector, expected, atol=1e-14)
    assert made.space == HEAD


def wrong_sources(name: str) -> list[tuple[dict[str, Any], str]]:
    mix = {"kind": "mix", "capture": name, "site": STREAM, "basis": "pca"}
    tokens = {"kind": "tokens", "capture": name, "site": STREAM}
    return [
        (
            {**mix, "weights": [{"component": 22, "weight": 1}]},
            "component 22; the basis 'pca' has the components",
        ),
        ({**mix, "weights": [{"component": 1, "weight": 0}]}, "all zero"),
        ({**mix, "weights": [{"component": 1, "weight": 1}], "basis": "umap"}, "umap"),
        (
            {**mix, "weights": [{"component": 1, "weight": 1}], "basis": "positions", "site": HEAD},
            "positions",
        ),
        ({**mix, "weights": [{"component": 1, "weight": 1}], "site": "9.resid_mid"}, name),
        ({**mix, "weights": [{"component": 1, "weight": 1}], "capture": "c-k3w9q2hd7z"}, "c-k3w9q2hd7z"),
        (
            {**tokens, "plus": [{"prompt": 0, "position": 5}]},
            "position 5 of the prompt 0, which has the",
        ),
        ({**tokens, "plus": [{"prompt": 3, "position": 0}]}, "plus names the prompt 3"),
        (
            {**tokens, "plus": [{"prompt": 0, "position": 1}], "minus": [{"prompt": 0, "position": 1}]},
            "length 0",
        ),
        ({"kind": "points", "plus": {"point_set": "tokens", "ids": [4096]}}, "no point 4096"),
        ({"kind": "points", "plus": {"point_set": "planets", "ids": [1]}}, "planets"),
        ({"kind": "named", "name": "v-k3w9q2hd7z"}, "no saved direction 'v-k3w9q2hd7z'"),
        ({"kind": "named", "name": "d-k3w9q2hd7z"}, "no direction 'd-k3w9q2hd7z'"),
        ({"kind": "values", "values": [1.0, 2.0]}, "There are 2 numbers; a direction of the residual stream has 128"),
        ({"kind": "values", "values": [1.0] * 128, "site": HEAD}, f"128 numbers; a direction of {HEAD} has 32"),
        ({"kind": "values", "values": [1.0] * 32}, f"32 ({HEAD})"),
        ({"kind": "values", "values": [0.0] * 128}, "all zero"),
        ({"kind": "values", "values": [1.7e308] * 128}, "longer than a float64"),
        ({"kind": "values", "values": [1.0] * 32, "site": "7.z.0"}, "has the site '7.z.0'"),
    ]


@pytest.mark.parametrize("n", range(len(wrong_sources("c-d2rect2ns2"))))
def test_what_is_no_direction_is_refused_with_the_value_that_is_wrong(
    database: Database, captured: Captured, n: int
) -> None:
    source, says = wrong_sources(captured.name)[n]
    with pytest.raises(ResidviewError) as refused:
        found(database, source)
    assert says in str(refused.value)
    assert refused.value.status in (404, 422)
