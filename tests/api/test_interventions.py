"""The lens and interventions as the API takes them: checked, queued once, opened again. No model is run here."""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from residview.api.edits import intervention_request
from residview.api.schemas_interventions import InterventionIn
from residview.precompute.add import add_model
from residview.settings import Settings
from residview.store import models
from residview.store.session import Database
from tests.support.directories import recorded_layouts, write_layout
from tests.support.report import Recorder

DEMO = "/api/v1/models/demo"
BERT, LLAMA = "bert-mlm", "llama-lm"
IDS = [0, 450, 831, 8, 273]
TOKEN = {"kind": "points", "plus": {"point_set": "tokens", "ids": [692]}}
ADD = {"kind": "add", "direction": TOKEN, "sites": ["1.resid_pre"], "strength": 2.5}
TRANSPLANT = {
    "kind": "transplant",
    "from_ids": [0, 692],
    "from_position": 1,
    "site": "2.resid_pre",
    "to_position": 4,
}


def asked(*edits: dict, ids: list[int] | None = None, **more: Any) -> dict:
    return {"ids": IDS if ids is None else ids, "edits": list(edits), **more}


def test_an_intervention_is_queued_once_and_comes_back_as_it_was_asked(client: TestClient) -> None:
    body = asked(
        ADD | {"positions": [1, 4]}, TRANSPLANT, {"kind": "head", "layer": 3, "head": 1}, continuation={"tokens": 4}
    )
    made = client.post(f"{DEMO}/interventions", json=body)
    assert made.status_code == 200, made.text
    first = made.json()
    assert (first["run"]["kind"], first["run"]["state"], first["run"]["model"]) == ("intervention", "queued", "demo")
    assert (first["identical"], first["positions"], first["continuation_after"]) == (None, [], None)
    labels = client.get(f"{DEMO}/labels/tokens").json()
    assert first["labels"] == [labels[id_] for id_ in IDS]
    # What the page needs to fill its form in again.
    assert InterventionIn.model_validate(first["asked"]) == InterventionIn.model_validate(body)
    assert client.post(f"{DEMO}/interventions", json=first["asked"]).json() == first
    assert client.get(f"{DEMO}/interventions/{first['run']['name']}").json() == first


def test_another_strength_or_order_is_another_run(client: TestClient) -> None:
    remove = {"kind": "remove", "direction": TOKEN, "sites": ["0.resid_pre"]}
    bodies = [asked(ADD, remove), asked(remove, ADD), asked(ADD | {"strength": 2.25}, remove)]
    answers = [client.post(f"{DEMO}/interventions", json=body).json() for body in bodies]
    assert len({answer["run"]["name"] for answer in answers}) == 3


def test_nothing_changed_may_be_asked(client: TestClient) -> None:
    assert client.post(f"{DEMO}/interventions", json=asked()).status_code == 200


def test_a_run_keeps_the_numbers_of_a_direction_and_not_only_its_name(client: TestClient, database: Database) -> None:
    name = client.post(f"{DEMO}/directions", json={"plus": TOKEN["plus"]}).json()["name"]
    named = ADD | {"direction": {"kind": "named", "name": name}}
    with database.reading() as session:
        model = models.ready_model(session, "demo")
        by_name, by_points = (
            intervention_request(session, model, InterventionIn.model_validate(asked(edit))) for edit in (named, ADD)
        )
    assert by_name["vectors"] == by_points["vectors"] != [None]
    assert by_name["asked"] != by_points["asked"]


def test_a_lens_is_queued_once_and_opened_under_its_name(client: TestClient) -> None:
    first = client.post(f"{DEMO}/lens", json={"ids": IDS}).json()
    assert (first["run"]["kind"], first["ids"], first["sites"], first["cells"]) == ("lens", IDS, [], [])
    assert client.post(f"{DEMO}/lens", json={"ids": IDS}).json() == first
    assert client.get(f"{DEMO}/lens/{first['run']['name']}").json() == first


def test_a_run_of_another_kind_or_of_none_is_not_found(client: TestClient) -> None:
    lens = client.post(f"{DEMO}/lens", json={"ids": IDS}).json()["run"]["name"]
    for address in (f"interventions/{lens}", "interventions/r-nosuchrun2", "lens/r-nosuchrun2", "lens/a%00b"):
        answer = client.get(f"{DEMO}/{address}")
        assert (answer.status_code, answer.json()["type"]) == (404, "urn:residview:problem:unknown-run")


