import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.preprocessing import StandardScaler

from residview.numerics.moments import Moments, moments, pooled


def test_moments_agree_with_numpy() -> None:
    rows = np.random.default_rng(0).normal(size=(500, 7)) + 3
    found = Moments.of(rows)
    np.testing.assert_allclose(found.covariance(), np.cov(rows.T), rtol=1e-12)
    np.testing.assert_allclose(found.mean_square(), rows.T @ rows / 500, rtol=1e-12)


@settings(max_examples=40, deadline=None)
@given(cuts=st.lists(st.integers(0, 60), max_size=5), seed=st.integers(0, 1000))
def test_any_split_into_blocks_gives_the_same_moments(cuts: list[int], seed: int) -> None:
    rows = np.random.default_rng(seed).normal(size=(60, 5)) * 10
    blocks = np.split(rows, sorted(cuts))
    found = moments(blocks)
    assert found is not None
    assert found.n == 60
    np.testing.assert_allclose(found.covariance(), np.cov(rows.T), rtol=1e-10, atol=1e-10)


def test_a_mean_that_dwarfs_the_spread_does_not_cancel() -> None:
    rows = np.random.default_rng(0).normal(size=(4000, 6)).astype(np.float32)
    far = (rows + 1000).astype(np.float32)
    found = moments(np.array_split(far, 7))
    assert found is not None
    np.testing.assert_allclose(found.covariance(), np.cov(far.astype(np.float64).T), rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("blocks", [[], [np.empty((0, 3))]])
def test_no_rows_have_no_moments(blocks: list[np.ndarray]) -> None:
    assert moments(blocks) is None


def test_the_spread_is_what_scikit_learn_scales_by_constant_coordinates_included() -> None:
    rows = np.random.default_rng(0).normal(size=(500, 6)) * np.geomspace(1e-6, 1e6, 6) + 3
    rows[:, 2] = 0.1  # no sum of float64 is exact here
    found = moments(np.array_split(rows, 9))
    assert found is not None
    np.testing.assert_allclose(found.spread(), StandardScaler().fit(rows).scale_, rtol=1e-10)
    assert found.spread()[2] == 1


def test_scaled_moments_are_the_moments_of_scaled_rows() -> None:
    rows = np.random.default_rng(0).normal(size=(50, 4)) + 2
    scale = np.array([1.0, 0.5, 7.0, 1e-3])
    found, expected = Moments.of(rows).scaled(scale), Moments.of(rows / scale)
    np.testing.assert_allclose(found.mean, expected.mean, rtol=1e-12)
    np.testing.assert_allclose(found.scatter, expected.scatter, rtol=1e-10)


def test_pooled_moments_are_those_of_all_rows() -> None:
    rows = np.random.default_rng(0).normal(size=(60, 5))
    found = pooled([None, Moments.of(rows[:7]), Moments.of(rows[7:])])
    assert found is not None
    np.testing.assert_allclose(found.covariance(), np.cov(rows.T), rtol=1e-12)
    assert pooled([None]) is None
