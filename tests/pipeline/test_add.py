"""What is stored is what the weights hold: checked against a float64 SVD made here."""

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file
from sqlalchemy import func, select, text

from residview.errors import BadFit, BadModelDirectory, BadWeights, ModelExists, UnknownModel
from residview.numerics.pca import fix_signs
from residview.precompute.add import add_model, remove_model
from residview.precompute.fits import DEFAULT_FITS, FIT_NAMES, fit_named
from residview.store import bases, models, vectors
from residview.store.session import Database
from residview.store.tables import Basis, Model, PointSetRow, ScoreBlock, StepRow
from tests.support.directories import random_model, recorded_layouts, write_layout, write_model
from tests.support.report import Recorder


def stored_scores(database: Database, model_name: str, basis_name: str, points_name: str) -> np.ndarray:
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        basis = bases.basis(session, model, basis_name)
        points = models.point_set(model, points_name)
        raw = bases.scores(session, basis, points, 1, basis.n_components)
    return np.frombuffer(raw, "<f4").reshape(basis.n_components, points.n).T


@pytest.mark.parametrize("fit_name", FIT_NAMES)
def test_scores_agree_with_an_independent_svd(fresh: Database, tmp_path: Path, fit_name: str) -> None:
    directory = random_model(tmp_path / "random")
    add_model(fresh, directory, "random", Recorder(), [*dict.fromkeys([*DEFAULT_FITS, fit_named(fit_name)])])
    tables = {name: table.astype(np.float64) for name, table in load_file(directory / "model.safetensors").items()}
    tables = {"tokens": tables["transformer.wte.weight"], "positions": tables["transformer.wpe.weight"]}
    fit = fit_named(fit_name)
    rows = tables[fit.fitted_on][fit.first_row :]
    center = rows.mean(axis=0) if fit.centered else 0
    right = fix_signs(np.linalg.svd(rows - center, full_matrices=False)[2])
    for points, table in tables.items():
        expected = (table - center) @ right.T
        found = stored_scores(fresh, "random", fit_name, points)
        assert found.shape == expected.shape
        np.testing.assert_allclose(found, expected, atol=1e-5 * np.abs(expected).max())


def test_the_recorded_choices_say_what_was_fitted(database: Database) -> None:
    with database.reading() as session:
        model = models.ready_model(session, "demo")
        positions, tokens = bases.bases(session, model)
        assert (positions.fitted_on, positions.first_row, positions.n_rows) == ("positions", 1, 127)
        assert (tokens.fitted_on, tokens.first_row, tokens.n_rows) == ("tokens", 0, 4096)
        assert positions.n_components == 126
        assert tokens.n_components == 64
        assert len(tokens.variance_shares) == 128
        assert sum(positions.variance_shares) == pytest.approx(1)


def test_every_step_tells_of_all_its_rows(fresh: Database, tmp_path: Path) -> None:
    report = Recorder()
    add_model(fresh, random_model(tmp_path), "random", report)
    told = {name: rows for name, rows in report.rows.items() if not name.endswith("index")}
    assert told == {
        "positions: vectors": 24,
        "tokens: vectors": 300,
        "positions: PCA": 23,
        "positions: scores of positions": 24,
        "positions: scores of tokens": 300,
        "tokens: PCA": 300,
        "tokens: scores of positions": 24,
        "tokens: scores of tokens": 300,
    }


def test_a_finished_model_has_nothing_left_to_do(fresh: Database, tmp_path: Path) -> None:
    directory = random_model(tmp_path)
    assert add_model(fresh, directory, "random", Recorder()).steps_run == 10
    assert add_model(fresh, directory, "random", Recorder()).steps_run == 0


def test_another_fit_adds_only_its_own_steps(fresh: Database, tmp_path: Path) -> None:
    directory = random_model(tmp_path)
    add_model(fresh, directory, "random", Recorder())
    report = Recorder()
    add_model(fresh, directory, "random", report, (*DEFAULT_FITS, fit_named("positions-raw")))
    assert [name.split(":")[0] for name in report.ran] == ["positions-raw"] * 3


class Stopped(Exception):
    pass


def test_an_interrupted_add_shows_nothing_and_goes_on_where_it_stopped(fresh: Database, tmp_path: Path) -> None:
    directory = random_model(tmp_path)

    class StopAtFourth(Recorder):
        def step(self, step, number, of):
            if number == 4:
                raise Stopped
            return super().step(step, number, of)

    with pytest.raises(Stopped):
        add_model(fresh, directory, "random", StopAtFourth())
    with fresh.reading() as session:
        assert models.ready_models(session) == []
        with pytest.raises(UnknownModel):
            models.ready_model(session, "random")
    report = Recorder()
    add_model(fresh, directory, "random", report)
    assert report.ran[0] == "positions: scores of positions"
    with fresh.reading() as session:
        assert [model.name for model in models.ready_models(session)] == ["random"]


