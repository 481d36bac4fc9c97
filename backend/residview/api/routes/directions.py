"""Directions made of points: a difference of two, or of two means."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from residview.api.deps import BasisName, DatabaseDep, ModelName, PointSetName, Version
from residview.api.problems import responses
from residview.api.routes.measures import NPY
from residview.api.schemas_find import DirectionIn, DirectionInBasis, DirectionOut

DirectionPath = Annotated[str, Path(alias="direction", description="a direction's name", max_length=100)]

router = APIRouter(prefix="/models/{model}", tags=["directions"], responses=responses(404, 503))


@router.post("/directions", status_code=201, responses=responses(400, 413, 422))
def make_direction(body: DirectionIn, database: DatabaseDep, model_name: ModelName) -> DirectionOut:
    """The direction from one mean to another. The same points give the same direction."""
    raise NotImplementedError


@router.get("/directions/{direction}")
def get_direction(database: DatabaseDep, model_name: ModelName, direction_name: DirectionPath) -> DirectionOut:
    """One direction."""
    raise NotImplementedError


@router.get("/bases/{basis}/directions/{direction}")
def get_direction_in_basis(
    database: DatabaseDep, model_name: ModelName, basis_name: BasisName, direction_name: DirectionPath
) -> DirectionInBasis:
    """A direction beside the components of a basis: it is seldom at right angles to them."""
    raise NotImplementedError


@router.get(
    "/bases/{basis}/directions/{direction}/scores/{point_set}",
    response_class=Response,
    responses={**NPY, **responses(409)},
)
def get_direction_scores(
    request: Request,
    database: DatabaseDep,
    model_name: ModelName,
    basis_name: BasisName,
    direction_name: DirectionPath,
    point_set_name: PointSetName,
    v: Version = None,
) -> Response:
    """The coordinates of a point set's rows along a direction, from the basis's centre, shape (points, 1).

    Where the basis scales, the direction is scaled as the points are, and made a unit vector again."""
    raise NotImplementedError
