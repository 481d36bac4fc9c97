"""The model a worker holds: opened once, of the files that were added, and one at a time."""

import gc
import shutil
import weakref
from pathlib import Path

import pytest

from residview.errors import ModelFilesGone
from residview.jobs.loaded import Loaded
from residview.precompute.add import add_model
from residview.store.session import Database
from residview.vocabulary import RunKind, RunState
from tests.support.asking import Asker
from tests.support.report import Recorder
from tests.support.working import working


def added(database: Database, directory: Path, kind: str = "gpt2") -> str:
    from tests.support.running_models import write_running_model

    if not directory.exists():
        write_running_model(directory, kind)
    return add_model(database, directory, directory.name, Recorder()).revision


def test_a_worker_opens_a_model_once(fresh: Database, tmp_path: Path) -> None:
    asker = Asker(fresh, tmp_path, added(fresh, tmp_path / "tiny"))
    with working(asker.settings, "-m", "tests.support.handlers"):
        names = [asker.submit(str(number), kind=RunKind.INTERVENTION) for number in range(3)]
        results = [asker.ended(name).result for name in names]
    assert results[0] is not None
    assert results[0]["n_layers"] == 3
    assert results[1:] == results[:1] * 2


def test_files_that_have_gone_fail_the_run_with_what_to_do(fresh: Database, tmp_path: Path) -> None:
    asker = Asker(fresh, tmp_path, added(fresh, tmp_path / "tiny"))
    (tmp_path / "tiny").rename(tmp_path / "elsewhere")
    with working(asker.settings, "-m", "tests.support.handlers"):
        run = asker.ended(asker.submit("one", kind=RunKind.INTERVENTION))
        assert (run.state, run.attempts) == (RunState.FAILED, 1)
        assert run.problem is not None
        assert "residview add DIRECTORY --name tiny" in run.problem["detail"]
        # Added again from where they are, nothing is computed, and the run succeeds.
        again = add_model(fresh, tmp_path / "elsewhere", "tiny", Recorder())
        assert again.steps_run == 0
        assert asker.submit("one", kind=RunKind.INTERVENTION) == run.name
        assert asker.ended(run.name).state == RunState.DONE


def test_other_weights_in_the_same_place_are_not_run(fresh: Database, tmp_path: Path) -> None:
    revision = added(fresh, tmp_path / "tiny")
    shutil.rmtree(tmp_path / "tiny")
    from tests.support.running_models import write_running_model

    write_running_model(tmp_path / "tiny", "gpt2", scale=3)
    with pytest.raises(ModelFilesGone, match=r"no longer in .*tiny.*or have changed"):
        Loaded(fresh).open(revision)


def test_one_model_is_held_at_a_time_unless_a_run_holds_another(fresh: Database, tmp_path: Path) -> None:
    first, second = added(fresh, tmp_path / "first"), added(fresh, tmp_path / "second", "llama")
    loaded = Loaded(fresh)
    model = loaded.open(first)
    assert loaded.open(first) is model
    loaded.open(second)
    assert loaded.open(first) is model
    loaded.open(second)
    gone = weakref.ref(model)
    del model
    gc.collect()
    assert gone() is None


def test_a_removed_model_is_told_of(fresh: Database, tmp_path: Path) -> None:
    with pytest.raises(ModelFilesGone, match="it was removed"):
        Loaded(fresh).open("d" * 64)
