"""The prompts that come with the demo model, and their captures."""

from collections.abc import Sequence

import numpy as np
from sqlalchemy.orm import Session

from residview.captures.asking import ask
from residview.captures.tokenized import prompt_ids
from residview.demo import DEMO_MODEL
from residview.demo import prompts as kept
from residview.models.directory import revision_of
from residview.store import models, prompts
from residview.store.session import Database
from residview.store.tables import Model
from residview.store.tables_runs import PromptSet
from residview.vocabulary import PromptKind

HELD_OUT = "held-out"
REPEATED = "repeated"
_N_REPEATED = 128


def ensure(database: Database) -> list[str]:
    """Store the demo model's prompts and have them captured, where that was not done; the runs that do it.

    Raises QueueFull.
    """
    revision = revision_of(DEMO_MODEL)
    with database.transaction() as session:
        model = next((each for each in models.ready_models(session) if each.revision == revision), None)
        if model is None:
            return []
        return [ask(database, session, each)[1].name for each in (held_out(session, model), repeated(session, model))]


def held_out(session: Session, model: Model) -> PromptSet:
    found = kept.read()
    return prompts.save(
        session,
        model.revision,
        [prompt_ids(model, each["text"]) for each in found["prompts"]],
        kind=PromptKind.BUNDLED,
        name=HELD_OUT,
        title="Python's standard library, held out",
        source=f"{found['source']} {found['licence']}",
    )


def repeated(session: Session, model: Model) -> PromptSet:
    """One token over and over, for many tokens drawn at random: what is left in the mean over prompts is position's
    own part, whatever the model makes of it (the predecessor's extended positional embedding)."""
    assert model.n_ctx is not None, "the demo model has a table of positions"
    return prompts.save(
        session,
        model.revision,
        repeated_ids(model.n_vocab, model.n_ctx, [] if model.first_token is None else [model.first_token]),
        kind=PromptKind.REPEATED,
        name=REPEATED,
        title="One token, repeated",
        source=f"{_N_REPEATED} tokens drawn at random (seed 0), each repeated {model.n_ctx} times, nothing before it.",
    )


def repeated_ids(n_vocab: int, n: int, without: Sequence[int]) -> list[list[int]]:
    """Prompts of n equal tokens each; no token is drawn twice."""
    drawn = np.random.default_rng(0).choice(np.setdiff1d(np.arange(n_vocab), without), _N_REPEATED, replace=False)
    return [[int(id_)] * n for id_ in drawn]
