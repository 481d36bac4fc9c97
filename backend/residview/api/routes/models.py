"""Models and the labels of their points."""

import json

from fastapi import APIRouter, Request, Response

from residview.api import caching
from residview.api.deps import DatabaseDep, ModelName, PointSetName, Version
from residview.api.problems import responses
from residview.api.schemas import ModelOut, ModelsOut
from residview.store import models, points, sums

router = APIRouter(tags=["models"], responses=responses(503))


@router.get("/models")
def list_models(database: DatabaseDep) -> ModelsOut:
    """All models on this server, in the order they were added."""
    with database.reading() as session:
        return ModelsOut(models=[ModelOut.model_validate(model) for model in models.ready_models(session)])


@router.get("/models/{model}", responses=responses(404))
def get_model(database: DatabaseDep, model_name: ModelName) -> ModelOut:
    """One model."""
    with database.reading() as session:
        return ModelOut.model_validate(models.ready_model(session, model_name))


@router.get(
    "/models/{model}/labels/{point_set}",
    response_class=Response,
    responses={
        200: {
            "description": "the labels; a label's index is its point's id",
            "content": {
                "application/json": {
                    "schema": {"type": "array", "items": {"type": "string"}},
                    "example": ["<|endoftext|>", "!", '"'],
                }
            },
        },
        304: {"description": "unchanged since the ETag in If-None-Match"},
        **responses(404, 409, 422),
    },
)
def get_labels(
    request: Request,
    database: DatabaseDep,
    model_name: ModelName,
    point_set_name: PointSetName,
    v: Version = None,
) -> Response:
    """What each point of a point set is called. A byte that is no character by itself reads as `\\xe2`.

    `v` is the point set's checksum. The name of a prompt's sums stands for a point set."""
    with database.reading() as session:
        model = models.ready_model(session, model_name)
        point_set = points.find(session, model, point_set_name)
        caching.check_version(v, point_set.checksum, f"The point set {point_set.name!r}")
        etag = caching.weak(caching.etag_of("labels", point_set.checksum))
        fresh = caching.cached(request, etag, v is not None)
        if fresh is not None:
            return fresh
        if point_set.stored is None:
            strings = sums.labels(session, model, sums.find(session, model, point_set_name))
            body = json.dumps(strings, ensure_ascii=False, separators=(",", ":")).encode()
        else:
            body = models.labels(session, point_set.stored.id)
    return Response(body, media_type="application/json", headers=caching.headers(etag, v is not None))
