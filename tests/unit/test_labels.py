import json
from pathlib import Path

import pytest
from tokenizers import Tokenizer, decoders
from tokenizers.models import BPE, Unigram, WordPiece

from residview.errors import BadModelDirectory
from residview.models.labels import read_tokenizer, token_labels

# "Ġ" is a space, "Ċ" a newline, "Ā" NUL and "âĢ" two bytes of a longer character, in GPT-2's alphabet.
BYTE_LEVEL = {"<|endoftext|>": 0, "Ġthe": 1, "Ċ": 2, "Ā": 3, "âĢ": 4, "Ã©": 5}
READ = ["<|endoftext|>", " the", "\n", "\0", "\\xe2\\x80", "é"]


def test_byte_level_tokens_read_as_text_and_lone_bytes_by_number(tmp_path: Path) -> None:
    tokenizer = Tokenizer(BPE(vocab=BYTE_LEVEL, merges=[]))
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    assert token_labels(tmp_path, 6) == READ


def test_the_older_pair_of_files_reads_the_same(tmp_path: Path) -> None:
    (tmp_path / "vocab.json").write_text(json.dumps(BYTE_LEVEL))
    (tmp_path / "merges.txt").write_text("#version: 0.2\n")
    assert token_labels(tmp_path, 6) == READ


def test_word_pieces_keep_their_marks(tmp_path: Path) -> None:
    (tmp_path / "vocab.txt").write_text("[UNK]\nplay\n##ing\n")
    assert token_labels(tmp_path, 3) == ["[UNK]", "play", "##ing"]
    tokenizer = Tokenizer(WordPiece(vocab={"[UNK]": 0, "##s": 1}))
    tokenizer.decoder = decoders.WordPiece()
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    assert token_labels(tmp_path, 2) == ["[UNK]", "##s"]


def test_sentencepiece_underscores_are_leading_spaces(tmp_path: Path) -> None:
    tokenizer = Tokenizer(Unigram([("<unk>", 0.0), ("▁the", -1.0), ("<0xE2>", -2.0)], unk_id=0, byte_fallback=True))
    tokenizer.decoder = decoders.Sequence([decoders.Metaspace(), decoders.ByteFallback()])
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    assert token_labels(tmp_path, 3) == ["<unk>", " the", "<0xE2>"]


def test_an_id_without_a_string_is_called_by_its_number(tmp_path: Path) -> None:
    tokenizer = Tokenizer(BPE(vocab={"a": 0, "b": 2}, merges=[]))
    tokenizer.save(str(tmp_path / "tokenizer.json"))
    assert token_labels(tmp_path, 3) == ["a", "[id 1]", "b"]


def test_a_vocabulary_shorter_than_the_table_is_refused_unless_the_rest_is_padding(tmp_path: Path) -> None:
    (tmp_path / "vocab.txt").write_text("[UNK]\na\nb\n")
    with pytest.raises(BadModelDirectory, match=r"names 3 ids, the token table has 5 rows.*--allow-padding"):
        token_labels(tmp_path, 5)
    assert token_labels(tmp_path, 5, allow_padding=True) == ["[UNK]", "a", "b"]


def test_the_older_files_split_text_as_their_models_do(tmp_path: Path) -> None:
    (tmp_path / "vocab.json").write_text(json.dumps({"<|endoftext|>": 0, "Ġ": 1, "a": 2, "b": 3, "Ġa": 4}))
    (tmp_path / "merges.txt").write_text("#version: 0.2\nĠ a\n")
    assert read_tokenizer(tmp_path).encode("b a<|endoftext|>").ids == [3, 4, 0]


@pytest.mark.parametrize("known", ["play", "Play"])
def test_a_vocabulary_with_capitals_is_not_lower_cased(tmp_path: Path, known: str) -> None:
    """BERT's cased and uncased vocabularies: what tells them apart is what they hold."""
    (tmp_path / "vocab.txt").write_text(f"[UNK]\n{known}\n##ing\n,\n")
    tokenizer = read_tokenizer(tmp_path)
    assert tokenizer.encode("Playing,", add_special_tokens=False).ids == [1, 2, 3]
    assert tokenizer.encode("playing", add_special_tokens=False).ids == ([1, 2] if known == "play" else [0])
    assert tokenizer.encode("[UNK]", add_special_tokens=False).ids == [0]
