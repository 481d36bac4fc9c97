import unicodedata
from pathlib import Path

import pytest
from tokenizers import AddedToken, Tokenizer, decoders
from tokenizers.models import BPE, Unigram, WordPiece

from residview.models.classes import class_of, token_classes
from residview.models.labels import read_tokenizer
from residview.vocabulary import TokenClass


def classes(tokenizer: Tokenizer, n: int) -> list[str]:
    return [list(TokenClass)[place] for place in token_classes(tokenizer, n)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (" ", "whitespace"),
        ("\n\n\t", "whitespace"),
        ("\u3000", "whitespace"),
        (" the", "word_start"),
        (" Größe", "word_start"),
        ("ing", "letters"),
        ("ª", "letters"),
        ("\N{FULLWIDTH LATIN SMALL LETTER A}", "letters"),
        (unicodedata.normalize("NFD", "é"), "letters"),
        ("2019", "digits"),
        (" 42", "digits"),
        ("½", "digits"),
        ("٣", "digits"),
        (" (", "punctuation"),
        ("+=", "punctuation"),
        ("€", "punctuation"),
        ("\N{REPLACEMENT CHARACTER}", "punctuation"),
        (" привет", "other_script"),
        ("日本", "other_script"),
        ("की", "other_script"),
        ("µ", "other_script"),
        ("aж", "other_script"),
        ("'s", "mixed"),
        ("x1", "mixed"),
        ("  two", "mixed"),
        ("\0", "mixed"),
        ("\N{COMBINING ACUTE ACCENT}", "mixed"),
        ("", "mixed"),
    ],
)
def test_a_string_is_in_the_first_class_that_fits(text: str, expected: str) -> None:
    assert class_of(text) == expected


def test_byte_level_tokens_are_told_by_their_bytes_not_by_how_they_read() -> None:
    # "âĢ" are two bytes of a longer character; the next entry is the text \xe2, spelled out in four ASCII letters.
    strings = ["<|end|>", "âĢ", "\\xe2", "Ġthe", "Ċ", "ï¿½", "    ", "Ã©"]
    tokenizer = Tokenizer(BPE(vocab={token: id_ for id_, token in enumerate(strings)}, merges=[]))
    tokenizer.decoder = decoders.ByteLevel()
    tokenizer.add_special_tokens(["<|end|>"])
    tokenizer.add_tokens([AddedToken("    ", special=False)])
    assert classes(tokenizer, 8) == [
        "special", "bytes", "mixed", "word_start", "whitespace", "punctuation", "whitespace", "letters",
    ]  # fmt: skip


def test_word_pieces_begin_words_unless_they_are_marked_as_going_on(tmp_path: Path) -> None:
    (tmp_path / "vocab.txt").write_text("[PAD]\n[UNK]\nplay\n##ing\n,\n##,\n1990\n##90\nи\n##и\n##\n[unused1]\n")
    assert classes(read_tokenizer(tmp_path), 12) == [
        "special", "special", "word_start", "letters", "punctuation", "punctuation", "digits", "digits",
        "other_script", "other_script", "punctuation", "mixed",
    ]  # fmt: skip


def test_sentencepiece_underscores_are_spaces_and_byte_fallbacks_bytes() -> None:
    strings = ["<unk>", "▁the", "ing", "▁", "▁▁", "<0xE2>", "<0x41>", "▁3"]
    tokenizer = Tokenizer(Unigram([(token, -1.0) for token in strings], unk_id=0, byte_fallback=True))
    tokenizer.decoder = decoders.Sequence([decoders.Metaspace(), decoders.ByteFallback()])
    tokenizer.add_special_tokens(["<unk>"])
    assert classes(tokenizer, 8) == [
        "special", "word_start", "letters", "whitespace", "whitespace", "bytes", "bytes", "digits",
    ]  # fmt: skip


def test_an_id_without_a_string_is_special() -> None:
    tokenizer = Tokenizer(WordPiece(vocab={"a": 0, "b": 2}, unk_token="a"))
    assert classes(tokenizer, 3)[1] == "special"
