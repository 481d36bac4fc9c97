"""Models and their point sets, found by name."""

from collections.abc import Sequence

from sqlalchemy import delete, select
from sqlalchemy.orm import Session, selectinload, undefer

from residview.errors import UnknownModel, UnknownPointSet
from residview.store import vectors
from residview.store.session import searchable
from residview.store.tables import Model, PointSetRow


def ready_models(session: Session) -> Sequence[Model]:
    """Finished models in the order they were added; what is still being added stays hidden."""
    query = select(Model).where(Model.ready_at.is_not(None)).order_by(Model.id)
    return session.scalars(query.options(selectinload(Model.point_sets))).all()


def ready_model(session: Session, name: str) -> Model:
    query = select(Model).where(Model.name == searchable(name), Model.ready_at.is_not(None))
    model = session.scalar(query.options(selectinload(Model.point_sets)))
    if model is None:
        known = session.scalars(select(Model.name).where(Model.ready_at.is_not(None)))
        raise UnknownModel(name, known)
    return model


def any_model(session: Session, name: str) -> Model | None:
    """A model by name, finished or not."""
    return session.scalar(select(Model).where(Model.name == name).options(selectinload(Model.point_sets)))


def point_set(model: Model, name: str) -> PointSetRow:
    found = next((each for each in model.point_sets if each.name == name), None)
    if found is None:
        raise UnknownPointSet(model.name, name, [each.name for each in model.point_sets])
    return found


def labels(session: Session, point_set_id: int) -> bytes:
    """The labels of a point set as a JSON array, UTF-8."""
    query = select(PointSetRow).where(PointSetRow.id == point_set_id).options(undefer(PointSetRow.labels))
    return session.scalars(query).one().labels


def remove(session: Session, model: Model) -> None:
    """Remove a model and all that was made of it; permalinks stay, and say what they miss."""
    for each in model.point_sets:
        vectors.drop(session, each.id)
    session.execute(delete(Model).where(Model.id == model.id))
