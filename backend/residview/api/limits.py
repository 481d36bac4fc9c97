"""The largest body that is read."""

from contextlib import suppress

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from residview.api.problems import from_error
from residview.errors import BodyTooLarge


class BodyLimit:
    """Refuses a body over `limit` bytes before it is in memory, whether or not it declares its length."""

    def __init__(self, app: ASGIApp, limit: int) -> None:
        self.app = app
        self.limit = limit

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        declared = dict(scope["headers"]).get(b"content-length", b"0")
        if not declared.isdigit() or int(declared) > self.limit:
            await self._refuse(scope, receive, send)
            return
        read = 0

        async def counted() -> Message:
            nonlocal read
            message = await receive()
            read += len(message.get("body", b""))
            if read > self.limit:
                raise _TooLarge
            return message

        async def unless_refused(message: Message) -> None:
            # FastAPI answers 400 to whatever goes wrong while it reads a body.
            if read <= self.limit:
                await send(message)

        with suppress(_TooLarge):
            await self.app(scope, counted, unless_refused)
        if read > self.limit:
            await self._refuse(scope, receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send) -> None:
        error = BodyTooLarge(f"The body is larger than the {self.limit:,} bytes this server takes.")
        await from_error(error)(scope, receive, send)


class _TooLarge(Exception):
    pass
