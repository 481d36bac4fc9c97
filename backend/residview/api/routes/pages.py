"""The built frontend: one page for every address that shows a view."""

from pathlib import Path

from fastapi import APIRouter, FastAPI, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from residview.api.caching import FOR_EVER

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

    @router.get("/")
    def home() -> Response:
        return RedirectResponse("/embeddings")

    @router.get("/embeddings")
    @router.get("/v/{slug}")
    def page() -> Response:
        index = built / "index.html"
        if not index.is_file():
            return HTMLResponse(_NOT_BUILT, status_code=503)
        return FileResponse(index, headers=_HEADERS)

    @router.get("/favicon.svg")
    @router.get("/favicon.ico")
    def favicon() -> Response:
        icon = built / "favicon.svg"
        return FileResponse(icon) if icon.is_file() else Response(status_code=204)

    app.include_router(router)
    app.mount("/assets", _Assets(directory=built / "assets", check_dir=False))