REFUSED = [
    (asked(ids=[0, 4096]), "bad-prompt", "The prompt has the id 4096"),
    (asked(ids=[0] * 129), "bad-prompt", "129 tokens; the model 'demo' reads up to 128"),
    (asked(ids=[]), "invalid", "body.ids"),
    (asked(ids=[-1]), "invalid", "body.ids.0"),
    (
        asked(ADD | {"positions": [5]}),
        "bad-edit",
        "Edit 1 (add): it names the position 5; the prompt's positions are 0 to 4",
    ),
    (asked(ADD | {"positions": [2, 2]}), "bad-edit", "names the position 2 more than once"),
    (asked(ADD | {"positions": []}), "invalid", "positions"),
    (asked(ADD | {"sites": ["1.resid_pre", "1.resid_pre"]}), "bad-edit", "names the site 1.resid_pre more than once"),
    (asked(ADD | {"sites": ["4.resid_pre"]}), "unknown-site", "there is no layer 4, they are 0 to 3"),
    (asked(ADD | {"sites": ["1.residue"]}), "unknown-site", "no part 'residue'"),
    (asked(ADD | {"sites": ["1.resid_pre.0"]}), "unknown-site", "belongs to no head"),
    (asked(ADD | {"sites": ["1.z"]}), "unknown-site", "as in 1.z.0"),
    (asked(ADD | {"sites": ["1.z.4"]}), "unknown-site", "there is no head 4, they are 0 to 3"),
    (asked(ADD | {"sites": ["1.z.0"]}), "bad-direction", "a direction of the residual stream at 1.z.0"),
    (asked(ADD | {"strength": 1e7}), "invalid", "strength"),
    (asked(ADD | {"direction": {"kind": "values", "values": [1.0, 2.0]}}), "bad-direction", "2 numbers"),
    (asked(ADD | {"direction": {"kind": "values", "values": [0.0] * 128}}), "bad-direction", "all zero"),
    (asked(ADD | {"direction": {"kind": "named", "name": "d-nosuchname"}}), "unknown-direction", "d-nosuchname"),
    (asked({"kind": "head", "layer": 4, "head": 0}), "unknown-site", "there is no layer 4"),
    (asked({"kind": "head", "layer": 0, "head": 4}), "unknown-site", "there is no head 4"),
    (asked({"kind": "place", "places": [0, 1]}), "bad-edit", "it places 2 tokens, the prompt has 5"),
    (asked({"kind": "place", "places": [0, 1, 2, 3, 128]}), "bad-edit", "Token 4 would be at position 128"),
    (asked({"kind": "shift", "by": 124}), "bad-edit", "Token 4 would be at position 128"),
    (asked({"kind": "shift", "by": -1}), "bad-edit", "Token 0 would be at position -1"),
    (asked({"kind": "average", "group": 129}), "bad-edit", "groups of 129 positions, but there are 128"),
    (asked({"kind": "rank", "k": 128}), "bad-edit", "k is 128"),
    (asked(TRANSPLANT | {"from_position": 2}), "bad-edit", "the other prompt's positions are 0 to 1"),
    (asked(TRANSPLANT | {"from_ids": [0, 5000]}), "bad-prompt", "the other prompt has the id 5000"),
    (asked(TRANSPLANT | {"to_position": 9}), "bad-edit", "position 9"),
    (asked({"kind": "dance"}), "invalid", "body.edits.0"),
    (asked(continuation={"tokens": 65}), "invalid", "body.continuation.tokens"),
]


@pytest.mark.parametrize(("body", "kind", "says"), REFUSED, ids=[says for _, _, says in REFUSED])
def test_what_cannot_be_done_is_refused_before_it_is_queued(
    client: TestClient, body: dict, kind: str, says: str
) -> None:
    answer = client.post(f"{DEMO}/interventions", json=body)
    assert 400 <= answer.status_code < 500
    assert answer.json()["type"] == f"urn:residview:problem:{kind}", answer.text
    assert says in answer.json()["detail"]


def test_shifts_add_up_before_they_are_judged(client: TestClient) -> None:
    there_and_back = [{"kind": "shift", "by": by} for by in (100, 20, -120)]
    assert client.post(f"{DEMO}/interventions", json=asked(*there_and_back)).status_code == 200


def test_of_a_second_edit_that_is_wrong_the_number_is_named(client: TestClient) -> None:
    answer = client.post(f"{DEMO}/interventions", json=asked(ADD, {"kind": "head", "layer": 7, "head": 0}))
    assert "Edit 2 (head)" in answer.json()["detail"]


def larger(layout: dict[str, Any]) -> dict[str, Any]:
    """The same with ids for all bytes, and 600 positions."""
    of_tokens, of_positions = layout["config"]["vocab_size"], layout["config"]["max_position_embeddings"]
    sizes = {of_tokens: 300, of_positions: 600}
    tensors = {name: [sizes.get(size, size) for size in shape] for name, shape in layout["tensors"].items()}
    config = layout["config"] | {"vocab_size": 300, "max_position_embeddings": 600}
    return layout | {"config": config, "tensors": tensors}


