"""Who may write: this server's own pages, and programs."""

from starlette.types import ASGIApp, Receive, Scope, Send

from residview.api.problems import from_error
from residview.errors import FromElsewhere

_READS = frozenset({"GET", "HEAD", "OPTIONS"})


class OwnPagesOnly:
    """Refuses what another site's page makes a browser write (Sec-Fetch-Site; programs and old browsers send none).

    Cookies are SameSite=Lax and would not come along; this also keeps what needs no cookie from being used so."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] not in _READS:
            site = dict(scope["headers"]).get(b"sec-fetch-site", b"none")
            if site in (b"cross-site", b"same-site"):
                error = FromElsewhere(
                    "A page of another site asked for this. Only this server's own pages may change what is kept "
                    "here; programs ask it directly."
                )
                await from_error(error)(scope, receive, send)
                return
        await self.app(scope, receive, send)
