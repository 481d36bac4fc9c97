"""Directions that people save: mixed, made of tokens, uploaded; what they say of them, and which saying is best."""

from typing import Annotated, Literal

from fastapi import APIRouter, Path, Query, Request, Response

from residview.api.deps import DatabaseDep, ModelName
from residview.api.problems import responses
from residview.api.schemas_people import DescriptionIn, DescriptionOut, VoteIn
from residview.api.schemas_saved import (
    DirectionNeighborsOut,
    DirectionSource,
    RenameIn,
    SavedListOut,
    SavedOut,
    SavedWholeOut,
    SaveIn,
)

SavedPath = Annotated[str, Path(alias="saved", description="a saved direction's name", max_length=100)]
DescriptionPath = Annotated[int, Path(alias="description", description="a description's number", ge=1, le=2**31 - 1)]

router = APIRouter(tags=["saved directions"], responses=responses(404, 503))


@router.get("/models/{model}/saved-directions")
def list_saved(
    database: DatabaseDep,
    model_name: ModelName,
    q: Annotated[str, Query(max_length=200, description="in title, owner or a description")] = "",
    mine: bool = False,
    space: Annotated[str | None, Query(max_length=40, description="`residual` or a site")] = None,
    first: Annotated[int, Query(ge=0, le=1_000_000)] = 0,
    n: Annotated[int, Query(ge=1, le=200)] = 50,
) -> SavedListOut:
    """Saved directions of these weights, the best described first."""
    raise NotImplementedError


@router.post("/models/{model}/saved-directions", status_code=201, responses=responses(401, 409, 413, 422, 429))
def save_direction(body: SaveIn, database: DatabaseDep, model_name: ModelName) -> SavedWholeOut:
    """Save a direction under one's own name."""
    raise NotImplementedError


@router.post(
    "/models/{model}/saved-directions/upload",
    status_code=201,
    responses=responses(401, 409, 413, 422, 429),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
)
async def upload_direction(
    request: Request,
    database: DatabaseDep,
    model_name: ModelName,
    title: Annotated[str, Query(min_length=1, max_length=100)],
    description: Annotated[str, Query(max_length=2000)] = "",
    site: Annotated[str | None, Query(max_length=40, description="whose space it lies in")] = None,
) -> SavedWholeOut:
    """Save the direction in a file: a JSON array, .npy (never a pickle) or .safetensors with one vector."""
    raise NotImplementedError


@router.get("/models/{model}/saved-directions/{saved}")
def get_saved(database: DatabaseDep, model_name: ModelName, saved_name: SavedPath) -> SavedWholeOut:
    """One, with all descriptions."""
    raise NotImplementedError


@router.patch("/models/{model}/saved-directions/{saved}", responses=responses(401, 403, 409, 422))
def rename_saved(body: RenameIn, database: DatabaseDep, model_name: ModelName, saved_name: SavedPath) -> SavedOut:
    """Rename one's own."""
    raise NotImplementedError


@router.delete("/models/{model}/saved-directions/{saved}", status_code=204, responses=responses(401, 403))
def delete_saved(database: DatabaseDep, model_name: ModelName, saved_name: SavedPath) -> None:
    """Take back one's own: lists no longer show it, links that were made of it do."""
    raise NotImplementedError


@router.get("/models/{model}/saved-directions/{saved}/vector", response_class=Response)
def download_saved(
    database: DatabaseDep,
    model_name: ModelName,
    saved_name: SavedPath,
    format: Literal["json", "npy", "safetensors"] = "npy",
) -> Response:
    """Its numbers, as a file."""
    raise NotImplementedError


@router.post("/models/{model}/direction-neighbors", responses=responses(422))
def direction_neighbors(
    body: DirectionSource,
    database: DatabaseDep,
    model_name: ModelName,
    k: Annotated[int, Query(ge=1, le=50)] = 10,
) -> DirectionNeighborsOut:
    """What lies nearest to a direction, saved or not: saved directions, components, tokens by W_U and W_E."""
    raise NotImplementedError


@router.put("/models/{model}/saved-directions/{saved}/description", responses=responses(401, 422, 429))
def describe(
    body: DescriptionIn, database: DatabaseDep, model_name: ModelName, saved_name: SavedPath
) -> DescriptionOut:
    """Say what one takes it to be; said again, it is changed, and votes on what was said before are dropped."""
    raise NotImplementedError


@router.delete("/models/{model}/saved-directions/{saved}/description", status_code=204, responses=responses(401))
def retract_description(database: DatabaseDep, model_name: ModelName, saved_name: SavedPath) -> None:
    """Take back what one said."""
    raise NotImplementedError


@router.put("/descriptions/{description}/vote", responses=responses(401, 422, 429))
def vote(body: VoteIn, database: DatabaseDep, description_id: DescriptionPath) -> DescriptionOut:
    """Vote up, down, or take the vote back."""
    raise NotImplementedError
