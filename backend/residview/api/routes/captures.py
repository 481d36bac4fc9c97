"""Captures: the residual stream of prompts, and what is seen of it at a site."""

from collections.abc import Iterable, Iterator
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Depends, Query, Request, Response
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from residview.api import caching, npy
from residview.api.captured import capture_whole_out, captures_out
from residview.api.component_range import check_range
from residview.api.deps import CapturePath, DatabaseDep, ModelName, SiteBasisName, SitePath, Version
from residview.api.directions_from import basis_at, frame_of
from residview.api.person import PersonDep, known, require
from residview.api.problems import responses
from residview.api.rates import a_write
from residview.api.routes.measures import NPY, json_answer
from residview.api.routes.runs import described
from residview.api.schemas_captures import CaptureIn, CapturesOut, CaptureWholeOut, ShownOut
from residview.api.schemas_runs import RunOut
from residview.captures.asking import ask
from residview.numerics.pca import squared_lengths
from residview.store import captures, models, prompts, sites
from residview.store.tables import Basis
from residview.store.tables_runs import SiteBasis, SiteRow
from residview.store.vectors import Rows
from residview.vocabulary import COMPONENTS_PER_BLOCK, PromptKind

router = APIRouter(prefix="/models/{model}/captures", tags=["captures"], responses=responses(404, 503))


@router.get("")
def list_captures(database: DatabaseDep, model_name: ModelName, proof: PersonDep) -> CapturesOut:
    """What is captured of this model's prompts, one's own included."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        found = captures.listed(session, model, known(session, proof))
        return CapturesOut(captures=captures_out(session, found))


@router.post(
    "", status_code=202, dependencies=[Depends(a_write)], responses=responses(400, 401, 403, 409, 413, 422, 429)
)
def make_capture(body: CaptureIn, database: DatabaseDep, model_name: ModelName, proof: PersonDep) -> RunOut:
    """Have a prompt set captured. Asked again, the same run."""
    with database.transaction() as session:
        require(session, proof, "What is captured")
        prompt_set = prompts.find(session, models.ready_model(session, model_name), body.prompt_set)
        _, run = ask(database, session, prompt_set, body.parts, urgent=prompt_set.kind == PromptKind.OWN)
        return described(session, run)


@router.get("/{capture}", response_model=CaptureWholeOut)
def get_capture(request: Request, database: DatabaseDep, model_name: ModelName, capture_name: CapturePath) -> Response:
    """One capture, with its sites once it is finished. Of a private prompt too, for who has its name."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        whole = capture_whole_out(session, model, captures.find(session, model, capture_name))
    return json_answer(request, whole)


@router.get("/{capture}/shown", response_model=ShownOut, responses=responses(409))
def get_shown(request: Request, database: DatabaseDep, model_name: ModelName, capture_name: CapturePath) -> Response:
    """The prompts whose rows are kept: rows of scores are their tokens, in this order."""
    with database.reading() as session:
        capture = captures.finished(session, models.ready_model(session, model_name), capture_name)
        shown = prompts.ids(session, captures.prompt_set(session, capture), 0, capture.n_shown)
    offsets = np.cumsum([0, *map(len, shown)]).tolist()
    return json_answer(request, ShownOut(offsets=offsets, ids=[id_ for ids in shown for id_ in ids]))


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
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        site = sites.site(session, model, capture_name, site_name)
        basis = basis_at(session, model, site, basis_name)
        last = min(first + COMPONENTS_PER_BLOCK - 1, basis.n_components) if last is None else last
        check_range(basis.name, basis.n_components, first, last)
        etag = caching.etag_of("site scores", check_version(v, basis, site), first, last)
        fresh = caching.cached(request, etag, v is not None)
        if fresh is not None:
            return fresh
        frame = frame_of(basis)
        chosen = frame.components[first - 1 : last]
        blocks = (frame.coordinates(rows, chosen) for rows in shown_rows(session, site))
        return answer(blocks, len(chosen), etag, v is not None)


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
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        site = sites.site(session, model, capture_name, site_name)
        basis = basis_at(session, model, site, basis_name)
        etag = caching.etag_of("site norms", check_version(v, basis, site))
        fresh = caching.cached(request, etag, v is not None)
        if fresh is not None:
            return fresh
        frame = frame_of(basis)
        centers = (frame.center, np.zeros(site.d))
        blocks = (squared_lengths(rows, centers, frame.scale) for rows in shown_rows(session, site))
        return answer(blocks, len(centers), etag, v is not None)


@router.get("/{capture}/sites/{site}/rows", response_class=Response, responses={**NPY, **responses(409)})
def get_site_rows(
    request: Request,
    database: DatabaseDep,
    model_name: ModelName,
    capture_name: CapturePath,
    site_name: SitePath,
    v: Version = None,
) -> Response:
    """The shown rows themselves, float32 (tokens, d), for a notebook. `v`: the site's checksum."""
    with database.reading() as session:
        site = sites.site(session, models.ready_model(session, model_name), capture_name, site_name)
        caching.check_version(v, site.checksum, f"What was captured at {site.name}")
        etag = caching.etag_of("site rows", site.checksum)
        fresh = caching.cached(request, etag, v is not None)
        return fresh or answer(shown_rows(session, site), site.d, etag, v is not None)


def shown_rows(session: Session, site: SiteRow) -> Iterator[Rows]:
    return (rows for _, rows in sites.rows(session, site))


def check_version(given: str | None, basis: Basis | SiteBasis, site: SiteRow) -> str:
    version = f"{basis.checksum}.{site.checksum}"
    caching.check_version(given, version, f"What {site.name} is in the basis {basis.name!r}")
    return version


def answer(blocks: Iterable[NDArray[np.floating]], k: int, etag: str, versioned: bool) -> Response:
    """Blocks of rows (…, k) as one array."""
    whole = list(blocks)
    body = npy.stacked(sum(map(len, whole)), k, whole)
    return Response(body, media_type=npy.MEDIA_TYPE, headers=caching.headers(etag, versioned))
