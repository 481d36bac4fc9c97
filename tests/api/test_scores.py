import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient
from safetensors.numpy import load_file

from residview.api.app import create_app
from residview.demo import DEMO_MODEL
from residview.precompute.add import add_model
from residview.settings import Settings
from residview.store.session import Database
from tests.support.directories import write_model
from tests.support.report import Recorder

BASES = "/api/v1/models/demo/bases"


def address_version(client: TestClient, basis: str, points: str, model: str = "demo") -> str:
    found = client.get(f"/api/v1/models/{model}").json()
    checksum = next(each["checksum"] for each in found["point_sets"] if each["name"] == points)
    return client.get(f"/api/v1/models/{model}/bases/{basis}").json()["checksum"] + "." + checksum


def load(client: TestClient, url: str) -> np.ndarray:
    answer = client.get(url)
    assert answer.status_code == 200, answer.text
    return np.load(io.BytesIO(answer.content))


@pytest.mark.parametrize(("basis", "first_row"), [("positions", 1), ("tokens", 0)])
def test_numpy_loads_what_an_independent_svd_finds(client: TestClient, basis: str, first_row: int) -> None:
    weights = load_file(DEMO_MODEL / "model.safetensors")
    tables = {"positions": weights["transformer.wpe.weight"], "tokens": weights["transformer.wte.weight"]}
    rows = tables[basis][first_row:].astype(np.float64)
    right = np.linalg.svd(rows - rows.mean(axis=0), full_matrices=False)[2][:16]
    for name, table in tables.items():
        expected = (table.astype(np.float64) - rows.mean(axis=0)) @ right.T
        found = load(client, f"{BASES}/{basis}/scores/{name}?from=1&to=16")
        assert (found.dtype, found.flags.f_contiguous) == (np.dtype("<f4"), True)
        signs = np.sign((found * expected).sum(axis=0))
        assert np.abs(found * signs - expected).max() < 1e-4 * np.abs(expected).max()


def test_any_range_is_the_same_columns(client: TestClient) -> None:
    whole = load(client, f"{BASES}/positions/scores/tokens?from=1&to=48")
    assert whole.shape == (4096, 48)
    for first, last in [(1, 1), (16, 17), (15, 34), (33, 48)]:
        part = load(client, f"{BASES}/positions/scores/tokens?from={first}&to={last}")
        np.testing.assert_array_equal(part, whole[:, first - 1 : last])
    np.testing.assert_array_equal(load(client, f"{BASES}/positions/scores/tokens"), whole[:, :16])
    assert load(client, f"{BASES}/positions/scores/tokens?from=120").shape == (4096, 7)


def test_an_etag_spares_the_body(client: TestClient) -> None:
    url = f"{BASES}/positions/scores/tokens?from=1&to=16"
    first = client.get(url)
    etag = first.headers["etag"]
    assert not etag.startswith("W/")
    again = client.get(url, headers={"If-None-Match": f'"other", {etag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
    assert client.get(url, headers={"If-None-Match": '"other"'}).status_code == 200
    assert client.get(f"{BASES}/positions/scores/tokens?from=1&to=15").headers["etag"] != etag
    assert client.get(f"{BASES}/tokens/scores/tokens?from=1&to=16").headers["etag"] != etag


def test_only_an_address_that_names_its_content_is_cached_for_ever(client: TestClient) -> None:
    url = f"{BASES}/positions/scores/tokens?from=1&to=16"
    version = address_version(client, "positions", "tokens")
    named = client.get(f"{url}&v={version}")
    assert named.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert client.get(url).headers["cache-control"] == "public, no-cache"
    stale = client.get(f"{url}&v={'0' * 64}")
    assert stale.status_code == 409
    assert stale.json()["type"] == "urn:residview:problem:stale-checksum"
    held = client.get(f"{url}&v={version}", headers={"If-None-Match": named.headers["etag"]})
    assert (held.status_code, held.headers["cache-control"]) == (304, named.headers["cache-control"])


def test_the_version_of_an_address_names_the_tokens_too(fresh: Database, tmp_path: Path) -> None:
    """Two models with equal positions and other tokens: one basis, other scores, so another address."""
    random = np.random.default_rng(0)
    positions = random.normal(size=(12, 6)).astype(np.float32)
    versions = []
    with TestClient(create_app(Settings(), fresh)) as client:
        for name in ("a", "b"):
            tokens = random.normal(size=(50, 6)).astype(np.float32)
            add_model(fresh, write_model(tmp_path / name, tokens, positions), name, Recorder())
            versions.append(address_version(client, "positions", "tokens", name))
    assert versions[0].split(".")[0] == versions[1].split(".")[0]
    assert versions[0] != versions[1]


def test_many_viewers_at_once_are_all_answered(client: TestClient) -> None:
    """More requests than threads or connections: each waits its turn, none starves another."""
    urls = [f"{BASES}/positions/scores/tokens?from={1 + i}&to={16 + i}" for i in range(40)]
    with ThreadPoolExecutor(40) as pool:
        answers = list(pool.map(client.get, urls))
    assert [answer.status_code for answer in answers] == [200] * 40


def test_head_answers_as_get_without_the_body(client: TestClient) -> None:
    for path in (f"{BASES}/positions/scores/tokens", "/api/v1/models", "/healthz", "/embeddings"):
        head, get = client.head(path), client.get(path)
        assert (head.status_code, head.content) == (get.status_code, b"")
        assert head.headers["content-type"] == get.headers["content-type"]


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("/api/v1/models/gpt5/bases", 404, "There is no model 'gpt5' here. Models on this server: demo."),
        (f"{BASES}/umap", 404, "has no basis 'umap'. Its bases: positions, tokens."),
        (f"{BASES}/positions/scores/heads", 404, "has no point set 'heads'. Its point sets: positions, tokens."),
        (f"{BASES}/positions/scores/tokens?from=0", 422, "from=0 was asked for"),
        (f"{BASES}/positions/scores/tokens?from=-3&to=2", 422, "from=-3 was asked for"),
        (f"{BASES}/positions/scores/tokens?from=127", 422, "components 1 to 126"),
        (f"{BASES}/positions/scores/tokens?from=120&to=127", 422, "to=127 was asked for"),
        (f"{BASES}/positions/scores/tokens?from=5&to=4", 422, "from=5 is beyond to=4"),
        (f"{BASES}/positions/scores/tokens?from=1&to=65", 422, "at most 64"),
        (f"{BASES}/positions/scores/tokens?from=one", 422, "query.from"),
        (f"{BASES}/positions/scores/tokens?from=99999999999999999999", 422, "was asked for"),
        ("/api/v1/models/%00/bases", 404, "There is no model"),
        (f"/api/v1/models/{'x' * 101}/bases", 422, "path.model"),
        ("/api/v1/nothing", 404, "/api/v1/nothing"),
    ],
)
def test_what_is_not_there_is_a_problem_that_says_so(client: TestClient, path: str, status: int, says: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    problem = answer.json()
    assert problem["status"] == status
    assert says in problem["detail"]
