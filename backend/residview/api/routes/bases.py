"""Bases, and the scores of point sets in them."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from residview.api import caching, npy
from residview.api.component_range import check_range
from residview.api.deps import BasisName, DatabaseDep, ModelName, PointSetName, Version
from residview.api.problems import responses
from residview.api.schemas import BasesOut, BasisOut
from residview.numerics.directions import Frame
from residview.store import bases, models, points
from residview.store.tables import Basis
from residview.vocabulary import COMPONENTS_PER_BLOCK

router = APIRouter(prefix="/models/{model}/bases", tags=["bases"], responses=responses(404, 503))


@router.get("")
def list_bases(database: DatabaseDep, model_name: ModelName) -> BasesOut:
    """All bases of a model, with what made them."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        return BasesOut(bases=[described(basis) for basis in bases.bases(session, model)])


@router.get("/{basis}")
def get_basis(database: DatabaseDep, model_name: ModelName, basis_name: BasisName) -> BasisOut:
    """One basis."""
    with database.reading() as session:
        return described(bases.basis(session, models.ready_model(session, model_name), basis_name))


def described(basis: Basis) -> BasisOut:
    """A basis as it travels."""
    groups = [{"first": first, "last": last} for first, last in basis.near_equal]
    return BasisOut.model_validate({**basis.__dict__, "near_equal": groups})


@router.get(
    "/{basis}/scores/{point_set}",
    response_class=Response,
    responses={
        200: {
            "description": "float32, little-endian, column-major, shape (points, components): as `numpy.load` reads",
            "content": {"application/x-npy": {"schema": {"type": "string", "format": "binary"}}},
        },
        304: {"description": "unchanged since the ETag in If-None-Match"},
        **responses(409, 422),
    },
)
def get_scores(
    request: Request,
    database: DatabaseDep,
    model_name: ModelName,
    basis_name: BasisName,
    point_set_name: PointSetName,
    first: Annotated[int, Query(alias="from", description="first component, counted from 1", examples=[1])] = 1,
    last: Annotated[
        int | None,
        Query(alias="to", description="last component, itself included; 16 from the first if not given"),
    ] = None,
    v: Version = None,
) -> Response:
    """The coordinates of a point set's rows, less the basis's centre, along some of its components.

    `v` is the basis's checksum and the point set's, with a dot between. The name of a prompt's sums stands for a
    point set."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        basis = bases.basis(session, model, basis_name)
        point_set = points.find(session, model, point_set_name)
        last = min(first + COMPONENTS_PER_BLOCK - 1, basis.n_components) if last is None else last
        check_range(basis.name, basis.n_components, first, last)
        version = f"{basis.checksum}.{point_set.checksum}"
        caching.check_version(v, version, f"What {point_set.name} are in the basis {basis.name!r}")
        etag = caching.etag_of("scores", version, first, last)
        fresh = caching.cached(request, etag, v is not None)
        if fresh is not None:
            return fresh
        if point_set.stored is None:
            frame = Frame(*bases.frame(basis))
            chosen = frame.components[first - 1 : last]
            body = npy.stacked(
                point_set.n, len(chosen), (frame.coordinates(rows, chosen) for rows in point_set.blocks())
            )
        else:
            columns = bases.scores(session, basis, point_set.stored, first, last)
            body = npy.header(point_set.n, last - first + 1) + columns
    return Response(body, media_type=npy.MEDIA_TYPE, headers=caching.headers(etag, v is not None))
