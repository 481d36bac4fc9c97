"""Every error as `application/problem+json`: what was wrong, with which value, and what to do."""

import logging
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from starlette.exceptions import HTTPException

from residview.api.schemas import Problem
from residview.errors import DatabaseUnavailable, ResidviewError
from residview.problems import BUG, NO_DATABASE, told

log = logging.getLogger("residview")

MEDIA_TYPE = "application/problem+json"

_TITLES = {400: "Unreadable request", 404: "Not found", 405: "Method not allowed"}


def problem(
    status: int,
    slug: str,
    title: str,
    detail: str,
    errors: list[dict[str, Any]] | None = None,
    headers: dict[str, str] | None = None,
) -> JSONResponse:
    body = Problem(type=f"urn:residview:problem:{slug}", title=title, status=status, detail=detail, errors=errors)
    return JSONResponse(body.model_dump(exclude_none=True), status_code=status, media_type=MEDIA_TYPE, headers=headers)


def from_error(error: ResidviewError) -> JSONResponse:
    headers = {"Retry-After": str(error.retry_after)} if error.status in (429, 503) else None
    return problem(error.status, error.slug, error.title, str(error), headers=headers)


def within_an_answer(error: Exception, doing: str) -> Problem:
    """The problem of an answer that has begun; the log keeps what was not expected of `doing`."""
    return Problem(**told(error, doing))


def responses(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """For the OpenAPI document: these statuses answer with a problem."""
    content = {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}}
    descriptions = {
        400: "The body could not be read.",
        401: "This needs a name: take one with POST /api/v1/people.",
        403: "This is another person's, or another site asked.",
        404: "There is no such thing here; the detail lists what there is.",
        409: "`v` names content that is no longer here, or a name is taken.",
        413: "The body is larger than this server takes.",
        422: "A value is out of range or of the wrong form; the detail names it.",
        429: "Too much at once; try again after the seconds in Retry-After.",
        503: "The database does not answer; try again after the seconds in Retry-After.",
    }
    return {status: {"description": descriptions[status], "content": content} for status in statuses}


def install(app: FastAPI) -> None:
    @app.exception_handler(ResidviewError)
    def expected(_request: Request, error: ResidviewError) -> JSONResponse:
        return from_error(error)

    @app.exception_handler(OperationalError)
    @app.exception_handler(PoolTimeout)
    def no_database(_request: Request, error: Exception) -> JSONResponse:
        log.error("database unavailable: %s", error)
        return from_error(DatabaseUnavailable(NO_DATABASE))

    @app.exception_handler(RequestValidationError)
    def invalid(_request: Request, error: RequestValidationError) -> JSONResponse:
        details = [
            {
                "field": ".".join(map(str, each["loc"])),
                "message": each["msg"],
                "value": _short(each.get("input")),
            }
            for each in error.errors()
        ]
        sentences = "; ".join(f"{each['field']}: {each['message']} (got {each['value']})" for each in details[:5])
        return problem(422, "invalid", "Invalid value", f"{sentences}.", details[:50])

    @app.exception_handler(HTTPException)
    def http(request: Request, error: HTTPException) -> JSONResponse:
        title = _TITLES.get(error.status_code, "Error")
        detail = f"{request.method} {request.url.path}: {error.detail}. The API is described at /openapi.json."
        headers = dict(error.headers) if error.headers else None
        return problem(error.status_code, title.lower().replace(" ", "-"), title, detail, headers=headers)

    @app.exception_handler(Exception)
    def bug(request: Request, error: Exception) -> JSONResponse:
        log.exception("%s %s failed", request.method, request.url.path, exc_info=error)
        return problem(500, "bug", "A bug", BUG)


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}…"
