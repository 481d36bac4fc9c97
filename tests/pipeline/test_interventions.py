"""Interventions against the same changes made to transformers' model by other means."""

import copy
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from scipy.special import rel_entr, softmax
from torch import Tensor

from residview.errors import BadEdit, BadPrompt, NoDirection, NoLens, UnknownSite
from residview.forward.capture import capture
from residview.forward.edits import AblateHead, Add, Remove, SetComponent, Transplant, vector_at
from residview.forward.hooks import Site, site_named, sites_of
from residview.forward.interventions import Edit, Outcome, intervene
from residview.forward.opened import OpenModel
from residview.vocabulary import Part
from tests.support.running_models import HEADS, LAYERS, MODELS, N, Running

IDS = [3, 14, 15, 92, 65, 35, 89, 79, 32, 38]
OPEN = ["demo", *(kind for kind in MODELS if kind != "bert_without_head")]


def random_vector(d: int, seed: int = 0) -> NDArray[np.float64]:
    return np.random.default_rng(seed).normal(size=d)


def edited(model: OpenModel, ids: list[int], edit: Any, name: str) -> NDArray[np.float32]:
    """The rows at a site after an edit there, (n, d)."""
    site, seen = site_named(model, name), list[Tensor]()
    model.run(
        torch.tensor([ids]),
        [edit.hook(model, len(ids)), (site.hook, lambda tensor, hook: seen.append(tensor.clone()))],
        by_head=site.part is Part.RESULT,
    )
    return (seen[0][0] if site.head is None else seen[0][0, :, site.head]).numpy()


def rows_at(model: OpenModel, ids: list[int], name: str) -> NDArray[np.float32]:
    (captured,) = capture(model, [ids], [site_named(model, name)])
    return captured.activations[name]


def reference_logits(
    both: Running, ids: Sequence[int], change: Callable[[torch.nn.Module], object] = lambda model: None
) -> NDArray[np.float32]:
    """Logits (n, vocabulary) of a copy of transformers' model after `change`."""
    model = copy.deepcopy(both.reference)
    with torch.no_grad():
        change(model)
        return model(torch.tensor([list(ids)])).logits[0].numpy()


def adding(path: str, step: NDArray[np.float64], where: slice | list[int]) -> Callable[[torch.nn.Module], object]:
    """Adds to what a module of transformers' gives, with torch's own hook."""

    def add(module: torch.nn.Module, given: Any, output: Any) -> Any:
        rows = output[0] if isinstance(output, tuple) else output
        rows[:, where] += torch.from_numpy(step).float()

    return lambda model: model.get_submodule(path).register_forward_hook(add)


def assert_same_as(outcome: Outcome, after: NDArray[np.float32], before: NDArray[np.float32]) -> None:
    """Both branches and their divergence, for logits found another way, with scipy's measures."""
    p, q = (softmax(logits.astype(np.float64), axis=1) for logits in (before, after))
    for branch, chances in ((outcome.before, p), (outcome.after, q)):
        best = np.take_along_axis(chances, branch.top.ids, axis=1)
        np.testing.assert_allclose(branch.top.probabilities, best, rtol=1e-3)
        np.testing.assert_allclose(best[:, -1], np.sort(chances, axis=1)[:, -best.shape[1]], rtol=1e-3)
    np.testing.assert_allclose(outcome.divergence, rel_entr(p, q).sum(1), rtol=1e-3, atol=1e-6)


def one_of_each_part(model: OpenModel, layer: int) -> list[Site]:
    return [site for site in sites_of(model) if site.layer == layer and site.head in (None, 1)]


@pytest.mark.parametrize("kind", OPEN)
def test_nothing_added_is_the_same_to_the_last_bit(running: Callable[[str], Running], kind: str) -> None:
    model = running(kind).model
    for site in one_of_each_part(model, 1):
        outcome = intervene(model, IDS, [Add(site.name, None, random_vector(site.d), 0.0)])
        assert outcome.identical, site.name
        assert not outcome.divergence.any()


@pytest.mark.parametrize("kind", OPEN)
def test_a_change_at_any_site_reaches_what_comes_after_it_alone(running: Callable[[str], Running], kind: str) -> None:
    model = running(kind).model
    for site in one_of_each_part(model, 1):
        outcome = intervene(model, IDS, [Add(site.name, [4], random_vector(site.d), 30.0)])
        assert not outcome.identical, site.name
        reached = outcome.divergence > 0
        assert reached[4:].any(), site.name
        assert reached[:4].any() == (not model.causal), site.name


