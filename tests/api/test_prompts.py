"""Prompts of one's own: typed, kept, shown to whom their owner lets see them."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import func, select

from residview.captures.handler import capture
from residview.demo import DEMO_MODEL
from residview.forward.opened import OpenModel, open_model
from residview.store.session import Database
from residview.store.tables_runs import Prompt, Run, SiteRow, SiteVectors
from tests.support.captures import MadeUpSite, store_capture
from tests.support.people import a_name, browser
from tests.support.work import WorkInHand

BASE = "/api/v1/models/demo"


@pytest.fixture(scope="module")
def database(captured_database: Database) -> Database:
    return captured_database


@pytest.fixture(scope="module")
def client(captured_client: TestClient) -> TestClient:
    return captured_client


@pytest.fixture(scope="module")
def model() -> OpenModel:
    return open_model(DEMO_MODEL)


@pytest.fixture
def grace(client: TestClient) -> Iterator[TestClient]:
    with browser(client, a_name()) as own:
        yield own


def add(client: TestClient, text: str, **more: object) -> dict:
    answer = client.post(f"{BASE}/prompts", json={"text": text, **more})
    assert answer.status_code == 201, answer.text
    return answer.json()


def names(client: TestClient) -> list[str]:
    return [each["name"] for each in client.get(f"{BASE}/prompt-sets").json()["prompt_sets"]]


def work(database: Database, model: OpenModel, run: str) -> dict | None:
    """Carry a run out, as a worker would."""
    with database.reading() as session:
        row = session.get_one(Run, run)
    return capture(WorkInHand(database, row, model))


def test_a_text_is_split_as_it_is_typed(client: TestClient) -> None:
    split = client.post(f"{BASE}/tokenize", json={"text": "def main():\n    return 1"}).json()
    assert (split["bos"], split["n_ctx"], split["ids"][0]) == (0, 128, 0)
    assert "".join(split["labels"]) == "<|endoftext|>def main():\n    return 1"
    without = client.post(f"{BASE}/tokenize", json={"text": "def main():\n    return 1", "bos": False}).json()
    assert (without["bos"], without["ids"]) == (None, split["ids"][1:])
    assert client.post(f"{BASE}/tokenize", json={"text": ""}).json()["ids"] == [0]
    assert len(client.post(f"{BASE}/tokenize", json={"text": "long " * 2000}).json()["ids"]) > 128


def test_a_prompt_is_kept_under_one_s_name_and_typed_again_it_is_the_same(ada: TestClient, grace: TestClient) -> None:
    first = add(ada, "class A:\n  pass\n")
    again = add(ada, "class A:\n  pass\n")
    assert (again["prompt_set"]["name"], again["run"]["name"]) == (first["prompt_set"]["name"], first["run"]["name"])
    assert (first["prompt_set"]["title"], first["prompt_set"]["mine"]) == ("class A: pass", True)
    assert first["prompt_set"]["captures"] == [first["run"]["capture"]]
    assert add(grace, "class A:\n  pass\n")["prompt_set"]["name"] != first["prompt_set"]["name"]


def test_a_private_prompt_is_listed_for_its_owner_and_known_to_who_has_its_name(
    ada: TestClient, grace: TestClient
) -> None:
    kept = add(ada, "secret = 1")
    name, capture_name = kept["prompt_set"]["name"], kept["run"]["capture"]
    assert name in names(ada)
    assert name not in names(grace)
    listed = [each["name"] for each in grace.get(f"{BASE}/captures").json()["captures"]]
    assert capture_name not in listed
    seen = grace.get(f"{BASE}/prompt-sets/{name}").json()
    assert (seen["mine"], seen["public"], seen["owner"]) == (False, False, kept["prompt_set"]["owner"])
    assert grace.get(f"{BASE}/captures/{capture_name}").json()["ready"] is False
    changed = ada.patch(f"{BASE}/prompts/{name}", json={"public": True, "title": "No secret"}).json()
    assert (changed["public"], changed["title"]) == (True, "No secret")
    assert name in names(grace)


def test_nobody_changes_or_deletes_another_s_prompt(ada: TestClient, grace: TestClient, client: TestClient) -> None:
    name = add(ada, "x = 2", public=True)["prompt_set"]["name"]
    for answer in (
        grace.patch(f"{BASE}/prompts/{name}", json={"public": False}),
        grace.delete(f"{BASE}/prompts/{name}"),
    ):
        assert (answer.status_code, answer.json()["type"]) == (403, "urn:residview:problem:not-yours")
    with browser(client) as nobody:
        for answer in (
            nobody.post(f"{BASE}/prompts", json={"text": "x"}),
            nobody.patch(f"{BASE}/prompts/{name}", json={"public": False}),
            nobody.delete(f"{BASE}/prompts/{name}"),
            nobody.post(f"{BASE}/captures", json={"prompt_set": name}),
        ):
            assert (answer.status_code, answer.json()["type"]) == (401, "urn:residview:problem:needs-name")
    assert name in names(ada)


def test_what_is_deleted_is_gone_with_what_was_captured_of_it(
    database: Database, model: OpenModel, ada: TestClient
) -> None:
    kept = add(ada, "for each in them:")
    name, capture_name = kept["prompt_set"]["name"], kept["run"]["capture"]
    assert work(database, model, kept["run"]["name"]) == {"capture": capture_name}
    assert ada.get(f"{BASE}/captures/{capture_name}/sites/2.resid_pre/rows").status_code == 200
    with database.reading() as session:
        of_prompt = session.scalars(select(SiteRow.id).where(SiteRow.capture == capture_name)).all()
    assert ada.delete(f"{BASE}/prompts/{name}").status_code == 204
    assert name not in names(ada)
    assert ada.get(f"{BASE}/captures/{capture_name}").status_code == 404
    with database.reading() as session:
        left = select(func.count()).select_from(SiteVectors).where(SiteVectors.site_id.in_(of_prompt))
        assert (len(of_prompt), session.scalar(left)) == (5, 0)


def test_a_run_whose_prompt_was_deleted_meanwhile_makes_nothing(
    database: Database, model: OpenModel, ada: TestClient
) -> None:
    kept = add(ada, "while True: pass")
    assert ada.delete(f"{BASE}/prompts/{kept['prompt_set']['name']}").status_code == 204
    assert work(database, model, kept["run"]["name"]) is None


def test_a_prompt_of_one_s_own_is_seen_in_the_bases_of_bundled_ones(
    database: Database, model: OpenModel, ada: TestClient
) -> None:
    store_capture(database, [MadeUpSite("0.resid_pre", 128)], [12] * 20, name="lends")
    bundled = [each for each in ada.get(f"{BASE}/captures").json()["captures"] if each["kind"] == "bundled"]
    lender = min((each for each in bundled if "0.resid_pre" in each["sites"]), key=lambda each: each["created_at"])
    kept = add(ada, "import os")
    work(database, model, kept["run"]["name"])
    whole = ada.get(f"{BASE}/captures/{kept['run']['capture']}").json()
    assert (whole["ready"], whole["kind"], whole["n_shown"]) == (True, "own", 1)
    assert [each["name"] for each in whole["details"]] == [f"{i}.resid_pre" for i in range(4)] + ["3.resid_post"]
    borrowed = whole["details"][0]["bases"]
    lent, *_ = ada.get(f"{BASE}/captures/{lender['name']}").json()["details"]
    assert borrowed == lent["bases"]
    assert whole["details"][0]["decomposition"] is None
    scores = ada.get(f"{BASE}/captures/{whole['name']}/sites/0.resid_pre/scores?basis=pca-scaled&to=3")
    assert scores.status_code == 200


@pytest.mark.parametrize(
    ("body", "status", "says"),
    [
        ({"text": ""}, 422, "The prompt is empty"),
        ({"text": " \n\t"}, 422, "nothing but white space"),
        ({"text": "x = 1\n" * 60}, 422, "tokens; the model 'demo' reads up to 128"),
        ({"text": "x" * 20_001}, 422, "at most 20000 characters"),
        ({"text": "a\0b"}, 422, "U+0000"),
        ({"text": "a\x1b[0m"}, 422, "U+001B"),
        ({"text": "x", "title": "t" * 101}, 422, "at most 100 characters"),
        ({"text": "x", "parts": ["hidden"]}, 422, "body.parts.0"),
        ({"text": "x", "parts": []}, 422, "body.parts"),
        ({"text": 5}, 422, "body.text"),
        ({}, 422, "body.text"),
        ({"text": "x" * 1_000_000}, 413, "larger than"),
    ],
)
def test_what_is_no_prompt_is_refused_in_a_sentence(ada: TestClient, body: dict, status: int, says: str) -> None:
    answer = ada.post(f"{BASE}/prompts", json=body)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert says in answer.json()["detail"]


def test_half_a_surrogate_pair_is_refused(ada: TestClient) -> None:
    for path in ("prompts", "tokenize"):
        answer = ada.post(
            f"{BASE}/{path}", content=b'{"text": "a\\ud800"}', headers={"content-type": "application/json"}
        )
        assert answer.status_code == 422, answer.text


def test_a_flood_of_prompts_is_held_back(database: Database, ada: TestClient) -> None:
    with database.transaction() as session:
        before = session.scalar(select(func.count()).select_from(Prompt))
    for number in range(30):
        kept = add(ada, f"x = {number}")
        # So that the queue never fills: only the person's own pace counts here.
        assert ada.post(f"/api/v1/runs/{kept['run']['name']}/cancel").status_code == 200
    refused = ada.post(f"{BASE}/prompts", json={"text": "one more"})
    assert (refused.status_code, refused.json()["type"]) == (429, "urn:residview:problem:too-often")
    assert int(refused.headers["retry-after"]) > 0
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Prompt)) == (before or 0) + 30
