import numpy as np

from residview.numerics.nearness import cosines, distances


def test_cosines_and_distances_of_rows_whose_angles_are_known() -> None:
    rows = np.array([[3, 0], [0, 2], [-1, 0], [1, 1], [0, 0]], dtype=np.float32)
    point = np.array([2, 0], dtype=np.float32)
    np.testing.assert_allclose(cosines(rows, point), [1, 0, -1, np.sqrt(0.5), 0], atol=1e-15)
    np.testing.assert_allclose(distances(rows, point), [1, np.sqrt(8), 3, np.sqrt(2), 2], atol=1e-15)


def test_rows_too_long_or_short_for_float32_squares_keep_their_cosine() -> None:
    rows = np.array([[3e30, 4e30], [3e-30, 4e-30]], dtype=np.float32)
    np.testing.assert_allclose(cosines(rows, np.array([1, 0], dtype=np.float32)), 0.6, rtol=1e-6)
