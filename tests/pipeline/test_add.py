"""What is stored is what the weights hold: checked against a float64 SVD made here."""

from contextlib import nullcontext
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
        "tokens: strings": 300,
        "positions: PCA and scores": 23 + 24 + 300,
        "tokens: PCA and scores": 300 + 24 + 300,
    }


def test_a_finished_model_has_nothing_left_to_do(fresh: Database, tmp_path: Path) -> None:
    directory = random_model(tmp_path)
    assert add_model(fresh, directory, "random", Recorder()).steps_run == 7
    assert add_model(fresh, directory, "random", Recorder()).steps_run == 0


def test_another_fit_adds_only_its_own_steps(fresh: Database, tmp_path: Path) -> None:
    directory = random_model(tmp_path)
    add_model(fresh, directory, "random", Recorder())
    report = Recorder()
    add_model(fresh, directory, "random", report, (*DEFAULT_FITS, fit_named("positions-raw")))
    assert report.ran == ["positions-raw: PCA and scores"]


class Stopped(Exception):
    pass


def test_an_interrupted_add_shows_nothing_and_goes_on_where_it_stopped(fresh: Database, tmp_path: Path) -> None:
    directory = random_model(tmp_path)

    class StopAtFifth(Recorder):
        def step(self, step, number, of):
            if number == 5:
                raise Stopped
            return super().step(step, number, of)

    with pytest.raises(Stopped):
        add_model(fresh, directory, "random", StopAtFifth())
    with fresh.reading() as session:
        assert models.ready_models(session) == []
        with pytest.raises(UnknownModel):
            models.ready_model(session, "random")
    report = Recorder()
    add_model(fresh, directory, "random", report)
    assert report.ran == ["tokens: PCA and scores", "positions: index", "tokens: index"]
    with fresh.reading() as session:
        assert [model.name for model in models.ready_models(session)] == ["random"]


def test_a_changed_step_is_run_again_with_all_that_builds_on_it(
    fresh: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = random_model(tmp_path)
    add_model(fresh, directory, "random", Recorder())
    monkeypatch.setattr("residview.precompute.steps.FIT_VERSION", 99)
    report = Recorder()
    add_model(fresh, directory, "random", report)
    assert report.ran == ["positions: PCA and scores", "tokens: PCA and scores"]
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
    assert_nothing_stored(fresh)


def assert_nothing_stored(database: Database) -> None:
    with database.reading() as session:
        for table in (Model, PointSetRow, Basis, ScoreBlock, StepRow):
            assert session.scalar(select(func.count()).select_from(table)) == 0


def test_rows_that_are_all_equal_are_refused(fresh: Database, tmp_path: Path) -> None:
    random = np.random.default_rng(0).normal(size=(40, 4)).astype(np.float32)
    directory = write_model(tmp_path, random, np.ones((6, 4), np.float32))
    with pytest.raises(BadFit, match=r"'positions' cannot be fitted.*equal"):
        add_model(fresh, directory, "flat", Recorder())
    assert_nothing_stored(fresh)


@pytest.mark.parametrize("n_ctx", [1, 2])
def test_too_few_rows_to_fit_are_refused_before_anything_is_stored(
    fresh: Database, tmp_path: Path, n_ctx: int
) -> None:
    with pytest.raises(BadFit, match=f"'positions' needs two rows or more.*has {n_ctx - 1} of positions"):
        add_model(fresh, random_model(tmp_path, n_ctx=n_ctx), "short", Recorder())
    assert_nothing_stored(fresh)


def test_vectors_longer_than_a_half_float_holds_are_stored_and_found(fresh: Database, tmp_path: Path) -> None:
    table = np.random.default_rng(0).normal(size=(60, 8)).astype(np.float32)
    add_model(fresh, write_model(tmp_path, table * 1e6, table[:9] * 1e-9), "extreme", Recorder())
    with fresh.reading() as session:
        points = models.point_set(models.ready_model(session, "extreme"), "tokens")
        np.testing.assert_array_equal(np.concatenate(list(vectors.read(session, points.id))), table * 1e6)


def test_an_interrupted_extra_fit_is_not_seen_and_the_model_stays(fresh: Database, tmp_path: Path) -> None:
    directory = random_model(tmp_path)
    add_model(fresh, directory, "random", Recorder())

    class StopWithin(Recorder):
        def step(self, step, number, of):
            def stop(rows: int) -> None:
                raise Stopped

            return nullcontext(stop)

    with pytest.raises(Stopped):
        add_model(fresh, directory, "random", StopWithin(), (*DEFAULT_FITS, fit_named("tokens-raw")))
    with fresh.reading() as session:
        model = models.ready_model(session, "random")
        assert [basis.name for basis in bases.bases(session, model)] == ["positions", "tokens"]


def test_a_model_whose_vectors_are_stored_anew_is_hidden_until_it_is_whole(
    fresh: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = random_model(tmp_path)
    add_model(fresh, directory, "random", Recorder())
    monkeypatch.setattr("residview.precompute.steps.VECTORS_VERSION", 99)

    class StopAtThird(Recorder):
        def step(self, step, number, of):
            if number == 3:
                raise Stopped
            return super().step(step, number, of)

    with pytest.raises(Stopped):
        add_model(fresh, directory, "random", StopAtThird())
    with fresh.reading() as session:
        assert models.ready_models(session) == []
    assert add_model(fresh, directory, "random", Recorder()).steps_run == 5


def test_readers_see_one_moment_while_a_model_is_removed(fresh: Database, tmp_path: Path) -> None:
    add_model(fresh, random_model(tmp_path), "random", Recorder())
    with fresh.reading() as session:
        model = models.ready_model(session, "random")
        basis = bases.basis(session, model, "positions")
        remove_model(fresh, "random", Recorder())
        points = models.point_set(model, "tokens")
        assert len(bases.scores(session, basis, points, 1, 16)) == 300 * 16 * 4
        assert models.labels(session, points.id)


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
            f"ORDER BY {vectors.indexed(16)} <=> (SELECT {vectors.indexed(16)} FROM vectors "
            f"WHERE point_set_id = {points.id} AND index = 7) LIMIT 5"
        )
        plan = "\n".join(session.scalars(text(f"EXPLAIN {query}")))
        assert f"vectors_{points.id}_cosine" in plan
        found = session.scalars(text(query)).all()
    unit = expected / np.linalg.norm(expected, axis=1, keepdims=True)
    assert found[0] == 7
    assert set(found) == set(np.argsort(-unit @ unit[7])[:5].tolist())
