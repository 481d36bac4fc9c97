"""The lens and interventions: forward passes that are stored, and open again without a model."""

from typing import Annotated

from fastapi import APIRouter, Path

from residview.api.deps import DatabaseDep, ModelName
from residview.api.problems import responses
from residview.api.schemas_interventions import ExamplesOut, InterventionIn, InterventionOut, LensIn, LensOut

RunPath = Annotated[str, Path(alias="run", description="a run's name", max_length=100)]

router = APIRouter(prefix="/models/{model}", tags=["interventions"], responses=responses(404, 503))


@router.post("/lens", responses=responses(409, 413, 422, 429))
def make_lens(body: LensIn, database: DatabaseDep, model_name: ModelName) -> LensOut:
    """The most likely next tokens by final LayerNorm and unembedding, at every stop and token of a prompt."""
    raise NotImplementedError


@router.get("/lens/{run}")
def get_lens(database: DatabaseDep, model_name: ModelName, run_name: RunPath) -> LensOut:
    """A stored lens."""
    raise NotImplementedError


@router.get("/interventions/examples")
def list_examples(database: DatabaseDep, model_name: ModelName) -> ExamplesOut:
    """Ready-made interventions for this model."""
    raise NotImplementedError


@router.post("/interventions", responses=responses(409, 413, 422, 429))
def intervene(body: InterventionIn, database: DatabaseDep, model_name: ModelName) -> InterventionOut:
    """Run a prompt with something added, removed or replaced, beside the untouched run."""
    raise NotImplementedError


@router.get("/interventions/{run}")
def get_intervention(database: DatabaseDep, model_name: ModelName, run_name: RunPath) -> InterventionOut:
    """A stored intervention."""
    raise NotImplementedError
