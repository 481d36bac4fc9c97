"""Lens and interventions from an answered request to a stored result, against transformers by itself."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from threading import Event
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from fastapi.testclient import TestClient

from residview.jobs.attempt import Attempts
from residview.precompute.add import add_model
from residview.settings import Settings
from residview.store.session import Database
from tests.support.report import Recorder
from tests.support.waiting import until_over
from tests.support.working import working

if TYPE_CHECKING:
    from torch import Tensor
    from transformers import GPT2LMHeadModel

    from tests.support.running_models import Running

DEMO = "/api/v1/models/demo"
N_LAYERS, N_HEADS, D, N_CTX = 4, 4, 128, 128
IDS = [0, 450, 831, 8, 273, 401, 333, 692]
OTHER = [0, 450, 1224, 8, 743, 333]
PLUS, MINUS = 692, 743
DIRECTION = {
    "kind": "points",
    "plus": {"point_set": "tokens", "ids": [PLUS]},
    "minus": {"point_set": "tokens", "ids": [MINUS]},
}


@pytest.fixture(scope="module")
def done(client: TestClient, database: Database) -> Callable[[str, dict], dict]:
    """Posts a request and carries its run out here; the answer as it opens afterwards."""
    attempts = Attempts(database, database, Event())

    def ask(address: str, body: dict) -> dict:
        answer = client.post(address, json=body)
        assert answer.status_code == 200, answer.text
        name = answer.json()["run"]["name"]
        attempts.carry_out(name)
        return client.get(f"{address}/{name}").json()

    return ask


@pytest.fixture
def reference(running: "Callable[[str], Running]") -> "GPT2LMHeadModel":
    return running("demo").reference  # type: ignore[return-value]


def logits_of(model: "GPT2LMHeadModel", ids: Sequence[int], **more: Any) -> np.ndarray:
    import torch

    with torch.no_grad():
        return model(torch.tensor([list(ids)]), **more).logits[0].double().numpy()


def log_softmax(logits: np.ndarray) -> np.ndarray:
    shifted = logits - logits.max(-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(-1, keepdims=True))


def unit(model: "GPT2LMHeadModel") -> np.ndarray:
    rows = model.transformer.wte.weight.detach().double().numpy()
    difference = rows[PLUS] - rows[MINUS]
    return difference / np.linalg.norm(difference)


@contextmanager
def before_block(model: "GPT2LMHeadModel", layer: int, change: "Callable[[Tensor], Tensor]") -> Iterator[None]:
    handle = model.transformer.h[layer].register_forward_pre_hook(lambda _, args: (change(args[0]), *args[1:]))
    try:
        yield
    finally:
        handle.remove()


@contextmanager
def with_positions(model: "GPT2LMHeadModel", change: Callable[[np.ndarray], np.ndarray]) -> Iterator[None]:
    import torch

    table = model.transformer.wpe.weight
    kept = table.detach().clone()
    with torch.no_grad():
        table.copy_(torch.from_numpy(change(kept.double().numpy())))
    try:
        yield
    finally:
        with torch.no_grad():
            table.copy_(kept)


def check(answer: dict, before: np.ndarray, after: np.ndarray, ids: Sequence[int]) -> None:
    """All that an answer says of two runs, against their logits."""
    assert answer["run"]["state"] == "done", answer["run"]["problem"]
    p, q = log_softmax(before), log_softmax(after)
    positions = answer["positions"]
    assert len(positions) == len(ids)
    for name, logs in (("before", p), ("after", q)):
        found = [[guess["probability"] for guess in position[name]] for position in positions]
        named = [[guess["id"] for guess in position[name]] for position in positions]
        np.testing.assert_allclose(found, np.exp(-np.sort(-logs)[:, :10]), atol=1e-5)
        np.testing.assert_allclose(found, np.exp(np.take_along_axis(logs, np.array(named), -1)), atol=1e-5)
        losses = [position[f"loss_{name}"] for position in positions]
        assert losses.pop() is None
        np.testing.assert_allclose(losses, -logs[np.arange(len(ids) - 1), ids[1:]], atol=1e-4)
    np.testing.assert_allclose(
        [position["kl"] for position in positions], (np.exp(p) * (p - q)).sum(-1), rtol=1e-3, atol=1e-6
    )


def test_the_lens_reads_each_stop_as_the_network_would_if_it_ended_there(
    done: Callable[[str, dict], dict], client: TestClient, reference: "GPT2LMHeadModel"
) -> None:
    import torch

    answer = done(f"{DEMO}/lens", {"ids": IDS})
    assert answer["sites"] == [*(f"{layer}.resid_pre" for layer in range(N_LAYERS)), f"{N_LAYERS - 1}.resid_post"]
    assert answer["labels"][1] == client.get(f"{DEMO}/labels/tokens").json()[IDS[1]]
    with torch.no_grad():
        states = reference(torch.tensor([IDS]), output_hidden_states=True)
        # transformers gives the last one with the LayerNorm already done.
        stops = [reference.lm_head(reference.transformer.ln_f(state)) for state in states.hidden_states[:-1]]
        expected = [log_softmax(logits[0].double().numpy()) for logits in (*stops, states.logits)]
    for cells, logs in zip(answer["cells"], expected, strict=True):
        for position, (cell, here) in enumerate(zip(cells, logs, strict=True)):
            named = [guess["id"] for guess in cell["top"]]
            np.testing.assert_allclose(
                [guess["probability"] for guess in cell["top"]], np.exp(here[named]), rtol=1e-4, atol=1e-6
            )
            assert len(named) == len(set(named)) == 10
            np.testing.assert_allclose(np.exp(here[named]), np.exp(-np.sort(-here)[:10]), rtol=1e-4)
            assert cell["entropy"] == pytest.approx(-(np.exp(here) * here).sum(), rel=1e-4)
            if position == len(IDS) - 1:
                assert (cell["next_probability"], cell["next_rank"]) == (None, None)
            else:
                of_next = here[IDS[position + 1]]
                assert cell["next_probability"] == pytest.approx(np.exp(of_next), rel=1e-3)
                # Rounding may change places with those that are all but as probable, itself among them.
                surely, perhaps = ((here > of_next + margin).sum() for margin in (1e-5, -1e-5))
                assert surely <= cell["next_rank"] <= perhaps - 1


def test_nothing_changed_is_identical(done: Callable[[str, dict], dict], reference: "GPT2LMHeadModel") -> None:
    answer = done(f"{DEMO}/interventions", {"ids": IDS, "edits": [], "continuation": {"tokens": 5}})
    assert answer["identical"] is True
    before = logits_of(reference, IDS)
    check(answer, before, before, IDS)
    assert answer["continuation_before"] == answer["continuation_after"]
    ids = list(IDS)
    for _ in range(5):
        ids.append(int(logits_of(reference, ids)[-1].argmax()))
    assert answer["continuation_before"] == ids[len(IDS) :]


@pytest.mark.parametrize("kind", ["add", "remove", "set"])
def test_a_direction_is_added_removed_or_set_where_it_is_asked_for(
    done: Callable[[str, dict], dict], reference: "GPT2LMHeadModel", kind: str
) -> None:
    import torch

    along = torch.from_numpy(unit(reference)).float()
    amount = {"add": {"strength": 3.0}, "remove": {}, "set": {"value": -4.0}}[kind]

    def change(rows: "Tensor") -> "Tensor":
        rows = rows.clone()
        part = rows[:, [2, 5]]
        component = (part @ along)[..., None] * along
        rows[:, [2, 5]] = {
            "add": part + 3.0 * along,
            "remove": part - component,
            "set": part - component - 4.0 * along,
        }[kind]
        return rows

    edit = {"kind": kind, "direction": DIRECTION, "sites": ["1.resid_pre", "2.resid_pre"], "positions": [2, 5]}
    answer = done(f"{DEMO}/interventions", {"ids": IDS, "edits": [edit | amount]})
    with before_block(reference, 1, change), before_block(reference, 2, change):
        after = logits_of(reference, IDS)
    check(answer, logits_of(reference, IDS), after, IDS)
    assert answer["identical"] is False
    assert [position["kl"] for position in answer["positions"][:2]] == [0, 0]


@pytest.mark.parametrize("how", ["zero", "mean"])
def test_a_head_is_removed_or_averaged(
    done: Callable[[str, dict], dict], reference: "GPT2LMHeadModel", how: str
) -> None:
    columns = slice(2 * D // N_HEADS, 3 * D // N_HEADS)

    def change(_: Any, args: tuple) -> tuple:
        z = args[0].clone()
        z[..., columns] = 0 if how == "zero" else z[..., columns].mean(1, keepdim=True)
        return (z, *args[1:])

    answer = done(
        f"{DEMO}/interventions", {"ids": IDS, "edits": [{"kind": "head", "layer": 1, "head": 2, "how": how}]}
    )
    before = logits_of(reference, IDS)
    handle = reference.transformer.h[1].attn.c_proj.register_forward_pre_hook(change)
    try:
        check(answer, before, logits_of(reference, IDS), IDS)
    finally:
        handle.remove()


@pytest.mark.parametrize(
    ("edits", "places"),
    [
        ([{"kind": "place", "places": [0, 7, 6, 5, 4, 3, 2, 1]}], [0, 7, 6, 5, 4, 3, 2, 1]),
        ([{"kind": "place", "places": [3] * 8}], [3] * 8),
        ([{"kind": "shift", "by": 30}, {"kind": "shift", "by": -7}], list(range(23, 31))),
    ],
    ids=["permuted", "all at one", "shifted"],
)
def test_tokens_are_given_other_positions(
    done: Callable[[str, dict], dict], reference: "GPT2LMHeadModel", edits: list[dict], places: list[int]
) -> None:
    import torch

    answer = done(f"{DEMO}/interventions", {"ids": IDS, "edits": edits})
    after = logits_of(reference, IDS, position_ids=torch.tensor([places]))
    check(answer, logits_of(reference, IDS), after, IDS)


def averaged(table: np.ndarray) -> np.ndarray:
    return np.repeat(table.reshape(-1, 4, table.shape[1]).mean(1), 4, axis=0)


def of_rank(k: int) -> Callable[[np.ndarray], np.ndarray]:
    def change(table: np.ndarray) -> np.ndarray:
        u, s, v = np.linalg.svd(table - table.mean(0), full_matrices=False)
        return table.mean(0) + u[:, :k] * s[:k] @ v[:k]

    return change


@pytest.mark.parametrize(
    ("edit", "change"),
    [
        ({"kind": "average", "group": 4}, averaged),
        ({"kind": "rank", "k": 3}, of_rank(3)),
        ({"kind": "rank", "k": 0}, of_rank(0)),
    ],
    ids=["averaged", "rank 3", "the mean alone"],
)
def test_the_positional_embedding_is_averaged_or_projected(
    done: Callable[[str, dict], dict],
    reference: "GPT2LMHeadModel",
    edit: dict,
    change: Callable[[np.ndarray], np.ndarray],
) -> None:
    answer = done(f"{DEMO}/interventions", {"ids": IDS, "edits": [edit]})
    before = logits_of(reference, IDS)
    with with_positions(reference, change):
        check(answer, before, logits_of(reference, IDS), IDS)


def test_a_residual_is_transplanted(done: Callable[[str, dict], dict], reference: "GPT2LMHeadModel") -> None:
    import torch

    with torch.no_grad():
        theirs = reference(torch.tensor([OTHER]), output_hidden_states=True).hidden_states[2][0, 4]

    def change(rows: "Tensor") -> "Tensor":
        rows = rows.clone()
        rows[0, 3] = theirs
        return rows

    edit = {"kind": "transplant", "from_ids": OTHER, "from_position": 4, "site": "2.resid_pre", "to_position": 3}
    answer = done(f"{DEMO}/interventions", {"ids": IDS, "edits": [edit]})
    with before_block(reference, 2, change):
        after = logits_of(reference, IDS)
    check(answer, logits_of(reference, IDS), after, IDS)


def test_all_edits_at_once_are_one_pass(done: Callable[[str, dict], dict], reference: "GPT2LMHeadModel") -> None:
    import torch

    along = torch.from_numpy(unit(reference)).float()
    edits = [
        {"kind": "add", "direction": DIRECTION, "sites": ["1.resid_pre"], "strength": 2.0},
        {"kind": "add", "direction": DIRECTION, "sites": ["3.resid_pre"], "strength": -5.0, "positions": [7]},
        {"kind": "rank", "k": 3},
    ]
    answer = done(f"{DEMO}/interventions", {"ids": IDS, "edits": edits})
    before = logits_of(reference, IDS)

    def last(rows: "Tensor") -> "Tensor":
        return torch.cat([rows[:, :7], rows[:, 7:] - 5.0 * along], 1)

    with ExitStack() as stack:
        stack.enter_context(with_positions(reference, of_rank(3)))
        stack.enter_context(before_block(reference, 1, lambda rows: rows + 2.0 * along))
        stack.enter_context(before_block(reference, 3, last))
        check(answer, before, logits_of(reference, IDS), IDS)


def test_the_strongest_edits_still_give_numbers(done: Callable[[str, dict], dict]) -> None:
    sites = [f"{layer}.{part}" for layer in range(N_LAYERS) for part in ("resid_pre", "attn_out", "mlp_out")]
    edit = {"kind": "add", "direction": DIRECTION, "sites": sites, "strength": 1e6}
    answer = done(f"{DEMO}/interventions", {"ids": IDS, "edits": [edit] * 32})
    assert answer["run"]["state"] == "done", answer["run"]["problem"]
    assert np.isfinite([position["kl"] for position in answer["positions"]]).all()


def test_a_continuation_that_runs_out_of_positions_says_so(done: Callable[[str, dict], dict]) -> None:
    ids = [IDS[at % len(IDS)] for at in range(N_CTX - 3)]
    body = {"ids": ids, "edits": [{"kind": "shift", "by": 2}]}
    answer = done(f"{DEMO}/interventions", body | {"continuation": {"tokens": 9, "temperature": 1.0, "seed": 4}})
    assert (len(answer["continuation_before"]), len(answer["continuation_after"])) == (1, 1)
    assert "ends after 1 of 9 tokens" in answer["note"]


def test_every_example_runs_and_is_what_it_says(
    done: Callable[[str, dict], dict], client: TestClient, reference: "GPT2LMHeadModel"
) -> None:
    examples = client.get(f"{DEMO}/interventions/examples").json()["examples"]
    answers = {example["name"]: done(f"{DEMO}/interventions", example["asked"]) for example in examples}
    assert {name: answer["run"]["state"] for name, answer in answers.items()} == dict.fromkeys(answers, "done")
    assert {name: answer["note"] for name, answer in answers.items()} == dict.fromkeys(answers, "")
    unchanged = {"zero-strength", "repeated-token", "alternating-pair"}
    assert {name for name, answer in answers.items() if answer["identical"]} == unchanged

    turned = answers["one-word-for-another"]
    (edit,) = turned["asked"]["edits"]
    (at,) = edit["positions"]
    ids = list(turned["asked"]["ids"])
    assert ids[at] == edit["direction"]["minus"]["ids"][0]
    ids[at] = edit["direction"]["plus"]["ids"][0]
    expected = np.exp(log_softmax(logits_of(reference, ids)))
    for position, here in zip(turned["positions"][at:], expected[at:], strict=True):
        for guess in position["after"]:
            assert guess["probability"] == pytest.approx(here[guess["id"]], abs=1e-4)

    transplanted = answers["transplant"]
    at = transplanted["asked"]["edits"][0]["to_position"]
    divergences = [position["kl"] for position in transplanted["positions"]]
    assert divergences[:at] == [0.0] * at
    assert divergences[at] > 0.01


def test_what_only_the_running_model_knows_fails_its_run_with_a_sentence(
    client: TestClient, database: Database, done: Callable[[str, dict], dict], running: "Callable[[str], Running]"
) -> None:
    for kind in ("gpt_neox", "bert_without_head"):
        add_model(database, running(kind).directory, f"jobs-{kind}", Recorder())
    edit = {
        "kind": "add",
        "direction": {"kind": "points", "plus": {"point_set": "tokens", "ids": [3]}},
        "strength": 1.0,
    }
    no_middle = done(
        "/api/v1/models/jobs-gpt_neox/interventions", {"ids": [1, 2], "edits": [edit | {"sites": ["1.resid_mid"]}]}
    )
    assert no_middle["run"]["state"] == "failed"
    assert (no_middle["run"]["problem"]["status"], no_middle["positions"]) == (404, [])
    assert "side by side" in no_middle["run"]["problem"]["detail"]
    no_head = done("/api/v1/models/jobs-bert_without_head/interventions", {"ids": [1, 2], "edits": []})
    assert no_head["run"]["problem"]["status"] == 422
    assert "no trained language-model head" in no_head["run"]["problem"]["detail"]


def test_a_worker_of_its_own_carries_them_out(settings: Settings, client: TestClient) -> None:
    with working(settings):
        lens = client.post(f"{DEMO}/lens", json={"ids": OTHER}).json()["run"]["name"]
        body = {"ids": OTHER, "edits": [{"kind": "head", "layer": 0, "head": 0}], "continuation": {"tokens": 2}}
        intervention = client.post(f"{DEMO}/interventions", json=body).json()["run"]["name"]
        for name in (lens, intervention):
            until_over(client, name)
    assert len(client.get(f"{DEMO}/lens/{lens}").json()["cells"]) == N_LAYERS + 1
    opened = client.get(f"{DEMO}/interventions/{intervention}").json()
    assert (opened["identical"], len(opened["continuation_after"])) == (False, 2)
    assert client.post(f"{DEMO}/interventions", json=body).json() == opened
