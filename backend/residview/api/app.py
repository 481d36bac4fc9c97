"""The API. It imports neither torch nor TransformerLens: what needs a forward pass was stored by a worker."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from threading import Event

from anyio import CapacityLimiter, to_thread
from fastapi import FastAPI
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware

from residview import __version__
from residview.api import problems
from residview.api.head import HeadAsGet
from residview.api.limits import BodyLimit
from residview.api.origins import OwnPagesOnly
from residview.api.rates import Rates
from residview.api.routes import (
    bases,
    captures,
    descriptions,
    directions,
    find,
    fits,
    health,
    interventions,
    measures,
    models,
    pages,
    people,
    permalinks,
    previews,
    prompts,
    runs,
    saved,
    site_directions,
    sums,
)
from residview.api.schemas import Problem
from residview.settings import Settings
from residview.store.session import Database

_DESCRIPTION = """Where a transformer keeps position and where it keeps meaning.

A **model** has **point sets** (`positions`, `tokens`) and **bases**; **scores** are a point set written in a basis.
Scores travel as `.npy`: `numpy.load` reads them. Errors are `application/problem+json` (RFC 9457)."""


def create_app(settings: Settings, database: Database | None = None) -> FastAPI:
    """The application around an open database; without one it only describes itself."""

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        # More threads than connections would only wait for one, each with a heap of its own.
        to_thread.current_default_thread_limiter().total_tokens = settings.pool_size
        # Pictures are drawn one at a time, so that their memory is needed once.
        app.state.drawing = CapacityLimiter(1)
        app.state.watching = CapacityLimiter(1)
        yield

    app = FastAPI(
        lifespan=lifespan,
        # FastAPI's pages for these load their scripts from a CDN; the document itself is ours.
        docs_url=None,
        redirect_slashes=False,
        redoc_url=None,
        title="Residview",
        version=__version__,
        description=_DESCRIPTION,
        license_info={"name": "MIT", "identifier": "MIT"},
    )
    app.state.settings = settings
    app.state.database = database
    app.state.rates = Rates(settings.writes_per_minute)
    # Set by who runs the server: streams that might last for hours end then.
    app.state.stopping = Event()
    embeddings = (models, bases, fits, measures, find, directions, sums, permalinks, previews)
    residuals = (prompts, captures, site_directions, saved, descriptions, interventions, runs, people)
    for noun in (*embeddings, *residuals):
        app.include_router(noun.router, prefix="/api/v1")
    app.include_router(health.router)
    pages.install(app, settings.frontend_dir)
    problems.install(app)
    # Scores are float32 noise: 8 % smaller for a hundred times the work. Labels and JSON gain. Lines of progress
    # are too short to.
    uncompressed = (*DEFAULT_EXCLUDED_CONTENT_TYPES, "application/x-npy", "application/x-ndjson")
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5, exclude_content_types=uncompressed)
    app.add_middleware(BodyLimit, limit=settings.max_body_bytes)
    app.add_middleware(OwnPagesOnly)
    app.add_middleware(HeadAsGet)
    _describe_problems(app)
    return app


def _describe_problems(app: FastAPI) -> None:
    """Put Problem into the document, in place of FastAPI's own error shape."""
    described = app.openapi

    def openapi() -> dict[str, object]:
        document = described()
        schemas = document["components"]["schemas"]
        schemas.pop("HTTPValidationError", None)
        schemas.pop("ValidationError", None)
        schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
        for path in document["paths"].values():
            for operation in path.values():
                if "422" in operation["responses"]:
                    operation["responses"]["422"] = problems.responses(422)[422]
        return document

    app.openapi = openapi  # type: ignore[method-assign]


def openapi_json() -> str:
    """The OpenAPI document as it is committed."""
    return json.dumps(create_app(Settings()).openapi(), indent=2, ensure_ascii=False) + "\n"
