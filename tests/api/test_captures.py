import io
from itertools import pairwise

import numpy as np
import pytest
from fastapi.testclient import TestClient
from safetensors.numpy import load_file
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

from residview.demo import DEMO_MODEL
from residview.store.session import Database
from residview.store.tables_runs import Capture
from tests.support.captures import MadeUpSite, made_up_ids, made_up_rows, store_capture

BASE = "/api/v1/models/demo/captures"
SITES = [MadeUpSite("0.resid_pre", 128), MadeUpSite("0.z.1", 32), MadeUpSite("1.resid_post", 128, "after all blocks")]
LENGTHS = [20, 41, 33, 20, 57, 64, 12, 35, 28, 41] * 14


@pytest.fixture(scope="module")
def database(captured_database: Database) -> Database:
    return captured_database


@pytest.fixture(scope="module")
def client(captured_client: TestClient) -> TestClient:
    return captured_client


@pytest.fixture(scope="module")
def capture(database: Database) -> Capture:
    return store_capture(database, SITES, LENGTHS, name="made-up")


@pytest.fixture(scope="module")
def prompts() -> list[list[int]]:
    return made_up_ids(LENGTHS, 4096)


@pytest.fixture(scope="module")
def rows(prompts: list[list[int]]) -> dict[str, np.ndarray]:
    """All rows of each site, prompt after prompt."""
    of = made_up_rows(SITES)
    found = [of(ids) for ids in prompts]
    return {site.name: np.concatenate([each[site.name] for each in found]) for site in SITES}


@pytest.fixture(scope="module")
def later() -> np.ndarray:
    """Which of the rows are not at position 0."""
    return np.concatenate([np.arange(length) > 0 for length in LENGTHS])


def load(client: TestClient, url: str) -> np.ndarray:
    answer = client.get(url)
    assert answer.status_code == 200, answer.text
    return np.load(io.BytesIO(answer.content))


def by_hand(rows: np.ndarray, fitted: np.ndarray, scaled: bool) -> tuple[np.ndarray, PCA]:
    """Scores of the rows as scikit-learn has them, fitted on some of them."""
    fitted, rows = fitted.astype(np.float64), rows.astype(np.float64)
    if scaled:
        scaler = StandardScaler().fit(fitted)
        fitted, rows = scaler.transform(fitted), scaler.transform(rows)
    pca = PCA(svd_solver="full").fit(fitted)
    return pca.transform(rows), pca


@pytest.mark.parametrize("site", [site.name for site in SITES])
@pytest.mark.parametrize("basis", ["pca", "pca-with-0", "pca-scaled", "pca-with-0-scaled"])
def test_scores_are_those_of_a_full_svd_of_all_rows(
    client: TestClient, capture: Capture, rows: dict, later: np.ndarray, site: str, basis: str
) -> None:
    fitted = rows[site] if "with-0" in basis else rows[site][later]
    expected, pca = by_hand(rows[site], fitted, "scaled" in basis)
    found = load(client, f"{BASE}/{capture.name}/sites/{site}/scores?basis={basis}&from=1&to=8")
    assert (found.dtype, found.shape, found.flags.f_contiguous) == (np.dtype("<f4"), (sum(LENGTHS), 8), True)
    signs = np.sign((found * expected[:, :8]).sum(axis=0))
    assert np.abs(found * signs - expected[:, :8]).max() < 1e-5 * np.abs(expected).max()
    (described,) = [each for each in details(client, capture, site)["bases"] if each["name"] == basis]
    assert described["n_rows"] == len(fitted)
    np.testing.assert_allclose(
        described["variance_shares"], pca.explained_variance_ratio_[: described["n_components"]], rtol=1e-5
    )


def details(client: TestClient, capture: Capture, site: str) -> dict:
    whole = client.get(f"{BASE}/{capture.name}").json()
    return next(each for each in whole["details"] if each["name"] == site)


