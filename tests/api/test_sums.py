"""Token + position sums of prompts, against the tables of the weights' own file."""

import io
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from fastapi.testclient import TestClient
from safetensors.numpy import load_file
from sqlalchemy import update
from tokenizers import Tokenizer

from residview.api.app import create_app
from residview.demo import DEMO_MODEL
from residview.precompute.add import add_model
from residview.settings import Settings
from residview.store.session import Database
from residview.store.tables import Model
from tests.support.directories import random_model, write_model
from tests.support.report import Recorder

DEMO = "/api/v1/models/demo"
WEIGHTS = load_file(DEMO_MODEL / "model.safetensors")
TOKENS = WEIGHTS["transformer.wte.weight"].astype(np.float64)
POSITIONS = WEIGHTS["transformer.wpe.weight"].astype(np.float64)
TEXT = "def main(self):\n    return self, 'é'"


def post(client: TestClient, text: str, model: str = "demo") -> dict:
    answer = client.post(f"/api/v1/models/{model}/sums", json={"text": text})
    assert answer.status_code == 201, answer.text
    return answer.json()


def test_a_text_is_split_as_the_model_s_tokenizer_splits_it(client: TestClient) -> None:
    made = post(client, TEXT)
    assert made["ids"] == Tokenizer.from_file(str(DEMO_MODEL / "tokenizer.json")).encode(TEXT).ids
    labels = client.get(f"{DEMO}/labels/tokens").json()
    assert made["labels"] == [labels[id_] for id_ in made["ids"]]
    # A character of two bytes that was never merged is two tokens, whose labels show the bytes.
    assert "".join(made["labels"]).replace(r"\xc3\xa9", "é") == made["text"] == TEXT
    assert client.get(f"{DEMO}/sums/{made['name']}").json() == made
    assert post(client, TEXT) == made
    assert post(client, TEXT + " ")["name"] != made["name"]


def test_special_tokens_are_read_where_the_text_names_them_and_never_added(client: TestClient) -> None:
    assert post(client, "<|endoftext|>")["ids"] == [0]
    assert 0 not in post(client, "x")["ids"]


def test_sums_have_labels_as_point_sets_have(client: TestClient) -> None:
    made = post(client, TEXT)
    answer = client.get(f"{DEMO}/labels/{made['name']}", params={"v": made["checksum"]})
    assert answer.json() == made["labels"]
    assert "immutable" in answer.headers["cache-control"]
    assert client.get(f"{DEMO}/labels/s-nosuchname", params={}).status_code == 404


def test_lengths_of_sums_are_those_of_their_two_rows(client: TestClient) -> None:
    made = post(client, TEXT)
    answer = client.get(f"{DEMO}/bases/positions/norms/{made['name']}")
    found = np.load(io.BytesIO(answer.content))
    rows = TOKENS[made["ids"]] + POSITIONS[: len(made["ids"])]
    centers = np.stack([POSITIONS[1:].mean(axis=0), rows.mean(axis=0), np.zeros(128)])
    np.testing.assert_allclose(found, ((rows[:, None] - centers) ** 2).sum(axis=2), rtol=1e-5)


@pytest.mark.parametrize("basis", ["positions", "tokens"])
def test_scores_of_sums_are_those_of_their_two_rows(client: TestClient, basis: str) -> None:
    made = post(client, TEXT)
    url = f"{DEMO}/bases/{basis}/scores/{made['name']}"
    answer = client.get(url, params={"from": 1, "to": 5})
    found = np.load(io.BytesIO(answer.content))
    assert (found.dtype, found.flags.f_contiguous) == (np.dtype("<f4"), True)
    rows = TOKENS[made["ids"]] + POSITIONS[: len(made["ids"])]
    fitted = {"positions": POSITIONS[1:], "tokens": TOKENS}[basis]
    right = np.linalg.svd(fitted - fitted.mean(axis=0), full_matrices=False)[2][:5]
    expected = (rows - fitted.mean(axis=0)) @ right.T
    signs = np.sign((found * expected).sum(axis=0))
    np.testing.assert_allclose(found * signs, expected, atol=1e-5)
    part = np.load(io.BytesIO(client.get(url, params={"from": 3, "to": 4}).content))
    np.testing.assert_array_equal(part, found[:, 2:4])
    checksum = client.get(f"{DEMO}/bases/{basis}").json()["checksum"]
    named = client.get(url, params={"from": 1, "to": 5, "v": f"{checksum}.{made['checksum']}"})
    assert "immutable" in named.headers["cache-control"]
    assert named.headers["etag"] == answer.headers["etag"]
    assert client.get(url, params={"v": f"{checksum}.{'0' * 64}"}).status_code == 409
    assert client.get(url, params={"to": 1000}).status_code == 422


def test_a_text_as_long_as_the_context_fits_and_one_token_more_does_not(client: TestClient) -> None:
    assert len(post(client, "<|endoftext|>" * 128)["ids"]) == 128
    answer = client.post(f"{DEMO}/sums", json={"text": "<|endoftext|>" * 129})
    assert answer.status_code == 422
    assert "The text has 129 tokens; the model 'demo' has 128 positions." in answer.json()["detail"]


