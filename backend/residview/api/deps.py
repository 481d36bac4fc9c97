"""What routes are given."""

from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, Path, Query, Request
from sqlalchemy.orm import Session

from residview.settings import Settings
from residview.store import bases, models
from residview.store.session import Database
from residview.store.tables import Basis, Model, PointSetRow


def get_database(request: Request) -> Database:
    database: Database = request.app.state.database
    return database


def get_settings(request: Request) -> Settings:
    settings: Settings = request.app.state.settings
    return settings


def get_session(database: Annotated[Database, Depends(get_database)]) -> Iterator[Session]:
    """For reading. Writers open a transaction themselves: it must be kept before the answer is sent."""
    with database.reading() as session:
        yield session


DatabaseDep = Annotated[Database, Depends(get_database)]
SettingsDep = Annotated[Settings, Depends(get_settings)]
SessionDep = Annotated[Session, Depends(get_session)]

_NAME = {"max_length": 100}


def get_model(
    session: SessionDep, model: Annotated[str, Path(description="a model's name", examples=["demo"], **_NAME)]
) -> Model:
    return models.ready_model(session, model)


ModelDep = Annotated[Model, Depends(get_model)]


def get_basis(
    session: SessionDep,
    model: ModelDep,
    basis: Annotated[str, Path(description="a basis of the model", examples=["positions"], **_NAME)],
) -> Basis:
    return bases.basis(session, model, basis)


def get_point_set(
    model: ModelDep,
    point_set: Annotated[str, Path(description="a point set of the model", examples=["tokens"], **_NAME)],
) -> PointSetRow:
    return models.point_set(model, point_set)


BasisDep = Annotated[Basis, Depends(get_basis)]
PointSetDep = Annotated[PointSetRow, Depends(get_point_set)]
Version = Annotated[
    str | None,
    Query(
        description="the checksum that the address should name; with it the answer may be cached for ever, "
        "without it it is revalidated, and where it is another than the one here the answer is 409",
        max_length=64,
    ),
]
