"""Token + position sums of prompts that were typed in: kept as text and ids, added up when asked for."""

import hashlib
import json
from collections.abc import Sequence

import numpy as np
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from residview.errors import BadText, ModelOutdated, UnknownSums
from residview.store import models, vectors
from residview.store.names import names
from residview.store.session import searchable
from residview.store.tables import Model, PointSetRow, Sums
from residview.store.vectors import Array
from residview.vocabulary import PointSet

#: What tells their names from those of point sets.
PREFIX = "s-"


def tokenizer(model: Model) -> bytes:
    """The model's tokenizer.json. Raises ModelOutdated where it was added before these were stored."""
    if model.tokenizer is None:
        raise ModelOutdated(model.name, "its tokenizer")
    return model.tokenizer


def save(session: Session, model: Model, text: str, ids: Sequence[int]) -> Sums:
    """Store a prompt and its tokens; the same of the same weights have the same name everywhere.

    Raises BadText where the model has no sums of these tokens.
    """
    for letters in names([model.revision, text, list(ids)]):
        stored = keep(session, model, PREFIX + letters, text, ids)
        if (stored.text, stored.ids) == (text, list(ids)):
            return stored
    raise AssertionError("names never end")


def keep(session: Session, model: Model, name: str, text: str, ids: Sequence[int]) -> Sums:
    """What is stored under a name: this, where nothing was. Raises BadText as `save` does."""
    _check(model, ids)
    statement = insert(Sums).values(revision=model.revision, name=name, text=text, ids=list(ids))
    session.execute(statement.on_conflict_do_nothing(index_elements=["revision", "name"]))
    return session.get_one(Sums, (model.revision, name))


def find(session: Session, model: Model, name: str) -> Sums:
    found = session.get(Sums, (model.revision, searchable(name)))
    if found is None:
        raise UnknownSums(model.name, name)
    return found


def labels(session: Session, model: Model, sums: Sums) -> list[str]:
    """The strings of its tokens."""
    strings = json.loads(models.labels(session, models.point_set(model, PointSet.TOKENS).id))
    return [strings[id_] for id_ in sums.ids]


def checksum(sums: Sums) -> str:
    """SHA-256 of what the sums are made of: the weights and the tokens."""
    return hashlib.sha256(json.dumps([sums.revision, sums.ids]).encode()).hexdigest()


def rows(session: Session, model: Model, sums: Sums) -> Array:
    """(n, d), in float64: the row of each token plus that of its position, which is its place from 0."""
    positions, tokens = _tables(model)
    _check(model, sums.ids)
    distinct, inverse = np.unique(sums.ids, return_inverse=True)
    token = np.concatenate(list(vectors.pick(session, tokens.id, distinct.tolist())))[inverse]
    position = np.concatenate(list(vectors.pick(session, positions.id, range(len(sums.ids)))))
    total: Array = token.astype(np.float64) + position
    return total


def _tables(model: Model) -> tuple[PointSetRow, PointSetRow]:
    if all(each.name != PointSet.POSITIONS for each in model.point_sets):
        raise BadText(
            f"The model {model.name!r} adds no table of positions ({model.positional_scheme} positions), so there are "
            "no token + position sums: what enters its first block is the tokens alone."
        )
    return models.point_set(model, PointSet.POSITIONS), models.point_set(model, PointSet.TOKENS)


def _check(model: Model, ids: Sequence[int]) -> None:
    positions, tokens = _tables(model)
    if len(ids) > positions.n:
        raise BadText(
            f"The text has {len(ids):,} tokens; the model {model.name!r} has {positions.n:,} positions. Shorten it."
        )
    beyond = next((id_ for id_ in ids if not 0 <= id_ < tokens.n), None)
    if beyond is not None:
        raise BadText(
            f"The text has the token {beyond}, which the model has no row for: its tokens have the ids 0 to "
            f"{tokens.n - 1}. Leave it out."
        )