def test_white_space_is_text(client: TestClient) -> None:
    assert post(client, " \n")["labels"]


@pytest.mark.parametrize(
    ("body", "says"),
    [
        (b'{"text": ""}', "The text is empty"),
        (b'{"text": "a\\u0000b"}', "NUL character"),
        (b'{"text": "a\\ud800b"}', "body.text"),
        (b'{"text": 3}', "body.text"),
        (b'{"text": "x", "add": true}', "body.add"),
        (b"{}", "body.text"),
        (json.dumps({"text": "x" * 20_001}).encode(), "body.text"),
    ],
)
def test_texts_that_cannot_be_kept_are_refused(client: TestClient, body: bytes, says: str) -> None:
    answer = client.post(f"{DEMO}/sums", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert says in answer.json()["detail"]


def test_unknown_sums_are_told(client: TestClient) -> None:
    for path in ("sums/s-nothing", "bases/positions/scores/s-nothing", "sums/s-%00"):
        answer = client.get(f"{DEMO}/{path}")
        assert answer.status_code == 404
        assert "There are no sums 's-" in answer.json()["detail"]


@pytest.fixture
def others(fresh: Database, tmp_path: Path) -> Iterator[TestClient]:
    random = np.random.default_rng(0)
    rotary = write_model(tmp_path / "rotary", random.normal(size=(300, 8)).astype(np.float32), None)
    weights = {"model_type": "llama"}
    (rotary / "config.json").write_text(json.dumps(weights))
    tensors = load_file(rotary / "model.safetensors")
    from safetensors.numpy import save_file

    save_file({"model.embed_tokens.weight": tensors["transformer.wte.weight"]}, rotary / "model.safetensors")
    for name in ("a", "b", "c"):
        add_model(fresh, random_model(tmp_path / name, seed=ord(name)), name, Recorder())
    add_model(fresh, rotary, "rotary", Recorder())
    with TestClient(create_app(Settings(), fresh)) as client:
        yield client


def test_a_model_without_a_table_of_positions_has_no_sums(others: TestClient) -> None:
    answer = others.post("/api/v1/models/rotary/sums", json={"text": "x"})
    assert answer.status_code == 422
    assert "'rotary' adds no table of positions (rotary positions)" in answer.json()["detail"]


def test_a_character_that_the_tokenizer_would_drop_in_silence_is_named(others: TestClient) -> None:
    for text in ("a日b", "日", "ab日"):
        answer = others.post("/api/v1/models/a/sums", json={"text": text})
        assert (answer.status_code, answer.json()["type"]) == (422, "urn:residview:problem:bad-text")
        assert "no token for '日'" in answer.json()["detail"]


def test_sums_are_a_revision_s_own(others: TestClient) -> None:
    made = {name: post(others, "ab", name) for name in ("a", "b")}
    assert made["a"]["ids"] == made["b"]["ids"]
    assert made["a"]["name"] != made["b"]["name"]
    assert made["a"]["checksum"] != made["b"]["checksum"]
    assert others.get(f"/api/v1/models/b/sums/{made['a']['name']}").status_code == 404


def test_prompts_of_more_models_than_tokenizers_are_held_at_once(others: TestClient) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda i: post(others, f"text{i % 4}", "abc"[i % 3]), range(36)))
    assert {(each["text"], len(each["ids"])) for each in made} == {(f"text{i}", 5) for i in range(4)}
    assert len({each["name"] for each in made}) == 12


def test_a_saved_truncation_does_not_shorten_a_text(fresh: Database, tmp_path: Path) -> None:
    directory = random_model(tmp_path)
    tokenizer = Tokenizer.from_file(str(directory / "tokenizer.json"))
    tokenizer.enable_truncation(3)
    tokenizer.enable_padding(length=5)
    tokenizer.save(str(directory / "tokenizer.json"))
    add_model(fresh, directory, "short", Recorder())
    with TestClient(create_app(Settings(), fresh)) as client:
        assert len(post(client, "abcd", "short")["ids"]) == 4


def test_a_model_of_an_earlier_version_is_brought_up_to_date_by_adding_it_again(
    fresh: Database, tmp_path: Path
) -> None:
    directory = random_model(tmp_path)
    add_model(fresh, directory, "old", Recorder())
    with TestClient(create_app(Settings(), fresh)) as client, pytest.MonkeyPatch.context() as later:
        with fresh.transaction() as session:
            session.execute(update(Model).values(tokenizer=None))
        answer = client.post("/api/v1/models/old/sums", json={"text": "x"})
        assert (answer.status_code, answer.json()["title"]) == (409, "Model added by an earlier version")
        later.setattr("residview.precompute.strings.STRINGS_VERSION", 99)
        report = Recorder()
        add_model(fresh, directory, "old", report)
        assert report.ran == ["tokens: strings"]
        assert post(client, "x", "old")["labels"] == ["x"]