@pytest.mark.parametrize("where", [None, [2, 5]])
def test_an_added_vector_acts_as_in_transformers(running: Callable[[str], Running], where: list[int] | None) -> None:
    both = running("demo")
    vector = random_vector(128)
    outcome = intervene(both.model, IDS, [Add("1.resid_post", where, vector, 0.7)])
    change = adding("transformer.h.1", 0.7 * vector, slice(None) if where is None else where)
    assert_same_as(outcome, reference_logits(both, IDS, change), reference_logits(both, IDS))


def test_losses_are_cross_entropies_of_what_came_next(running: Callable[[str], Running]) -> None:
    both = running("demo")
    vector = random_vector(128)
    outcome = intervene(both.model, IDS, [Add("1.resid_post", None, vector, 0.7)])
    changes = (lambda model: None, adding("transformer.h.1", 0.7 * vector, slice(None)))
    for branch, change in zip((outcome.before, outcome.after), changes, strict=True):
        logits = torch.from_numpy(reference_logits(both, IDS, change))
        expected = torch.nn.functional.cross_entropy(logits[:-1], torch.tensor(IDS[1:]), reduction="none")
        assert branch.loss is not None
        np.testing.assert_allclose(branch.loss, expected, rtol=1e-4)


@pytest.mark.parametrize("kind", ["demo", "llama", "bert"])
@pytest.mark.parametrize("part", ["resid_pre", "attn_out", "z.1", "k.1"])
def test_a_removed_direction_is_gone(running: Callable[[str], Running], kind: str, part: str) -> None:
    model = running(kind).model
    name = f"1.{part}"
    vector = random_vector(site_named(model, name).d)
    unit = vector / np.linalg.norm(vector)
    before, after = rows_at(model, IDS, name), edited(model, IDS, Remove(name, [1, 3], vector), name)
    np.testing.assert_allclose(after[[1, 3]] @ unit, 0, atol=1e-6)
    np.testing.assert_allclose(after[[1, 3]], before[[1, 3]] - np.outer(before[[1, 3]] @ unit, unit), atol=1e-5)
    np.testing.assert_allclose(np.delete(after, [1, 3], 0), np.delete(before, [1, 3], 0), atol=1e-6)


def test_a_component_is_set_in_the_streams_units(running: Callable[[str], Running]) -> None:
    model = running("demo").model
    vector = 5 * random_vector(128)
    unit = vector / np.linalg.norm(vector)
    before = rows_at(model, IDS, "2.resid_pre")
    after = edited(model, IDS, SetComponent("2.resid_pre", None, vector, -3.5), "2.resid_pre")
    np.testing.assert_allclose(after @ unit, -3.5, atol=1e-5)
    across = np.eye(128) - np.outer(unit, unit)
    np.testing.assert_allclose(after @ across, before @ across, atol=1e-5)


def test_heads_that_write_nothing_leave_the_bias(running: Callable[[str], Running]) -> None:
    both = running("demo")
    outcome = intervene(both.model, IDS, [AblateHead(1, head, "zero") for head in range(HEADS)])

    def silence(model: torch.nn.Module) -> None:
        model.get_parameter("transformer.h.1.attn.c_proj.weight").zero_()

    assert_same_as(outcome, reference_logits(both, IDS, silence), reference_logits(both, IDS))


def test_one_silent_head_is_one_block_of_the_output_matrix(running: Callable[[str], Running]) -> None:
    both = running("demo")
    outcome = intervene(both.model, IDS, [AblateHead(2, 3, "zero")])

    def silence(model: torch.nn.Module) -> None:
        model.get_parameter("transformer.h.2.attn.c_proj.weight")[96:128] = 0

    assert_same_as(outcome, reference_logits(both, IDS, silence), reference_logits(both, IDS))


def test_heads_at_their_mean_write_the_mean(running: Callable[[str], Running]) -> None:
    model = running("demo").model
    before, seen = rows_at(model, IDS, "1.attn_out"), list[Tensor]()
    hooks = [AblateHead(1, head, "mean").hook(model, len(IDS)) for head in range(HEADS)]
    model.run(
        torch.tensor([IDS]),
        [*hooks, ("blocks.1.hook_attn_out", lambda tensor, hook: seen.append(tensor.clone()))],
    )
    np.testing.assert_allclose(seen[0][0], np.broadcast_to(before.mean(0), before.shape), atol=1e-5)


