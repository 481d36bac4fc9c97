"""Finding points: by their strings, by what they are near to, two by two."""

import re
from typing import Annotated

import numpy as np
from fastapi import APIRouter, Path, Query, Request, Response
from sqlalchemy.orm import Session

from residview.api import caching, npy
from residview.api.deps import DatabaseDep, ModelName, PointSetName, Version
from residview.api.problems import responses
from residview.api.routes.measures import NPY
from residview.api.schemas_find import ClassesOut, HitsOut, Neighbor, NeighborsOut, PairOut
from residview.errors import BadPoints, NoDirection
from residview.numerics import chance, nearness
from residview.store import models, neighbors, points, search, vectors
from residview.store.tables import Model, PointSetRow
from residview.store.vectors import ROWS_WHILE_SERVING, Rows
from residview.vocabulary import Match, Metric, PointSet, TokenClass

Id = Annotated[int, Path(description="the point's id", examples=[262])]

router = APIRouter(prefix="/models/{model}", tags=["find"], responses=responses(404, 503))


@router.get("/tokens", responses=responses(422))
def search_tokens(
    database: DatabaseDep,
    model_name: ModelName,
    q: Annotated[str, Query(max_length=500, description="what to look for; spaces count")],
    match: Annotated[
        Match, Query(description="a regular expression is RE2's, which never blows up")
    ] = Match.SUBSTRING,
    case: Annotated[bool, Query(description="upper and lower case differ")] = True,
) -> HitsOut:
    """All tokens whose string matches."""
    with database.reading() as session:
        ids = search.tokens(session, models.ready_model(session, model_name), q, match, case)
        return HitsOut(q=q, match=match, total=len(ids), ids=ids)


@router.get(
    "/classes/tokens",
    response_model=ClassesOut,
    responses={304: {"description": "unchanged since the ETag in If-None-Match"}, **responses(409)},
)
def get_classes(
    request: Request, response: Response, database: DatabaseDep, model_name: ModelName, v: Version = None
) -> ClassesOut | Response:
    """What each token's string is made of. `v` is the point set's checksum; the answer is revalidated all the same."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        tokens = models.point_set(model, PointSet.TOKENS)
        caching.check_version(v, tokens.checksum, "The point set 'tokens'")
        of = search.classes(model)
    # The checksum names the strings; which class each is in may still change with a later version.
    etag = caching.weak(caching.etag_of("classes", tokens.checksum, of.hex(), *TokenClass))
    fresh = caching.cached(request, etag, versioned=False)
    if fresh is not None:
        return fresh
    response.headers.update(caching.headers(etag, versioned=False))
    return ClassesOut(classes=list(TokenClass), of=list(of))


@router.get("/neighbors/{point_set}/{id}", responses=responses(422))
def get_neighbors(
    database: DatabaseDep,
    model_name: ModelName,
    point_set_name: PointSetName,
    id: Id,
    among: Annotated[str, Query(alias="in", max_length=100, description="the point set to search")] = "tokens",
    k: Annotated[int, Query(ge=1, le=200, description="how many")] = 20,
    metric: Annotated[Metric, Query(description="near by which measure")] = Metric.COSINE,
    exact: Annotated[bool, Query(description="compare every row, rather than ask the index")] = False,
) -> NeighborsOut:
    """The nearest points in the full space."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        own, point = _point(session, model, point_set_name, id)
        other = models.point_set(model, among)
        points.check_widths(own, other)
        if metric is Metric.COSINE:
            _check_length(own, id, point)
        near, index = neighbors.candidates(session, other, point, k + 1, metric, exact)
        if own.id == other.id:
            near = [each for each in near if each != id]
        rows = np.concatenate([np.empty((0, other.d)), *vectors.pick(session, other.id, near)])
    cosine, distance = nearness.cosines(rows, point), nearness.distances(rows, point)
    nearest = np.lexsort((np.array(near), -cosine if metric is Metric.COSINE else distance))[:k]
    return NeighborsOut(
        point_set=own.name,
        id=id,
        among=other.name,
        metric=metric,
        search="index" if index else "scan",
        neighbors=[Neighbor(id=near[i], cosine=cosine[i], distance=distance[i]) for i in nearest.tolist()],
    )


@router.get("/cosine/{point_set}/{id}", response_class=Response, responses={**NPY, **responses(409, 422)})
def get_cosine(
    request: Request,
    database: DatabaseDep,
    model_name: ModelName,
    point_set_name: PointSetName,
    id: Id,
    among: Annotated[str, Query(alias="in", max_length=100, description="the point set to compare with")] = "tokens",
    v: Version = None,
) -> Response:
    """The cosine of one point with every row of a point set, shape (points, 1). A row of length 0 has cosine 0.

    `v` is the checksum of the point's set and of the other, with a dot between."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        own, point = _point(session, model, point_set_name, id)
        other = models.point_set(model, among)
        points.check_widths(own, other)
        _check_length(own, id, point)
        version = f"{own.checksum}.{other.checksum}"
        caching.check_version(v, version, f"The point set {own.name!r} or {other.name!r}")
        etag = caching.etag_of("cosine", version, id)
        fresh = caching.cached(request, etag, v is not None)
        if fresh is not None:
            return fresh
        blocks = vectors.read(session, other.id, size=ROWS_WHILE_SERVING)
        body = npy.stacked(other.n, 1, (nearness.cosines(block, point)[:, None] for block in blocks))
    return Response(body, media_type=npy.MEDIA_TYPE, headers=caching.headers(etag, v is not None))


@router.get("/pair", responses=responses(422))
def get_pair(
    database: DatabaseDep,
    model_name: ModelName,
    a: Annotated[str, Query(description="a point set and an id", examples=["tokens:262"], max_length=120)],
    b: Annotated[str, Query(description="a point set and an id", examples=["positions:5"], max_length=120)],
) -> PairOut:
    """Cosine and distance of two points."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        (set_a, id_a), (set_b, id_b) = _named("a", a), _named("b", b)
        of_a, point_a = _point(session, model, set_a, id_a)
        of_b, point_b = _point(session, model, set_b, id_b)
    points.check_widths(of_a, of_b)
    _check_length(of_a, id_a, point_a)
    _check_length(of_b, id_b, point_b)
    low, high = chance.cosine_range(of_a.d)
    return PairOut(
        cosine=nearness.cosines(point_a[None], point_b)[0],
        distance=nearness.distances(point_a[None], point_b)[0],
        norm_a=float(np.linalg.norm(point_a.astype(np.float64))),
        norm_b=float(np.linalg.norm(point_b.astype(np.float64))),
        chance_low=low,
        chance_high=high,
    )


def _point(session: Session, model: Model, name: str, id_: int) -> tuple[PointSetRow, Rows]:
    point_set = models.point_set(model, name)
    return point_set, points.row(session, point_set, id_)


def _check_length(point_set: PointSetRow, id_: int, point: Rows) -> None:
    if not point.any():
        raise NoDirection(
            f"The row {id_} of the {point_set.name} has length 0: it points nowhere and has no cosine with anything."
        )


def _named(field: str, value: str) -> tuple[str, int]:
    found = re.fullmatch(r"(.+):(-?[0-9]+)", value)
    if found is None:
        raise BadPoints(f"{field} is {value!r}. Give a point set, a colon and an id, such as tokens:262.")
    return found.group(1), int(found.group(2))
