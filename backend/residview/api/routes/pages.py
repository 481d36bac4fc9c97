"""The built frontend: one page for every address that shows a view."""

from collections.abc import Callable
from pathlib import Path

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from residview.api.caching import FOR_EVER
from residview.api.deps import DatabaseDep
from residview.api.page_head import Page, Said, telling
from residview.api.page_texts import of_embeddings, of_interventions, of_link, of_residuals
from residview.errors import NotFound, ResidviewError, UnknownPermalink
from residview.store.session import Database

# Plotly needs inline styles and draws its images from data: and blob: addresses; it needs no eval.
CONTENT_SECURITY_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; "
    "connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-cache",
}
# What may stand in any page: a view without controls, which can do nothing in anyone's name.
_EMBEDDED = _HEADERS | {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY.replace("frame-ancestors 'none'", "frame-ancestors *")
}
_NOT_BUILT = """<!doctype html><meta charset="utf-8"><title>Residview</title>
<p>The frontend is not built. Run <code>make demo</code>, or <code>npm --prefix frontend ci</code> and
<code>npm --prefix frontend run build</code>. The API is described at <a href="/openapi.json">/openapi.json</a>.</p>"""


class _Assets(StaticFiles):
    """Files whose names hold a hash of their content."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        if response.status_code == 200:
            response.headers["Cache-Control"] = FOR_EVER
        return response


def install(app: FastAPI, built: Path) -> None:
    router = APIRouter(include_in_schema=False)
    page = Page(built / "index.html")

    def answer(said: Said | None = None, status: int = 200, headers: dict[str, str] = _HEADERS) -> Response:
        html = page.html()
        if html is None:
            return HTMLResponse(_NOT_BUILT, status_code=503)
        return HTMLResponse(telling(html, said) if said else html, status_code=status, headers=headers)

    @router.get("/")
    def home() -> Response:
        return RedirectResponse("/embeddings")

    @router.get("/compare")
    @router.get("/guide")
    def plain() -> Response:
        return answer()

    @router.get("/embeddings")
    def embeddings(request: Request, database: DatabaseDep) -> Response:
        return telling_of(request, database, of_embeddings)

    @router.get("/residuals")
    def residuals(request: Request, database: DatabaseDep) -> Response:
        return telling_of(request, database, of_residuals)

    @router.get("/interventions")
    def interventions(request: Request, database: DatabaseDep) -> Response:
        return telling_of(request, database, of_interventions)

    def telling_of(request: Request, database: Database, said: Callable[[Request, Session], Said | None]) -> Response:
        try:
            with database.reading() as session:
                return answer(said(request, session))
        except (NotFound, OperationalError, PoolTimeout):
            return answer()  # the page says what is missing

    @router.get("/v/{slug}")
    def link(request: Request, database: DatabaseDep, slug: str) -> Response:
        return linked(request, database, slug, _HEADERS)

    @router.get("/embed/{slug}")
    def embedded(request: Request, database: DatabaseDep, slug: str) -> Response:
        return linked(request, database, slug, _EMBEDDED)

    def linked(request: Request, database: DatabaseDep, slug: str, headers: dict[str, str]) -> Response:
        try:
            with database.reading() as session:
                return answer(of_link(request, session, slug), headers=headers)
        except UnknownPermalink:
            return answer(status=404, headers=headers)
        except (ResidviewError, OperationalError, PoolTimeout):
            return answer(headers=headers)  # the page says what is wrong

    @router.get("/favicon.svg")
    @router.get("/favicon.ico")
    def favicon() -> Response:
        icon = built / "favicon.svg"
        return FileResponse(icon) if icon.is_file() else Response(status_code=204)

    app.include_router(router)
    app.mount("/assets", _Assets(directory=built / "assets", check_dir=False))
