"""Directions that people save: mixed, made of tokens, uploaded."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from sqlalchemy.orm import Session

from residview.api import caching
from residview.api.deps import DatabaseDep, ModelName
from residview.api.direction_neighbors import neighbors
from residview.api.directions_from import Resolved, from_values, resolve
from residview.api.person import PersonDep, known, require
from residview.api.problems import responses
from residview.api.rates import a_write
from residview.api.schemas_people import DescriptionOut
from residview.api.schemas_saved import (
    DirectionNeighborsOut,
    DirectionSource,
    RenameIn,
    SavedListOut,
    SavedOut,
    SavedWholeOut,
    SaveIn,
    ValuesSource,
)
from residview.api.texts import Lines, Title
from residview.api.vector_files import Format, read_vector, written
from residview.errors import BadDirection, NotYours
from residview.residuals_state import SiteName
from residview.store import descriptions, models, saved
from residview.store.descriptions import Summary
from residview.store.tables import Model
from residview.store.tables_people import Person, SavedDirection

SavedPath = Annotated[
    str, Path(alias="saved", description="a saved direction's name", examples=["v-k3w9q2hd7m"], max_length=100)
]

_FILE: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "the unit vector (d,) in float64; of .safetensors, the tensor `direction`",
        "content": {
            kind: {"schema": {"type": "string", "format": "binary"}}
            for kind in ("application/x-npy", "application/octet-stream")
        }
        | {"application/json": {"schema": {"type": "array", "items": {"type": "number"}}}},
    },
    304: {"description": "unchanged since the ETag in If-None-Match"},
}
_A_DIRECTION = "A direction"

router = APIRouter(prefix="/models/{model}", tags=["saved directions"], responses=responses(404, 503))
_WRITES = [Depends(a_write)]


@router.get("/saved-directions", responses=responses(422))
def list_saved(
    database: DatabaseDep,
    model_name: ModelName,
    proof: PersonDep,
    q: Annotated[str, Query(max_length=200, description="in title, owner or a description")] = "",
    mine: Annotated[bool, Query(description="one's own alone")] = False,
    space: Annotated[str | None, Query(max_length=40, description="`residual` or a site")] = None,
    first: Annotated[int, Query(ge=0, le=1_000_000, description="how many to pass over")] = 0,
    n: Annotated[int, Query(ge=1, le=200, description="how many at most")] = 50,
) -> SavedListOut:
    """Saved directions of these weights, the best described first."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        me = known(session, proof)
        if mine and me is None:
            return SavedListOut(directions=[], total=0)
        found, total = saved.search(session, model, q.strip(), me if mine else None, space, first, n)
        said = descriptions.summaries(session, found, me)
        return SavedListOut(directions=[_out(each, said[each.name], me) for each in found], total=total)


@router.post(
    "/saved-directions", status_code=201, responses=responses(401, 403, 409, 413, 422, 429), dependencies=_WRITES
)
def save_direction(body: SaveIn, database: DatabaseDep, model_name: ModelName, proof: PersonDep) -> SavedWholeOut:
    """Save a direction under one's own name."""
    with database.transaction() as session:
        me = require(session, proof, _A_DIRECTION)
        model = models.ready_model(session, model_name)
        found = resolve(session, model, body.source)
        # Numbers are kept once, as the vector.
        origin = {} if isinstance(body.source, ValuesSource) else body.source.model_dump(mode="json")
        return _saved(session, model, me, found, origin, body.title, body.description)


async def _file(request: Request) -> bytes:
    """A body of a kind that no other site's form can send."""
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/octet-stream":
        raise BadDirection("Send the file as it is, with the header Content-Type: application/octet-stream.")
    return await request.body()


@router.post(
    "/saved-directions/upload",
    status_code=201,
    responses=responses(401, 403, 409, 413, 422, 429),
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
        }
    },
    dependencies=_WRITES,
)
def upload_direction(
    file: Annotated[bytes, Depends(_file)],
    database: DatabaseDep,
    model_name: ModelName,
    proof: PersonDep,
    title: Annotated[Title, Query(min_length=1, max_length=100, description="what to call it")],
    description: Annotated[Lines, Query(max_length=2000, description="what one takes it to be")] = "",
    site: Annotated[
        SiteName | None, Query(description="whose space it lies in; the residual stream's if none")
    ] = None,
) -> SavedWholeOut:
    """Save the direction in a file: a JSON array, .npy (never a pickle) or .safetensors with one vector."""
    with database.transaction() as session:
        me = require(session, proof, _A_DIRECTION)
        model = models.ready_model(session, model_name)
        found = from_values(session, model, read_vector(file), site)
        return _saved(session, model, me, found, {}, title, description)


@router.get("/saved-directions/{saved}")
def get_saved(database: DatabaseDep, model_name: ModelName, saved_name: SavedPath, proof: PersonDep) -> SavedWholeOut:
    """One, with all descriptions."""
    with database.reading() as session:
        found = saved.find(session, models.ready_model(session, model_name), saved_name)
        return _whole(session, found, known(session, proof))


