"""What the API tells of concentration, against matrices made here from the demo's weights."""

import io
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient
from safetensors.numpy import load_file
from sqlalchemy import delete

from residview.api.app import create_app
from residview.demo import DEMO_MODEL
from residview.precompute.add import add_model
from residview.settings import Settings
from residview.store import migrate
from residview.store.session import Database, open_database
from residview.store.tables import Cosines, Norms, Subspace
from tests.support.directories import recorded_layouts, write_layout, write_model
from tests.support.report import Recorder

DEMO = "/api/v1/models/demo"


@pytest.fixture(scope="module")
def tables() -> dict[str, np.ndarray]:
    weights = load_file(DEMO_MODEL / "model.safetensors")
    named = {"positions": "transformer.wpe.weight", "tokens": "transformer.wte.weight"}
    return {name: weights[stored].astype(np.float64) for name, stored in named.items()}


@pytest.fixture(scope="module")
def rotary(new_database: Callable[[str], Settings], tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A model without positions, with an unembedding, and one with a row of length 0."""
    settings = new_database("measures")
    database = open_database(settings)
    migrate.upgrade(database)
    directory = tmp_path_factory.mktemp("rotary")
    write_layout(directory, recorded_layouts()["gpt-neox-lm"])
    add_model(database, directory, "rotary", Recorder())
    table = np.random.default_rng(0).normal(size=(11, 6)).astype(np.float32)
    table[4] = 0
    add_model(database, write_model(tmp_path_factory.mktemp("zero"), table, table[:7]), "zero", Recorder())
    with TestClient(create_app(settings, database), raise_server_exceptions=False) as client:
        yield client
    database.close()


def load(client: TestClient, url: str) -> np.ndarray:
    answer = client.get(url)
    assert answer.status_code == 200, answer.text
    return np.load(io.BytesIO(answer.content))


def checksum(client: TestClient, points: str) -> str:
    sets = client.get(DEMO).json()["point_sets"]
    return next(each["checksum"] for each in sets if each["name"] == points)


def versions(client: TestClient) -> dict[str, str]:
    """Each address with the `v` that names its content."""
    in_basis = client.get(f"{DEMO}/bases/positions").json()["checksum"] + "." + checksum(client, "tokens")
    return {
        f"{DEMO}/bases/positions/subspace/tokens": in_basis,
        f"{DEMO}/bases/positions/norms/tokens": in_basis,
        f"{DEMO}/gram/positions": checksum(client, "positions"),
    }


@pytest.mark.parametrize(("basis", "points"), [("positions", "tokens"), ("tokens", "positions"), ("tokens", "tokens")])
def test_shares_are_those_of_an_independent_projection(
    client: TestClient, tables: dict[str, np.ndarray], basis: str, points: str
) -> None:
    found = client.get(f"{DEMO}/bases/{basis}/subspace/{points}").json()
    fitted = tables[basis][1 if basis == "positions" else 0 :]
    right = np.linalg.svd(fitted - fitted.mean(axis=0), full_matrices=False)[2][:64]
    rows = tables[points]
    for kind, seen in (("centered", rows - rows.mean(axis=0)), ("raw", rows)):
        inside = np.square(seen @ right.T).sum(axis=0).cumsum() / np.square(seen).sum()
        np.testing.assert_allclose(found[kind]["share"], inside, rtol=1e-6)
        assert all(low < high for low, high in zip(found[kind]["low"], found[kind]["high"], strict=True))
    assert (found["basis"], found["point_set"], found["n"], found["d"]) == (basis, points, len(rows), 128)
    assert (found["k_max"], len(found["chance"]), len(found["angles"])) == (64, 64, 16)
    assert found["chance"][2] == 3 / 128
    assert (found["seed"], found["samples"]) == (0, 400)


def test_the_basis_of_a_point_set_holds_its_variance_and_opens_no_angle_to_it(client: TestClient) -> None:
    found = client.get(f"{DEMO}/bases/tokens/subspace/tokens").json()
    shares = np.cumsum(client.get(f"{DEMO}/bases/tokens").json()["variance_shares"])[:64]
    np.testing.assert_allclose(found["centered"]["share"], shares, rtol=1e-9)
    np.testing.assert_allclose(found["spectrum_centered"]["cumulative"], shares, rtol=1e-9)
    assert found["angles"][2] == pytest.approx([0, 0, 0], abs=1e-9)


def test_tokens_of_the_demo_lie_in_its_positional_subspace_no_more_than_chance_would_have_it(
    client: TestClient,
) -> None:
    found = client.get(f"{DEMO}/bases/positions/subspace/tokens?k=3").json()["centered"]
    assert found["low"][2] < found["share"][2] < found["high"][2]


def test_k_cuts_every_list(client: TestClient) -> None:
    url = f"{DEMO}/bases/positions/subspace/tokens"
    whole, cut = client.get(url).json(), client.get(f"{url}?k=5").json()
    assert cut["k_max"] == 5
    for name in ("chance", "point_low", "point_high", "angles", "angles_low", "angles_high"):
        assert cut[name] == whole[name][:5]
    for kind in ("centered", "raw"):
        for name in ("share", "low", "high"):
            assert cut[kind][name] == whole[kind][name][:5]
        assert cut[f"spectrum_{kind}"] == whole[f"spectrum_{kind}"] | {
            "cumulative": whole[f"spectrum_{kind}"]["cumulative"][:5]
        }
    assert cut["angles"][4] == whole["angles"][4]
    assert client.get(f"{url}?k=64").json() == whole


def test_lengths_are_those_of_the_rows_and_make_shares_of_scores(
    client: TestClient, tables: dict[str, np.ndarray]
) -> None:
    found = load(client, f"{DEMO}/bases/positions/norms/tokens")
    tokens, positions = tables["tokens"], tables["positions"][1:]
    centers = (positions.mean(axis=0), tokens.mean(axis=0), 0)
    expected = np.stack([np.square(tokens - center).sum(axis=1) for center in centers], axis=1)
    assert (found.dtype, found.flags.f_contiguous) == (np.dtype("<f4"), True)
    np.testing.assert_allclose(found, expected, rtol=1e-6)
    scores = load(client, f"{DEMO}/bases/positions/scores/tokens?from=1&to=64").astype(np.float64)
    shares = np.square(scores).sum(axis=1) / found[:, 0]
    assert 0 < shares.min() < shares.max() < 1


def test_the_largest_cosines_are_those_of_all_pairs(client: TestClient, tables: dict[str, np.ndarray]) -> None:
    found = client.get(f"{DEMO}/cosines").json()
    for kind in ("raw", "centered"):
        unit = {}
        for name, table in tables.items():
            seen = table - (table.mean(axis=0) if kind == "centered" else 0)
            unit[name] = seen / np.linalg.norm(seen, axis=1, keepdims=True)
        cosines = unit["tokens"] @ unit["positions"].T
        top = np.argsort(-np.abs(cosines), axis=None)[:20]
        told = [(pair["token"], pair["position"], pair["cosine"]) for pair in found[kind]]
        assert [pair[:2] for pair in told] == [tuple(np.unravel_index(i, cosines.shape)) for i in top]
        np.testing.assert_allclose([pair[2] for pair in told], cosines.ravel()[top], rtol=1e-10)
    assert found["n_pairs"] == 4096 * 128
    assert 0 < found["chance_high"] < found["chance_largest"] < 1
    assert found["chance_low"] == -found["chance_high"]


@pytest.mark.parametrize(
    ("points", "size", "rows", "step"),
    [("positions", 512, 128, 1), ("positions", 100, 64, 2), ("tokens", 512, 512, 8), ("tokens", 500, 456, 9)],
)
@pytest.mark.parametrize("centered", [False, True])
def test_a_gram_matrix_is_the_cosines_of_every_so_many_th_row(
    client: TestClient, tables: dict[str, np.ndarray], points: str, size: int, rows: int, step: int, centered: bool
) -> None:
    found = load(client, f"{DEMO}/gram/{points}?size={size}&centered={str(centered).lower()}")
    table = tables[points] - (tables[points].mean(axis=0) if centered else 0)
    unit = table[::step] / np.linalg.norm(table[::step], axis=1, keepdims=True)
    assert (found.shape, found.dtype) == ((rows, rows), np.dtype("<f4"))
    np.testing.assert_allclose(found, unit @ unit.T, atol=1e-6)


def test_a_row_of_length_0_has_cosine_0_and_no_place_among_the_largest(rotary: TestClient) -> None:
    found = load(rotary, "/api/v1/models/zero/gram/tokens")
    assert not found[4].any()
    assert not found[:, 4].any()
    np.testing.assert_allclose(np.delete(found.diagonal(), 4), 1, rtol=1e-6)
    cosines = rotary.get("/api/v1/models/zero/cosines").json()
    assert cosines["n_pairs"] == 10 * 6
    assert not [pair for pair in cosines["raw"] if 4 in (pair["token"], pair["position"])]


def test_the_unembedding_is_a_point_set_like_any_other(rotary: TestClient) -> None:
    bases = "/api/v1/models/rotary/bases"
    assert load(rotary, f"{bases}/tokens/scores/unembedding").shape == (40, 16)
    assert load(rotary, f"{bases}/tokens/norms/unembedding").shape == (40, 3)
    assert rotary.get(f"{bases}/tokens/subspace/unembedding").json()["n"] == 40
    assert load(rotary, "/api/v1/models/rotary/gram/unembedding").shape == (40, 40)


def test_only_what_can_never_change_is_cached_for_ever_and_what_is_stale_is_refused(client: TestClient) -> None:
    for url, version in versions(client).items():
        named, plain = client.get(f"{url}?v={version}"), client.get(url)
        # Measures of the same rows can be bettered by a later version: only what is the rows' own never changes.
        lasting = "public, max-age=31536000, immutable" if "/gram/" in url else "public, no-cache"
        assert named.headers["cache-control"] == lasting
        assert plain.headers["cache-control"] == "public, no-cache"
        assert named.headers["etag"] == plain.headers["etag"]
        again = client.get(url, headers={"If-None-Match": plain.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
        stale = client.get(f"{url}?v={'0' * 64}")
        assert (stale.status_code, stale.json()["type"]) == (409, "urn:residview:problem:stale-checksum")


def test_json_has_a_weak_etag_since_it_is_compressed_on_its_way(client: TestClient) -> None:
    for path in ("bases/positions/subspace/tokens", "cosines"):
        answer = client.get(f"{DEMO}/{path}")
        assert answer.headers["etag"].startswith("W/")
        held = {"If-None-Match": answer.headers["etag"]}
        assert client.get(f"{DEMO}/{path}", headers=held).status_code == 304
    assert client.get(f"{DEMO}/bases/positions/norms/tokens").headers["etag"].startswith('"')


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("bases/positions/subspace/tokens?k=0", 422, "k=0 was asked for. In the basis 'positions' subspaces of k = 1"),
        ("bases/positions/subspace/tokens?k=-4", 422, "k=-4 was asked for"),
        ("bases/positions/subspace/tokens?k=65", 422, "k = 1 to 64 components"),
        ("bases/positions/subspace/tokens?k=129", 422, "k=129 was asked for"),
        ("bases/positions/subspace/tokens?k=99999999999999999999999", 422, "was asked for"),
        ("bases/positions/subspace/tokens?k=three", 422, "query.k"),
        ("bases/tokens-raw/subspace/tokens", 404, "The model 'demo' has no basis 'tokens-raw'"),
        ("bases/tokens-raw/norms/tokens", 404, "The model 'demo' has no basis 'tokens-raw'"),
        ("bases/positions/subspace/heads", 404, "no point set 'heads'. Its point sets: positions, tokens."),
        ("bases/positions/norms/unembedding", 404, "no point set 'unembedding'"),
        ("gram/heads", 404, "no point set 'heads'"),
        ("gram/positions?size=1", 422, "query.size"),
        ("gram/positions?size=1025", 422, "query.size"),
        ("gram/positions?centered=perhaps", 422, "query.centered"),
    ],
)
def test_bad_input_is_a_problem_that_names_it(client: TestClient, path: str, status: int, says: str) -> None:
    answer = client.get(f"{DEMO}/{path}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert says in answer.json()["detail"]


def test_what_is_another_models_is_not_this_ones(rotary: TestClient) -> None:
    """A basis of another model, and a model that has no positions to compare with."""
    basis = rotary.get("/api/v1/models/rotary/bases/positions/subspace/tokens")
    assert (basis.status_code, basis.json()["type"]) == (404, "urn:residview:problem:unknown-basis")
    cosines = rotary.get("/api/v1/models/rotary/cosines")
    assert (cosines.status_code, cosines.json()["type"]) == (404, "urn:residview:problem:nothing-to-compare")
    assert "rotary positions" in cosines.json()["detail"]


def test_what_an_earlier_version_did_not_measure_is_told_with_the_way_out(fresh: Database, tmp_path: Path) -> None:
    table = np.random.default_rng(0).normal(size=(11, 6)).astype(np.float32)
    add_model(fresh, write_model(tmp_path, table, table[:7]), "old", Recorder())
    with fresh.transaction() as session:
        for kind in (Norms, Subspace, Cosines):
            session.execute(delete(kind))
    with TestClient(create_app(Settings(), fresh)) as client:
        for path in ("bases/positions/subspace/tokens", "bases/positions/norms/tokens", "cosines"):
            answer = client.get(f"/api/v1/models/old/{path}")
            assert (answer.status_code, answer.json()["type"]) == (404, "urn:residview:problem:not-measured")
            assert "residview add" in answer.json()["detail"]