def test_a_transplanted_last_row_predicts_what_it_predicted(running: Callable[[str], Running]) -> None:
    model = running("demo").model
    other = [7, 7, 301, 12, 40]
    vector = vector_at(model, other, "3.resid_post", 4)
    outcome = intervene(model, IDS, [Transplant("3.resid_post", 6, vector)])
    there = intervene(model, other, [])
    np.testing.assert_allclose(outcome.after.top.probabilities[6], there.before.top.probabilities[4], rtol=1e-4)
    assert np.array_equal(outcome.after.top.ids[6], there.before.top.ids[4])
    assert np.flatnonzero(outcome.divergence).tolist() == [6]


def test_edits_follow_one_another_as_listed(running: Callable[[str], Running]) -> None:
    model = running("demo").model
    vector = random_vector(128)
    add, remove = Add("1.resid_pre", None, vector, 2.0), Remove("1.resid_pre", None, vector)
    only_removed = intervene(model, IDS, [remove])
    added_first, added_last = intervene(model, IDS, [add, remove]), intervene(model, IDS, [remove, add])
    np.testing.assert_allclose(added_first.divergence, only_removed.divergence, atol=1e-5)
    assert np.abs(added_last.divergence - only_removed.divergence).max() > 0.01


def test_no_edits_change_nothing(running: Callable[[str], Running]) -> None:
    outcome = intervene(running("gpt2").model, IDS, [], k=N + 5)
    assert outcome.identical
    assert outcome.before.top.ids.shape == (10, N)


def test_a_model_that_reads_both_ways_has_neither_loss_nor_continuation(running: Callable[[str], Running]) -> None:
    both = running("bert")
    vector = random_vector(32)
    outcome = intervene(both.model, IDS, [Add("1.resid_post", None, vector, 0.7)])
    change = adding("bert.encoder.layer.1", 0.7 * vector, slice(None))
    assert_same_as(outcome, reference_logits(both, IDS, change), reference_logits(both, IDS))
    assert outcome.before.loss is outcome.after.continuation is None
    assert "reads in both directions" in str(outcome.note)
    with pytest.raises(NoLens, match="no trained language-model head"):
        intervene(running("bert_without_head").model, IDS, [])


def test_what_cannot_be_changed_together_is_refused(running: Callable[[str], Running]) -> None:
    edits = [Add(f"1.{part}", None, random_vector(32), 1.0) for part in ("attn_out", "result.0")]
    with pytest.raises(BadEdit, match=r"blocks\.1\.hook_attn_out cannot be changed together"):
        intervene(running("bloom").model, IDS, edits)


VECTOR = random_vector(32)


@pytest.mark.parametrize(
    ("edit", "error", "says"),
    [
        (Add("1.resid_pre", [], VECTOR, 1), BadEdit, "list of positions is empty"),
        (Add("1.resid_pre", [3, 10], VECTOR, 1), BadEdit, "no position 10: the prompt's are 0 to 9"),
        (Add("1.resid_pre", [-1], VECTOR, 1), BadEdit, "no position -1"),
        (Add("1.z.0", None, VECTOR, 1), BadEdit, r"shape \[32\], rows at 1\.z\.0 have 8"),
        (Add("1.resid_pre", None, VECTOR * np.nan, 1), BadEdit, "NaN"),
        (Add("1.resid_pre", None, VECTOR, float("inf")), BadEdit, "strength is inf"),
        (Remove("1.resid_pre", None, VECTOR * 0), NoDirection, "length 0"),
        (SetComponent("1.resid_pre", None, VECTOR, float("nan")), BadEdit, "value is nan"),
        (Transplant("1.resid_pre", 10, VECTOR), BadEdit, "no position 10"),
        (AblateHead(1, 7, "zero"), UnknownSite, "heads of z at layer 1 are 0 to 3"),
        (Add(f"{LAYERS}.resid_pre", None, VECTOR, 1), UnknownSite, "layers are 0 to 2"),
    ],
)
def test_an_edit_that_cannot_be_made_is_refused(
    running: Callable[[str], Running], edit: Edit, error: type[Exception], says: str
) -> None:
    with pytest.raises(error, match=says):
        intervene(running("gpt2").model, IDS, [edit])


def test_a_prompt_that_cannot_be_run_is_refused(running: Callable[[str], Running]) -> None:
    with pytest.raises(BadPrompt, match="The prompt has the id 300"):
        intervene(running("gpt2").model, [1, N], [])
    with pytest.raises(BadEdit, match="no position 3"):
        vector_at(running("gpt2").model, [1, 2, 3], "1.resid_pre", 3)