@pytest.fixture(scope="module")
def others(database: Database, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """Models of other architectures: layout → what the model is called here."""
    folder = tmp_path_factory.mktemp("others")
    names = {layout: f"interventions-{layout}" for layout in (BERT, LLAMA)}
    for layout, name in names.items():
        write_layout(folder / layout, larger(recorded_layouts()[layout]))
        add_model(database, folder / layout, name, Recorder())
    yield names
    with database.transaction() as session:
        for name in names.values():
            model = models.any_model(session, name)
            assert model is not None
            models.remove(session, model)


@pytest.mark.parametrize(
    "edit",
    [
        {"kind": "place", "places": [1]},
        {"kind": "shift", "by": 1},
        {"kind": "average", "group": 2},
        {"kind": "rank", "k": 3},
    ],
    ids=lambda edit: edit["kind"],
)
def test_a_rotary_model_has_no_positional_embedding_to_change(
    client: TestClient, others: dict[str, str], edit: dict
) -> None:
    answer = client.post(f"/api/v1/models/{others[LLAMA]}/interventions", json=asked(edit, ids=[1]))
    assert answer.status_code == 422
    assert "no positional embedding to change" in answer.json()["detail"]
    assert "rotary" in answer.json()["detail"]


def test_a_model_that_reads_in_both_directions_has_no_lens(client: TestClient, others: dict[str, str]) -> None:
    answer = client.post(f"/api/v1/models/{others[BERT]}/lens", json={"ids": [1]})
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:residview:problem:no-lens")
    assert "fill in masked tokens" in answer.json()["detail"]


def test_a_run_of_other_weights_is_not_found(client: TestClient, others: dict[str, str]) -> None:
    name = client.post(f"{DEMO}/interventions", json=asked()).json()["run"]["name"]
    assert client.get(f"/api/v1/models/{others[LLAMA]}/interventions/{name}").status_code == 404


def test_a_lens_of_more_tokens_than_can_be_kept_is_refused(client: TestClient, others: dict[str, str]) -> None:
    answer = client.post(f"/api/v1/models/{others[LLAMA]}/lens", json={"ids": [1] * 513})
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:residview:problem:bad-prompt")
    assert "takes up to 512" in answer.json()["detail"]


def test_the_examples_are_what_the_model_can_do(
    client: TestClient, database: Database, others: dict[str, str]
) -> None:
    kinds = {}
    for name in ("demo", *others.values()):
        answer = client.get(f"/api/v1/models/{name}/interventions/examples")
        assert answer.status_code == 200, answer.text
        examples = answer.json()["examples"]
        assert len({example["name"] for example in examples}) == len(examples)
        with database.reading() as session:
            model = models.ready_model(session, name)
            for example in examples:
                intervention_request(session, model, InterventionIn.model_validate(example["asked"]))
        kinds[name] = {edit["kind"] for example in examples for edit in example["asked"]["edits"]}
    assert kinds["demo"] == {"add", "remove", "head", "place", "shift", "average", "rank", "transplant"}
    assert kinds[others[LLAMA]] == {"add", "remove", "head", "transplant"}
    assert kinds[others[BERT]] == {"add", "remove", "transplant", "place", "average"}


def test_the_demo_model_s_examples_are_of_its_own_words(client: TestClient) -> None:
    examples = {each["name"]: each for each in client.get(f"{DEMO}/interventions/examples").json()["examples"]}
    labels = client.get(f"{DEMO}/labels/tokens").json()
    ids = examples["alternating-pair"]["asked"]["ids"]
    assert [labels[id_] for id_ in ids[:5]] == ["<|endoftext|>", " True", " False", " True", " False"]
    assert "“True” and “False”" in examples["alternating-pair"]["title"]


def test_nothing_of_this_imports_what_only_a_worker_needs(settings: Settings, database: Database) -> None:
    program = f"""
import sys
from fastapi.testclient import TestClient
from residview.api.app import create_app
from residview.settings import Settings
from residview.store.session import open_database
settings = Settings(database_url={settings.database_url!r})
with TestClient(create_app(settings, open_database(settings))) as client:
    for example in client.get("{DEMO}/interventions/examples").json()["examples"][:2]:
        assert client.post("{DEMO}/interventions", json=example["asked"]).status_code == 200
    assert client.post("{DEMO}/lens", json={{"ids": {IDS}}}).status_code == 200
print(sorted({{"torch", "transformers", "transformer_lens", "sklearn"}} & set(sys.modules)))
"""
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