def test_a_capture_tells_what_it_is_of(client: TestClient, capture: Capture, rows: dict, later: np.ndarray) -> None:
    (listed,) = [each for each in client.get(BASE).json()["captures"] if each["name"] == capture.name]
    whole = client.get(f"{BASE}/{capture.name}").json()
    assert {key: whole[key] for key in listed} == listed
    assert (whole["prompt_set"], whole["n_prompts"], whole["n_tokens"]) == ("made-up", len(LENGTHS), sum(LENGTHS))
    assert whole["sites"] == [each["name"] for each in whole["details"]] == [site.name for site in SITES]
    site = whole["details"][2]
    assert (site["layer"], site["part"], site["head"], site["note"]) == (1, "resid_post", None, "after all blocks")
    assert whole["details"][1]["head"] == 1
    of_site = rows["1.resid_post"][later].astype(np.float64)
    assert site["n_tokens"] == len(of_site)
    assert site["mean_norm"] == pytest.approx(np.linalg.norm(of_site, axis=1).mean())
    assert site["total_variance"] == pytest.approx(of_site.var(axis=0, ddof=1).sum())


def test_shown_prompts_are_the_rows_of_every_answer(
    client: TestClient, capture: Capture, prompts: list[list[int]], rows: dict
) -> None:
    shown = client.get(f"{BASE}/{capture.name}/shown").json()
    assert [shown["ids"][a:b] for a, b in pairwise(shown["offsets"])] == prompts
    for site in SITES:
        found = load(client, f"{BASE}/{capture.name}/sites/{site.name}/rows")
        np.testing.assert_array_equal(found, rows[site.name])


def test_lengths_are_from_the_centre_and_from_the_origin(client: TestClient, capture: Capture, rows: dict) -> None:
    site = rows["0.resid_pre"].astype(np.float64)
    url = f"{BASE}/{capture.name}/sites/0.resid_pre/norms"
    scores = load(client, f"{BASE}/{capture.name}/sites/0.resid_pre/scores?basis=tokens&from=1&to=64")
    found = load(client, f"{url}?basis=tokens")
    np.testing.assert_allclose(found[:, 1], (site**2).sum(axis=1), rtol=1e-5)
    assert (found[:, 0] >= (scores.astype(np.float64) ** 2).sum(axis=1) * (1 - 1e-5)).all()
    scale = site[np.concatenate([np.arange(length) > 0 for length in LENGTHS])].std(axis=0)
    np.testing.assert_allclose(
        load(client, f"{url}?basis=pca-scaled")[:, 1], ((site / scale) ** 2).sum(axis=1), rtol=1e-5
    )


def test_a_basis_of_the_model_serves_where_the_spaces_agree(client: TestClient, capture: Capture, rows: dict) -> None:
    tokens = load_file(DEMO_MODEL / "model.safetensors")["transformer.wte.weight"].astype(np.float64)
    right = np.linalg.svd(tokens - tokens.mean(axis=0), full_matrices=False)[2][:16]
    expected = (rows["0.resid_pre"].astype(np.float64) - tokens.mean(axis=0)) @ right.T
    found = load(client, f"{BASE}/{capture.name}/sites/0.resid_pre/scores?basis=tokens")
    signs = np.sign((found * expected).sum(axis=0))
    assert np.abs(found * signs - expected).max() < 1e-5 * np.abs(expected).max()
    refused = client.get(f"{BASE}/{capture.name}/sites/0.z.1/scores?basis=tokens")
    assert refused.status_code == 422
    assert "Choose a basis of the site" in refused.json()["detail"]


