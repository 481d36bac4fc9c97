"""What workers stored, as it travels."""

import json
from collections.abc import Sequence
from itertools import zip_longest

from sqlalchemy.orm import Session

from residview.api.routes.runs import described
from residview.api.schemas_interventions import AtPosition, Guess, InterventionIn, InterventionOut, LensCell, LensOut
from residview.store import models
from residview.store.tables import Model
from residview.store.tables_runs import Run
from residview.vocabulary import PointSet


def lens(session: Session, model: Model, run: Run) -> LensOut:
    """A lens, empty until its run is done."""
    ids, result = run.request["asked"]["ids"], run.result or {}
    rows = zip(
        *(result.get(name, []) for name in ("ids", "probabilities", "entropies", "next_probabilities", "next_ranks")),
        strict=True,
    )
    return LensOut(
        run=described(session, run),
        ids=ids,
        labels=_labels(session, model, ids),
        sites=result.get("sites", []),
        cells=[[_cell(*cell) for cell in zip_longest(*row)] for row in rows],
    )


def _cell(
    ids: list[int], probabilities: list[float], entropy: float, next_probability: float | None, next_rank: int | None
) -> LensCell:
    return LensCell(
        top=_guesses(ids, probabilities), entropy=entropy, next_probability=next_probability, next_rank=next_rank
    )


def intervention(session: Session, model: Model, run: Run) -> InterventionOut:
    """An intervention, with null or nothing for what its run has not found yet."""
    asked, result = InterventionIn.model_validate(run.request["asked"]), run.result
    labels, out = _labels(session, model, asked.ids), described(session, run)
    if result is None:
        return InterventionOut(
            run=out,
            asked=asked,
            labels=labels,
            identical=None,
            positions=[],
            continuation_before=None,
            continuation_after=None,
        )
    before, after = result["before"], result["after"]
    return InterventionOut(
        run=out,
        asked=asked,
        labels=labels,
        identical=result["identical"],
        positions=[
            AtPosition(
                before=_guesses(*of_before), after=_guesses(*of_after), kl=kl, loss_before=was, loss_after=is_now
            )
            for of_before, of_after, kl, was, is_now in zip_longest(
                zip(before["ids"], before["probabilities"], strict=True),
                zip(after["ids"], after["probabilities"], strict=True),
                result["divergences"],
                before["losses"] or [],
                after["losses"] or [],
            )
        ],
        continuation_before=before["continuation"],
        continuation_after=after["continuation"],
        note=result["note"],
    )


def _guesses(ids: Sequence[int], probabilities: Sequence[float]) -> list[Guess]:
    return [Guess(id=id_, probability=each) for id_, each in zip(ids, probabilities, strict=True)]


def _labels(session: Session, model: Model, ids: Sequence[int]) -> list[str]:
    strings = json.loads(models.labels(session, models.point_set(model, PointSet.TOKENS).id))
    return [strings[id_] for id_ in ids]
