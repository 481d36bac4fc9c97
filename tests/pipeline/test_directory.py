"""Every recorded architecture is read right in every format, and what cannot be read is refused by name."""

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from residview.errors import BadModelDirectory, BadWeights, ResidviewError
from residview.models.directory import PointTable, read_directory
from residview.vocabulary import PointSet, PositionalScheme
from tests.support.directories import random_model, recorded_layouts, write_layout, write_model, write_safetensors

RECORDED = recorded_layouts()
READABLE = sorted(name for name in RECORDED if name != "opt-lm-projected")


def whole(points: PointTable) -> np.ndarray:
    return np.concatenate(list(points.blocks()))


@pytest.mark.parametrize("dtype", ["float32", "float16", "bfloat16"])
@pytest.mark.parametrize("name", READABLE)
def test_tables_of_real_architectures_are_found_and_exact(tmp_path: Path, name: str, dtype: str) -> None:
    layout = RECORDED[name]
    stored = write_layout(tmp_path, layout, dtype)
    expected = layout["expected"]
    read = read_directory(tmp_path)
    np.testing.assert_array_equal(whole(read.point_tables[PointSet.TOKENS]), stored[expected["token_table"]])
    if expected["position_table"] is None:
        assert PointSet.POSITIONS not in read.point_tables
        assert read.scheme in (PositionalScheme.ROTARY, PositionalScheme.ALIBI)
    else:
        positions = stored[expected["position_table"]][expected["position_offset"] :]
        np.testing.assert_array_equal(whole(read.point_tables[PointSet.POSITIONS]), positions)
        assert read.point_tables[PointSet.POSITIONS].labels == [str(i) for i in range(len(positions))]
        assert read.scheme is PositionalScheme.LEARNED
    assert read.dtype == dtype
    assert read.d_model == 16
    assert read.n_layers == 2
    assert read.tied_unembedding == expected["tied"]


@pytest.mark.parametrize(("name", "table"), [("llama-lm", "lm_head.weight"), ("gpt-neox-lm", "embed_out.weight")])
def test_an_unembedding_of_its_own_is_a_point_set_labelled_as_tokens(tmp_path: Path, name: str, table: str) -> None:
    stored = write_layout(tmp_path, RECORDED[name], "bfloat16")
    read = read_directory(tmp_path).point_tables
    np.testing.assert_array_equal(whole(read[PointSet.UNEMBEDDING]), stored[table])
    assert read[PointSet.UNEMBEDDING].labels == read[PointSet.TOKENS].labels


@pytest.mark.parametrize("name", [name for name in READABLE if RECORDED[name]["expected"]["tied"]])
def test_a_tied_or_missing_unembedding_is_none(tmp_path: Path, name: str) -> None:
    write_layout(tmp_path, RECORDED[name])
    assert PointSet.UNEMBEDDING not in read_directory(tmp_path).point_tables


@pytest.mark.parametrize(
    ("name", "table"), [("gpt2-lm", "lm_head.weight"), ("bert-mlm", "cls.predictions.decoder.weight")]
)
def test_what_the_configuration_says_decides_whether_a_stored_head_is_shown(
    tmp_path: Path, name: str, table: str
) -> None:
    recorded = RECORDED[name]
    tensors = recorded["tensors"] | {table: recorded["tensors"][recorded["expected"]["token_table"]]}
    for tied in (True, False):
        config = recorded["config"] | {"tie_word_embeddings": tied}
        write_layout(tmp_path / str(tied), recorded | {"tensors": tensors, "config": config})
        assert (PointSet.UNEMBEDDING in read_directory(tmp_path / str(tied)).point_tables) is not tied


def test_padding_of_the_unembedding_is_left_out_as_that_of_the_tokens(tmp_path: Path) -> None:
    table = np.random.default_rng(0).normal(size=(50, 8)).astype(np.float32)
    directory = write_model(tmp_path, table, table[:4], named=47, unembedding=table[::-1])
    read = read_directory(directory, allow_padding=True).point_tables[PointSet.UNEMBEDDING]
    assert (read.n, read.left_out) == (47, 3)
    np.testing.assert_array_equal(whole(read), table[::-1][:47])


