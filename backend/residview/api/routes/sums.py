"""Prompts typed in: what the model adds up for each of their tokens."""

from typing import Annotated

from fastapi import APIRouter, Path
from sqlalchemy.orm import Session

from residview.api.deps import DatabaseDep, ModelName
from residview.api.making import make_sums as made
from residview.api.problems import responses
from residview.api.schemas_find import SumsIn, SumsOut
from residview.store import models, sums
from residview.store.tables import Model, Sums

SumsPath = Annotated[str, Path(alias="sums", description="a prompt's sums by name", max_length=100)]

router = APIRouter(prefix="/models/{model}/sums", tags=["sums"], responses=responses(404, 503))


@router.post("", status_code=201, responses=responses(400, 413, 422))
def make_sums(body: SumsIn, database: DatabaseDep, model_name: ModelName) -> SumsOut:
    """Token + position for each token of a text. Its name then stands for a point set: in scores and in norms.

    The text is split by the model's own tokenizer; no special tokens are added, but those it names are read."""
    with database.transaction() as session:
        model = models.ready_model(session, model_name)
        return _out(session, model, made(session, model, body.text))


@router.get("/{sums}")
def get_sums(database: DatabaseDep, model_name: ModelName, sums_name: SumsPath) -> SumsOut:
    """The sums of a prompt that was typed in before."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        return _out(session, model, sums.find(session, model, sums_name))


def _out(session: Session, model: Model, found: Sums) -> SumsOut:
    return SumsOut(
        name=found.name,
        text=found.text,
        ids=found.ids,
        labels=sums.labels(session, model, found),
        checksum=sums.checksum(found),
    )
