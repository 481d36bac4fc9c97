"""Finding points: by their strings, by what they are near to, two by two."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from residview.api.deps import DatabaseDep, ModelName, PointSetName, Version
from residview.api.problems import responses
from residview.api.routes.measures import NPY
from residview.api.schemas_find import ClassesOut, HitsOut, NeighborsOut, PairOut
from residview.vocabulary import Match, Metric

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
    raise NotImplementedError


@router.get("/classes/tokens", responses=responses(409))
def get_classes(
    request: Request, response: Response, database: DatabaseDep, model_name: ModelName, v: Version = None
) -> ClassesOut:
    """What each token's string is made of. `v` is the point set's checksum."""
    raise NotImplementedError


@router.get("/neighbors/{point_set}/{id}", responses=responses(422))
def get_neighbors(
    database: DatabaseDep,
    model_name: ModelName,
    point_set_name: PointSetName,
    id: int,
    among: Annotated[str, Query(alias="in", max_length=100, description="the point set to search")] = "tokens",
    k: Annotated[int, Query(ge=1, le=200)] = 20,
    metric: Metric = Metric.COSINE,
    exact: Annotated[bool, Query(description="compare every row, rather than ask the index")] = False,
) -> NeighborsOut:
    """The nearest points in the full space."""
    raise NotImplementedError


@router.get("/cosine/{point_set}/{id}", response_class=Response, responses={**NPY, **responses(409, 422)})
def get_cosine(
    request: Request,
    database: DatabaseDep,
    model_name: ModelName,
    point_set_name: PointSetName,
    id: int,
    among: Annotated[str, Query(alias="in", max_length=100, description="the point set to compare with")] = "tokens",
    v: Version = None,
) -> Response:
    """The cosine of one point with every row of a point set, shape (points, 1). A row of length 0 has cosine 0.

    `v` is the checksum of the point's set and of the other, with a dot between."""
    raise NotImplementedError


@router.get("/pair", responses=responses(422))
def get_pair(
    database: DatabaseDep,
    model_name: ModelName,
    a: Annotated[str, Query(description="a point set and an id", examples=["tokens:262"], max_length=120)],
    b: Annotated[str, Query(description="a point set and an id", examples=["positions:5"], max_length=120)],
) -> PairOut:
    """Cosine and distance of two points."""
    raise NotImplementedError
