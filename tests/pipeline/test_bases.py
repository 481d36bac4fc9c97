"""Every basis there is, its scores and measures: checked against scikit-learn and float64 matrices made here."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file
from scipy.linalg import subspace_angles
from sklearn.decomposition import PCA
from sklearn.preprocessing import StandardScaler
from sqlalchemy import select
from sqlalchemy.orm import undefer

from residview.numerics.pca import fix_signs
from residview.precompute.add import add_model
from residview.precompute.fits import FIT_NAMES, chosen, fit_named
from residview.settings import Settings
from residview.store import bases, measures, migrate, models
from residview.store.session import Database, open_database
from residview.store.tables import (
    Basis,
    ScoreBlock,
)
from residview.vocabulary import FittedOn
from tests.support.directories import random_model
from tests.support.report import Recorder
from tests.support.scores import stored_scores


def tables_of(directory: Path) -> dict[str, np.ndarray]:
    stored = {name: table.astype(np.float64) for name, table in load_file(directory / "model.safetensors").items()}
    named = {
        "positions": "transformer.wpe.weight",
        "tokens": "transformer.wte.weight",
        "unembedding": "lm_head.weight",
    }
    return {points: stored[name] for points, name in named.items() if name in stored}


@pytest.fixture(scope="module")
def untied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A random model with positions, tokens and an unembedding of its own."""
    return random_model(tmp_path_factory.mktemp("untied"), untied=True)


@pytest.fixture(scope="module")
def fitted(new_database: Callable[[str], Settings], untied: Path) -> Iterator[Database]:
    """It, in every basis there is."""
    database = open_database(new_database("fitted"))
    migrate.upgrade(database)
    add_model(database, untied, "random", Recorder(), [fit_named(name) for name in FIT_NAMES])
    yield database
    database.close()


def parsed(fit_name: str) -> tuple[str, bool, bool, bool]:
    """What a name says: fitted on, position 0 in, centred, scaled."""
    fitted_on, *options = fit_name.replace("with-0", "with0").split("-")
    return fitted_on, "with0" in options, "raw" not in options, "scaled" in options


@pytest.mark.parametrize("fit_name", FIT_NAMES)
def test_scores_agree_with_scikit_learn(fitted: Database, untied: Path, fit_name: str) -> None:
    tables = tables_of(untied)
    fitted_on, with_0, centered, scaled = parsed(fit_name)
    rows = {**tables, "positions": tables["positions"][0 if with_0 else 1 :]}
    fit_rows = np.concatenate([rows["positions"], rows["tokens"]]) if fitted_on == "both" else rows[fitted_on]
    scaler = StandardScaler(with_mean=centered, with_std=scaled).fit(fit_rows)
    seen = scaler.transform(fit_rows)
    if centered:
        right = PCA(svd_solver="full").fit(seen).components_
    else:
        right = np.linalg.svd(seen, full_matrices=False)[2]
    right = fix_signs(right)
    for points, table in tables.items():
        expected = scaler.transform(table) @ right.T
        found = stored_scores(fitted, "random", fit_name, points)
        assert found.shape == expected.shape
        np.testing.assert_allclose(found, expected, atol=1e-6 * np.abs(expected).max())
    with fitted.reading() as session:
        basis = bases.basis(session, models.ready_model(session, "random"), fit_name)
        center = fit_rows.mean(axis=0) / scaler.scale_ if scaled else fit_rows.mean(axis=0)
        np.testing.assert_allclose(basis.center_scores, right @ center if centered else np.zeros(16), atol=1e-9)
        assert (basis.n_rows, basis.scaled, basis.centered) == (len(fit_rows), scaled, centered)


@pytest.mark.parametrize("fit_name", FIT_NAMES)
def test_names_follow_one_grammar_and_say_the_choices(fit_name: str) -> None:
    fitted_on, with_0, centered, scaled = parsed(fit_name)
    assert chosen(FittedOn(fitted_on), with_0, centered, scaled) == fit_named(fit_name)


