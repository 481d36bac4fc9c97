"""Prompts from files and data sets, by the command that adds a model."""

import json
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import HfApi
from huggingface_hub.errors import OfflineModeIsEnabled
from sqlalchemy import func, select
from typer.testing import CliRunner

from residview.captures.adding import add_prompts
from residview.captures.texts import of_dataset, of_file
from residview.cli import app
from residview.demo import prompts as kept
from residview.demo.corpus import held_out_documents
from residview.errors import BadPrompts
from residview.store.session import Database
from residview.store.tables_runs import Capture, Prompt, PromptSet, Run
from residview.vocabulary import PromptKind
from tests.support.directories import random_model

TEXTS = ["def a(): pass", "one two", "x"]


def written(folder: Path, suffix: str) -> Path:
    folder.mkdir(exist_ok=True)
    file = folder / f"texts{suffix}"
    match suffix:
        case ".txt":
            file.write_text("\n\n".join(TEXTS) + "\n")
        case ".json":
            file.write_text(json.dumps(TEXTS))
        case ".jsonl":
            file.write_text("".join(json.dumps({"text": text, "id": 1}) + "\n" for text in TEXTS))
        case ".parquet":
            import pyarrow
            import pyarrow.parquet

            pyarrow.parquet.write_table(pyarrow.table({"id": [1, 2, 3], "text": TEXTS}), file)
    return file


@pytest.mark.parametrize("suffix", [".txt", ".json", ".jsonl", ".parquet"])
def test_texts_are_read_from_files_and_folders(tmp_path: Path, suffix: str) -> None:
    file = written(tmp_path / "data", suffix)
    assert of_file(file, 10) == TEXTS
    assert of_file(file, 2) == TEXTS[:2]
    texts, where = of_dataset(str(file.parent), 10)
    assert texts == TEXTS
    assert where == f"the folder {file.parent}"


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.txt", b"\n \n", "holds no text"),
        ("a.txt", b"\xff\xfe", "Text must be UTF-8"),
        ("a.json", b"[1]", "Entry 1 of"),
        ("a.json", b'{"a": 1}', "no JSON array"),
        ("a.json", b"[", "not what its name says"),
        ("a.json", b"[" * 100_000, "not what its name says"),
        ("a.jsonl", b'{"body": "x"}\n', "Entry 1 of"),
        ("a.parquet", b"no", "no Parquet file"),
        ("a.csv", b"x", "of no known kind. Known: .parquet, .jsonl, .json, .txt"),
        ("", b"", "cannot be read"),
    ],
)
def test_what_holds_no_prompts_says_why(tmp_path: Path, name: str, content: bytes, says: str) -> None:
    file = tmp_path / (name or "missing.txt")
    if name:
        file.write_bytes(content)
    with pytest.raises(BadPrompts) as error:
        of_file(file, 10)
    assert says in str(error.value)


def test_a_data_set_of_the_hub_is_downloaded(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    written(tmp_path, ".jsonl")
    asked: list[tuple[str, ...]] = []

    def list_files(self: HfApi, name: str, repo_type: str) -> list[str]:
        asked.append((name, repo_type))
        return ["README.md", "texts.jsonl", "texts2.jsonl"]

    def download(name: str, file: str, repo_type: str) -> str:
        asked.append((name, file, repo_type))
        return str(tmp_path / file)

    monkeypatch.setattr(HfApi, "list_repo_files", list_files)
    monkeypatch.setattr("huggingface_hub.hf_hub_download", download)
    texts, where = of_dataset("someone/texts", 2)
    assert texts == TEXTS[:2]
    assert where == "the data set someone/texts on the Hugging Face hub"
    assert asked == [("someone/texts", "dataset"), ("someone/texts", "texts.jsonl", "dataset")]


def test_without_a_connection_a_data_set_s_name_is_refused_with_the_way_out(monkeypatch: pytest.MonkeyPatch) -> None:
    def offline(*_: Any, **__: Any) -> list[str]:
        raise OfflineModeIsEnabled("Cannot reach the hub: offline mode is enabled.")

    monkeypatch.setattr(HfApi, "list_repo_files", offline)
    with pytest.raises(BadPrompts, match=r"There is no folder 'someone/texts'.*offline mode.*give its folder"):
        of_dataset("someone/texts", 2)


def test_add_stores_prompts_and_asks_for_their_capture(
    fresh: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("RESIDVIEW_DATABASE_URL", fresh.url.replace("postgresql+psycopg", "postgresql"))
    directory, file = random_model(tmp_path / "small"), written(tmp_path, ".txt")
    for _ in range(2):
        told = CliRunner().invoke(app, ["add", str(directory), "--prompts", str(file)])
        assert told.exit_code == 0, told.output
        assert "3 prompts of texts.txt" in told.output
    with fresh.reading() as session:
        (stored,) = session.scalars(select(PromptSet)).all()
        assert (stored.kind, stored.title, stored.n_prompts) == ("file", "texts.txt", 3)
        (run,) = session.scalars(select(Run)).all()
        (capture,) = session.scalars(select(Capture)).all()
        assert (capture.run, run.request["capture"], run.state) == (run.name, capture.name, "queued")
        assert session.scalar(select(func.count()).select_from(Prompt)) == 3


def test_a_prompt_that_is_too_long_is_refused_unless_it_may_be_cut(database: Database) -> None:
    texts = ["x = 1", "y = 2\n" * 100]
    with pytest.raises(BadPrompts, match=r"Prompt 2 of 2 .* 128. Shorten it. Or give --truncate"):
        add_prompts(database, "demo", texts, PromptKind.FILE, "long", "A test.", cut=False)
    added = add_prompts(database, "demo", texts, PromptKind.FILE, "long", "A test.", cut=True)
    assert (added.n_prompts, added.n_cut) == (2, 1)
    with database.reading() as session:
        query = select(Prompt.ids).join(PromptSet, PromptSet.id == Prompt.prompt_set_id)
        ids = session.scalars(query.where(PromptSet.name == added.name).order_by(Prompt.index)).all()
    assert (len(ids[1]), ids[0][0], ids[1][0]) == (128, 0, 0)


def test_bundled_prompts_are_crops_of_what_the_demo_model_was_not_trained_on() -> None:
    """Of the Python they were chosen from each is found; others' texts differ a little, so most are."""
    texts = {each.path: each.text for each in held_out_documents()}
    found = [each["text"] in texts[each["path"]] for each in kept.read()["prompts"] if each["path"] in texts]
    assert len(found) > 200
    assert sum(found) > 0.7 * len(found)
    assert "PSF" in kept.read()["licence"]
