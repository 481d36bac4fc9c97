"""What people write, as it is kept: plain text, never markup."""

import unicodedata
from typing import Annotated

from pydantic import AfterValidator

#: Control characters and halves of surrogate pairs are no text; format characters (direction marks, what has no width)
#: make one name look like another.
_NO_TEXT = frozenset({"Cc", "Cs"})
_NO_NAME = _NO_TEXT | {"Cf", "Co", "Cn", "Zl", "Zp"}
LONGEST_NAME = 40


def plain(text: str) -> str:
    """Without what surrounds it; a line end is \\n, a tab a space. Other control characters are refused."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    _refuse(text.replace("\n", " "), _NO_TEXT)
    return text.strip()


def one_line(text: str) -> str:
    return " ".join(plain(text).split())


def title(text: str) -> str:
    return _some(one_line(text))


def description(text: str) -> str:
    return _some(plain(text))


def name(text: str) -> str:
    """Normalised (NFKC), so that what is read alike is one name. What the eye would miss is refused."""
    text = one_line(unicodedata.normalize("NFKC", text))
    _refuse(text, _NO_NAME)
    if len(text) > LONGEST_NAME:
        raise ValueError(f"normalised it has {len(text)} characters; a name has {LONGEST_NAME} at most")
    return _some(text)


def folded(text: str) -> str:
    """A name as it is compared: normalised, without case (Unicode's caseless matching of NFKC)."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _refuse(text: str, categories: frozenset[str]) -> None:
    for at, character in enumerate(text):
        if unicodedata.category(character) in categories:
            kind = "control" if unicodedata.category(character) == "Cc" else "invisible"
            raise ValueError(f"the {kind} character U+{ord(character):04X} at index {at} is not text; remove it")


def _some(text: str) -> str:
    if not text:
        raise ValueError("nothing but white space; write something")
    return text


Line = Annotated[str, AfterValidator(one_line)]
Lines = Annotated[str, AfterValidator(plain)]
Title = Annotated[str, AfterValidator(title)]
Description = Annotated[str, AfterValidator(description)]
Name = Annotated[str, AfterValidator(name)]
