"""Captured activations against transformers' own, which hooks nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray

from residview.errors import BadPrompt, UnknownSite
from residview.forward.capture import Captured, capture
from residview.forward.hooks import default_sites, site_named, sites_of
from residview.forward.opened import OpenModel
from tests.support.running_models import HEADS, LAYERS, MODELS, N_CTX, N, Running

KINDS = ["demo", *MODELS]


def some_prompts(lengths: tuple[int, ...] = (7, 24, 1, 9, 8, 23)) -> list[list[int]]:
    random = np.random.default_rng(0)
    return [random.integers(0, N, length).tolist() for length in lengths]


def at(model: OpenModel, prompts: list[list[int]], *names: str, **options: Any) -> list[Captured]:
    return list(capture(model, prompts, [site_named(model, name) for name in names], **options))


def outputs_of(both: Running, path: str, ids: list[int]) -> NDArray[np.float32]:
    """What one of transformers' modules gives for a prompt, read with torch's own hook."""
    found: list[torch.Tensor] = []

    def keep(module: torch.nn.Module, given: Any, output: Any) -> None:
        found.append(output[0] if isinstance(output, tuple) else output)

    handle = both.reference.get_submodule(path).register_forward_hook(keep)
    with torch.no_grad():
        both.reference(torch.tensor([ids]))
    handle.remove()
    return found[0][0].numpy()


LAST_BLOCK = {
    "demo": "transformer.h.3",
    "gpt2": "transformer.h.2",
    "bloom": "transformer.h.2",
    "gpt_neox": "gpt_neox.layers.2",
    "gpt_neox_serial": "gpt_neox.layers.2",
    "opt": "model.decoder.layers.2",
    "llama": "model.layers.2",
    "gemma2": "model.layers.2",
    "bert": "bert.encoder.layer.2",
    "bert_without_head": "encoder.layer.2",
}


@pytest.mark.parametrize("kind", KINDS)
def test_residuals_are_the_hidden_states_of_transformers(running: Callable[[str], Running], kind: str) -> None:
    both = running(kind)
    prompts = some_prompts()
    captured = list(capture(both.model, prompts, default_sites(both.model), batch_tokens=40))
    assert [each.index for each in captured] == list(range(len(prompts)))
    for ids, each in zip(prompts, captured, strict=True):
        with torch.no_grad():
            states = both.reference(torch.tensor([ids]), output_hidden_states=True).hidden_states
        # The last of these is after the final LayerNorm in most models; what the last block gives is not.
        expected = [*(state[0].numpy() for state in states[:-1]), outputs_of(both, LAST_BLOCK[kind], ids)]
        for stop, rows in zip(expected, each.activations.values(), strict=True):
            assert rows.dtype == np.float32
            np.testing.assert_allclose(rows, stop, rtol=1e-5, atol=1e-5)


@pytest.mark.parametrize("kind", KINDS)
def test_a_prompt_has_the_same_rows_alone_and_beside_longer_ones(running: Callable[[str], Running], kind: str) -> None:
    model = running(kind).model
    prompts = some_prompts((20, 18, 24, 24, 19))
    for together in capture(model, prompts, sites_of(model), batch_tokens=1_000):
        (alone,) = capture(model, [prompts[together.index]], sites_of(model))
        for name, rows in alone.activations.items():
            np.testing.assert_allclose(together.activations[name], rows, rtol=1e-5, atol=1e-5, err_msg=name)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if not kind.startswith("bert")])
def test_sublayers_add_up_to_the_stream(running: Callable[[str], Running], kind: str) -> None:
    model = running(kind).model
    (each,) = capture(model, some_prompts((9,)), sites_of(model))
    got = each.activations
    for layer in range(model.n_layers):
        pre, attention, mlp = (got[f"{layer}.{part}"] for part in ("resid_pre", "attn_out", "mlp_out"))
        np.testing.assert_allclose(pre + attention + mlp, got[f"{layer}.resid_post"], atol=1e-5)
        if kind != "gpt_neox":
            np.testing.assert_allclose(pre + attention, got[f"{layer}.resid_mid"], atol=1e-5)


def test_bert_is_read_where_its_layer_norms_end(running: Callable[[str], Running]) -> None:
    both = running("bert")
    (ids,) = some_prompts((9,))
    (each,) = at(both.model, [ids], "1.attn_out", "1.resid_mid", "1.mlp_out", "1.resid_post")
    block = "bert.encoder.layer.1"
    modules = ("attention.output.dense", "attention.output.LayerNorm", "output.dense", "output.LayerNorm")
    for rows, module in zip(each.activations.values(), modules, strict=True):
        np.testing.assert_allclose(rows, outputs_of(both, f"{block}.{module}", ids), atol=1e-5)
    assert site_named(both.model, "1.resid_mid").note == "after the LayerNorm that follows the attention"


@pytest.mark.parametrize("kind", ["demo", "gpt2"])
def test_heads_add_up_to_what_the_attention_writes(running: Callable[[str], Running], kind: str) -> None:
    both = running(kind)
    heads = [f"1.result.{head}" for head in range(HEADS)]
    (each,) = at(both.model, some_prompts((9,)), "1.attn_out", *heads)
    bias = both.reference.get_parameter("transformer.h.1.attn.c_proj.bias").detach().numpy()
    total = sum(each.activations[head] for head in heads) + bias
    np.testing.assert_allclose(total, each.activations["1.attn_out"], atol=1e-5)


def test_heads_are_those_of_a_direct_computation(running: Callable[[str], Running]) -> None:
    """From the residual to z by softmax(q kᵀ / √d) v, in numpy."""
    both = running("demo")
    names = [f"1.{part}.2" for part in ("q", "k", "v", "z", "result")]
    (each,) = at(both.model, some_prompts((9,)), "1.resid_pre", *names)
    weights = {name: value.detach().double().numpy() for name, value in both.reference.named_parameters()}
    block = "transformer.h.1"
    residual = each.activations["1.resid_pre"].astype(np.float64)
    centred = residual - residual.mean(1, keepdims=True)
    normed = centred / np.sqrt((centred**2).mean(1, keepdims=True) + 1e-5)
    normed = normed * weights[f"{block}.ln_1.weight"] + weights[f"{block}.ln_1.bias"]
    qkv = normed @ weights[f"{block}.attn.c_attn.weight"] + weights[f"{block}.attn.c_attn.bias"]
    q, k, v = (part[:, 64:96] for part in np.split(qkv, 3, axis=1))
    scores = np.where(np.tri(9, dtype=bool), q @ k.T / np.sqrt(32), -np.inf)
    pattern = np.exp(scores - scores.max(1, keepdims=True))
    z = pattern / pattern.sum(1, keepdims=True) @ v
    expected = (q, k, v, z, z @ weights[f"{block}.attn.c_proj.weight"][64:96])
    for name, rows in zip(names, expected, strict=True):
        np.testing.assert_allclose(each.activations[name], rows, atol=1e-5, err_msg=name)


def test_asking_for_heads_leaves_the_other_rows_as_they_are(running: Callable[[str], Running]) -> None:
    model = running("demo").model
    (without,) = at(model, some_prompts((9,)), "3.resid_post")
    (beside,) = at(model, some_prompts((9,)), "3.resid_post", "1.result.0")
    assert np.array_equal(without.activations["3.resid_post"], beside.activations["3.resid_post"])
    assert model.bridge.cfg.use_attn_result is False


@contextmanager
def watched(model: OpenModel, hook: str) -> Iterator[list[tuple[int, ...]]]:
    """The shapes of what passes a hook."""
    seen: list[tuple[int, ...]] = []

    def look(tensor: torch.Tensor, hook: object) -> None:
        seen.append(tuple(tensor.shape))

    with model.bridge.hooks(fwd_hooks=[(hook, look)]):
        yield seen


@pytest.mark.parametrize(
    ("site", "reached", "spared"),
    [
        ("2.resid_post", "blocks.2.hook_resid_post", "ln_final.hook_in"),
        ("1.resid_pre", "blocks.0.hook_resid_post", "blocks.1.ln1.hook_in"),
        ("1.z.0", "blocks.1.attn.hook_v", "blocks.1.hook_attn_out"),
    ],
)
def test_a_pass_ends_with_the_last_site(
    running: Callable[[str], Running], site: str, reached: str, spared: str
) -> None:
    model = running("gpt2").model
    with watched(model, reached) as before, watched(model, spared) as after:
        at(model, some_prompts((9,)), "0.resid_pre", site)
    assert before == [before[0]]
    assert after == []


def test_a_stopped_pass_leaves_nothing_behind(running: Callable[[str], Running]) -> None:
    model = running("gpt2").model
    ids = torch.tensor(some_prompts((9,)))
    before = model.run(ids)
    at(model, some_prompts((9, 12)), "1.z.0")
    assert torch.equal(model.run(ids), before)


def test_passes_hold_no_more_tokens_than_asked_for(running: Callable[[str], Running]) -> None:
    model = running("gpt2").model
    prompts = some_prompts((24, 3, 3, 24, 2, 20, 24, 24))
    with watched(model, "blocks.0.hook_in") as seen:
        captured = at(model, prompts, "1.resid_pre", batch_tokens=60)
    assert [shape[:2] for shape in seen] == [(2, 24), (2, 3), (1, 2), (2, 24), (1, 24)]
    assert [len(each.activations["1.resid_pre"]) for each in captured] == [len(ids) for ids in prompts]


def test_nothing_is_read_ahead_of_its_batch(running: Callable[[str], Running]) -> None:
    model = running("gpt2").model
    rows = capture(model, some_prompts((24,) * 50), default_sites(model), batch_tokens=48)
    with watched(model, "blocks.0.hook_in") as seen:
        next(rows)
        assert len(seen) == 1
        next(rows)
        next(rows)
        assert len(seen) == 2


def test_others_may_run_the_model_between_passes_and_call_the_capture_off(running: Callable[[str], Running]) -> None:
    model = running("gpt2").model
    calls: list[tuple[int, ...]] = []

    def yield_point() -> None:
        calls.append(tuple(model.run(torch.tensor([[1, 2, 3]])).shape))
        if len(calls) == 2:
            raise KeyboardInterrupt

    rows = capture(model, some_prompts((24,) * 5), default_sites(model), 24, yield_point)
    assert [next(rows).index, next(rows).index] == [0, 1]
    with pytest.raises(KeyboardInterrupt):
        next(rows)
    assert calls == [(1, 3, N)] * 2


@pytest.mark.parametrize(
    ("bad", "says"),
    [
        ([], r"Prompt 1 is empty\. Give it"),
        ([0] * (N_CTX + 1), f"Prompt 1 has {N_CTX + 1} tokens, the model reads up to {N_CTX}"),
        ([0, N], f"Prompt 1 has the id {N}, the model's ids are 0 to {N - 1}"),
        ([0, -1], "Prompt 1 has the id -1"),
    ],
)
def test_a_prompt_that_cannot_be_run_is_refused_before_any_is(
    running: Callable[[str], Running], bad: list[int], says: str
) -> None:
    model = running("gpt2").model
    with watched(model, "blocks.0.hook_in") as seen, pytest.raises(BadPrompt, match=says):
        capture(model, [[1, 2], bad], default_sites(model))
    assert seen == []


def test_a_site_of_another_model_is_refused(running: Callable[[str], Running]) -> None:
    with pytest.raises(UnknownSite, match=r"3\.resid_pre.*layers are 0 to 2"):
        capture(running("gpt2").model, [[1]], default_sites(running("demo").model))
    with pytest.raises(UnknownSite, match="No site is named"):
        capture(running("gpt2").model, [[1]], [])


def test_every_layer_and_head_is_its_own(running: Callable[[str], Running]) -> None:
    """No two sites hold the same rows but those that are one place under two names."""
    model = running("gpt2").model
    (each,) = capture(model, some_prompts((9,)), sites_of(model))
    same = {
        frozenset((a, b))
        for a, first in each.activations.items()
        for b, second in each.activations.items()
        if a < b and first.shape == second.shape and np.array_equal(first, second)
    }
    assert same == {frozenset((f"{layer}.resid_post", f"{layer + 1}.resid_pre")) for layer in range(LAYERS - 1)}
