"""The point sets of a model by where their rows are from: its weights, or a capture."""

from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.orm import Session

from residview.precompute import steps
from residview.precompute.steps import Finished
from residview.store.tables import Model, StepRow
from residview.vocabulary import PointSet


def finished(session: Session, model: Model) -> dict[str, Finished]:
    """The steps that stored the vectors of each point set."""
    query = select(StepRow.name, StepRow.key).where(StepRow.model_id == model.id).order_by(StepRow.finished_at)
    keys = {row.name: row.key for row in session.execute(query)}  # of several versions the last one
    return {each.name: Finished(each.n, keys[steps.vectors_name(each.name)]) for each in model.point_sets}


def of_weights(found: Mapping[str, Finished]) -> dict[str, Finished]:
    return {name: step for name, step in found.items() if name in set(PointSet)}


def of_captures(found: Mapping[str, Finished]) -> dict[str, Finished]:
    return {name: step for name, step in found.items() if name not in set(PointSet)}
