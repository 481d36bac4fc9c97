"""The built frontend: one page for every address that shows a view."""

from pathlib import Path
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from residview.api import links, provenance
from residview.api.caching import FOR_EVER
from residview.api.deps import DatabaseDep
from residview.api.page_head import Page, Said, telling
from residview.api.view_checks import completed
from residview.errors import NotFound, ResidviewError, UnknownPermalink
from residview.store import bases, models, permalinks
from residview.view_state import ViewState

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
        try:
            with database.reading() as session:
                return answer(_said_of_basis(request, session))
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
                return answer(_said_of_link(request, session, slug), headers=headers)
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


def _said_of_link(request: Request, session: Session, slug: str) -> Said:
    link = links.opened(session, permalinks.find(session, slug))
    state, found = link.state, link.found
    if found.model is not None and found.basis is not None:
        made = " · ".join(provenance.lines(state, found.model, found.basis))
    else:
        made = " ".join(found.differences)
    title = link.stored.title or f"{state.model} · {state.basis}"
    return Said(
        title=title,
        description=link.stored.note or made,
        url=_absolute(request, f"v/{link.stored.slug}"),
        image=_absolute(request, f"api/v1/permalinks/{link.stored.slug}/preview.png"),
        image_says=f"Scatter plot in three dimensions. {title}: {made}",
    )


def _said_of_basis(request: Request, session: Session) -> Said | None:
    """Of what the address asks for, or of what the page shows first."""
    asked = request.query_params
    known = models.ready_models(session)
    if not known:
        return None
    model = models.ready_model(session, asked.get("model", known[0].name))
    here = [basis.name for basis in bases.bases(session, model)]
    first = "positions" if "positions" in here else here[0] if here else ""
    basis = bases.basis(session, model, asked.get("basis", first))
    made = " · ".join(provenance.lines(completed(ViewState(model=model.name, basis=basis.name), basis), model, basis))
    title = f"{model.name} · {provenance.basis_title(basis)}"
    theme = "light" if asked.get("theme") == "light" else "dark"
    picture = f"api/v1/models/{quote(model.name, '')}/bases/{quote(basis.name, '')}/preview.png?theme={theme}"
    return Said(
        title=title,
        description=f"Positional and token embeddings in three components. {made}",
        url=str(request.url),
        image=_absolute(request, picture),
        image_says=f"Scatter plot in three dimensions. {title}: {made}",
    )


def _absolute(request: Request, path: str) -> str:
    return f"{request.base_url}{path}"
