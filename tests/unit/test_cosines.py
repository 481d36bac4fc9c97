import numpy as np
import pytest
from scipy import integrate, stats

from residview.numerics.cosines import cosines, distances, random_cosine_quantile


def test_cosines_and_distances_of_rows_whose_angles_are_known() -> None:
    rows = np.array([[3, 0], [0, 2], [-1, 0], [1, 1], [0, 0]], dtype=np.float32)
    point = np.array([2, 0], dtype=np.float32)
    np.testing.assert_allclose(cosines(rows, point), [1, 0, -1, np.sqrt(0.5), 0], atol=1e-15)
    np.testing.assert_allclose(distances(rows, point), [1, np.sqrt(8), 3, np.sqrt(2), 2], atol=1e-15)


def test_rows_too_long_or_short_for_float32_squares_keep_their_cosine() -> None:
    rows = np.array([[3e30, 4e30], [3e-30, 4e-30]], dtype=np.float32)
    np.testing.assert_allclose(cosines(rows, np.array([1, 0], dtype=np.float32)), 0.6, rtol=1e-6)


@pytest.mark.parametrize("d", [2, 3, 16, 768])
def test_the_chance_range_holds_nine_tenths_of_the_density_of_random_cosines(d: int) -> None:
    low, high = random_cosine_quantile(d, 0.05), random_cosine_quantile(d, 0.95)
    assert low == pytest.approx(-high)
    # By the angle θ, whose density is proportional to sin(θ)^(d - 2).
    inside = integrate.quad(lambda angle: np.sin(angle) ** (d - 2), np.arccos(high), np.arccos(low))[0]
    whole = integrate.quad(lambda angle: np.sin(angle) ** (d - 2), 0, np.pi, points=[np.pi / 2])[0]
    assert inside / whole == pytest.approx(0.9, abs=1e-6)


def test_the_chance_range_is_that_of_directions_drawn() -> None:
    drawn = np.random.default_rng(0).normal(size=(20_000, 12))
    cosine = drawn[:, 0] / np.linalg.norm(drawn, axis=1)
    below = stats.binomtest(int((cosine < random_cosine_quantile(12, 0.05)).sum()), len(cosine), 0.05)
    assert below.pvalue > 1e-3


def test_in_one_dimension_every_cosine_is_one_or_minus_one() -> None:
    assert (random_cosine_quantile(1, 0.05), random_cosine_quantile(1, 0.95)) == (-1, 1)
