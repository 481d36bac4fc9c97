"""The demo model's text and tokens: the source of the standard library of the Python that runs this.

Every installation carries it, its licence (PSF) lets it be used, and nobody has to download anything.
Documents are named by their path inside the library, and that path alone decides which are held out, so the
split is the same on every machine; the text differs a little from one version of Python to the next.
"""

from __future__ import annotations

import ast
import hashlib
import sysconfig
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers

HELD_OUT_ONE_IN = 20

VOCAB = 4096
END = "<|endoftext|>"  # id 0; stands before every document and at the start of everything the model reads

# The manual's text on the language: stored as a dict of strings, used as the prose it holds.
TOPICS = "pydoc_data/topics.py"

# Not the library itself: what others installed, tests, and what differs by machine.
_SKIPPED_FOLDERS = (
    "site-packages",
    "dist-packages",
    "__pycache__",
    "lib-dynload",
    "config-*",
    "test",
    "tests",
    "idle_test",
    "encodings",
    "turtledemo",
)
# Tables of data that happen to be written as Python, and settings that name the machine Python was built on.
_SKIPPED_FILES = (
    "html/entities.py",
    "msilib/schema.py",
    "msilib/sequence.py",
    "msilib/text.py",
    "stringprep.py",
    "_sysconfigdata*.py",
    "_sysconfig_vars*.py",
)


@dataclass(frozen=True)
class Document:
    """One file of the library; ``path`` is relative to the library's root, with forward slashes."""

    path: str
    text: str

    @property
    def held_out(self) -> bool:
        return is_held_out(self.path)


def is_held_out(path: str) -> bool:
    """Whether the document at this relative path is kept from training (about one in twenty).

    >>> is_held_out("ast.py"), is_held_out("json/decoder.py")
    (True, False)
    """
    digest = hashlib.sha256(path.encode()).digest()
    return int.from_bytes(digest[:4], "big") % HELD_OUT_ONE_IN == 0


def is_wanted(path: str) -> bool:
    """Whether the file at this relative path belongs to the corpus."""
    *folders, _ = path.split("/")
    foreign = any(fnmatch(folder, skipped) for folder in folders for skipped in _SKIPPED_FOLDERS)
    return not foreign and not any(fnmatch(path, skipped) for skipped in _SKIPPED_FILES)


def documents(root: Path | None = None) -> list[Document]:
    """All documents in order of their path; ``root`` defaults to the running Python's standard library."""
    root = root or Path(sysconfig.get_paths()["stdlib"])
    paths = sorted(file.relative_to(root).as_posix() for file in root.rglob("*.py"))
    found = (Document(path, _read(root, path)) for path in paths if is_wanted(path))
    return [document for document in found if document.text.strip()]


def held_out_documents(root: Path | None = None) -> list[Document]:
    """The documents the demo model was not trained on."""
    return [document for document in documents(root) if document.held_out]


def make_tokenizer(texts: Iterable[str]) -> Tokenizer:
    """A byte-level BPE of VOCAB entries: any text can be written in it, and read back to the byte."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=VOCAB,
        special_tokens=[END],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    return tokenizer


@dataclass(frozen=True)
class Corpus:
    """Both parts as one stream of tokens each, END before every document."""

    tokenizer: Tokenizer
    training: list[int]
    held_out: list[int]
    sizes: dict[str, str]


def read_corpus(tokenizer: Tokenizer | None = None) -> Corpus:
    """The corpus, encoded; without a tokenizer one is made first, from the training documents only."""
    found = documents()
    parts = {
        "training": [document.text for document in found if not document.held_out],
        "held-out": [document.text for document in found if document.held_out],
    }
    tokenizer = tokenizer or make_tokenizer(parts["training"])
    streams = {name: token_stream(tokenizer, texts) for name, texts in parts.items()}
    sizes: dict[str, str] = {}
    for name, texts in parts.items():
        counts = (len(texts), sum(map(len, texts)), len(streams[name]))
        sizes[f"{name} documents / characters / tokens"] = " / ".join(f"{count:,}" for count in counts)
    return Corpus(tokenizer, streams["training"], streams["held-out"], sizes)


def token_stream(tokenizer: Tokenizer, texts: Iterable[str]) -> list[int]:
    """The texts' tokens one after another, END (id 0) before each."""
    return [token for text in texts for token in (0, *tokenizer.encode(text).ids)]


def _read(root: Path, path: str) -> str:
    source = (root / path).read_text(encoding="utf-8", errors="replace")
    return _topics_as_prose(source) if path == TOPICS else source


def _topics_as_prose(source: str) -> str:
    """The topics one after another, as one document.

    One and not seventy: topics quote each other at length, so a split between them would leak. The file is
    parsed rather than imported, since ``root`` may belong to another Python.
    """
    for statement in ast.parse(source).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.value, ast.Dict):
            topics: dict[str, str] = ast.literal_eval(statement.value)
            return "\n\n".join(text.strip("\n") for text in topics.values()) + "\n"
    return ""
