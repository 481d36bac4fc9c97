"""The logit lens against transformers' own logits, head and final LayerNorm."""

from collections.abc import Callable

import numpy as np
import pytest
import torch
from scipy.special import log_softmax, softmax
from scipy.stats import entropy, rankdata

from residview.errors import BadPrompt, NoLens
from residview.forward.hooks import default_sites
from residview.forward.lens import logit_lens
from tests.support.running_models import N, Running

IDS = [3, 14, 15, 92, 65, 35, 89, 79, 32, 38, 46, 26, 43, 38, 32]
CAUSAL = ["demo", "gpt2", "gpt_neox", "gpt_neox_serial", "opt", "llama", "gemma2", "bloom"]


@pytest.mark.parametrize("kind", CAUSAL)
def test_the_last_stop_is_the_model_bit_for_bit(running: Callable[[str], Running], kind: str) -> None:
    model = running(kind).model
    lens = logit_lens(model, IDS, k=300)
    logits = model.run(torch.tensor([IDS]))[0]
    values, ids = torch.softmax(logits.double(), -1).topk(300)
    assert np.array_equal(lens.top.ids[-1], ids.numpy())
    np.testing.assert_allclose(lens.top.probabilities[-1], values.numpy(), rtol=1e-12)
    last: list[torch.Tensor] = []
    model.run(torch.tensor([IDS]), [(default_sites(model)[-1].hook, lambda tensor, hook: last.append(tensor.clone()))])
    assert torch.equal(model.unembed(last[0])[0], logits)


def test_every_stop_goes_through_the_final_layer_norm_and_the_unembedding(running: Callable[[str], Running]) -> None:
    """With transformers' hidden states and modules, and scipy's measures."""
    both = running("demo")
    lens = logit_lens(both.model, IDS, k=5)
    with torch.no_grad():
        states = both.reference(torch.tensor([IDS]), output_hidden_states=True).hidden_states
        final = both.reference.get_submodule("transformer.ln_f")
        stops = [both.reference.get_submodule("lm_head")(final(state[0])).numpy() for state in states[:-1]]
    assert lens.stops == ["0.resid_pre", "1.resid_pre", "2.resid_pre", "3.resid_pre", "3.resid_post"]
    for i, logits in enumerate(stops):
        exact = logits.astype(np.float64)
        chances = softmax(exact, axis=1)
        here, came = np.arange(len(IDS) - 1), IDS[1:]
        np.testing.assert_allclose(lens.entropy[i], entropy(chances, axis=1), rtol=1e-4, atol=1e-6)
        np.testing.assert_allclose(lens.next_probability[i], chances[here, came], rtol=1e-4)
        best = np.take_along_axis(chances, lens.top.ids[i], axis=1)
        np.testing.assert_allclose(lens.top.probabilities[i], best, rtol=1e-4)
        np.testing.assert_allclose(best[:, -1], np.sort(chances, axis=1)[:, -5], rtol=1e-4)
        ranks = rankdata(-log_softmax(exact, axis=1), method="min", axis=1)[here, came] - 1
        assert np.abs(lens.next_rank[i] - ranks).max() <= 1


def test_a_lens_has_a_row_for_each_stop_and_token(running: Callable[[str], Running]) -> None:
    lens = logit_lens(running("gpt2").model, IDS, k=7)
    assert lens.top.ids.shape == lens.top.probabilities.shape == (4, 15, 7)
    assert lens.entropy.shape == (4, 15)
    assert lens.next_probability.shape == lens.next_rank.shape == (4, 14)
    assert (np.diff(lens.top.probabilities) <= 0).all()
    assert lens.next_rank.min() >= 0
    assert lens.next_rank.max() < N


def test_more_tokens_than_one_block_of_rows_are_all_read(running: Callable[[str], Running]) -> None:
    model = running("demo").model
    ids = (IDS * 9)[:128]
    whole, short = logit_lens(model, ids), logit_lens(model, ids[:20])
    np.testing.assert_allclose(whole.entropy[:, :20], short.entropy, atol=1e-5)
    assert whole.next_rank.shape == (5, 127)


def test_the_rank_of_the_most_probable_is_0(running: Callable[[str], Running]) -> None:
    model = running("demo").model
    (likely,) = logit_lens(model, IDS, k=1).top.ids[-1, -1]
    assert logit_lens(model, [*IDS, int(likely)]).next_rank[-1, -1] == 0


def test_one_token_has_predictions_and_nothing_that_came_next(running: Callable[[str], Running]) -> None:
    lens = logit_lens(running("gpt2").model, [5])
    assert lens.top.ids.shape == (4, 1, 10)
    assert lens.next_rank.shape == (4, 0)


def test_models_that_predict_no_next_token_have_no_lens(running: Callable[[str], Running]) -> None:
    with pytest.raises(NoLens, match="reads in both directions"):
        logit_lens(running("bert").model, IDS)
    with pytest.raises(NoLens, match="no trained language-model head"):
        logit_lens(running("bert_without_head").model, IDS)
    with pytest.raises(BadPrompt, match="The prompt is empty"):
        logit_lens(running("gpt2").model, [])
