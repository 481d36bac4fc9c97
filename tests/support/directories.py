"""Model directories made for a test: real files in the real formats, with numbers whose answer is known."""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from safetensors.numpy import save_file
from tokenizers import Tokenizer, decoders, pre_tokenizers
from tokenizers.models import BPE

Array = NDArray[Any]

LAYOUTS = Path(__file__).parent.parent / "fixtures" / "layouts"
_FORMATS = {"float32": "F32", "float16": "F16", "bfloat16": "BF16"}


def byte_level_tokenizer(n: int) -> Tokenizer:
    """A byte-level tokenizer that names exactly the ids 0 to n - 1."""
    alphabet = sorted(pre_tokenizers.ByteLevel.alphabet())
    strings = [*alphabet, *(f"Ġ{a}{b}" for a in alphabet for b in alphabet)]
    if n > len(strings):
        strings += [f"Ġword{i}" for i in range(n - len(strings))]
    tokenizer = Tokenizer(BPE(vocab={token: id_ for id_, token in enumerate(strings[:n])}, merges=[]))
    tokenizer.decoder = decoders.ByteLevel()
    return tokenizer


def write_model(
    directory: Path,
    tokens: Array,
    positions: Array | None,
    config: dict[str, Any] | None = None,
    named: int | None = None,
    unembedding: Array | None = None,
) -> Path:
    """A GPT-2 directory with these tables, and a vocabulary of `named` ids (all of them if not given)."""
    directory.mkdir(parents=True, exist_ok=True)
    tensors = {"transformer.wte.weight": tokens}
    if unembedding is not None:
        tensors["lm_head.weight"] = unembedding
        config = {"tie_word_embeddings": False} | (config or {})
    if positions is not None:
        tensors["transformer.wpe.weight"] = positions
    save_file({name: np.ascontiguousarray(table) for name, table in tensors.items()}, directory / "model.safetensors")
    made = {"model_type": "gpt2", "n_layer": 2, "n_head": 2, "n_positions": 0 if positions is None else len(positions)}
    (directory / "config.json").write_text(json.dumps(made | (config or {})))
    byte_level_tokenizer(len(tokens) if named is None else named).save(str(directory / "tokenizer.json"))
    return directory


def random_model(
    directory: Path, n: int = 300, n_ctx: int = 24, d: int = 16, seed: int = 0, untied: bool = False
) -> Path:
    """Tables of random numbers, as GPT-2 stores them; `untied` has an unembedding of its own."""
    random = np.random.default_rng(seed)
    tokens = random.normal(size=(n, d)) * np.geomspace(3, 0.1, d)
    positions = random.normal(size=(n_ctx, d)) * np.geomspace(2, 0.05, d) + 0.5
    unembedding = (random.normal(size=(n, d)) * np.geomspace(0.3, 2, d) - 0.2).astype(np.float32) if untied else None
    return write_model(directory, tokens.astype(np.float32), positions.astype(np.float32), unembedding=unembedding)


def recorded_layouts() -> dict[str, dict[str, Any]]:
    """Configurations and tensor names of real architectures, as transformers saved them."""
    return {path.stem: json.loads(path.read_text()) for path in sorted(LAYOUTS.glob("*.json"))}


def write_layout(directory: Path, layout: dict[str, Any], dtype: str = "float32", shards: int = 1) -> dict[str, Array]:
    """A directory as `layout` records it, filled with random numbers; returns them as they will be read."""
    directory.mkdir(parents=True, exist_ok=True)
    random = np.random.default_rng(1)
    wanted = {name: random.normal(size=shape).astype(np.float32) for name, shape in layout["tensors"].items()}
    stored = {name: _rounded(value, dtype) for name, value in wanted.items()}
    names = sorted(stored)
    files = [f"model-{i + 1:05}-of-{shards:05}.safetensors" for i in range(shards)]
    if shards == 1:
        files = ["model.safetensors"]
    else:
        weight_map = {name: files[i % shards] for i, name in enumerate(names)}
        (directory / "model.safetensors.index.json").write_text(json.dumps({"weight_map": weight_map}))
    for i, file in enumerate(files):
        write_safetensors(directory / file, {name: stored[name] for name in names[i::shards]}, dtype)
    (directory / "config.json").write_text(json.dumps(layout["config"]))
    byte_level_tokenizer(layout["tensors"][layout["expected"]["token_table"]][0]).save(
        str(directory / "tokenizer.json")
    )
    return stored


def _rounded(value: Array, dtype: str) -> Array:
    """The nearest float32 that the format on disk can hold."""
    if dtype == "float16":
        return value.astype(np.float16).astype(np.float32)
    if dtype == "bfloat16":
        return (value.view(np.uint32) & np.uint32(0xFFFF0000)).view(np.float32)
    return value


def write_safetensors(path: Path, tensors: dict[str, Array], dtype: str) -> None:
    """The format by hand: numpy cannot hold bfloat16, so the library cannot write it from numpy."""
    header, parts, at = {}, [], 0
    for name, value in tensors.items():
        raw = {
            "float32": lambda v: v.astype("<f4").tobytes(),
            "float16": lambda v: v.astype("<f2").tobytes(),
            "bfloat16": lambda v: (v.astype("<f4").view("<u4") >> 16).astype("<u2").tobytes(),
        }[dtype](value)
        header[name] = {"dtype": _FORMATS[dtype], "shape": value.shape, "data_offsets": [at, at + len(raw)]}
        parts.append(raw)
        at += len(raw)
    encoded = json.dumps(header).encode()
    encoded += b" " * (-len(encoded) % 8)
    path.write_bytes(len(encoded).to_bytes(8, "little") + encoded + b"".join(parts))
