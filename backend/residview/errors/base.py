"""What all expected failures are."""

from collections.abc import Iterable


class ResidviewError(Exception):
    """An expected failure; `status` is what HTTP calls it."""

    status = 400
    slug = "bad-request"
    title = "Bad request"
    #: Seconds after which to try again, where that may help.
    retry_after = 5


class NotFound(ResidviewError):
    status = 404
    slug = "not-found"
    title = "Not found"


def having(names: Iterable[str], what: str) -> str:
    listed = ", ".join(sorted(names))
    return f"{what}: {listed}." if listed else f"{what}: none yet."
