"""The step that stores what the tokenizer tells of the tokens: itself, what it begins with, each string's class."""

from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from residview.models.classes import token_classes
from residview.models.first_token import first_token
from residview.models.labels import read_tokenizer
from residview.precompute.steps import Advance, Step
from residview.store.tables import Model, PointSetRow
from residview.vocabulary import PointSet

#: Raise it when classes change, or more is stored.
STRINGS_VERSION = 2


def strings_step(directory: Path, rows: Step) -> Step:
    """Store the tokenizer for prompts that are typed in, and the classes of the tokens that `rows` stored."""

    def run(session: Session, model: Model, advance: Advance) -> None:
        tokenizer = read_tokenizer(directory)
        query = select(PointSetRow).where(PointSetRow.model_id == model.id, PointSetRow.name == PointSet.TOKENS)
        tokens = session.scalars(query).one()
        tokens.classes = token_classes(tokenizer, tokens.n)
        model.tokenizer = tokenizer.to_str().encode()
        model.first_token = first_token(directory, tokenizer)
        advance(tokens.n)

    return Step("tokens: strings", STRINGS_VERSION, {}, rows.work, run, (rows,))
