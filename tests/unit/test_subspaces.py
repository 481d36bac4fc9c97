"""Measures of subspaces against SciPy, direct projection of the rows, and matrices built to have the answer."""

import numpy as np
import pytest
from scipy.linalg import subspace_angles
from scipy.stats import ortho_group

from residview.numerics import pca, subspaces
from residview.numerics.moments import Moments


def rows(n: int = 300, d: int = 14, seed: int = 0) -> np.ndarray:
    random = np.random.default_rng(seed)
    return random.normal(size=(n, d)) * np.geomspace(5, 0.1, d) @ ortho_group.rvs(d, random_state=seed) + 0.7


def measured(components: np.ndarray, x: np.ndarray, k_angles: int = 16) -> dict:
    return subspaces.measure(components, {"x": Moments.of(x)}, k_angles, samples=50)["x"]


@pytest.mark.parametrize("offset", [0, 1000])
def test_shares_are_those_of_projecting_every_row(offset: float) -> None:
    x = rows() + offset
    components = pca.fit(Moments.of(rows(seed=3)), centered=True).components
    found = measured(components, x)
    for kind, seen in (("centered", x - x.mean(axis=0)), ("raw", x)):
        inside = np.square(seen @ components.T).sum(axis=0).cumsum() / np.square(seen).sum()
        np.testing.assert_allclose(found[kind]["share"], inside, rtol=1e-9)
    np.testing.assert_allclose(found["chance"], np.arange(1, 15) / 14)


def test_a_set_lies_wholly_in_what_spans_it_and_not_at_all_beside() -> None:
    axes = ortho_group.rvs(8, random_state=0)
    x = np.random.default_rng(0).normal(size=(50, 3)) @ axes[:3]
    assert measured(axes[:3], x)["raw"]["share"][-1] == pytest.approx(1, rel=1e-12)
    assert measured(axes[3:], x)["raw"]["share"][-1] == pytest.approx(0, abs=1e-12)


@pytest.mark.parametrize("k", [1, 2, 5])
def test_angles_agree_with_scipy(k: int) -> None:
    a, b = (ortho_group.rvs(12, random_state=seed)[:k] for seed in (0, 1))
    expected = np.sort(np.degrees(subspace_angles(a.T, b.T)))
    np.testing.assert_allclose(subspaces.principal_angles(a, b), expected, atol=1e-10)


@pytest.mark.parametrize("angle", [0, 1e-12, 1e-7, 1e-3, 0.7, 1.2, np.pi / 2 - 1e-9, np.pi / 2])
def test_angles_built_in_are_found_however_small(angle: float) -> None:
    """Two planes that share a direction and open by `angle` along the other."""
    turn = ortho_group.rvs(6, random_state=4)
    a = np.eye(6)[:2] @ turn
    b = np.array([[1, 0, 0, 0, 0, 0], [0, np.cos(angle), np.sin(angle), 0, 0, 0]]) @ turn
    np.testing.assert_allclose(np.radians(subspaces.principal_angles(a, b)), [0, angle], atol=2e-15)


def test_angles_go_to_the_sets_own_components_as_far_as_it_has_them() -> None:
    x = rows()
    own = np.linalg.svd(x - x.mean(axis=0))[2]
    components = pca.fit(Moments.of(rows(seed=5)), centered=True).components
    found = measured(components, x)
    assert [len(angles) for angles in found["angles"]] == list(range(1, 15))
    for k in (1, 3, 7):
        expected = np.sort(np.degrees(subspace_angles(components[:k].T, own[:k].T)))
        np.testing.assert_allclose(found["angles"][k - 1], expected, atol=1e-6)
    few = measured(components, x[:4])
    assert len(few["angles"]) == len(few["angles_low"]) == 3


def test_the_spectrum_built_in_is_what_is_found() -> None:
    """Rows along three axes with variances 9, 4 and 1 exactly."""
    signs = np.array([[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]], dtype=float)
    x = signs * [3, 2, 1] @ np.eye(3, 5) * np.sqrt(3 / 4)
    found = measured(np.eye(5)[:4], x + np.array([0, 0, 0, 0, 6]))
    assert found["spectrum_centered"]["total"] == pytest.approx(14)
    assert found["spectrum_centered"]["stable_rank"] == pytest.approx(14 / 9)
    assert found["spectrum_centered"]["participation_ratio"] == pytest.approx(14**2 / (81 + 16 + 1))
    np.testing.assert_allclose(found["spectrum_centered"]["cumulative"], [9 / 14, 13 / 14, 1, 1])
    raw = np.array([36, 9 * 3 / 4, 4 * 3 / 4, 3 / 4])
    assert found["spectrum_raw"]["total"] == pytest.approx(raw.sum())
    assert found["spectrum_raw"]["stable_rank"] == pytest.approx(raw.sum() / 36)


@pytest.mark.parametrize("x", [np.ones((1, 4)), np.ones((9, 4)), np.zeros((3, 4))])
def test_rows_without_spread_have_no_share_and_no_angle(x: np.ndarray) -> None:
    found = measured(np.eye(4)[:2], x)
    assert found["centered"]["share"] == [0, 0]
    assert found["angles"] == []
    assert found["spectrum_centered"]["stable_rank"] == 0
    raw = 0.0 if not x.any() else 0.25
    assert found["raw"]["share"] == pytest.approx([raw, 2 * raw])


def test_ranges_of_two_sets_come_from_one_draw_and_do_not_mix() -> None:
    components = np.eye(14)[:5]
    x, y = Moments.of(rows()), Moments.of(rows(seed=8) ** 3)
    both = subspaces.measure(components, {"x": x, "y": y}, 4, samples=50)
    for name, alone in (("x", x), ("y", y)):
        expected = subspaces.measure(components, {name: alone}, 4, samples=50)[name]
        for kind in ("centered", "raw"):
            np.testing.assert_allclose(both[name][kind]["low"], expected[kind]["low"], rtol=1e-12)
            np.testing.assert_allclose(both[name][kind]["high"], expected[kind]["high"], rtol=1e-12)
    assert both["x"]["centered"]["low"] != both["y"]["centered"]["low"]
