import numpy as np
import pytest

from residview.numerics.directions import Frame, difference, unit

RANDOM = np.random.default_rng(0)


def test_a_difference_is_a_unit_vector_and_its_length() -> None:
    found = difference(np.array([4.0, 5.0]), np.array([1.0, 1.0]))
    assert found is not None
    assert found[0] == 5
    np.testing.assert_allclose(found[1], [0.6, 0.8])


def test_nothing_and_what_is_only_rounding_are_no_direction() -> None:
    assert difference(np.zeros(3), None) is None
    thirds = np.full(5, 0.1) * 3
    assert difference(thirds, np.full(5, 0.3)) is None
    assert difference(thirds, np.full(5, 0.3 + 1e-9)) is not None


def test_coordinates_in_a_scaled_frame_are_those_of_standardised_rows() -> None:
    rows = RANDOM.normal(size=(50, 6)) * [1, 2, 3, 4, 5, 6] + 7
    standardised = (rows - rows.mean(axis=0)) / rows.std(axis=0)
    components = np.linalg.qr(RANDOM.normal(size=(6, 3)))[0].T
    frame = Frame(rows.mean(axis=0), rows.std(axis=0), components)
    np.testing.assert_allclose(frame.coordinates(rows, components), standardised @ components.T, atol=1e-12)
    # From one row to another: along it, the two lie as far apart as they do in the standardised space.
    along = frame.direction(rows[3] - rows[8])
    apart = frame.coordinates(rows, along[None])[:, 0]
    assert np.isclose(apart[3] - apart[8], np.linalg.norm(standardised[3] - standardised[8]))


def test_cosines_with_a_whole_basis_have_squares_that_add_up_to_one() -> None:
    components = np.linalg.qr(RANDOM.normal(size=(6, 6)))[0]
    vector = RANDOM.normal(size=6)
    whole = Frame(np.zeros(6), RANDOM.uniform(1, 3, size=6), components).cosines(vector)
    assert np.isclose((whole**2).sum(), 1)
    np.testing.assert_allclose(Frame(np.zeros(6), None, components).cosines(components[2]), np.eye(6)[2], atol=1e-12)


@pytest.mark.parametrize("factor", [1.0, 1e30, 1e-300, -3.5])
def test_a_vector_of_any_length_has_its_direction(factor: float) -> None:
    vector = np.array([3.0, 0.0, -4.0])
    found = unit(vector * factor)
    assert found is not None
    assert found[0] == pytest.approx(5 * abs(factor))
    np.testing.assert_allclose(found[1], np.sign(factor) * vector / 5, atol=1e-15)


def test_zeros_have_none_and_a_unit_vector_stays_as_it_is_bit_for_bit() -> None:
    assert unit(np.zeros(4)) is None
    for seed in range(20):
        once = unit(np.random.default_rng(seed).normal(size=128))
        assert once is not None
        again = unit(once[1])
        assert again is not None
        assert again[1].tobytes() == once[1].tobytes()


@pytest.mark.parametrize("scaled", [False, True])
def test_a_mix_of_components_reads_rows_as_the_mix_of_their_scores(scaled: bool) -> None:
    random = np.random.default_rng(5)
    rows = random.normal(size=(40, 6)) * [1, 2, 3, 4, 5, 60] + 7
    center, scale = rows.mean(axis=0), rows.std(axis=0) if scaled else None
    components = np.linalg.qr(random.normal(size=(6, 6)))[0][:4]
    frame = Frame(center, scale, components)
    weights = np.array([0.5, 0, -2, 1])
    expected = frame.coordinates(rows, components) @ weights
    np.testing.assert_allclose((rows - center) @ frame.functional(weights), expected, rtol=1e-10)
