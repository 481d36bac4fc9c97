"""Pictures of views, drawn on the server, for previews of links."""

from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Query, Request, Response

from residview.api import caching, previews
from residview.api.deps import BasisName, DatabaseDep, ModelName, Slug
from residview.api.problems import responses
from residview.vocabulary import Theme

_PNG: dict[int | str, dict[str, Any]] = {
    200: {"content": {"image/png": {"schema": {"type": "string", "format": "binary"}}}},
    304: {"description": "unchanged since the ETag in If-None-Match"},
    **responses(404, 422, 503),
}

router = APIRouter()

# Those that wait for their turn to draw hold neither a thread nor a connection: hence `async`.


@router.get(
    "/permalinks/{slug}/preview.png",
    response_class=Response,
    responses={**_PNG, **responses(422)},
    tags=["permalinks"],
)
async def get_preview(request: Request, database: DatabaseDep, slug: Slug) -> Response:
    """A picture of the view, 1200 x 630, for previews of the link."""
    picture = await to_thread.run_sync(previews.stored, database, slug)
    if picture is None:
        picture = await to_thread.run_sync(previews.of_link, database, slug, limiter=request.app.state.drawing)
    etag = caching.etag_of("preview", previews.checksum(picture))
    return _held(request, etag) or _png(picture, etag)


@router.get("/models/{model}/bases/{basis}/preview.png", response_class=Response, responses=_PNG, tags=["bases"])
async def get_basis_preview(
    request: Request,
    database: DatabaseDep,
    model_name: ModelName,
    basis_name: BasisName,
    theme: Annotated[Theme, Query(description="of the picture")] = Theme.DARK,
) -> Response:
    """A picture of a basis as it is first seen, 1200 x 630."""
    version = await to_thread.run_sync(previews.version_of_basis, database, model_name, basis_name)
    etag = caching.etag_of("preview", version, theme)
    if (fresh := _held(request, etag)) is not None:
        return fresh
    limiter = request.app.state.drawing
    made = await to_thread.run_sync(previews.of_basis, database, model_name, basis_name, theme, limiter=limiter)
    return _png(made, etag)


def _held(request: Request, etag: str) -> Response | None:
    return Response(status_code=304, headers=_headers(etag)) if caching.held(request, etag) else None


def _png(picture: bytes, etag: str) -> Response:
    return Response(picture, media_type="image/png", headers=_headers(etag))


def _headers(etag: str) -> dict[str, str]:
    return {"ETag": etag, "Cache-Control": caching.A_DAY}
