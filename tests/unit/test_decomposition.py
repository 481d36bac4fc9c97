"""Residuals put together from known parts, and taken apart again."""

import numpy as np
import pytest

from residview.numerics import chance
from residview.numerics.decomposition import Balanced, common_positions, decompose

C, T, D = 40, 25, 12


def parts(seed: int = 0) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """A mean (D,), positions (T, D) and contexts (C, D) that add up to 0, a rest (C, T, D) that does so both ways."""
    random = np.random.default_rng(seed)
    mean = 30 * random.normal(size=D)
    positions = np.outer(np.cos(np.arange(T)), random.normal(size=D)) + 0.3 * random.normal(size=(T, D))
    contexts = random.normal(size=(C, D)) * np.geomspace(2, 0.1, D)
    rest = random.normal(size=(C, T, D))
    rest -= rest.mean(axis=0)
    rest -= rest.mean(axis=1, keepdims=True)
    return mean, positions - positions.mean(axis=0), contexts - contexts.mean(axis=0), rest


def whole(mean: np.ndarray, positions: np.ndarray, contexts: np.ndarray, rest: np.ndarray) -> np.ndarray:
    return mean + positions[None] + contexts[:, None] + rest


@pytest.mark.parametrize("cut", [0, 1, 17, C])
def test_known_parts_are_found_again_however_prompts_are_split(cut: int) -> None:
    mean, positions, contexts, rest = parts()
    rows = whole(mean, positions, contexts, rest)
    farthest = float(np.linalg.norm(rows - mean, axis=2).max())
    found = decompose(Balanced.of(rows[:cut]).merge(Balanced.of(rows[cut:])), farthest)
    assert found is not None
    mean_square = (rows**2).sum(axis=2).mean()
    assert found["mean"] == pytest.approx(mean @ mean / mean_square)
    assert found["position"] == pytest.approx((positions**2).sum(axis=1).mean() / mean_square)
    assert found["context"] == pytest.approx((contexts**2).sum(axis=1).mean() / mean_square)
    assert found["rest"] == pytest.approx((rest**2).sum(axis=2).mean() / mean_square)
    assert sum(found[part] for part in ("mean", "position", "context", "rest")) == pytest.approx(1)
    for name, part in (("position", positions), ("context", contexts)):
        expected = np.linalg.norm(part) ** 2 / np.linalg.norm(part, 2) ** 2
        assert found[f"stable_rank_{name}"] == pytest.approx(expected)
    assert found["relative_norm_position"] == pytest.approx(np.linalg.norm(positions, axis=1).max() / farthest)
    assert (found["n_prompts"], found["n_positions"]) == (C, T)


def test_too_little_to_average_over_is_not_decomposed() -> None:
    rows = whole(*parts())
    assert decompose(Balanced.of(rows[:7]), 1.0) is None
    assert decompose(Balanced.of(rows[:, :7]), 1.0) is None
    assert decompose(Balanced.of(np.zeros((C, T, D))), 0.0) is None


def test_rows_that_differ_by_position_alone_are_mean_and_position() -> None:
    mean, positions, contexts, rest = parts()
    found = decompose(Balanced.of(whole(mean, positions, 0 * contexts, 0 * rest)), 1.0)
    assert found is not None
    assert found["context"] == pytest.approx(0, abs=1e-12)
    assert found["rest"] == pytest.approx(0, abs=1e-12)
    assert found["rest"] >= 0


@pytest.mark.parametrize(
    ("lengths", "expected"),
    [
        ([81] * 100 + [31] * 100, 80),  # 100 x 80 rows against 200 x 30
        ([41] * 100 + [31] * 100, 30),  # 100 x 40 against 200 x 30
        ([81] * 7 + [31] * 10, 30),  # seven prompts are too few
        ([81] * 7, 0),
        ([8] * 100, 0),
        ([], 0),
    ],
)
def test_positions_are_as_many_as_fill_the_most_rows(lengths: list[int], expected: int) -> None:
    assert common_positions(lengths) == expected


def test_one_random_direction_s_share_is_in_the_range_as_often_as_it_says() -> None:
    spectrum = np.geomspace(5, 0.01, 30)
    low, high = chance.direction_share_range(spectrum)
    draws = np.random.default_rng(9).normal(size=(20_000, 30))
    draws /= np.linalg.norm(draws, axis=1, keepdims=True)
    shares = draws**2 @ spectrum / spectrum.sum()
    assert (shares < low).mean() == pytest.approx(0.05, abs=0.012)
    assert (shares > high).mean() == pytest.approx(0.05, abs=0.012)
    assert chance.direction_share_range(np.zeros(5)) == (0, 0)