def test_lengths_are_from_the_centre_the_mean_and_the_origin(fitted: Database, untied: Path) -> None:
    for fit_name in ("tokens", "positions-raw", "both-scaled"):
        with fitted.reading() as session:
            model = models.ready_model(session, "random")
            basis = session.scalars(
                select(Basis).where(Basis.name == fit_name).options(undefer(Basis.center), undefer(Basis.scale))
            ).one()
            center = np.frombuffer(basis.center)
            scale = np.ones(16) if basis.scale is None else np.frombuffer(basis.scale)
            for points, table in tables_of(untied).items():
                raw = measures.norms(session, model, basis, models.point_set(model, points))
                found = np.frombuffer(raw, "<f4").reshape(3, -1).T
                expected = [
                    np.square((table - from_) / scale).sum(axis=1) for from_ in (center, table.mean(axis=0), 0)
                ]
                np.testing.assert_allclose(found, np.stack(expected, axis=1), rtol=1e-6)


@pytest.mark.parametrize("fit_name", ["positions", "tokens-raw", "both-raw-with-0-scaled", "unembedding-scaled"])
def test_shares_are_those_of_the_scores_of_every_point(fitted: Database, untied: Path, fit_name: str) -> None:
    tables = tables_of(untied)
    with fitted.reading() as session:
        model = models.ready_model(session, "random")
        basis = session.scalars(
            select(Basis).where(Basis.name == fit_name).options(undefer(Basis.components), undefer(Basis.scale))
        ).one()
        components = np.frombuffer(basis.components).reshape(-1, 16)
        scale = np.ones(16) if basis.scale is None else np.frombuffer(basis.scale)
        for points, table in tables.items():
            found = measures.subspace(session, model, basis, models.point_set(model, points))
            assert (found["n"], found["d"], found["k_max"]) == (len(table), 16, 16)
            for kind, seen in (("centered", (table - table.mean(axis=0)) / scale), ("raw", table / scale)):
                inside = np.square(seen @ components.T).sum(axis=0).cumsum() / np.square(seen).sum()
                np.testing.assert_allclose(found[kind]["share"], inside, rtol=1e-6)
                own = np.linalg.svd(seen, full_matrices=False)
                spectrum = found[f"spectrum_{kind}"]
                n = len(seen) - 1 if kind == "centered" else len(seen)
                assert spectrum["total"] == pytest.approx(np.square(seen).sum() / n, rel=1e-6)
                assert spectrum["stable_rank"] == pytest.approx((own.S**2).sum() / own.S[0] ** 2, rel=1e-6)
                if kind == "centered":
                    angles = np.sort(np.degrees(subspace_angles(components[:3].T, own.Vh[:3].T)))
                    np.testing.assert_allclose(found["angles"][2], angles, atol=1e-5)


def test_the_largest_cosines_of_tokens_and_positions_are_stored(fitted: Database, untied: Path) -> None:
    tables = tables_of(untied)
    with fitted.reading() as session:
        found = measures.cosines(session, models.ready_model(session, "random"))
    for kind in ("raw", "centered"):
        tokens, positions = (
            tables[name] - (tables[name].mean(axis=0) if kind == "centered" else 0) for name in ("tokens", "positions")
        )
        lengths = np.outer(np.linalg.norm(tokens, axis=1), np.linalg.norm(positions, axis=1))
        expected = tokens @ positions.T / lengths
        top = np.argsort(-np.abs(expected), axis=None)[:20]
        pairs = [(pair["token"], pair["position"]) for pair in found[kind]]
        assert pairs == [tuple(np.unravel_index(i, expected.shape)) for i in top]
        assert found[kind][0]["cosine"] == pytest.approx(expected.ravel()[top[0]], rel=1e-12)
    assert (found["n_pairs"], found["d"]) == (300 * 24, 16)


def test_scores_written_in_several_passes_are_the_same(
    fresh: Database, fitted: Database, untied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("residview.precompute.bases.BUFFER_BYTES", 1)
    monkeypatch.setattr("residview.precompute.bases.COMPONENTS_PER_BLOCK", 3)
    report = Recorder()
    add_model(fresh, untied, "random", report)
    assert report.rows["positions: PCA and scores"] == 2 * (24 + 300 + 300)
    for points in ("positions", "tokens", "unembedding"):
        found, expected = (stored_scores(each, "random", "tokens", points) for each in (fresh, fitted))
        np.testing.assert_allclose(found, expected, rtol=1e-6, atol=1e-6)
    with fresh.reading() as session:
        blocks = session.execute(select(ScoreBlock.first, ScoreBlock.last).distinct().order_by(ScoreBlock.first)).all()
    assert [tuple(block) for block in blocks] == [(1, 3), (4, 6), (7, 9), (10, 12), (13, 15), (16, 16)]
