"""Strong ETags, and caching for ever only where the address names the content."""

import hashlib

from fastapi import Request, Response

from residview.errors import StaleChecksum

FOR_EVER = "public, max-age=31536000, immutable"
REVALIDATE = "public, no-cache"
A_DAY = "public, max-age=86400"


def etag_of(*parts: str | int) -> str:
    """A strong ETag made of checksums and arguments."""
    return f'"{hashlib.sha256(" ".join(map(str, parts)).encode()).hexdigest()[:32]}"'


def weak(etag: str) -> str:
    """For answers that are compressed on their way: the same content, not the same bytes."""
    return f"W/{etag}"


def check_version(given: str | None, checksum: str, what: str) -> None:
    """Refuse an address that names content which is no longer here, rather than answer with other numbers."""
    if given is not None and given != checksum:
        raise StaleChecksum(
            f"{what} has changed: v={given[:12]}… was asked for, v={checksum[:12]}… is here. "
            "Ask for it without `v`, or load the page again."
        )


def cached(request: Request, etag: str, versioned: bool) -> Response | None:
    """304 where the client has it already."""
    return Response(status_code=304, headers=headers(etag, versioned)) if held(request, etag) else None


def held(request: Request, etag: str) -> bool:
    """The client has it already."""
    known = [each.strip().removeprefix("W/") for each in request.headers.get("if-none-match", "").split(",")]
    return etag.removeprefix("W/") in known or "*" in known


def headers(etag: str, versioned: bool) -> dict[str, str]:
    return {"ETag": etag, "Cache-Control": FOR_EVER if versioned else REVALIDATE}
