"""Tables of a model's weights, read from safetensors without torch, in blocks of rows."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors import SafetensorError, safe_open

from residview.errors import BadWeights

Rows = NDArray[np.float32]

SINGLE = "model.safetensors"
INDEX = "model.safetensors.index.json"
ROWS_PER_BLOCK = 4096

# numpy has no bfloat16: it is the upper half of a float32.
_DTYPES = {"F32": ("<f4", "float32"), "F16": ("<f2", "float16"), "BF16": ("<u2", "bfloat16")}


@dataclass(frozen=True)
class Table:
    """A matrix on disk, `n` rows of `d` numbers, and how to read it."""

    name: str
    path: Path
    offset: int
    stored: str
    n: int
    d: int

    @property
    def dtype(self) -> str:
        """Number format on disk: float32, float16 or bfloat16."""
        return _DTYPES[self.stored][1]

    def rows(self, start: int = 0, stop: int | None = None) -> "Rows":
        """Rows `start` to `stop` (exclusive) as float32, shape (stop - start, d); exact in all three formats.

        Raises BadWeights where a number is NaN or infinite.
        """
        stop = self.n if stop is None else stop
        kind = np.dtype(_DTYPES[self.stored][0])
        count = (stop - start) * self.d
        at = self.offset + start * self.d * kind.itemsize
        # fromfile, not memmap: what is mapped counts as resident and stays.
        raw = np.fromfile(self.path, dtype=kind, count=count, offset=at).reshape(-1, self.d)
        if self.stored == "BF16":
            block = (raw.astype(np.uint32) << 16).view(np.float32)
        else:
            block = raw.astype(np.float32)
        finite = np.isfinite(block).all(axis=1)
        if not finite.all():
            row = start + int(np.argmin(finite))
            raise BadWeights(
                f"Row {row} of {self.name!r} in {self.path.name} holds NaN or infinite values, so no geometry can "
                "be computed from it. Download or save the model again; a training run may have diverged."
            )
        return block

    def blocks(self, start: int = 0, stop: int | None = None) -> Iterator["Rows"]:
        """The same rows in blocks, so that no table need fit in memory."""
        stop = self.n if stop is None else stop
        for first in range(start, stop, ROWS_PER_BLOCK):
            yield self.rows(first, min(first + ROWS_PER_BLOCK, stop))


def _tensors(path: Path) -> dict[str, tuple[int, str, tuple[int, ...]]]:
    """name → (offset in the file, stored format, shape)."""
    try:
        with path.open("rb") as file, safe_open(path, framework="numpy"):
            # Opening it has checked that the header fits the file to the byte.
            length = int.from_bytes(file.read(8), "little")
            header: dict[str, Any] = json.loads(file.read(length))
    except OSError as error:
        raise BadWeights(f"{path} cannot be read: {error.strerror or error}. Check its permissions.") from error
    except (SafetensorError, ValueError, RecursionError) as error:
        raise BadWeights(
            f"{path} is not a whole safetensors file: {error}. It may be truncated or corrupt, or a Git LFS "
            "pointer: download it again."
        ) from error
    return {
        name: (8 + length + entry["data_offsets"][0], entry["dtype"], tuple(entry["shape"]))
        for name, entry in header.items()
        if name != "__metadata__"
    }


@dataclass(frozen=True)
class Weights:
    """The tensors of a model directory: one file, or shards with an index."""

    directory: Path
    files: tuple[Path, ...]
    tensors: dict[str, tuple[Path, int, str, tuple[int, ...]]]

    @classmethod
    def open(cls, directory: Path) -> "Weights":
        files = _files(directory)
        tensors = {
            name: (path, *entry) for path in files for name, entry in _tensors(path).items()
        }  # fmt: skip
        return cls(directory, files, tensors)

    def find(self, names: tuple[str, ...]) -> str | None:
        """The first of these names that is stored."""
        return next((name for name in names if name in self.tensors), None)

    def table(self, name: str) -> Table:
        path, offset, stored, shape = self.tensors[name]
        if len(shape) != 2 or 0 in shape:
            raise BadWeights(f"{name!r} in {path.name} has shape {list(shape)}; a table has rows and columns.")
        if stored not in _DTYPES:
            raise BadWeights(
                f"{name!r} in {path.name} is stored as {stored}; float32, float16 and bfloat16 are read. "
                "Quantised models: use the original weights."
            )
        return Table(name, path, offset, stored, *shape)


def _files(directory: Path) -> tuple[Path, ...]:
    if (directory / SINGLE).is_file():
        return (directory / SINGLE,)
    index = directory / INDEX
    if not index.is_file():
        others = sorted(path.name for pattern in ("*.bin", "*.pt", "*.pth", "*.gguf", "*.h5", "*.safetensors")
                        for path in directory.glob(pattern))  # fmt: skip
        found = f" It has {', '.join(others[:4])}." if others else ""
        raise BadWeights(
            f"{directory} has no weights: neither {SINGLE} nor {INDEX}.{found} Save the model with transformers' "
            "save_pretrained, which writes safetensors."
        )
    try:
        shards = set(json.loads(index.read_text(encoding="utf-8"))["weight_map"].values())
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError) as error:
        raise BadWeights(f"{index} is not a safetensors index: {error!r}. Download it again.") from error
    paths = []
    for shard in sorted(shards, key=str):
        if not isinstance(shard, str) or Path(shard).name != shard:
            raise BadWeights(f"{index} names the shard {shard!r}, which is not a file beside it.")
        if not (directory / shard).is_file():
            raise BadWeights(f"{directory} lacks the shard {shard!r} that its index names. Download it.")
        paths.append(directory / shard)
    return tuple(paths)
