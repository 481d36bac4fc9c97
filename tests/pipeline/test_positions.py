"""Changed positions against transformers' models with changed tables, or with the positions given to them."""

import copy
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from scipy.special import softmax
from sklearn.decomposition import PCA

from residview.errors import BadEdit
from residview.forward.interventions import Edit, intervene
from residview.forward.positions import AveragePositions, ProjectPositions, ReplacePositions, ShiftPositions
from tests.support.running_models import N_CTX, Running

IDS = [3, 14, 15, 92, 65, 35, 89, 79, 32, 38]
LEARNED = ["demo", "gpt2", "opt", "bert"]
#: Where transformers keeps the table, and how many of its rows stand for no position.
TABLES = {
    "demo": ("transformer.wpe.weight", 0),
    "gpt2": ("transformer.wpe.weight", 0),
    "opt": ("model.decoder.embed_positions.weight", 2),
    "bert": ("bert.embeddings.position_embeddings.weight", 0),
}

Table = NDArray[np.float64]


def table_of(both: Running) -> Table:
    name, offset = TABLES[both.kind]
    return both.reference.get_parameter(name).detach().double().numpy()[offset:]


def top_with_table(both: Running, table: Table, k: int = 10) -> NDArray[np.float64]:
    """The largest probabilities (n, k) of a copy whose positions have these rows."""
    name, offset = TABLES[both.kind]
    model = copy.deepcopy(both.reference)
    with torch.no_grad():
        model.get_parameter(name)[offset:] = torch.from_numpy(table)
        logits = model(torch.tensor([IDS])).logits[0].double().numpy()
    return np.sort(softmax(logits, axis=1), axis=1)[:, : -k - 1 : -1]


def top_after(both: Running, *edits: Edit) -> NDArray[np.float64]:
    outcome = intervene(both.model, IDS, edits)
    assert not outcome.identical
    return outcome.after.top.probabilities


def close(got: Any, expected: Any) -> None:
    np.testing.assert_allclose(got, expected, rtol=1e-3, atol=1e-7)


@pytest.mark.parametrize("kind", LEARNED)
@pytest.mark.parametrize(
    "edit",
    [ReplacePositions(range(10)), ShiftPositions(0), AveragePositions(1), ProjectPositions(k=32)],
    ids=lambda edit: edit.kind,
)
def test_positions_as_they_are_change_nothing(running: Callable[[str], Running], kind: str, edit: Edit) -> None:
    outcome = intervene(running(kind).model, IDS, [edit])
    if isinstance(edit, ProjectPositions) and kind == "demo":
        # 32 of 128 directions do not hold all of it.
        assert outcome.divergence.max() < 0.1
    elif isinstance(edit, ProjectPositions):
        np.testing.assert_allclose(outcome.divergence, 0, atol=1e-9)
    else:
        assert outcome.identical


@pytest.mark.parametrize("kind", LEARNED)
def test_replaced_positions_are_a_table_with_other_rows(running: Callable[[str], Running], kind: str) -> None:
    both = running(kind)
    table = table_of(both)
    for order in ([9, 8, 7, 6, 5, 4, 3, 2, 1, 0], [7] * 10, [0, 1, 2, 0, 1, 2, 0, 1, 2, 0], [*range(11, 21)]):
        changed = table.copy()
        changed[:10] = table[order]
        close(top_after(both, ReplacePositions(order)), top_with_table(both, changed))


def test_shifted_positions_are_those_given_to_transformers(running: Callable[[str], Running]) -> None:
    both = running("demo")
    with torch.no_grad():
        logits = both.reference(torch.tensor([IDS]), position_ids=torch.arange(5, 15)[None]).logits[0].double().numpy()
    expected = np.sort(softmax(logits, axis=1), axis=1)[:, :-11:-1]
    close(top_after(both, ShiftPositions(5)), expected)


@pytest.mark.parametrize("kind", LEARNED)
def test_averaged_positions_have_the_mean_of_their_group(running: Callable[[str], Running], kind: str) -> None:
    both = running(kind)
    table = table_of(both)
    changed = np.stack([table[i // 7 * 7 : i // 7 * 7 + 7].mean(0) for i in range(len(table))])
    close(top_after(both, AveragePositions(7)), top_with_table(both, changed))


@pytest.mark.parametrize("kind", LEARNED)
def test_projected_positions_keep_their_leading_components(running: Callable[[str], Running], kind: str) -> None:
    both = running(kind)
    table = table_of(both)
    pca = PCA(n_components=3, svd_solver="full").fit(table)
    expected = top_with_table(both, pca.inverse_transform(pca.transform(table)))
    close(top_after(both, ProjectPositions(k=3)), expected)
    basis = pca.components_.astype(np.float32)
    close(top_after(both, ProjectPositions(basis=basis, centre=pca.mean_.astype(np.float32))), expected)


def test_projected_onto_nothing_all_positions_are_the_mean(running: Callable[[str], Running]) -> None:
    both = running("demo")
    table = table_of(both)
    close(top_after(both, ProjectPositions(k=0)), top_with_table(both, np.tile(table.mean(0), (len(table), 1))))


def test_edits_of_positions_follow_one_another(running: Callable[[str], Running]) -> None:
    both = running("demo")
    table = table_of(both)
    averaged = np.stack([table[i // 4 * 4 : i // 4 * 4 + 4].mean(0) for i in range(len(table))])
    order = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
    changed = table.copy()
    changed[:10] = averaged[np.add(order, 2)]
    got = top_after(both, ReplacePositions(order), ShiftPositions(2), AveragePositions(4))
    close(got, top_with_table(both, changed))


@pytest.mark.parametrize(
    ("kind", "says"), [("gpt_neox", "rotary embedding"), ("llama", "rotary embedding"), ("bloom", "ALiBi")]
)
def test_models_without_a_table_say_how_they_tell_positions(
    running: Callable[[str], Running], kind: str, says: str
) -> None:
    with pytest.raises(BadEdit, match=rf"adds no positional embedding.*{says}"):
        intervene(running(kind).model, IDS, [ShiftPositions(1)])


EYE = np.eye(2, 32)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (ReplacePositions([1, 2]), "2 positions are given for 10 tokens"),
        (ReplacePositions([0] * 9 + [N_CTX]), rf"Token 9 would be at position {N_CTX}; the model's are 0 to 23"),
        (ShiftPositions(-1), "Token 0 would be at position -1"),
        (ShiftPositions(N_CTX - 9), "Token 9 would be at position 24"),
        (AveragePositions(0), "give 1 to 24"),
        (ProjectPositions(), "either k, or a basis and a centre"),
        (ProjectPositions(k=2, basis=EYE, centre=EYE[0]), "either k, or a basis and a centre"),
        (ProjectPositions(k=33), "33 components cannot be kept: give 0 to 32"),
        (ProjectPositions(basis=EYE, centre=EYE[0, :5]), r"basis has shape \[2, 32\] and the centre \[5\]"),
        (ProjectPositions(basis=2 * EYE, centre=EYE[0]), "not orthonormal"),
    ],
)
def test_positions_that_cannot_be_had_are_refused(running: Callable[[str], Running], edit: Edit, says: str) -> None:
    with pytest.raises(BadEdit, match=says):
        intervene(running("gpt2").model, IDS, [edit])
