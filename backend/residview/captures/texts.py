"""Texts for prompts: from a file, or from a data set that lies in a folder or on the Hugging Face hub."""

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from residview.errors import BadPrompts

#: Larger ones are data sets.
_MOST_BYTES = 256 << 20
_SUFFIXES = (".parquet", ".jsonl", ".json", ".txt")
_COLUMN = "text"


def of_file(path: Path, most: int) -> list[str]:
    """The first `most` texts: of .txt a line each, of .json an array of strings, of .jsonl or .parquet the `text` of
    each row. Raises BadPrompts."""
    found = list(islice(_texts(path), most))
    if not found:
        raise BadPrompts(f"{str(path)!r} holds no text. Give a file with a prompt on each line.")
    return found


def of_dataset(name: str, most: int) -> tuple[list[str], str]:
    """The first `most` texts of a data set, and where they are from: a folder, else a name on the hub.

    Raises BadPrompts."""
    folder = Path(name).expanduser()
    if folder.is_dir():
        files, where = sorted(each for each in folder.rglob("*") if each.suffix in _SUFFIXES), f"the folder {name}"
    elif folder.is_file():
        raise BadPrompts(f"{name!r} is a file. Give it with --prompts, or the folder that it is in.")
    else:
        files, where = _downloaded(name), f"the data set {name} on the Hugging Face hub"
    if not files:
        raise BadPrompts(f"There is no {', '.join(_SUFFIXES[:-1])} or {_SUFFIXES[-1]} file in {where}.")
    found = list(islice((text for file in files for text in _texts(file)), most))
    if not found:
        raise BadPrompts(f"No file of {where} holds a text.")
    return found, where


def _texts(path: Path) -> Iterator[str]:
    """All but blank ones."""
    return (text for text in _read(path) if text.strip())


def _read(path: Path) -> Iterable[str]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise BadPrompts(f"{str(path)!r} is larger than {_MOST_BYTES >> 20} MB. Give a part of it.")
        match path.suffix:
            case ".parquet":
                return _of_parquet(path)
            case ".jsonl":
                return [_text_of(path, line, row) for line, row in _rows(path)]
            case ".json":
                return _of_json(path)
            case ".txt":
                return path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise BadPrompts(f"{str(path)!r} cannot be read: {error.strerror or error}.") from error
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        raise BadPrompts(f"{str(path)!r} is not what its name says: {error}. Text must be UTF-8.") from error
    raise BadPrompts(f"{str(path)!r} is of no known kind. Known: {', '.join(_SUFFIXES)}.")


def _of_json(path: Path) -> list[str]:
    found = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(found, list):
        raise BadPrompts(f'{str(path)!r} is no JSON array. Write ["first prompt", "second prompt"].')
    return [_text_of(path, number, value) for number, value in enumerate(found, 1)]


def _rows(path: Path) -> Iterator[tuple[int, Any]]:
    with path.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                yield number, json.loads(line)


def _text_of(path: Path, number: int, value: Any) -> str:
    text = value.get(_COLUMN) if isinstance(value, dict) else value
    if not isinstance(text, str):
        raise BadPrompts(f'Entry {number} of {str(path)!r} is neither a string nor {{"{_COLUMN}": "…"}}.')
    return text


def _of_parquet(path: Path) -> Iterator[str]:
    try:
        import pyarrow.parquet  # hundreds of megabytes that nothing else here needs
    except ImportError as error:
        raise BadPrompts(
            f"{path.name!r} is a Parquet file, which pyarrow reads. Install it with `pip install pyarrow`, or give "
            "the texts as .jsonl."
        ) from error
    try:
        file = pyarrow.parquet.ParquetFile(path)
    except pyarrow.ArrowInvalid as error:
        raise BadPrompts(f"{str(path)!r} is no Parquet file: {error}.") from error
    if _COLUMN not in file.schema_arrow.names:
        raise BadPrompts(f"{str(path)!r} has no column {_COLUMN!r}; it has {', '.join(file.schema_arrow.names)}.")
    return (
        text
        for batch in file.iter_batches(1024, columns=[_COLUMN])
        for text in batch.column(0).to_pylist()
        if text is not None
    )


def _downloaded(name: str) -> list[Path]:
    """The files of a data set on the hub: one at a time would do, but nothing tells which of them is enough."""
    try:
        from huggingface_hub import HfApi, hf_hub_download
        from huggingface_hub.errors import HfHubHTTPError, HFValidationError, OfflineModeIsEnabled
    except ImportError as error:
        raise BadPrompts(
            f"There is no folder {name!r}, and without huggingface_hub it cannot be looked for on the hub. Give a "
            "folder with .jsonl, .json, .txt or .parquet files, or `pip install huggingface_hub`."
        ) from error
    try:
        there = sorted(each for each in HfApi().list_repo_files(name, repo_type="dataset") if each.endswith(_SUFFIXES))
        # Data files are shards of one table: the first has texts enough.
        return [Path(hf_hub_download(name, each, repo_type="dataset")) for each in there[:1]]
    except (HFValidationError, OfflineModeIsEnabled, HfHubHTTPError, OSError) as error:
        said = str(error).strip().partition("\n")[0]
        raise BadPrompts(
            f"There is no folder {name!r}, and the Hugging Face hub does not give the data set: {said}. Check the "
            "name and the connection, or download it and give its folder."
        ) from error
