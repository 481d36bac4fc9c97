"""Continuations against loops over transformers' model."""

from collections import Counter
from collections.abc import Callable, Sequence

import numpy as np
import pytest
import torch
from scipy.special import softmax

from residview.errors import BadEdit
from residview.forward.continuation import Continuation, continued
from residview.forward.edits import AblateHead, Add, Remove
from residview.forward.interventions import Branch, Edit, intervene
from residview.forward.positions import ReplacePositions, ShiftPositions
from tests.support.running_models import N_CTX, Running

IDS = [3, 14, 15, 92, 65, 35, 89, 79, 32, 38]
VECTOR = np.random.default_rng(0).normal(size=128)


def following(branch: Branch) -> list[int]:
    assert branch.continuation is not None
    return branch.continuation


def greedy(both: Running, tokens: int, edit: Callable[[torch.Tensor], torch.Tensor] = lambda rows: rows) -> list[int]:
    """Repeated argmax of transformers' model, with `edit` done to what its second block gives."""

    def change(module: torch.nn.Module, given: object, output: torch.Tensor) -> torch.Tensor:
        return edit(output)

    handle = both.reference.get_submodule("transformer.h.1").register_forward_hook(change)
    whole = list(IDS)
    with torch.no_grad():
        for _ in range(tokens):
            whole.append(int(both.reference(torch.tensor([whole])).logits[0, -1].argmax()))
    handle.remove()
    return whole[len(IDS) :]


def test_a_greedy_continuation_is_repeated_argmax(running: Callable[[str], Running]) -> None:
    both = running("demo")
    outcome = intervene(both.model, IDS, [], Continuation(20))
    assert following(outcome.before) == following(outcome.after) == greedy(both, 20)


def test_an_edit_of_all_positions_goes_on_with_the_text(running: Callable[[str], Running]) -> None:
    both = running("demo")
    outcome = intervene(both.model, IDS, [Add("1.resid_post", None, VECTOR, 0.5)], Continuation(12))
    expected = greedy(both, 12, lambda rows: rows + torch.from_numpy(0.5 * VECTOR).float())
    assert following(outcome.after) == expected != following(outcome.before)


def test_an_edit_of_listed_positions_stays_there(running: Callable[[str], Running]) -> None:
    both = running("demo")
    outcome = intervene(both.model, IDS, [Add("1.resid_post", [9], VECTOR, 3.0)], Continuation(12))

    def at_nine(rows: torch.Tensor) -> torch.Tensor:
        changed = rows.clone()
        changed[:, 9] += torch.from_numpy(3.0 * VECTOR).float()
        return changed

    assert following(outcome.after) == greedy(both, 12, at_nine) != following(outcome.before)


def test_a_head_keeps_the_prompts_mean_while_the_text_grows(running: Callable[[str], Running]) -> None:
    model = running("demo").model
    name, edit = AblateHead(1, 2, "mean").hook(model, len(IDS))
    seen: list[torch.Tensor] = []
    for ids in (IDS, [*IDS, 50, 60]):
        model.run(
            torch.tensor([ids]), [(name, edit), (name, lambda tensor, hook: seen.append(tensor[0, :, 2].clone()))]
        )
    torch.testing.assert_close(seen[1], seen[0][:1].expand_as(seen[1]), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize("temperature", [0.0, 0.8, 1.5])
def test_what_changes_nothing_is_continued_alike(running: Callable[[str], Running], temperature: float) -> None:
    how = Continuation(12, temperature, seed=3)
    outcome = intervene(running("demo").model, IDS, [Add("1.resid_post", None, VECTOR, 0.0)], how)
    assert following(outcome.before) == following(outcome.after)


def test_a_seed_repeats_a_sample_and_another_does_not(running: Callable[[str], Running]) -> None:
    model = running("demo").model
    samples = [following(intervene(model, IDS, [], Continuation(12, 1.0, seed)).before) for seed in (1, 1, 2)]
    assert samples[0] == samples[1] != samples[2]


@pytest.mark.parametrize("temperature", [0.5, 1.0, 2.0])
def test_samples_are_as_frequent_as_probable(temperature: float) -> None:
    logits = np.array([0.0, 1.0, 2.0, -1.0])

    def next_logits(ids: Sequence[int]) -> torch.Tensor:
        return torch.from_numpy(logits)

    drawn = Counter(continued(next_logits, [0], Continuation(1, temperature, seed), 9)[0] for seed in range(4_000))
    expected = softmax(logits / temperature)
    # Four standard errors of the largest.
    np.testing.assert_allclose([drawn[id_] / 4_000 for id_ in range(4)], expected, atol=0.032)


def test_a_tiny_temperature_takes_the_most_probable() -> None:
    logits = torch.tensor([1.0, 3.0, 2.0])
    assert continued(lambda ids: logits, [0], Continuation(3, 1e-300, 5), 9) == [1, 1, 1]


@pytest.mark.parametrize(
    ("edits", "room"),
    [([], 14), ([ShiftPositions(3)], 11), ([ReplacePositions(range(10))], 14), ([ReplacePositions([7] * 12)], 14)],
)
def test_a_continuation_ends_where_the_model_has_no_more_positions(
    running: Callable[[str], Running], edits: list[Edit], room: int
) -> None:
    assert N_CTX - len(IDS) == 14
    outcome = intervene(running("gpt2").model, IDS, edits, Continuation(64))
    assert len(following(outcome.before)) == len(following(outcome.after)) == room


def test_a_continuation_can_be_called_off_between_tokens(running: Callable[[str], Running]) -> None:
    def call_off() -> None:
        raise KeyboardInterrupt

    model = running("gpt2").model
    edit = Remove("1.resid_pre", None, np.ones(32))
    with pytest.raises(KeyboardInterrupt):
        intervene(model, IDS, [edit], Continuation(5), yield_point=call_off)
    assert model.run(torch.tensor([IDS])).isfinite().all()


@pytest.mark.parametrize(
    ("how", "says"),
    [
        (Continuation(65), "65 tokens is not made: ask for 0 to 64"),
        (Continuation(-1), "-1 tokens"),
        (Continuation(5, -0.1), "temperature is -0.1"),
        (Continuation(5, float("nan")), "temperature is nan"),
    ],
)
def test_a_continuation_that_cannot_be_made_is_refused(
    running: Callable[[str], Running], how: Continuation, says: str
) -> None:
    with pytest.raises(BadEdit, match=says):
        intervene(running("gpt2").model, IDS, [], how)