def test_an_unembedding_that_does_not_fit_the_tokens_is_refused(tmp_path: Path) -> None:
    table = np.ones((50, 8), np.float32)
    with pytest.raises(BadWeights, match=r"'lm_head\.weight' has 49 rows for 50 tokens"):
        read_directory(write_model(tmp_path, table, table[:4], unembedding=table[:49]))
    with pytest.raises(BadWeights, match=r"'lm_head\.weight' 7"):
        read_directory(write_model(tmp_path, table, table[:4], unembedding=table[:, :7]))


def test_berts_token_types_and_layer_norm_are_told(tmp_path: Path) -> None:
    stored = write_layout(tmp_path, RECORDED["bert-mlm"])
    read = read_directory(tmp_path)
    types = stored["bert.embeddings.token_type_embeddings.weight"]
    np.testing.assert_array_equal(whole(read.point_tables[PointSet.TOKEN_TYPES]), types)
    assert read.first_residual == "LayerNorm(token + position + token type)"


def test_shards_read_as_one(tmp_path: Path) -> None:
    layout = RECORDED["gpt2-lm"]
    stored = write_layout(tmp_path / "shards", layout, shards=3)
    read = read_directory(tmp_path / "shards")
    np.testing.assert_array_equal(whole(read.point_tables[PointSet.TOKENS]), stored["transformer.wte.weight"])


def test_a_projection_between_the_tables_is_refused(tmp_path: Path) -> None:
    write_layout(tmp_path, RECORDED["opt-lm-projected"])
    with pytest.raises(BadWeights, match="projection"):
        read_directory(tmp_path)


def test_the_revision_pins_the_files_and_nothing_else(tmp_path: Path) -> None:
    first = random_model(tmp_path / "a")
    shutil.copytree(first, tmp_path / "b")
    assert read_directory(first).revision == read_directory(tmp_path / "b").revision
    (tmp_path / "b" / "README.md").write_text("a note")
    assert read_directory(first).revision == read_directory(tmp_path / "b").revision
    weights = tmp_path / "b" / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-1] + b"\x01")
    assert read_directory(first).revision != read_directory(tmp_path / "b").revision


def test_rows_over_the_vocabulary_are_left_out_when_told_to(tmp_path: Path) -> None:
    table = np.random.default_rng(0).normal(size=(50, 8)).astype(np.float32)
    directory = write_model(tmp_path, table, table[:4], named=47)
    with pytest.raises(BadModelDirectory, match=r"names 47 ids, the token table has 50 rows"):
        read_directory(directory)
    tokens = read_directory(directory, allow_padding=True).point_tables[PointSet.TOKENS]
    assert (tokens.n, tokens.left_out) == (47, 3)
    np.testing.assert_array_equal(whole(tokens), table[:47])


def remove(name: str):
    return lambda directory: (directory / name).unlink()


def truncate(directory: Path) -> None:
    weights = directory / "model.safetensors"
    weights.write_bytes(weights.read_bytes()[:-100])


def overwrite(name: str, content: bytes):
    return lambda directory: (directory / name).write_bytes(content)


def poison(value: float):
    def change(directory: Path) -> None:
        table = np.zeros((300, 16), np.float32)
        table[7, 3] = value
        position = np.ones((24, 16), np.float32)
        tensors = {"transformer.wte.weight": table, "transformer.wpe.weight": position}
        write_safetensors(directory / "model.safetensors", tensors, "float32")

    return change


def index_naming(*shards: object):
    def change(directory: Path) -> None:
        (directory / "model.safetensors").rename(directory / "model-1.safetensors")
        weight_map = {str(i): shard for i, shard in enumerate(shards)}
        (directory / "model.safetensors.index.json").write_text(json.dumps({"weight_map": weight_map}))

    return change