@router.patch("/saved-directions/{saved}", responses=responses(401, 403, 409, 413, 422, 429), dependencies=_WRITES)
def rename_saved(
    body: RenameIn, database: DatabaseDep, model_name: ModelName, saved_name: SavedPath, proof: PersonDep
) -> SavedOut:
    """Rename one's own."""
    with database.transaction() as session:
        me = require(session, proof, _A_DIRECTION)
        found = _own(session, model_name, saved_name, me)
        saved.rename(session, found, body.title)
        return _out(found, descriptions.summaries(session, [found], me)[found.name], me)


@router.delete("/saved-directions/{saved}", status_code=204, responses=responses(401, 403, 429), dependencies=_WRITES)
def delete_saved(database: DatabaseDep, model_name: ModelName, saved_name: SavedPath, proof: PersonDep) -> None:
    """Take back one's own: lists no longer show it, links that were made of it do."""
    with database.transaction() as session:
        me = require(session, proof, _A_DIRECTION)
        saved.take_back(session, _own(session, model_name, saved_name, me))


@router.get("/saved-directions/{saved}/vector", response_class=Response, responses={**_FILE, **responses(422)})
def download_saved(
    request: Request,
    database: DatabaseDep,
    model_name: ModelName,
    saved_name: SavedPath,
    format: Annotated[Format, Query(description="of the file")] = "npy",
) -> Response:
    """Its numbers, as a file that can be uploaded again."""
    with database.reading() as session:
        found = saved.find(session, models.ready_model(session, model_name), saved_name)
        etag = caching.etag_of("vector", found.checksum, format)
        fresh = caching.cached(request, etag, versioned=False)
        if fresh is not None:
            return fresh
        file = written(saved.vector(found), format)
    told = {
        "Content-Disposition": f'attachment; filename="{found.name}.{format}"',
        "X-Content-Type-Options": "nosniff",
    }
    return Response(file.body, media_type=file.media_type, headers=told | caching.headers(etag, versioned=False))


@router.post("/direction-neighbors", responses=responses(403, 413, 422))
def direction_neighbors(
    body: DirectionSource,
    database: DatabaseDep,
    model_name: ModelName,
    k: Annotated[int, Query(ge=1, le=50, description="how many of each kind")] = 10,
) -> DirectionNeighborsOut:
    """What lies nearest to a direction, saved or not: saved directions, components, tokens by W_U and W_E."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        return neighbors(session, model, body, resolve(session, model, body), k)


@router.post("/direction-vector", response_class=Response, responses={200: _FILE[200], **responses(403, 413, 422)})
def direction_vector(
    body: DirectionSource,
    database: DatabaseDep,
    model_name: ModelName,
    format: Annotated[Format, Query(description="of the file")] = "npy",
) -> Response:
    """Any direction's numbers as a file, saved or not."""
    with database.reading() as session:
        found = resolve(session, models.ready_model(session, model_name), body)
    file = written(found.vector, format)
    return Response(file.body, media_type=file.media_type, headers={"X-Content-Type-Options": "nosniff"})


def _own(session: Session, model_name: str, name: str, me: Person) -> SavedDirection:
    found = saved.find_listed(session, models.ready_model(session, model_name), name)
    if found.owner_id != me.id:
        raise NotYours(f"{found.title!r} was saved by {found.owner.name}: only they may rename it or take it back.")
    return found


def _saved(
    session: Session, model: Model, me: Person, found: Resolved, origin: dict[str, Any], title: str, description: str
) -> SavedWholeOut:
    kept = saved.save(session, model, me, title, found.space, found.norm, found.vector, origin)
    if description:
        descriptions.describe(session, kept, me, description)
    return _whole(session, kept, me)


def _whole(session: Session, direction: SavedDirection, me: Person | None) -> SavedWholeOut:
    told = descriptions.told(session, direction, me)
    own = next((each for each in told if each.mine), None)
    short = _out(direction, Summary(told[0] if told else None, own, len(told)), me)
    said = [DescriptionOut.model_validate(each) for each in told]
    return SavedWholeOut(**dict(short), descriptions=said)


def _out(direction: SavedDirection, said: Summary, me: Person | None) -> SavedOut:
    return SavedOut.model_validate(
        {
            "name": direction.name,
            "title": direction.title,
            "owner": direction.owner.name,
            "mine": me is not None and me.id == direction.owner_id,
            "taken_back": direction.deleted_at is not None,
            "space": direction.space,
            "d": direction.d,
            "norm": direction.norm,
            "source": direction.origin or None,
            "checksum": direction.checksum,
            "best": said.best,
            "own": said.own,
            "n_descriptions": said.n,
            "created_at": direction.created_at,
        }
    )