def test_a_changed_step_is_run_again_with_all_that_builds_on_it(
    fresh: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = random_model(tmp_path)
    add_model(fresh, directory, "random", Recorder())
    monkeypatch.setattr("residview.precompute.steps.BASIS_VERSION", 99)
    report = Recorder()
    add_model(fresh, directory, "random", report)
    assert len(report.ran) == 6
    with fresh.reading() as session:
        assert set(session.scalars(select(Basis.code_version))) == {99}
        assert session.scalar(select(func.count()).select_from(Basis)) == 2


@pytest.mark.parametrize("value", [np.nan, np.inf])
def test_weights_that_are_no_numbers_leave_nothing_behind(fresh: Database, tmp_path: Path, value: float) -> None:
    tokens = np.zeros((40, 4), np.float32)
    tokens[5, 1] = value
    directory = write_model(tmp_path, tokens, np.ones((6, 4), np.float32))
    with pytest.raises(BadWeights, match="Row 5"):
        add_model(fresh, directory, "bad", Recorder())
    with pytest.raises(BadModelDirectory):
        add_model(fresh, tmp_path / "nowhere", "bad", Recorder())
    with fresh.reading() as session:
        for table in (Model, PointSetRow, Basis, ScoreBlock, StepRow):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_rows_that_are_all_equal_are_refused(fresh: Database, tmp_path: Path) -> None:
    random = np.random.default_rng(0).normal(size=(40, 4)).astype(np.float32)
    directory = write_model(tmp_path, random, np.ones((6, 4), np.float32))
    with pytest.raises(BadFit, match="equal"):
        add_model(fresh, directory, "flat", Recorder())


def test_a_model_without_positions_has_tokens_only(fresh: Database, tmp_path: Path) -> None:
    write_layout(tmp_path, recorded_layouts()["llama-lm"])
    add_model(fresh, tmp_path, "rotary", Recorder())
    with fresh.reading() as session:
        model = models.ready_model(session, "rotary")
        assert [points.name for points in model.point_sets] == ["tokens"]
        assert [basis.name for basis in bases.bases(session, model)] == ["tokens"]
    with pytest.raises(BadFit, match="rotary positions"):
        add_model(fresh, tmp_path, "rotary", Recorder(), [fit_named("positions-raw")])


def test_other_weights_under_a_taken_name_are_refused(fresh: Database, tmp_path: Path) -> None:
    add_model(fresh, random_model(tmp_path / "a"), "taken", Recorder())
    with pytest.raises(ModelExists, match="residview remove taken"):
        add_model(fresh, random_model(tmp_path / "b", seed=1), "taken", Recorder())


def test_removing_leaves_no_row_and_no_partition(fresh: Database, tmp_path: Path) -> None:
    add_model(fresh, random_model(tmp_path), "random", Recorder())
    remove_model(fresh, "random", Recorder())
    with fresh.reading() as session:
        for table in (Model, PointSetRow, Basis, ScoreBlock, StepRow):
            assert session.scalar(select(func.count()).select_from(table)) == 0
        partitions = text("SELECT count(*) FROM pg_inherits WHERE inhparent = 'vectors'::regclass")
        assert session.scalar(partitions) == 0
    with pytest.raises(UnknownModel):
        remove_model(fresh, "random", Recorder())


def test_stored_vectors_are_the_weights_to_the_bit_and_indexed(fresh: Database, tmp_path: Path) -> None:
    directory = random_model(tmp_path)
    add_model(fresh, directory, "random", Recorder())
    expected = load_file(directory / "model.safetensors")["transformer.wte.weight"]
    with fresh.reading() as session:
        points = models.point_set(models.ready_model(session, "random"), "tokens")
        np.testing.assert_array_equal(np.concatenate(list(vectors.read(session, points.id))), expected)
        np.testing.assert_array_equal(np.concatenate(list(vectors.read(session, points.id, 290))), expected[290:])
        for way in ("seqscan", "sort"):  # so few rows would be scanned and sorted
            session.execute(text(f"SET LOCAL enable_{way} = off"))
        query = (
            f"SELECT index FROM vectors WHERE point_set_id = {points.id} "
            "ORDER BY vector::halfvec(16) <=> (SELECT vector FROM vectors "
            f"WHERE point_set_id = {points.id} AND index = 7)::halfvec(16) LIMIT 5"
        )
        plan = "\n".join(session.scalars(text(f"EXPLAIN {query}")))
        assert f"vectors_{points.id}_cosine" in plan
        found = session.scalars(text(query)).all()
    unit = expected / np.linalg.norm(expected, axis=1, keepdims=True)
    assert found[0] == 7
    assert set(found) == set(np.argsort(-unit @ unit[7])[:5].tolist())
