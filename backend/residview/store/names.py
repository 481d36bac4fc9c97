"""Short names made of what they name: the same content has the same name on every server."""

import hashlib
import json
from collections.abc import Iterator
from itertools import count
from typing import Any

#: No look-alikes (0 o, 1 l i): names are read aloud and typed.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
_LENGTH = 10


def names(content: Any) -> Iterator[str]:
    """Names for a JSON value, for ever: the first is its own, the next for when another content has that one.

    10 letters of 31 hold 8e14.
    """
    encoded = json.dumps(content, sort_keys=True, separators=(",", ":")).encode()
    for attempt in count():
        number = int.from_bytes(hashlib.sha256(encoded + b"\0" * attempt).digest(), "big")
        letters = []
        for _ in range(_LENGTH):
            number, rest = divmod(number, len(ALPHABET))
            letters.append(ALPHABET[rest])
        yield "".join(letters)
