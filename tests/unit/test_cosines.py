"""The largest cosines against the whole matrix of them."""

import numpy as np
import pytest

from residview.numerics.cosines import LargestCosines, gram


def cosine_matrix(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    a, b = a.astype(np.float64), b.astype(np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        return (a @ b.T) / np.outer(np.linalg.norm(a, axis=1), np.linalg.norm(b, axis=1))


def largest(matrix: np.ndarray, k: int) -> list[tuple[int, int]]:
    order = np.argsort(-np.abs(np.nan_to_num(matrix)), axis=None, kind="stable")[:k]
    return [tuple(map(int, np.unravel_index(i, matrix.shape))) for i in order]


@pytest.mark.parametrize("centered", [False, True])
def test_the_largest_pairs_are_those_of_the_whole_matrix(centered: bool) -> None:
    random = np.random.default_rng(0)
    rows = (random.normal(size=(3000, 12)) + 0.5).astype(np.float32)
    columns = (random.normal(size=(70, 12)) - 0.3).astype(np.float32)
    means = (rows.mean(axis=0, dtype=np.float64), columns.mean(axis=0, dtype=np.float64)) if centered else (0, 0)
    expected = cosine_matrix(rows - means[0], columns - means[1])
    found = LargestCosines(columns, 20, *(means if centered else ()))
    for block in np.array_split(rows, 7):
        found.add(block)
    assert [(i, j) for i, j, _ in found.pairs()] == largest(expected, 20)
    for i, j, cosine in found.pairs():
        assert cosine == pytest.approx(expected[i, j], rel=1e-12)
    assert found.n_pairs == 3000 * 70


def test_float64_ranks_what_float32_cannot_tell_apart() -> None:
    """Cosines that differ in the tenth digit, in an order that float32 would mix."""
    sines = 1e-4 * np.sqrt(1 + np.random.default_rng(0).permutation(40) / 1000)
    rows = np.stack([np.sqrt(1 - sines**2), sines], axis=1)
    found = LargestCosines(np.array([[1.0, 0.0]]), 10)
    found.add(rows)
    assert [i for i, _, _ in found.pairs()] == np.argsort(sines)[:10].tolist()


def test_rows_and_columns_without_length_take_no_part() -> None:
    rows = np.array([[0, 0], [3, 4], [1, 0]], dtype=np.float32)
    columns = np.array([[0, 0], [0, -2]], dtype=np.float32)
    found = LargestCosines(columns, 20)
    found.add(rows)
    assert found.pairs() == [(1, 1, pytest.approx(-0.8)), (2, 1, 0)]
    assert found.n_pairs == 2


def test_rows_that_are_all_the_mean_have_no_direction() -> None:
    rows = np.full((5, 3), 0.1, dtype=np.float32)
    found = LargestCosines(np.eye(3), 4, rows.mean(axis=0, dtype=np.float64), np.zeros(3))
    found.add(rows)
    assert found.pairs() == []


def test_a_gram_matrix_holds_all_cosines_and_zero_where_there_is_no_length() -> None:
    rows = np.random.default_rng(0).normal(size=(9, 4)).astype(np.float32)
    rows[3] = 0
    expected = np.nan_to_num(cosine_matrix(rows, rows))
    found = gram(rows)
    np.testing.assert_allclose(found, expected, atol=1e-6)
    assert found.dtype == np.float32
    assert not found[3].any()
    mean = rows.mean(axis=0, dtype=np.float64)
    np.testing.assert_allclose(gram(rows, mean), cosine_matrix(rows - mean, rows - mean), atol=1e-6)
