"""The class of each token's string: what it is made of, decided from the tokenizer rather than from labels."""

import json
import re
import unicodedata
from collections.abc import Callable

from tokenizers import Tokenizer

from residview.models.labels import METASPACE, bytes_of, decoder_kinds, special_ids
from residview.vocabulary import TokenClass

_PLACE = {each: place for place, each in enumerate(TokenClass)}
_BYTE_FALLBACK = re.compile(r"<0x[0-9A-F]{2}>")


def token_classes(tokenizer: Tokenizer, n: int) -> bytes:
    """The classes of the ids 0 to n - 1 as places in TokenClass, a byte each.

    An id that no string was given to is special, as control tokens are: neither stands for text.
    """
    by_id = {id_: token for token, id_ in tokenizer.get_vocab(with_added_tokens=True).items()}
    special = special_ids(tokenizer)
    text_of = _text_of(tokenizer)

    def place(id_: int) -> int:
        if id_ in special or id_ not in by_id:
            return _PLACE[TokenClass.SPECIAL]
        text = text_of(by_id[id_])
        return _PLACE[TokenClass.BYTES if text is None else class_of(text)]

    return bytes(map(place, range(n)))


def class_of(text: str) -> TokenClass:
    """The first class that fits a string, by the Unicode categories of its characters.

    whitespace: nothing else. Then, after at most one leading space: word_start or letters (with or without that
    space): letters (L) of the Latin script and their marks (M); digits: numbers (N); punctuation: punctuation and
    symbols (P, S); other_script: letters and marks, not all of them Latin. mixed: all else, control characters
    among it. A letter is Latin if its compatibility form (NFKC) is named so: ª and fullwidth letters are.
    """
    if text.isspace():
        return TokenClass.WHITESPACE
    body = text.removeprefix(" ")
    kinds = {unicodedata.category(character)[0] for character in body}
    if "L" in kinds and kinds <= {"L", "M"}:
        if not all(map(_latin, body)):
            return TokenClass.OTHER_SCRIPT
        return TokenClass.LETTERS if body == text else TokenClass.WORD_START
    if kinds == {"N"}:
        return TokenClass.DIGITS
    if kinds and kinds <= {"P", "S"}:
        return TokenClass.PUNCTUATION
    return TokenClass.MIXED


def _latin(character: str) -> bool:
    """Whether a letter is Latin; a mark belongs to the letter before it."""
    if unicodedata.category(character)[0] == "M":
        return True
    plain = unicodedata.normalize("NFKC", character)
    return all(
        unicodedata.name(each, "").startswith("LATIN ") for each in plain if unicodedata.category(each)[0] == "L"
    )


def _text_of(tokenizer: Tokenizer) -> Callable[[str], str | None]:
    """How an entry of the vocabulary reads as text with its leading space; None where its bytes are none."""
    kinds = decoder_kinds(tokenizer)
    if "ByteLevel" in kinds:
        return _decoded
    if kinds & {"Metaspace", "ByteFallback"}:
        return lambda token: None if _BYTE_FALLBACK.fullmatch(token) else token.replace(METASPACE, " ")
    inner = json.loads(tokenizer.to_str())["model"].get("continuing_subword_prefix")
    if inner:
        # WordPiece marks what goes on, and not what begins.
        return lambda token: token.removeprefix(inner) if token.startswith(inner) and token != inner else f" {token}"
    return lambda token: token


def _decoded(token: str) -> str | None:
    raw = bytes_of(token)
    if raw is None:
        return token
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return None
