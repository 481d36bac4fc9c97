"""Directions made of points: a difference of two, or of two means."""

from typing import Annotated

from fastapi import APIRouter, Path, Request, Response

from residview.api import caching, npy
from residview.api.deps import BasisName, DatabaseDep, ModelName, PointSetName, Version
from residview.api.making import make_direction as made
from residview.api.problems import responses
from residview.api.routes.measures import NPY
from residview.api.schemas_find import DirectionIn, DirectionInBasis, DirectionOut
from residview.numerics.directions import Frame
from residview.store import bases, directions, models, points
from residview.store.tables import Direction

DirectionPath = Annotated[str, Path(alias="direction", description="a direction's name", max_length=100)]

router = APIRouter(prefix="/models/{model}", tags=["directions"], responses=responses(404, 503))


@router.post("/directions", status_code=201, responses=responses(400, 413, 422))
def make_direction(body: DirectionIn, database: DatabaseDep, model_name: ModelName) -> DirectionOut:
    """The direction from one mean to another. The same points give the same direction."""
    with database.transaction() as session:
        return _out(made(session, models.ready_model(session, model_name), body))


@router.get("/directions/{direction}")
def get_direction(database: DatabaseDep, model_name: ModelName, direction_name: DirectionPath) -> DirectionOut:
    """One direction."""
    with database.reading() as session:
        return _out(directions.find(session, models.ready_model(session, model_name), direction_name))


def _out(direction: Direction) -> DirectionOut:
    return DirectionOut.model_validate({"name": direction.name, "norm": direction.norm, **direction.recipe})


@router.get("/bases/{basis}/directions/{direction}")
def get_direction_in_basis(
    database: DatabaseDep, model_name: ModelName, basis_name: BasisName, direction_name: DirectionPath
) -> DirectionInBasis:
    """A direction beside the components of a basis: it is seldom at right angles to them."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        basis = bases.basis(session, model, basis_name)
        direction = directions.find(session, model, direction_name)
        cosines = Frame(*bases.frame(basis)).cosines(directions.vector(direction))
        return DirectionInBasis(
            direction=_out(direction), cosines=cosines.tolist(), share_inside=float((cosines**2).sum())
        )


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
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        basis = bases.basis(session, model, basis_name)
        direction = directions.find(session, model, direction_name)
        shown = points.find(session, model, point_set_name)
        version = f"{basis.checksum}.{shown.checksum}"
        caching.check_version(v, version, f"What {shown.name} are in the basis {basis.name!r}")
        etag = caching.etag_of("direction", direction.name, version)
        fresh = caching.cached(request, etag, v is not None)
        if fresh is not None:
            return fresh
        frame = Frame(*bases.frame(basis))
        along = frame.direction(directions.vector(direction))[None]
        body = npy.stacked(shown.n, 1, (frame.coordinates(block, along) for block in shown.blocks()))
    return Response(body, media_type=npy.MEDIA_TYPE, headers=caching.headers(etag, v is not None))
