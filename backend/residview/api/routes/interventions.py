"""The lens and interventions: forward passes that are stored, and open again without a model."""

from typing import Annotated, Any

from fastapi import APIRouter, Path
from sqlalchemy.orm import Session

from residview.api import results
from residview.api.deps import DatabaseDep, ModelName
from residview.api.edits import intervention_request, lens_request
from residview.api.examples import examples_of
from residview.api.problems import responses
from residview.api.schemas_interventions import ExamplesOut, InterventionIn, InterventionOut, LensIn, LensOut
from residview.errors import UnknownRun
from residview.jobs.queue import submit
from residview.store import models, runs
from residview.store.session import Database
from residview.store.tables import Model
from residview.store.tables_runs import Run
from residview.vocabulary import RunKind

RunPath = Annotated[str, Path(alias="run", description="a run's name", max_length=100)]

router = APIRouter(prefix="/models/{model}", tags=["interventions"], responses=responses(404, 503))


@router.post("/lens", responses=responses(409, 413, 422, 429))
def make_lens(body: LensIn, database: DatabaseDep, model_name: ModelName) -> LensOut:
    """The most likely next tokens by final LayerNorm and unembedding, at every stop and token of a prompt.

    Asked again, it is the stored one; until it is done, its cells are empty."""
    with database.transaction() as session:
        model = models.ready_model(session, model_name)
        run = _submit(database, session, model, RunKind.LENS, lens_request(model, body))
        return results.lens(session, model, run)


@router.get("/lens/{run}")
def get_lens(database: DatabaseDep, model_name: ModelName, run_name: RunPath) -> LensOut:
    """A stored lens."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        return results.lens(session, model, _find(session, model, RunKind.LENS, run_name))


@router.get("/interventions/examples", responses=responses(409))
def list_examples(database: DatabaseDep, model_name: ModelName) -> ExamplesOut:
    """Ready-made interventions for this model, in its own tokens; none where it predicts no next token."""
    with database.reading() as session:
        return ExamplesOut(examples=examples_of(session, models.ready_model(session, model_name)))


@router.post("/interventions", responses=responses(409, 413, 422, 429))
def intervene(body: InterventionIn, database: DatabaseDep, model_name: ModelName) -> InterventionOut:
    """Run a prompt with something added, removed or replaced, beside the untouched run.

    Asked again, it is the stored one. Directions are kept as numbers: what a name stands for may change later."""
    with database.transaction() as session:
        model = models.ready_model(session, model_name)
        request = intervention_request(session, model, body)
        run = _submit(database, session, model, RunKind.INTERVENTION, request)
        return results.intervention(session, model, run)


@router.get("/interventions/{run}")
def get_intervention(database: DatabaseDep, model_name: ModelName, run_name: RunPath) -> InterventionOut:
    """A stored intervention, with what was asked."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        return results.intervention(session, model, _find(session, model, RunKind.INTERVENTION, run_name))


def _submit(database: Database, session: Session, model: Model, kind: RunKind, request: dict[str, Any]) -> Run:
    return submit(database, session, revision=model.revision, kind=kind, request=request, urgent=True)


def _find(session: Session, model: Model, kind: RunKind, name: str) -> Run:
    """Raises UnknownRun, also for a run of other weights or of another kind."""
    run = runs.find(session, name)
    if (run.revision, run.kind) != (model.revision, kind):
        raise UnknownRun(name)
    return run
