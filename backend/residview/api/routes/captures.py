"""Captures: the residual stream of prompts, and a direction's way through it."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request, Response

from residview.api.deps import DatabaseDep, ModelName, Version
from residview.api.problems import responses
from residview.api.routes.measures import NPY
from residview.api.schemas_captures import CaptureIn, CapturesOut, CaptureWholeOut, DepthOut, ShownOut
from residview.api.schemas_runs import RunOut
from residview.api.schemas_saved import AtSiteOut, DirectionSource

CapturePath = Annotated[str, Path(alias="capture", description="a capture's name", max_length=100)]
SitePath = Annotated[str, Path(alias="site", description="a site of the capture", max_length=40)]
NamedDirection = Annotated[str, Path(alias="direction", description="`v-…` or `d-…`", max_length=100)]
SiteBasisName = Annotated[
    str, Query(alias="basis", max_length=100, description="a basis of the site, or of the model where widths agree")
]

router = APIRouter(prefix="/models/{model}/captures", tags=["captures"], responses=responses(404, 503))


@router.get("")
def list_captures(database: DatabaseDep, model_name: ModelName) -> CapturesOut:
    """What is captured of this model's prompts, one's own included."""
    raise NotImplementedError


@router.post("", status_code=202, responses=responses(401, 409, 413, 422, 429))
def make_capture(body: CaptureIn, database: DatabaseDep, model_name: ModelName) -> RunOut:
    """Have a prompt set captured. Asked again, the same run."""
    raise NotImplementedError


@router.get("/{capture}")
def get_capture(database: DatabaseDep, model_name: ModelName, capture_name: CapturePath) -> CaptureWholeOut:
    """One capture, with its sites."""
    raise NotImplementedError


@router.get("/{capture}/shown")
def get_shown(request: Request, database: DatabaseDep, model_name: ModelName, capture_name: CapturePath) -> ShownOut:
    """The prompts whose rows are kept: rows of scores are their tokens, in this order."""
    raise NotImplementedError


@router.get("/{capture}/sites/{site}/scores", response_class=Response, responses={**NPY, **responses(409, 422)})
def get_site_scores(
    request: Request,
    database: DatabaseDep,
    model_name: ModelName,
    capture_name: CapturePath,
    site_name: SitePath,
    basis_name: SiteBasisName = "pca",
    first: Annotated[int, Query(alias="from", description="first component, counted from 1")] = 1,
    last: Annotated[int | None, Query(alias="to", description="last component; 16 from the first if null")] = None,
    v: Version = None,
) -> Response:
    """Rows of the shown prompts, less the basis's centre, along some of its components. `v`: the checksums of basis
    and site, with a dot between."""
    raise NotImplementedError


@router.get("/{capture}/sites/{site}/norms", response_class=Response, responses={**NPY, **responses(409, 422)})
def get_site_norms(
    request: Request,
    database: DatabaseDep,
    model_name: ModelName,
    capture_name: CapturePath,
    site_name: SitePath,
    basis_name: SiteBasisName = "pca",
    v: Version = None,
) -> Response:
    """Squared lengths of the shown rows as a basis sees them: from its centre, from the origin; shape (tokens, 2)."""
    raise NotImplementedError


@router.get("/{capture}/sites/{site}/rows", response_class=Response, responses={**NPY, **responses(409)})
def get_site_rows(
    request: Request,
    database: DatabaseDep,
    model_name: ModelName,
    capture_name: CapturePath,
    site_name: SitePath,
    v: Version = None,
) -> Response:
    """The shown rows themselves, float32 (tokens, d), for a notebook."""
    raise NotImplementedError


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
    """Rows of the shown prompts, less a basis's centre, along a stored direction; shape (tokens, 1)."""
    raise NotImplementedError


@router.post("/{capture}/sites/{site}/direction", responses=responses(422))
def at_site(
    body: DirectionSource,
    database: DatabaseDep,
    model_name: ModelName,
    capture_name: CapturePath,
    site_name: SitePath,
    basis_name: SiteBasisName = "pca",
) -> AtSiteOut:
    """A direction beside the components of a site's basis."""
    raise NotImplementedError


@router.post("/{capture}/depth", responses=responses(422))
def follow(body: DirectionSource, database: DatabaseDep, model_name: ModelName, capture_name: CapturePath) -> DepthOut:
    """One direction at every stop of the depth: how much of the rows' variance lies along it there."""
    raise NotImplementedError
