"""Text typed in, as a stored tokenizer splits it. The tokenizer's library is loaded with the first text."""

import unicodedata
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import TYPE_CHECKING

from residview.errors import BadText

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: One of 50,000 strings holds some tens of MB.
_HELD = 2

_tokenizers: OrderedDict[str, "Tokenizer"] = OrderedDict()
_lock = Lock()


def tokenizer_of(revision: str, read: Callable[[], bytes]) -> "Tokenizer":
    """The tokenizer of a model's revision; `read` brings its tokenizer.json where it is not among the last used."""
    with _lock:
        if revision in _tokenizers:
            _tokenizers.move_to_end(revision)
        else:
            while len(_tokenizers) >= _HELD:
                _tokenizers.popitem(last=False)
            _tokenizers[revision] = _loaded(read())
        return _tokenizers[revision]


def _loaded(stored: bytes) -> "Tokenizer":
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_str(stored.decode())
    # A file may have been saved with these on; a prompt is shown as it is, or refused.
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def token_ids(tokenizer: "Tokenizer", text: str) -> list[int]:
    """The ids of a text's tokens, at least one. No special tokens are added; those that the text names are read.

    Raises BadText where the tokenizer makes nothing of it, or nothing of one of its characters.
    """
    # Its errors have no type of their own.
    try:
        ids: list[int] = tokenizer.encode(text, add_special_tokens=False).ids
        dropped = next((each for each in dict.fromkeys(text) if _drops(tokenizer, each)), None)
    except Exception as error:
        raise BadText(f"The model's tokenizer cannot read this text: {error}.") from error
    if dropped is not None:
        raise BadText(
            f"The model's tokenizer has no token for {dropped!r}: it would be lost in silence. Leave it out."
        )
    if not ids:
        raise BadText("The model's tokenizer makes no token of this text. Give it a word.")
    return ids


def _drops(tokenizer: "Tokenizer", character: str) -> bool:
    """Whether a character comes to nothing. White space between words and accents often do, and are not missed."""
    if character.isspace() or unicodedata.category(character).startswith("M"):
        return False
    return not tokenizer.encode(character, add_special_tokens=False).ids
