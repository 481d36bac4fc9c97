"""Adding a model: whole or not at all, once, and brought up to date; what is stored is what the weights hold."""

from contextlib import nullcontext
from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import load_file
from sqlalchemy import delete, func, select, text

from residview.errors import (
    BadFit,
    BadModelDirectory,
    BadWeights,
    ModelExists,
    NothingToCompare,
    NotMeasured,
    UnknownModel,
)
from residview.models.directory import ModelDirectory, read_directory
from residview.precompute.add import add_model, remove_model
from residview.precompute.fits import DEFAULT_FITS, fit_named
from residview.store import bases, measures, models, vectors
from residview.store.session import Database
from residview.store.tables import (
    Basis,
    Cosines,
    Model,
    Norms,
    PointSetRow,
    ScoreBlock,
    StepRow,
    Subspace,
)
from residview.vocabulary import PointSet
from tests.support.directories import random_model, recorded_layouts, write_layout, write_model
from tests.support.report import Recorder
from tests.support.scores import stored_scores


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
        "positions: PCA and scores": 2 * (24 + 300),
        "tokens: PCA and scores": 2 * (24 + 300),
        "tokens × positions: cosines": 24 + 2 * 300,
    }


def test_a_finished_model_has_nothing_left_to_do(fresh: Database, tmp_path: Path) -> None:
    directory = random_model(tmp_path)
    assert add_model(fresh, directory, "random", Recorder()).steps_run == 8
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
    rest = ["tokens: PCA and scores", "tokens × positions: cosines", "positions: index", "tokens: index"]
    assert report.ran == rest
    with fresh.reading() as session:
        assert [model.name for model in models.ready_models(session)] == ["random"]


def test_a_changed_step_is_run_again_with_all_that_builds_on_it(
    fresh: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = random_model(tmp_path)
    add_model(fresh, directory, "random", Recorder())
    monkeypatch.setattr("residview.precompute.bases.PCA_VERSION", 99)
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
        for table in (Model, PointSetRow, Basis, ScoreBlock, Norms, Subspace, Cosines, StepRow):
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
    assert add_model(fresh, directory, "random", Recorder()).steps_run == 6


def test_readers_see_one_moment_while_a_model_is_removed(fresh: Database, tmp_path: Path) -> None:
    add_model(fresh, random_model(tmp_path), "random", Recorder())
    with fresh.reading() as session:
        model = models.ready_model(session, "random")
        basis = bases.basis(session, model, "positions")
        remove_model(fresh, "random", Recorder())
        points = models.point_set(model, "tokens")
        assert len(bases.scores(session, basis, points, 1, 16)) == 300 * 16 * 4
        assert models.labels(session, points.id)


def test_a_model_without_positions_has_no_basis_of_them(fresh: Database, tmp_path: Path) -> None:
    write_layout(tmp_path, recorded_layouts()["llama-lm"])
    add_model(fresh, tmp_path, "rotary", Recorder())
    with fresh.reading() as session:
        model = models.ready_model(session, "rotary")
        assert [points.name for points in model.point_sets] == ["tokens", "unembedding"]
        assert [basis.name for basis in bases.bases(session, model)] == ["tokens"]
        with pytest.raises(NothingToCompare, match="rotary positions"):
            measures.cosines(session, model)
    for name in ("positions-raw", "both-scaled"):
        with pytest.raises(BadFit, match=f"{name!r} needs positions.*rotary positions"):
            add_model(fresh, tmp_path, "rotary", Recorder(), [fit_named(name)])


def test_an_unembedding_that_is_the_token_table_cannot_be_fitted(fresh: Database, tmp_path: Path) -> None:
    with pytest.raises(BadFit, match=r"tied\). Fit on tokens"):
        add_model(fresh, random_model(tmp_path), "tied", Recorder(), [fit_named("unembedding-scaled")])
    assert_nothing_stored(fresh)
    headless = write_model(tmp_path / "h", *[np.eye(4, dtype=np.float32)] * 2, {"tie_word_embeddings": False})
    with pytest.raises(BadFit, match="its weights hold none"):
        add_model(fresh, headless, "headless", Recorder(), [fit_named("unembedding")])


def test_a_model_finished_by_an_earlier_version_is_brought_up_to_date(
    fresh: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Extra bases too; and the bases' numbers stay what links say they are."""
    directory = random_model(tmp_path)
    monkeypatch.setattr("residview.precompute.steps.FIT_VERSION", 1)
    add_model(fresh, directory, "random", Recorder(), [*DEFAULT_FITS, fit_named("positions-raw")])
    query = select(Basis.name, Basis.key, Basis.checksum).order_by(Basis.name)
    with fresh.transaction() as session:
        before = session.execute(query).all()
        for table in (Norms, Subspace, Cosines):
            session.execute(delete(table))
        session.execute(delete(StepRow).where(StepRow.name.contains("cosines")))
        model = models.ready_model(session, "random")
        for read in (measures.norms, measures.subspace):
            with pytest.raises(NotMeasured, match=r"tokens in the basis 'positions'.*residview add"):
                read(session, model, bases.basis(session, model, "positions"), models.point_set(model, "tokens"))
        with pytest.raises(NotMeasured, match="residview add"):
            measures.cosines(session, model)
    monkeypatch.undo()
    report = Recorder()
    add_model(fresh, directory, "random", report)
    assert report.ran == [
        "positions: PCA and scores",
        "tokens: PCA and scores",
        "positions-raw: PCA and scores",
        "tokens × positions: cosines",
    ]
    with fresh.reading() as session:
        assert session.execute(query).all() == before
        assert session.scalar(select(func.count()).select_from(Subspace)) == 6
        assert session.scalar(select(func.count()).select_from(StepRow)) == 9
    assert add_model(fresh, directory, "random", Recorder()).steps_run == 0


def test_an_unembedding_that_comes_with_an_upgrade_is_written_in_every_basis(
    fresh: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directory = random_model(tmp_path, untied=True)

    def as_before(path: Path, allow_padding: bool) -> ModelDirectory:
        read = read_directory(path, allow_padding)
        del read.point_tables[PointSet.UNEMBEDDING]
        return read

    monkeypatch.setattr("residview.precompute.add.read_directory", as_before)
    add_model(fresh, directory, "random", Recorder(), [*DEFAULT_FITS, fit_named("positions-raw")])
    monkeypatch.undo()
    add_model(fresh, directory, "random", Recorder())
    for basis in ("positions", "tokens", "positions-raw"):
        assert stored_scores(fresh, "random", basis, "unembedding").shape == (300, 16)


def test_other_weights_under_a_taken_name_are_refused(fresh: Database, tmp_path: Path) -> None:
    add_model(fresh, random_model(tmp_path / "a"), "taken", Recorder())
    with pytest.raises(ModelExists, match="residview remove taken"):
        add_model(fresh, random_model(tmp_path / "b", seed=1), "taken", Recorder())


def test_removing_leaves_no_row_and_no_partition(fresh: Database, tmp_path: Path) -> None:
    add_model(fresh, random_model(tmp_path), "random", Recorder())
    remove_model(fresh, "random", Recorder())
    with fresh.reading() as session:
        for table in (Model, PointSetRow, Basis, ScoreBlock, Norms, Subspace, Cosines, StepRow):
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