BAD = {
    "no config": (remove("config.json"), "no config.json"),
    "config is not JSON": (overwrite("config.json", b"{oops"), "not JSON"),
    "config is a list": (overwrite("config.json", b"[]"), "no JSON object"),
    "unknown architecture": (overwrite("config.json", b'{"model_type": "mamba"}'), "'mamba'"),
    "no architecture": (overwrite("config.json", b"{}"), "model_type None"),
    "an architecture that is a list": (overwrite("config.json", b'{"model_type": []}'), "model_type \\[\\]"),
    "a config without end": (overwrite("config.json", b'{"a":' * 100_000), "not JSON"),
    "no tokenizer": (remove("tokenizer.json"), "no tokenizer"),
    "broken tokenizer": (overwrite("tokenizer.json", b'{"version": 9}'), "tokenizer.json in .* cannot be read"),
    "no weights": (remove("model.safetensors"), "no weights"),
    "truncated weights": (truncate, "not a whole safetensors file"),
    "weights of text": (overwrite("model.safetensors", b"version https://git-lfs"), "not a whole safetensors file"),
    "empty weights": (overwrite("model.safetensors", b""), "not a whole safetensors file"),
    "a header beyond the file": (overwrite("model.safetensors", b"\xff" * 16), "not a whole safetensors file"),
    "NaN": (poison(float("nan")), r"Row 7 of 'transformer.wte.weight'.*NaN or infinite"),
    "infinity": (poison(float("-inf")), r"Row 7 of 'transformer.wte.weight'.*NaN or infinite"),
    "another model's config": (overwrite("config.json", b'{"model_type": "llama"}'), "no token table"),
    "a missing shard": (index_naming("model-1.safetensors", "model-2.safetensors"), "lacks the shard"),
    "a shard elsewhere": (index_naming("../../etc/passwd"), "not a file beside it"),
    "a shard that is a number": (index_naming(5, "model-1.safetensors"), "not a file beside it"),
    "an index of another shape": (
        lambda directory: (
            remove("model.safetensors")(directory),
            (directory / "model.safetensors.index.json").write_text("[]"),
        ),
        "not a safetensors index",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_directories_are_refused_by_name(tmp_path: Path, case: str) -> None:
    change, message = BAD[case]
    directory = random_model(tmp_path / "model")
    change(directory)
    with pytest.raises(ResidviewError, match=message):
        read_directory(directory).check_numbers()


def test_a_table_in_a_format_without_numbers_to_show_is_refused(tmp_path: Path) -> None:
    directory = random_model(tmp_path)
    header = {"transformer.wte.weight": {"dtype": "I8", "shape": [300, 16], "data_offsets": [0, 4800]}}
    encoded = json.dumps(header).encode()
    encoded += b" " * (-len(encoded) % 8)
    (directory / "model.safetensors").write_bytes(len(encoded).to_bytes(8, "little") + encoded + bytes(4800))
    with pytest.raises(BadWeights, match="stored as I8"):
        read_directory(directory)


def test_vectors_wider_than_the_store_holds_are_refused(tmp_path: Path) -> None:
    wide = np.zeros((3, 16_001), np.float32)
    with pytest.raises(BadWeights, match="16,001 columns"):
        read_directory(write_model(tmp_path, wide, wide))


@pytest.mark.parametrize("count", ["12", True, 10**20, -1, 0, None])
def test_counts_that_are_none_are_not_shown(tmp_path: Path, count: object) -> None:
    table = np.ones((4, 3), np.float32)
    read = read_directory(write_model(tmp_path, table, table, {"n_layer": count, "tie_word_embeddings": "false"}))
    assert (read.n_layers, read.n_heads, read.n_ctx, read.tied_unembedding) == (None, 2, 4, False)


def test_a_name_that_no_file_system_takes_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadModelDirectory, match="cannot be read"):
        read_directory(tmp_path / ("x" * 300))


def test_places_that_are_no_directory_are_told_apart(tmp_path: Path) -> None:
    with pytest.raises(BadModelDirectory, match="There is no directory"):
        read_directory(tmp_path / "nowhere")
    (tmp_path / "empty").mkdir()
    with pytest.raises(BadModelDirectory, match="is empty"):
        read_directory(tmp_path / "empty")
    (tmp_path / "file").write_text("")
    with pytest.raises(BadModelDirectory, match="is a file"):
        read_directory(tmp_path / "file")
