"""Prompts typed in: what the model adds up for each of their tokens."""

from typing import Annotated

from fastapi import APIRouter, Path

from residview.api.deps import DatabaseDep, ModelName
from residview.api.problems import responses
from residview.api.schemas_find import SumsIn, SumsOut

SumsPath = Annotated[str, Path(alias="sums", description="a prompt's sums by name", max_length=100)]

router = APIRouter(prefix="/models/{model}/sums", tags=["sums"], responses=responses(404, 503))


@router.post("", status_code=201, responses=responses(400, 413, 422))
def make_sums(body: SumsIn, database: DatabaseDep, model_name: ModelName) -> SumsOut:
    """Token + position for each token of a text. Its name then stands for a point set: in scores and in norms."""
    raise NotImplementedError


@router.get("/{sums}")
def get_sums(database: DatabaseDep, model_name: ModelName, sums_name: SumsPath) -> SumsOut:
    """The sums of a prompt that was typed in before."""
    raise NotImplementedError
