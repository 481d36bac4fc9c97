"""The demo model's prompts: crops of the text that it was not trained on, chosen once and kept in prompts.json.

Kept, since the library's text differs from one version of Python to the next. `python -m residview.demo.prompts`
chooses them anew from the Python that runs it.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from residview.demo import DEMO_MODEL
from residview.demo.corpus import held_out_documents

FILE = Path(__file__).resolve().parent / "prompts.json"

N = 300
SHORTEST, LONGEST = 30, 100
#: So many prompts are of one length, for what is averaged over prompts position by position.
N_EQUAL, EQUAL = 160, 80
#: Prompts of one document, however long it is.
_MOST_OF_ONE = 36

LICENCE = (
    "Excerpts of the Python standard library, © 2001 Python Software Foundation, used under the PSF License Agreement "
    "(https://docs.python.org/3/license.html)."
)


def read() -> dict[str, Any]:
    """What is kept: source, licence, and the prompts, each with the path of its document and its text."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def chosen(seed: int = 0) -> list[dict[str, str]]:
    """Crops that begin with a line, do not overlap and, read alone, have as many tokens as are wanted, the one that
    stands before all prompts included."""
    tokenizer = Tokenizer.from_file(str(DEMO_MODEL / "tokenizer.json"))
    shuffled = random.Random(seed)
    lengths = [EQUAL] * N_EQUAL + [shuffled.randint(SHORTEST, LONGEST) for _ in range(N - N_EQUAL)]
    shuffled.shuffle(lengths)
    places = [(each, line) for each in held_out_documents() for line in _lines(each.text)]
    shuffled.shuffle(places)
    taken: dict[str, list[range]] = {}
    prompts: list[dict[str, str]] = []
    for document, first in places:
        if len(prompts) == N:
            break
        text = _crop(tokenizer, document.text[first:], lengths[len(prompts)] - 1)
        others = taken.setdefault(document.path, [])
        if text is None or len(others) >= _MOST_OF_ONE or any(_overlap(each, first, len(text)) for each in others):
            continue
        others.append(range(first, first + len(text)))
        prompts.append({"path": document.path, "text": text})
    return prompts


def _lines(text: str) -> Iterator[int]:
    """Where lines begin that are not blank."""
    at = 0
    for line in text.splitlines(keepends=True):
        if line.strip():
            yield at
        at += len(line)


def _crop(tokenizer: Tokenizer, text: str, n: int) -> str | None:
    """The first n tokens of a text as a text that has just these; None where there is none."""
    encoding = tokenizer.encode(text[: 40 * n])
    if len(encoding.ids) <= n:
        return None
    crop = text[: encoding.offsets[n - 1][1]]
    return crop if tokenizer.encode(crop).ids == encoding.ids[:n] else None


def _overlap(other: range, first: int, length: int) -> bool:
    return first < other.stop and other.start < first + length


if __name__ == "__main__":
    version = sys.version.split()[0]
    source = f"Crops of files of the standard library of Python {version} that the demo model was not trained on."
    kept = {"source": source, "licence": LICENCE, "prompts": chosen()}
    FILE.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
