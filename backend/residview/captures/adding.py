"""Prompts out of a file or a data set, for everyone."""

from collections.abc import Sequence
from dataclasses import dataclass

from residview.captures.asking import ask
from residview.captures.tokenized import check_length, text_ids
from residview.errors import BadPrompt, BadPrompts
from residview.store import models, prompts
from residview.store.session import Database
from residview.vocabulary import PromptKind


@dataclass(frozen=True)
class PromptsAdded:
    name: str
    run: str
    n_prompts: int
    n_tokens: int
    n_cut: int


def add_prompts(
    database: Database, model_name: str, texts: Sequence[str], kind: PromptKind, title: str, source: str, cut: bool
) -> PromptsAdded:
    """Store texts as prompts of a model, and have them captured. `cut` keeps the beginning of those that are longer
    than the model reads. Raises BadPrompts where one cannot be read, QueueFull where too many wait."""
    with database.transaction() as session:
        model = models.ready_model(session, model_name)
        ids, n_cut = [], 0
        for number, text in enumerate(texts, 1):
            try:
                found = text_ids(model, text)
                if cut and model.n_ctx is not None and len(found) > model.n_ctx:
                    found, n_cut = found[: model.n_ctx], n_cut + 1
                check_length(model, found, "It")
            except BadPrompt as error:
                raise BadPrompts(
                    f"Prompt {number} of {len(texts):,} cannot be taken. {error} Or give --truncate, which keeps the "
                    "beginning of what is too long."
                ) from error
            ids.append(found)
        stored = prompts.save(session, model.revision, ids, kind=kind, title=title, source=source)
        _, run = ask(database, session, stored)
        return PromptsAdded(stored.name, run.name, stored.n_prompts, stored.n_tokens, n_cut)
