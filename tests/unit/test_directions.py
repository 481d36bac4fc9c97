import numpy as np

from residview.numerics.directions import Frame, difference

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
