"""What ready-made interventions are made of: prompts in the model's own tokens, of words that are one token each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from residview.api.schemas_interventions import ContinuationIn, Edit, Example, InterventionIn
from residview.errors import BadText
from residview.models.architectures import LAYOUTS
from residview.models.tokenizing import token_ids, tokenizer_of
from residview.store import sums
from residview.store.tables import Model

if TYPE_CHECKING:
    from tokenizers import Tokenizer

#: Two words, and a sentence that holds both. The first is taken of which a vocabulary has the words.
_SENTENCES = (
    ("cat", "dog", "The cat saw the dog, and the dog saw the cat"),
    ("True", "False", "assert True is not False and False is not True"),
)
#: About as long as each other: the one of which the vocabulary makes fewer tokens is more what the model has read.
_TEXTS = (
    "In the morning the rain had stopped, and the two of them walked down to the harbour to look at the boats. There "
    "were fewer than the year before. An old man who sat on the wall told them that most had been sold in the winter, "
    "and that those who had sold them had gone to live in the city with their children. They listened, and said "
    "nothing, and after a while they went back up the hill to the house.",
    """class Counter:
    def __init__(self, name, values=None):
        self.name = name
        self.values = values or {}

    def add(self, key, value=1):
        if key not in self.values:
            self.values[key] = 0
        self.values[key] += value
        return self.values[key]

    def get(self, key, default=None):
        try:
            return self.values[key]
        except KeyError:
            return default
""",
)
_TEXT_TOKENS = 100
_PIECE_TOKENS = 16
#: Where a configuration names no longest context.
_ANY_N_CTX = 2048
_ROUNDS = 8
_GOES_ON = 12


@dataclass(frozen=True)
class Prompts:
    """Ids, each prompt with the token that begins a text where the model has one."""

    #: The two words, as text and as ids.
    words: tuple[str, str]
    a: int
    b: int
    sentence: list[int]
    #: Long enough to average a loss over.
    text: list[int]
    #: A piece of the text, two times.
    twice: list[int]
    start: list[int]
    n_ctx: int
    causal: bool

    @property
    def exchanged(self) -> list[int]:
        """The sentence with the words in each other's place."""
        other = {self.a: self.b, self.b: self.a}
        return [other.get(id_, id_) for id_ in self.sentence]

    @property
    def repeated(self) -> list[int]:
        return [*self.start, *[self.a] * (2 * _ROUNDS)]

    @property
    def alternating(self) -> list[int]:
        return [*self.start, *[self.a, self.b] * _ROUNDS]

    def reach(self, ids: Sequence[int]) -> int:
        """How many tokens there are once a prompt has gone on."""
        return min(len(ids) + _GOES_ON, self.n_ctx) if self.causal else len(ids)


def example(prompts: Prompts, name: str, title: str, says: str, ids: Sequence[int], *edits: Edit) -> Example:
    """An example with a continuation where the model makes one and there is room for it."""
    room = prompts.reach(ids) - len(ids)
    continuation = ContinuationIn(tokens=room) if room > 0 else None
    asked = InterventionIn(ids=list(ids), edits=list(edits), continuation=continuation)
    return Example(name=name, title=title, says=says, asked=asked)


def prompts_of(model: Model) -> Prompts | None:
    """The prompts for a model; None where its tokenizer reads none of ours.

    Raises ModelOutdated where its tokenizer was not stored."""
    tokenizer = tokenizer_of(model.revision, lambda: sums.tokenizer(model))
    start = _start(tokenizer)
    texts = [ids for ids in (_read(tokenizer, text) for text in _TEXTS) if ids]
    found = _sentence(tokenizer)
    if not texts or found is None:
        return None
    text = min(texts, key=len)
    words, a, b, sentence = found
    n_ctx = model.n_ctx or _ANY_N_CTX
    room = n_ctx - len(start)
    piece = text[: min(_PIECE_TOKENS, room // 2)]
    return Prompts(
        words=words,
        a=a,
        b=b,
        sentence=[*start, *sentence],
        text=[*start, *text[: min(_TEXT_TOKENS, room)]],
        twice=[*start, *piece, *piece],
        start=start,
        n_ctx=n_ctx,
        causal=LAYOUTS[model.architecture].causal,
    )


def _start(tokenizer: "Tokenizer") -> list[int]:
    """What the tokenizer puts before a text, else GPT-2's end of text, with which its texts begin."""
    added: list[int] = tokenizer.encode("").ids
    end = tokenizer.token_to_id("<|endoftext|>")
    return added[:1] or ([] if end is None else [end])


def _sentence(tokenizer: "Tokenizer") -> tuple[tuple[str, str], int, int, list[int]] | None:
    """Two words, their ids and a sentence of them; in a vocabulary without any of ours two letters, back and forth."""
    for one, other, text in _SENTENCES:
        ids = _read(tokenizer, text)
        strings = [tokenizer.decode([id_]).strip() for id_ in ids]
        if strings.count(one) == strings.count(other) == 2:
            a, b = (ids[strings.index(word)] for word in (one, other))
            if ids.count(a) == ids.count(b) == 2:
                return (one, other), a, b, ids
    letters = [_read(tokenizer, letter)[-1:] for letter in "xy"]
    if letters[0] == letters[1] or [] in letters:
        return None
    (a,), (b,) = letters
    return ("x", "y"), a, b, [a, b, b, a] * 2


def _read(tokenizer: "Tokenizer", text: str) -> list[int]:
    """The ids of a text; none where the vocabulary lacks a character."""
    try:
        return token_ids(tokenizer, text)
    except BadText:
        return []
