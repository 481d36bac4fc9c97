"""The string of each token by its id, as a person should read it."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer, decoders, normalizers, pre_tokenizers
from tokenizers.models import BPE, WordPiece

from residview.errors import BadModelDirectory

METASPACE = "▁"
#: What GPT-2, OPT and BERT call their control tokens.
_SPECIAL = ("<|endoftext|>", "<s>", "</s>", "<pad>", "<unk>", "<mask>", "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]")


def tokenizer_files(directory: Path) -> tuple[Path, ...]:
    """The files that make the tokenizer: tokenizer.json, else the older pairs that GPT-2, OPT and BERT came with."""
    for names in (("tokenizer.json",), ("vocab.json", "merges.txt"), ("vocab.txt",)):
        paths = tuple(directory / name for name in names)
        if all(path.is_file() for path in paths):
            return paths
    hint = " (tokenizer.model alone is not read)" if (directory / "tokenizer.model").is_file() else ""
    raise BadModelDirectory(
        f"{directory} has no tokenizer: neither tokenizer.json, nor vocab.json with merges.txt, nor vocab.txt{hint}. "
        "Save it with transformers' AutoTokenizer.from_pretrained(…).save_pretrained(…)."
    )


def read_tokenizer(directory: Path) -> Tokenizer:
    paths = tokenizer_files(directory)
    try:
        match [path.name for path in paths]:
            case ["vocab.json", _]:
                tokenizer = Tokenizer(BPE.from_file(*map(str, paths)))
                tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
                tokenizer.decoder = decoders.ByteLevel()
                _mark_special(tokenizer)
            case ["vocab.txt"]:
                tokenizer = Tokenizer(WordPiece.from_file(str(paths[0])))
                tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
                tokenizer.decoder = decoders.WordPiece(cleanup=False)
                _mark_special(tokenizer)
                tokenizer.normalizer = normalizers.BertNormalizer(lowercase=not _has_capitals(tokenizer))
            case _:
                tokenizer = Tokenizer.from_file(str(paths[0]))
    except Exception as error:
        names = " and ".join(path.name for path in paths)
        raise BadModelDirectory(f"{names} in {directory} cannot be read: {error}. Download it again.") from error
    return tokenizer


def _mark_special(tokenizer: Tokenizer) -> None:
    """The older files do not say which of their strings are control tokens; the names are few and well known."""
    vocabulary = tokenizer.get_vocab()
    tokenizer.add_special_tokens([token for token in _SPECIAL if token in vocabulary])


def _has_capitals(tokenizer: Tokenizer) -> bool:
    """Whether a vocabulary tells upper from lower case, apart from the names of its control tokens."""
    ordinary = set(tokenizer.get_vocab()) - set(_SPECIAL)
    return any(token != token.lower() for token in ordinary if not token.startswith("["))


def special_ids(tokenizer: Tokenizer) -> set[int]:
    return {id_ for id_, token in tokenizer.get_added_tokens_decoder().items() if token.special}


def token_labels(directory: Path, rows: int, allow_padding: bool = False) -> list[str]:
    """The labels of the first `rows` ids, fewer where the rest is padding and `allow_padding` says so.

    An id that no string was given to is labelled by its number. Raises BadModelDirectory where the vocabulary
    ends before the table does: those rows would be shown under no name, or the tokenizer is another model's.
    """
    tokenizer = read_tokenizer(directory)
    by_id = {id_: token for token, id_ in tokenizer.get_vocab(with_added_tokens=True).items()}
    named = max(by_id, default=-1) + 1
    if named < rows:
        if not allow_padding or named == 0:
            raise BadModelDirectory(
                f"The vocabulary in {directory} names {named:,} ids, the token table has {rows:,} rows. If the last "
                f"{rows - named:,} rows are padding (as OPT and Pythia have), add --allow-padding to leave them "
                "out; otherwise the tokenizer belongs to another model, or files are missing."
            )
        rows = named
    spelled = _spelling(tokenizer)
    special = special_ids(tokenizer)
    return [
        f"[id {id_}]" if id_ not in by_id else by_id[id_] if id_ in special else spelled(by_id[id_])
        for id_ in range(rows)
    ]


def _spelling(tokenizer: Tokenizer) -> Callable[[str], str]:
    """How a vocabulary entry reads as text. `decode` would drop leading spaces and merge 172 of GPT-2's
    tokens into one replacement character, so entries are spelled one by one."""
    kinds = decoder_kinds(tokenizer)
    if "ByteLevel" in kinds:
        return _from_byte_level
    if kinds & {"Metaspace", "ByteFallback"}:
        return lambda token: token.replace(METASPACE, " ")
    return lambda token: token


def decoder_kinds(tokenizer: Tokenizer) -> set[str]:
    """The types of a tokenizer's decoder and of all that it is put together from."""
    return _kinds(json.loads(tokenizer.to_str()).get("decoder"))


def _kinds(decoder: dict[str, Any] | None) -> set[str]:
    if decoder is None:
        return set()
    return {decoder["type"]}.union(*map(_kinds, decoder.get("decoders", [])))


def _byte_of() -> dict[str, int]:
    """GPT-2's alphabet: printable bytes stand for themselves, the others for the characters from U+0100 on."""
    printable = [*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    others = [byte for byte in range(256) if byte not in printable]
    return {chr(byte): byte for byte in printable} | {chr(256 + i): byte for i, byte in enumerate(others)}


_BYTE_OF = _byte_of()


def bytes_of(token: str) -> bytes | None:
    """The bytes that a byte-level token stands for; None for an added token, which is stored as plain text."""
    if not all(character in _BYTE_OF for character in token):
        return None
    return bytes(_BYTE_OF[character] for character in token)


def _from_byte_level(token: str) -> str:
    """The text of a byte-level token; bytes that are no character by themselves read as `\\xe2`."""
    raw = bytes_of(token)
    return token if raw is None else raw.decode("utf-8", errors="backslashreplace")
