"""How concentrated: subspaces, lengths, cosines, each beside its chance level."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from residview.api.deps import BasisName, DatabaseDep, ModelName, PointSetName, Version
from residview.api.problems import responses
from residview.api.schemas_measures import CosinesOut, SubspaceOut

router = APIRouter(prefix="/models/{model}", tags=["measures"], responses=responses(404, 503))
NPY: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "float32, little-endian, column-major: as `numpy.load` reads",
        "content": {"application/x-npy": {"schema": {"type": "string", "format": "binary"}}},
    },
    304: {"description": "unchanged since the ETag in If-None-Match"},
}


@router.get("/bases/{basis}/subspace/{point_set}", responses=responses(409, 422))
def get_subspace(
    request: Request,
    response: Response,
    database: DatabaseDep,
    model_name: ModelName,
    basis_name: BasisName,
    point_set_name: PointSetName,
    k: Annotated[
        int | None, Query(description="how far k goes in the lists; all that was measured if not given")
    ] = None,
    v: Version = None,
) -> SubspaceOut:
    """How much of a point set lies in the first components of a basis, for every k, and what chance would give."""
    raise NotImplementedError


@router.get("/bases/{basis}/norms/{point_set}", response_class=Response, responses={**NPY, **responses(409, 422)})
def get_norms(
    request: Request,
    database: DatabaseDep,
    model_name: ModelName,
    basis_name: BasisName,
    point_set_name: PointSetName,
    v: Version = None,
) -> Response:
    """Squared lengths of a point set's rows, shape (points, 3): from the basis's centre, from the rows' own mean,
    from the origin; after scaling, where the basis scales. A share is a squared score over one of them."""
    raise NotImplementedError


@router.get("/cosines", responses=responses(422))
def get_cosines(database: DatabaseDep, model_name: ModelName) -> CosinesOut:
    """The largest cosines between tokens and positions."""
    raise NotImplementedError


@router.get("/gram/{point_set}", response_class=Response, responses={**NPY, **responses(409, 422)})
def get_gram(
    request: Request,
    database: DatabaseDep,
    model_name: ModelName,
    point_set_name: PointSetName,
    centered: Annotated[bool, Query(description="of the rows minus their mean")] = False,
    size: Annotated[int, Query(ge=2, le=1024, description="rows at most")] = 512,
    v: Version = None,
) -> Response:
    """Cosines of a point set's rows with each other, shape (m, m): of every s-th row from 0, where s is the
    smallest step with which at most `size` rows are left."""
    raise NotImplementedError
