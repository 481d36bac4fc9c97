"""Chance levels against SciPy's distributions, closed forms and directions drawn another way."""

import numpy as np
import pytest
from scipy import stats
from scipy.linalg import subspace_angles

from residview.numerics import chance


def drawn(d: int, k: int, samples: int) -> list[np.ndarray]:
    """Random k-dimensional subspaces from SciPy's rotations, orthonormal rows."""
    return list(stats.ortho_group.rvs(d, size=samples, random_state=1)[:, :k])


def test_sampled_shares_have_the_exact_mean_and_the_closed_forms_variance() -> None:
    d, samples = 20, 4000
    spectrum = np.geomspace(1, 1e-3, d)
    shares, _ = chance.random_subspaces(spectrum[None], k_max=12, k_angles=0, samples=samples)
    for k in range(1, 13):
        found = shares[:, 0, k - 1]
        deviation = np.sqrt(chance.share_variance(k, spectrum))
        assert abs(found.mean() - k / d) < 4 * deviation / np.sqrt(samples)
        assert found.var() == pytest.approx(deviation**2, rel=0.15)


@pytest.mark.parametrize("k", [1, 3, 8])
def test_ranges_agree_with_projecting_the_matrix_itself_onto_subspaces_drawn_otherwise(k: int) -> None:
    d = 10
    x = np.random.default_rng(0).normal(size=(40, d)) * np.geomspace(4, 0.2, d)
    x = x @ stats.ortho_group.rvs(d, random_state=2)
    expected = [np.square(x @ subspace.T).sum() / np.square(x).sum() for subspace in drawn(d, k, 4000)]
    spectrum = np.linalg.svd(x, compute_uv=False) ** 2
    shares, _ = chance.random_subspaces(spectrum[None], k_max=k, k_angles=0, samples=4000)
    for quantile in (0.05, 0.5, 0.95):
        found = np.quantile(shares[:, 0, -1], quantile)
        assert found == pytest.approx(np.quantile(expected, quantile), abs=0.03)
    assert np.var(expected) == pytest.approx(chance.share_variance(k, spectrum), rel=0.15)


def test_a_single_direction_has_betas_quantiles_sampled_and_in_closed_form() -> None:
    d = 16
    one = np.eye(d)[:1]
    shares, _ = chance.random_subspaces(one, k_max=d, k_angles=0, samples=4000)
    low, high = chance.point_share_range(d, d)
    for k in range(1, d):
        beta = stats.beta(k / 2, (d - k) / 2)
        assert (low[k - 1], high[k - 1]) == pytest.approx(beta.ppf([0.05, 0.95]), rel=1e-9)
        assert stats.kstest(shares[:, 0, k - 1], beta.cdf).pvalue > 1e-4
    assert (low[-1], high[-1]) == (1, 1)
    np.testing.assert_allclose(shares[:, 0, -1], 1, rtol=1e-12)


def test_smallest_angles_are_those_to_subspaces_drawn_otherwise() -> None:
    d = 12
    _, smallest = chance.random_subspaces(np.ones((1, d)), k_max=4, k_angles=4, samples=3000)
    for k in (1, 2, 4):
        fixed = np.eye(d)[:, :k]
        expected = [np.degrees(subspace_angles(fixed, other.T).min()) for other in drawn(d, k, 3000)]
        assert stats.ks_2samp(smallest[:, k - 1], expected).pvalue > 1e-4


def test_the_seed_is_all_that_chooses() -> None:
    spectra = np.geomspace(1, 0.1, 9)[None]
    first, again, other = (chance.random_subspaces(spectra, 4, 2, seed=seed, samples=5) for seed in (3, 3, 4))
    np.testing.assert_array_equal(first[0], again[0])
    np.testing.assert_array_equal(first[1], again[1])
    assert not np.array_equal(first[0], other[0])


def test_equal_eigenvalues_leave_nothing_to_chance_and_no_length_has_no_share() -> None:
    shares, _ = chance.random_subspaces(np.stack([np.ones(6), np.zeros(6)]), 3, 0, samples=10)
    np.testing.assert_allclose(shares[:, 0], [[1 / 6, 2 / 6, 3 / 6]] * 10, rtol=1e-12)
    np.testing.assert_array_equal(shares[:, 1], 0)
    assert chance.share_variance(2, np.ones(6)) == pytest.approx(0, abs=1e-15)


@pytest.mark.parametrize("d", [2, 16, 768])
def test_the_cosine_of_two_directions_is_within_its_range_nine_times_in_ten(d: int) -> None:
    low, high = chance.cosine_range(d)
    squares = stats.beta(0.5, (d - 1) / 2)
    assert squares.cdf(high**2) == pytest.approx(0.9, rel=1e-9)
    assert low == -high
    drawn_cosines = np.random.default_rng(0).normal(size=(20_000, d))
    drawn_cosines = drawn_cosines[:, 0] / np.linalg.norm(drawn_cosines, axis=1)
    assert np.mean(drawn_cosines < low) == pytest.approx(0.05, abs=0.01)


def test_the_largest_of_many_cosines_is_the_median_of_a_maximum() -> None:
    d, n = 24, 500
    random = np.random.default_rng(0)
    squares = random.beta(0.5, (d - 1) / 2, size=(3000, n)).max(axis=1)
    assert chance.largest_cosine(d, n) == pytest.approx(np.sqrt(np.median(squares)), rel=0.01)


@pytest.mark.parametrize("n", [1, 51_463_168, 10**15])
def test_hundreds_of_millions_of_pairs_do_not_round_to_certainty(n: int) -> None:
    largest = chance.largest_cosine(768, n)
    tail = stats.beta(0.5, 767 / 2).sf(largest**2)
    assert n * np.log1p(-tail) == pytest.approx(np.log(0.5), rel=1e-6)


def test_one_dimension_leaves_no_choice() -> None:
    assert chance.cosine_range(1) == (-1, 1)
    assert chance.largest_cosine(1, 100) == 1
    assert chance.largest_cosine(7, 0) == 0
