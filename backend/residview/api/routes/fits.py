"""Bases that are not there yet, fitted to stored vectors while one waits."""

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from residview.api.deps import DatabaseDep, ModelName
from residview.api.problems import responses
from residview.api.schemas import FitIn
from residview.api.schemas_measures import FitProgress

router = APIRouter(prefix="/models/{model}/bases", tags=["bases"], responses=responses(404, 503))


@router.post(
    "",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "lines of JSON, each a FitProgress; the last has the basis or the problem",
            "model": FitProgress,
        },
        **responses(400, 413, 422),
    },
)
def fit_basis(body: FitIn, database: DatabaseDep, model_name: ModelName) -> StreamingResponse:
    """Fit a basis and write all point sets in it. One that is there already is answered at once."""
    raise NotImplementedError
