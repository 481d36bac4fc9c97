import numpy as np
import pytest
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler

from residview.errors import BadFit
from residview.numerics import pca
from residview.numerics.moments import Moments


def rows(n: int = 400, d: int = 12, seed: int = 0) -> np.ndarray:
    random = np.random.default_rng(seed)
    return random.normal(size=(n, d)) * np.geomspace(5, 0.2, d) @ np.linalg.qr(random.normal(size=(d, d)))[0] + 2


def test_a_centred_fit_agrees_with_scikit_learn_in_value_and_sign() -> None:
    x = rows()
    ours, theirs = pca.fit(Moments.of(x), centered=True), PCA(svd_solver="full").fit(x)
    np.testing.assert_allclose(ours.components, pca.fix_signs(theirs.components_), atol=1e-9)
    np.testing.assert_allclose(ours.variances, theirs.explained_variance_, rtol=1e-10)
    np.testing.assert_allclose(ours.variance_shares, theirs.explained_variance_ratio_, rtol=1e-10)
    expected = (x - x.mean(axis=0)) @ pca.fix_signs(theirs.components_).T
    np.testing.assert_allclose(pca.project(x, ours.center, ours.components), expected, atol=1e-9)


def test_an_uncentred_fit_is_the_svd_of_the_rows_themselves() -> None:
    x = rows()
    _, singular, right = np.linalg.svd(x, full_matrices=False)
    found = pca.fit(Moments.of(x), centered=False)
    np.testing.assert_allclose(found.components, pca.fix_signs(right), atol=1e-9)
    np.testing.assert_allclose(found.variance_shares, singular**2 / (singular**2).sum(), rtol=1e-10)
    assert not found.center.any()


def test_a_scaled_fit_is_scikit_learns_pca_of_standardised_rows() -> None:
    x = rows()
    x[:, 3] = 5
    standardised = StandardScaler().fit_transform(x)
    ours, theirs = pca.fit(Moments.of(x), centered=True, scaled=True), PCA(svd_solver="full").fit(standardised)
    components = pca.fix_signs(theirs.components_)[:11]
    np.testing.assert_allclose(ours.components, components, atol=1e-9)
    np.testing.assert_allclose(ours.variance_shares, theirs.explained_variance_ratio_[:11], rtol=1e-9)
    found = pca.project(x, ours.center, ours.components, ours.scale)
    np.testing.assert_allclose(found, standardised @ components.T, atol=1e-9)


def test_a_raw_scaled_fit_is_the_svd_of_rows_over_their_deviation_about_the_mean() -> None:
    x = rows()
    scaled = x / x.std(axis=0)
    _, singular, right = np.linalg.svd(scaled, full_matrices=False)
    found = pca.fit(Moments.of(x), centered=False, scaled=True)
    np.testing.assert_allclose(found.components, pca.fix_signs(right), atol=1e-9)
    np.testing.assert_allclose(found.variance_shares, singular**2 / (singular**2).sum(), rtol=1e-9)
    np.testing.assert_array_equal(found.center_scores, 0)


@pytest.mark.parametrize("scaled", [False, True])
def test_a_score_and_the_centres_make_the_coordinate_from_the_origin(scaled: bool) -> None:
    x = rows()
    found = pca.fit(Moments.of(x), centered=True, scaled=scaled)
    from_origin = x / (x.std(axis=0) if scaled else 1) @ found.components.T
    scores = pca.project(x, found.center, found.components, found.scale)
    np.testing.assert_allclose(scores + found.center_scores, from_origin, atol=1e-9)


def test_squared_lengths_are_from_each_centre() -> None:
    x, scale = rows(n=20), np.linspace(1, 3, 12)
    centers = (x.mean(axis=0), np.zeros(12))
    expected = np.stack([(np.linalg.norm((x - center) / scale, axis=1)) ** 2 for center in centers], axis=1)
    np.testing.assert_allclose(pca.squared_lengths(x, centers, scale), expected, rtol=1e-12)


def test_variance_built_into_the_rows_is_what_is_found() -> None:
    """Three orthogonal directions with variances 9, 4 and 1, exactly."""
    basis = np.linalg.qr(np.random.default_rng(3).normal(size=(8, 8)))[0][:3]
    signs = np.array([[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]], dtype=float)
    x = signs * [3, 2, 1] @ basis * np.sqrt(3 / 4) + 7
    found = pca.fit(Moments.of(x), centered=True)
    np.testing.assert_allclose(found.variances, [9, 4, 1], rtol=1e-12)
    np.testing.assert_allclose(np.abs(found.components @ basis.T), np.eye(3), atol=1e-12)


def test_fewer_rows_than_columns_have_one_component_less_than_rows_when_centred() -> None:
    x = rows(n=5, d=12)
    assert pca.fit(Moments.of(x), centered=True).components.shape == (4, 12)
    assert pca.fit(Moments.of(x), centered=False).components.shape == (5, 12)


def test_directions_without_variance_are_not_components() -> None:
    x = rows(d=6) @ np.eye(6, 10)
    assert pca.fit(Moments.of(x), centered=True).components.shape == (6, 10)


def test_keeping_some_components_keeps_the_shares_of_all() -> None:
    found = pca.fit(Moments.of(rows()), centered=True, n_components=2)
    assert found.components.shape == (2, 12)
    assert found.variance_shares.shape == (12,)
    assert found.variance_shares.sum() == pytest.approx(1)


def test_equal_rows_and_single_rows_have_no_components() -> None:
    with pytest.raises(BadFit, match="equal"):
        pca.fit(Moments.of(np.ones((5, 3))), centered=True)
    with pytest.raises(BadFit, match="two rows"):
        pca.fit(Moments.of(np.ones((1, 3))), centered=True)


def test_the_largest_loading_is_positive_whatever_the_sign_it_came_with() -> None:
    components = np.linalg.qr(np.random.default_rng(5).normal(size=(9, 9)))[0]
    fixed = pca.fix_signs(components)
    np.testing.assert_array_equal(fixed, pca.fix_signs(-components))
    assert (fixed[np.arange(9), np.abs(fixed).argmax(axis=1)] > 0).all()


def test_rounding_does_not_choose_between_two_equal_loadings() -> None:
    row = np.array([[0.1, -0.7, 0.7, 0.05]])
    nudge = np.array([[0, 1e-9, -1e-9, 0]])
    assert [pca.fix_signs(each)[0, 1] > 0 for each in (row + nudge, row - nudge)] == [True, True]


def test_neighbours_of_nearly_equal_variance_are_flagged_as_runs() -> None:
    assert pca.near_equal_runs(np.array([12.35, 12.17, 5, 3, 2.99, 2.97, 1])) == [(1, 2), (4, 6)]
    assert pca.near_equal_runs(np.array([4.0, 2.0, 1.0])) == []
    assert pca.near_equal_runs(np.array([4.0])) == []