def test_an_etag_spares_the_body_and_a_version_names_the_content(client: TestClient, capture: Capture) -> None:
    site = details(client, capture, "0.resid_pre")
    basis = next(each for each in site["bases"] if each["name"] == "pca")
    url = f"{BASE}/{capture.name}/sites/0.resid_pre/scores?from=1&to=2"
    named = client.get(f"{url}&v={basis['checksum']}.{site['checksum']}")
    assert (named.status_code, named.headers["cache-control"]) == (200, "public, max-age=31536000, immutable")
    again = client.get(url, headers={"If-None-Match": named.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    stale = client.get(f"{url}&v={'0' * 64}")
    assert (stale.status_code, stale.json()["type"]) == (409, "urn:residview:problem:stale-checksum")
    for path in ("", "/shown"):
        first = client.get(f"{BASE}/{capture.name}{path}")
        again = client.get(f"{BASE}/{capture.name}{path}", headers={"If-None-Match": first.headers["etag"]})
        assert again.status_code == 304


@pytest.mark.parametrize(
    ("path", "status", "says"),
    [
        ("c-2222222222", 404, "There is no capture 'c-2222222222' of the model 'demo' here."),
        ("{name}/sites/7.resid_pre/scores", 404, "has no site '7.resid_pre'. Its sites: 0.resid_pre, 0.z.1, 1.resid"),
        ("{name}/sites/0.resid_pre/scores?basis=umap", 404, "Its bases: pca, "),
        ("{name}/sites/0.resid_pre/scores?from=0", 422, "from=0 was asked for"),
        ("{name}/sites/0.z.1/scores?from=33", 422, "components 1 to 32"),
        ("{name}/sites/%00/scores", 404, "has no site"),
        ("%00", 404, "There is no capture"),
    ],
)
def test_what_is_not_there_is_a_problem_that_says_so(
    client: TestClient, capture: Capture, path: str, status: int, says: str
) -> None:
    answer = client.get(f"{BASE}/{path.format(name=capture.name)}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert says in answer.json()["detail"]


def test_a_direction_is_held_against_components_and_followed_through_the_depth(
    client: TestClient, capture: Capture, rows: dict, later: np.ndarray
) -> None:
    values = np.random.default_rng(4).normal(size=128)
    unit = values / np.linalg.norm(values)
    source = {"kind": "values", "values": values.tolist()}
    beside = client.post(f"{BASE}/{capture.name}/sites/1.resid_post/direction", json=source).json()
    at = rows["1.resid_post"].astype(np.float64)
    _, pca = by_hand(at, rows["1.resid_post"][later], scaled=False)
    expected = pca.components_[:64] @ unit
    np.testing.assert_allclose(np.abs(beside["cosines"]), np.abs(expected), atol=1e-6)
    assert beside["share_inside"] == pytest.approx((expected**2).sum(), abs=1e-6)
    assert beside["center"] == pytest.approx(pca.mean_ @ unit, rel=1e-6)

    stops = client.post(f"{BASE}/{capture.name}/depth", json=source).json()["stops"]
    assert [stop["site"] for stop in stops] == ["0.resid_pre", "1.resid_post"]
    for stop in stops:
        of_site = rows[stop["site"]][later].astype(np.float64)
        assert stop["variance"] == pytest.approx((of_site @ unit).var(ddof=1))
        assert stop["share"] == pytest.approx((of_site @ unit).var() / of_site.var(axis=0).sum())
        assert stop["mean"] == pytest.approx((of_site @ unit).mean())
        assert 0 < stop["chance_low"] < 1 / 128 < stop["chance_high"]


def test_rows_along_a_stored_direction_are_their_dot_products_less_the_centre(
    client: TestClient, capture: Capture, rows: dict, later: np.ndarray
) -> None:
    made = client.post(
        "/api/v1/models/demo/directions", json={"plus": {"point_set": "tokens", "ids": [300]}, "minus": None}
    ).json()
    token = load_file(DEMO_MODEL / "model.safetensors")["transformer.wte.weight"][300].astype(np.float64)
    at = rows["0.resid_pre"].astype(np.float64)
    expected = (at - at[later].mean(axis=0)) @ (token / np.linalg.norm(token))
    found = load(client, f"{BASE}/{capture.name}/sites/0.resid_pre/directions/{made['name']}/scores")
    np.testing.assert_allclose(found[:, 0], expected, atol=1e-5 * np.abs(expected).max())
    refused = client.get(f"{BASE}/{capture.name}/sites/0.z.1/directions/{made['name']}/scores")
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:residview:problem:bad-direction")
