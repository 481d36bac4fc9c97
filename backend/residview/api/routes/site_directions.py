"""A direction at the sites of a capture: scores along it, beside the components, from layer to layer."""

from typing import Annotated

import numpy as np
from fastapi import APIRouter, Path, Request, Response

from residview.api import caching
from residview.api.deps import CapturePath, DatabaseDep, ModelName, SiteBasisName, SitePath, Version
from residview.api.directions_from import basis_at, check_space, frame_of, resolve
from residview.api.problems import responses
from residview.api.routes.captures import answer, check_version, shown_rows
from residview.api.routes.measures import NPY
from residview.api.schemas_captures import DepthOut, DepthStop
from residview.api.schemas_saved import AtSiteOut, DirectionSource, NamedSource
from residview.captures import depth
from residview.captures.depth import Along
from residview.store import captures, models, sites
from residview.store.tables_runs import SiteRow

NamedDirection = Annotated[
    str,
    Path(alias="direction", description="`v-…` or `d-…`", pattern=r"^[vd]-[0-9a-z]{10}$", examples=["v-k3w9q2hd7m"]),
]

router = APIRouter(prefix="/models/{model}/captures", tags=["captures"], responses=responses(404, 503))


@router.get(
    "/{capture}/sites/{site}/directions/{direction}/scores",
    response_class=Response,
    responses={**NPY, **responses(409, 422)},
)
def get_site_direction_scores(
    request: Request,
    database: DatabaseDep,
    model_name: ModelName,
    capture_name: CapturePath,
    site_name: SitePath,
    direction_name: NamedDirection,
    basis_name: SiteBasisName = "pca",
    v: Version = None,
) -> Response:
    """Rows of the shown prompts, less a basis's centre, along a stored direction; shape (tokens, 1). `v`: the
    checksums of basis and site, with a dot between.

    Where the basis scales, the unit is that of the scaled rows: a mix of its components reads as the mix of their
    scores."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        site = sites.site(session, model, capture_name, site_name)
        direction = resolve(session, model, NamedSource(kind="named", name=direction_name))
        check_space(direction, site)
        basis = basis_at(session, model, site, basis_name)
        etag = caching.etag_of("site direction", direction_name, check_version(v, basis, site))
        fresh = caching.cached(request, etag, v is not None)
        if fresh is not None:
            return fresh
        frame = frame_of(basis)
        along = frame.reading(direction.vector)[None]
        blocks = (frame.coordinates(rows, along) for rows in shown_rows(session, site))
        return answer(blocks, 1, etag, v is not None)


@router.post("/{capture}/sites/{site}/direction", responses=responses(400, 409, 413, 422))
def at_site(
    body: DirectionSource,
    database: DatabaseDep,
    model_name: ModelName,
    capture_name: CapturePath,
    site_name: SitePath,
    basis_name: SiteBasisName = "pca",
) -> AtSiteOut:
    """A direction beside the components of a basis at a site: it is seldom at right angles to them."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        site = sites.site(session, model, capture_name, site_name)
        direction = resolve(session, model, body)
        check_space(direction, site)
        frame = frame_of(basis_at(session, model, site, basis_name))
    along = frame.reading(direction.vector)
    cosines = (frame.components @ along).clip(-1, 1)
    from_origin = -frame.coordinates(np.zeros((1, site.d)), along[None])
    return AtSiteOut(cosines=cosines.tolist(), share_inside=float((cosines**2).sum()), center=float(from_origin[0, 0]))


@router.post("/{capture}/depth", responses=responses(400, 409, 413, 422))
def follow(body: DirectionSource, database: DatabaseDep, model_name: ModelName, capture_name: CapturePath) -> DepthOut:
    """One direction at every stop of the depth: how much of the rows' variance lies along it there."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        capture = captures.finished(session, model, capture_name)
        direction = resolve(session, model, body)
        found = depth.stops(sites.sites(session, capture))
        for site in found:
            check_space(direction, site)
        return DepthOut(stops=[_stop(site, depth.along(session, site, direction.vector)) for site in found])


def _stop(site: SiteRow, along: Along) -> DepthStop:
    low, high = along.chance
    return DepthStop(
        site=site.name,
        variance=along.variance,
        share=along.share,
        mean=along.mean,
        chance_low=low,
        chance_high=high,
    )
