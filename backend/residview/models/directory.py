"""A Hugging Face model directory as what Residview shows of it: tables, labels, configuration, revision."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from residview.errors import BadModelDirectory, BadWeights
from residview.models import architectures
from residview.models.architectures import Layout
from residview.models.labels import token_labels, tokenizer_files
from residview.models.weights import Rows, Table, Weights
from residview.vocabulary import PointSet, PositionalScheme

_CHUNK = 1 << 20
#: The widest vector that pgvector stores.
MAX_WIDTH = 16_000


@dataclass(frozen=True)
class PointTable:
    """The rows of a table that are points, with a label for each."""

    table: Table
    labels: list[str]
    first: int = 0

    @property
    def n(self) -> int:
        return len(self.labels)

    @property
    def d(self) -> int:
        return self.table.d

    @property
    def arguments(self) -> dict[str, Any]:
        """What tells these rows from others of the same weights."""
        return {"n": self.n, "first": self.first, "left_out": self.left_out}

    @property
    def left_out(self) -> int:
        """Rows behind the last point: padding that no token has the id of."""
        return self.table.n - self.first - self.n

    def blocks(self) -> Iterator[Rows]:
        return self.table.blocks(self.first, self.first + self.n)


@dataclass(frozen=True)
class ModelDirectory:
    """Weights at a pinned revision."""

    path: Path
    revision: str
    architecture: str
    scheme: PositionalScheme
    first_residual: str
    d_model: int
    n_ctx: int | None
    n_layers: int | None
    n_heads: int | None
    dtype: str
    tied_unembedding: bool
    point_tables: dict[PointSet, PointTable]

    def check_numbers(self) -> None:
        """Read every number that will be shown. Raises BadWeights at the first that is NaN or infinite."""
        for point_table in self.point_tables.values():
            for _ in point_table.blocks():
                pass


def read_directory(path: Path, allow_padding: bool = False) -> ModelDirectory:
    """Read what a model directory holds. Raises BadModelDirectory or BadWeights, saying what to do.

    The tables' numbers are looked at later, by `check_numbers`.
    """
    try:
        config = _config(path)
        layout = architectures.layout_of(config)
        tokenizer = tokenizer_files(path)
        weights = Weights.open(path)
    except OSError as error:
        raise BadModelDirectory(
            f"{str(path)!r} cannot be read: {error.strerror or error}. Check its name, its owner and its permissions."
        ) from error
    tied = config.get("tie_word_embeddings", layout.ties_by_default) is True
    point_tables = _point_tables(weights, layout, tied, allow_padding)
    tokens = point_tables[PointSet.TOKENS].table
    return ModelDirectory(
        path=path,
        revision=_revision(path / "config.json", *tokenizer, *weights.files),
        architecture=config["model_type"],
        scheme=layout.scheme,
        first_residual=layout.first_residual,
        d_model=tokens.d,
        n_ctx=point_tables[PointSet.POSITIONS].n
        if PointSet.POSITIONS in point_tables
        else architectures.n_ctx(config),
        n_layers=architectures.n_layers(config),
        n_heads=architectures.n_heads(config),
        dtype=tokens.dtype,
        tied_unembedding=tied,
        point_tables=point_tables,
    )


def revision_of(path: Path) -> str:
    """The revision of a directory's files. Raises BadModelDirectory, or OSError where they cannot be read."""
    return _revision(path / "config.json", *tokenizer_files(path), *Weights.open(path).files)


def _config(path: Path) -> dict[str, Any]:
    if not path.exists():
        raise BadModelDirectory(
            f"There is no directory {str(path)!r}. Give the path of a downloaded Hugging Face model: a directory "
            "with config.json, a tokenizer and model.safetensors."
        )
    if not path.is_dir():
        raise BadModelDirectory(f"{str(path)!r} is a file. Give the directory that holds it.")
    if not any(path.iterdir()):
        raise BadModelDirectory(f"{str(path)!r} is empty. Download the model into it first.")
    file = path / "config.json"
    if not file.is_file():
        raise BadModelDirectory(f"{str(path)!r} has no config.json, so it is no Hugging Face model directory.")
    try:
        config = json.loads(file.read_text(encoding="utf-8"))
    except (ValueError, RecursionError) as error:
        raise BadModelDirectory(f"{file} is not JSON: {error}. Download it again.") from error
    if not isinstance(config, dict):
        raise BadModelDirectory(f"{file} holds no JSON object. Download it again.")
    return config


def _point_tables(weights: Weights, layout: Layout, tied: bool, allow_padding: bool) -> dict[PointSet, PointTable]:
    made = {}
    tokens = _table(weights, layout, layout.token_table, "token")
    if layout.position_table is not None:
        table = _table(weights, layout, layout.position_table, "positional")
        n = table.n - layout.position_offset
        if n < 1:
            raise BadWeights(f"{table.name!r} has {table.n} rows, of which none is a position.")
        labels = [str(position) for position in range(n)]
        made[PointSet.POSITIONS] = PointTable(table, labels, layout.position_offset)
    made[PointSet.TOKENS] = PointTable(tokens, token_labels(weights.directory, tokens.n, allow_padding))
    if layout.token_type_table is not None:
        table = _table(weights, layout, layout.token_type_table, "token type")
        made[PointSet.TOKEN_TYPES] = PointTable(table, [f"token type {i}" for i in range(table.n)])
    if not tied and layout.unembedding_table in weights.tensors:
        made[PointSet.UNEMBEDDING] = _unembedding(weights.table(layout.unembedding_table), made[PointSet.TOKENS])
    if tokens.d > MAX_WIDTH:
        raise BadWeights(
            f"{tokens.name!r} has {tokens.d:,} columns; vectors of up to {MAX_WIDTH:,} can be stored (pgvector)."
        )
    for point_table in made.values():
        if point_table.table.d != tokens.d:
            raise BadWeights(
                f"{tokens.name!r} has {tokens.d} columns, {point_table.table.name!r} {point_table.table.d}: a "
                "projection stands between them (as in opt-350m), so there is no space in which to compare them."
            )
    return made


def _unembedding(table: Table, tokens: PointTable) -> PointTable:
    """A row for each token, so that what is padding there is padding here."""
    if table.n < tokens.n:
        raise BadWeights(
            f"{table.name!r} has {table.n:,} rows for {tokens.n:,} tokens: it cannot be this model's unembedding. "
            "Download or save the model again."
        )
    return PointTable(table, tokens.labels)


def _table(weights: Weights, layout: Layout, table: str, what: str) -> Table:
    name = weights.find(layout.names(table))
    if name is None:
        raise BadWeights(
            f"{weights.directory} holds no {what} table: neither {' nor '.join(layout.names(table))} is among its "
            f"{len(weights.tensors)} tensors. config.json may belong to another model."
        )
    return weights.table(name)


def _revision(*files: Path) -> str:
    """SHA-256 over names and contents: equal for equal files, wherever they lie."""
    whole = hashlib.sha256()
    for file in sorted(files):
        digest = hashlib.sha256()
        with file.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
        whole.update(f"{file.name}\0{digest.hexdigest()}\n".encode())
    return whole.hexdigest()
