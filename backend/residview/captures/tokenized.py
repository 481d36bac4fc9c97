"""Texts as prompts: as the model's own tokenizer splits them, checked against what the model reads."""

import unicodedata
from collections.abc import Sequence

from residview.errors import BadPrompt, BadText
from residview.models.tokenizing import token_ids, tokenizer_of
from residview.store import models, sums
from residview.store.tables import Model
from residview.vocabulary import PointSet


def prompt_ids(model: Model, text: str, bos: bool = True) -> list[int]:
    """A text as a prompt of the model, with what stands before every text if asked for and there is such a token.

    Raises BadPrompt where the text is no prompt of the model, ModelOutdated where its tokenizer is not stored.
    """
    if not text:
        raise BadPrompt("The prompt is empty. Type a word.")
    if not text.strip():
        raise BadPrompt("The prompt is nothing but white space. Type a word; white space around it counts.")
    ids = text_ids(model, text, bos)
    check_length(model, ids)
    return ids


def text_ids(model: Model, text: str, bos: bool = True) -> list[int]:
    """The same of any text, however short or long."""
    wrong = next((each for each in text if _is_no_text(each)), None)
    if wrong is not None:
        raise BadPrompt(f"The prompt holds the character U+{ord(wrong):04X}, which is no text. Leave it out.")
    ids = _split(model, text) if text else []
    n = models.point_set(model, PointSet.TOKENS).n
    unknown = next((id_ for id_ in ids if id_ >= n), None)
    if unknown is not None:
        raise BadPrompt(f"The prompt has the token {unknown}, which the model has no row for. Leave it out.")
    first = first_token(model, bos)
    return ids if first is None else [first, *ids]


def first_token(model: Model, bos: bool) -> int | None:
    return model.first_token if bos else None


def check_length(model: Model, ids: Sequence[int], which: str = "The prompt") -> None:
    """Raise BadPrompt where a prompt is longer than the model reads."""
    if model.n_ctx is not None and len(ids) > model.n_ctx:
        raise BadPrompt(
            f"{which} has {len(ids):,} tokens; the model {model.name!r} reads up to {model.n_ctx:,}. Shorten it."
        )


def _split(model: Model, text: str) -> list[int]:
    tokenizer = tokenizer_of(model.revision, lambda: sums.tokenizer(model))
    try:
        return token_ids(tokenizer, text)
    except BadText as error:
        raise BadPrompt(str(error)) from error


def _is_no_text(character: str) -> bool:
    """Halves of surrogate pairs, and control characters but white space."""
    category = unicodedata.category(character)
    return category == "Cs" or (category == "Cc" and not character.isspace())
