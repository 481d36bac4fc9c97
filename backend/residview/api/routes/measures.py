"""How concentrated: subspaces, lengths, cosines, each beside its chance level."""

from typing import Annotated, Any

import numpy as np
from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel

from residview.api import caching, npy
from residview.api.deps import BasisName, DatabaseDep, ModelName, PointSetName, Version
from residview.api.problems import responses
from residview.api.schemas_measures import CosinesOut, SubspaceOut
from residview.errors import BadRange
from residview.numerics.cosines import gram
from residview.numerics.directions import Frame
from residview.numerics.pca import squared_lengths
from residview.precompute.steps import FIT_VERSION
from residview.store import bases, measures, models, points, vectors
from residview.store.points import Points
from residview.store.tables import Basis, PointSetRow

router = APIRouter(prefix="/models/{model}", tags=["measures"], responses=responses(404, 503))
NPY: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "float32, little-endian, column-major: as `numpy.load` reads",
        "content": {"application/x-npy": {"schema": {"type": "string", "format": "binary"}}},
    },
    304: {"description": "unchanged since the ETag in If-None-Match"},
}


@router.get("/bases/{basis}/subspace/{point_set}", response_model=SubspaceOut, responses=responses(409, 422))
def get_subspace(
    request: Request,
    database: DatabaseDep,
    model_name: ModelName,
    basis_name: BasisName,
    point_set_name: PointSetName,
    k: Annotated[
        int | None, Query(description="how far k goes in the lists; all that was measured if not given")
    ] = None,
    v: Version = None,
) -> Response:
    """How much of a point set lies in the first components of a basis, for every k, and what chance would give.

    All rows of the point set count, whichever of them were fitted. `v` is the basis's checksum and the point set's,
    with a dot between."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        basis = bases.basis(session, model, basis_name)
        point_set = models.point_set(model, point_set_name)
        _check_version(v, basis, point_set)
        measured = measures.subspace(session, model, basis, point_set)
    k = measured["k_max"] if k is None else k
    if not 1 <= k <= measured["k_max"]:
        raise BadRange(
            f"k={k} was asked for. In the basis {basis.name!r} subspaces of k = 1 to {measured['k_max']} components "
            "are measured."
        )
    found = SubspaceOut.model_validate(_up_to(k, {**measured, "basis": basis.name, "point_set": point_set.name}))
    return json_answer(request, found)


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
    from the origin; after scaling, where the basis scales. A share is a squared score over one of them.

    `v` is the basis's checksum and the point set's, with a dot between."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        basis = bases.basis(session, model, basis_name)
        point_set = points.find(session, model, point_set_name)
        version = _check_version(v, basis, point_set)
        # Which lengths are kept is the fit's to decide, and not in the checksums: never cached for ever.
        etag = caching.etag_of("norms", version, FIT_VERSION)
        fresh = caching.cached(request, etag, versioned=False)
        if fresh is not None:
            return fresh
        if point_set.stored is None:
            columns = _norms_of(basis, np.concatenate(list(point_set.blocks())))
        else:
            columns = measures.norms(session, model, basis, point_set.stored)
    return _npy(point_set.n, 3, columns, etag, versioned=False)


def _norms_of(basis: Basis, rows: vectors.Array) -> bytes:
    """Of rows that are made when asked for, as the fit stores them of all others."""
    frame = Frame(*bases.frame(basis))
    centers = (frame.center, rows.mean(axis=0), np.zeros(basis.d))
    return squared_lengths(rows, centers, frame.scale).astype("<f4").tobytes(order="F")


@router.get("/cosines", response_model=CosinesOut, responses=responses(422))
def get_cosines(request: Request, database: DatabaseDep, model_name: ModelName) -> Response:
    """The largest cosines between tokens and positions."""
    with database.reading() as session:
        found = measures.cosines(session, models.ready_model(session, model_name))
    return json_answer(request, CosinesOut.model_validate(found))


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
    smallest step with which at most `size` rows are left. A row of length 0 has cosine 0.

    `v` is the point set's checksum."""
    with database.reading() as session:
        point_set = models.point_set(models.ready_model(session, model_name), point_set_name)
        caching.check_version(v, point_set.checksum, f"The point set {point_set.name!r}")
        etag = caching.etag_of("gram", point_set.checksum, centered, size)
        fresh = caching.cached(request, etag, v is not None)
        if fresh is not None:
            return fresh
        step = -(-point_set.n // size)
        rows = np.concatenate(list(vectors.read(session, point_set.id, step=step)))
        mean = vectors.mean(session, point_set.id) if centered else None
    return _npy(len(rows), len(rows), gram(rows, mean).tobytes(), etag, v is not None)


def _check_version(v: str | None, basis: Basis, point_set: PointSetRow | Points) -> str:
    version = f"{basis.checksum}.{point_set.checksum}"
    caching.check_version(v, version, f"What {point_set.name} are in the basis {basis.name!r}")
    return version


def _up_to(k: int, measured: dict[str, Any]) -> dict[str, Any]:
    """Its lists, at whatever depth, cut to the first k."""
    cut = {name: value[:k] if isinstance(value, list) else value for name, value in measured.items()}
    cut |= {name: _up_to(k, value) for name, value in measured.items() if isinstance(value, dict)}
    return cut | {"k_max": k} if "k_max" in measured else cut


def json_answer(request: Request, answer: BaseModel) -> Response:
    """With an ETag of what it says, and never for ever: a measure can be bettered while what it measures stays."""
    body = answer.model_dump_json()
    etag = caching.weak(caching.etag_of(body))
    return caching.cached(request, etag, versioned=False) or Response(
        body, media_type="application/json", headers=caching.headers(etag, versioned=False)
    )


def _npy(n: int, k: int, columns: bytes, etag: str, versioned: bool) -> Response:
    return Response(npy.header(n, k) + columns, media_type=npy.MEDIA_TYPE, headers=caching.headers(etag, versioned))
