"""The step that looks for the largest cosines between tokens and positions."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from sqlalchemy import delete
from sqlalchemy.orm import Session

from residview.numerics import chance
from residview.numerics.cosines import LargestCosines
from residview.precompute import steps
from residview.precompute.steps import Advance, Step, advancing, point_set
from residview.store import vectors
from residview.store.tables import Cosines, Model
from residview.vocabulary import PointSet

#: How many pairs are kept.
LARGEST = 20


def cosines_step(rows: Mapping[str, Step]) -> Step:
    """Compare every token with every position, as they are and each minus the mean of its set."""
    tokens, positions = rows[PointSet.TOKENS], rows[PointSet.POSITIONS]

    def run(session: Session, model: Model, advance: Advance) -> None:
        session.execute(delete(Cosines).where(Cosines.model_id == model.id))
        of = {name: point_set(session, model, name) for name in (PointSet.TOKENS, PointSet.POSITIONS)}
        columns = np.concatenate(list(advancing(vectors.read(session, of[PointSet.POSITIONS].id), advance)))
        token_mean = vectors.mean(session, of[PointSet.TOKENS].id)
        advance(of[PointSet.TOKENS].n)
        raw = LargestCosines(columns, LARGEST)
        centered = LargestCosines(columns, LARGEST, token_mean, columns.mean(axis=0, dtype=np.float64))
        for block in advancing(vectors.read(session, of[PointSet.TOKENS].id), advance):
            raw.add(block)
            centered.add(block)
        session.add(Cosines(model_id=model.id, measured=_measured(columns.shape[1], raw, centered)))

    arguments = {"largest": LARGEST}
    work = positions.work + 2 * tokens.work
    return Step("tokens × positions: cosines", steps.COSINES_VERSION, arguments, work, run, (tokens, positions))


def _measured(d: int, raw: LargestCosines, centered: LargestCosines) -> dict[str, Any]:
    low, high = chance.cosine_range(d)
    return {
        "n_pairs": raw.n_pairs,
        "d": d,
        "raw": _pairs(raw),
        "centered": _pairs(centered),
        "chance_low": low,
        "chance_high": high,
        "chance_largest": chance.largest_cosine(d, raw.n_pairs),
    }


def _pairs(largest: LargestCosines) -> list[dict[str, float]]:
    return [{"token": token, "position": position, "cosine": cosine} for token, position, cosine in largest.pairs()]
