"""The server, its database and its links."""

from residview.errors.base import NotFound, ResidviewError


class StaleChecksum(ResidviewError):
    status = 409
    slug = "stale-checksum"
    title = "Changed since"


class NewerViewState(ResidviewError):
    status = 422
    slug = "newer-view-state"
    title = "View state of a newer version"

    def __init__(self, version: int, current: int) -> None:
        super().__init__(
            f"This view state has version {version}; this server reads versions up to {current}. "
            "Open it on a server with a newer Residview, or upgrade this one."
        )


class BodyTooLarge(ResidviewError):
    status = 413
    slug = "body-too-large"
    title = "Body too large"


class SchemaOutdated(ResidviewError):
    status = 503
    slug = "schema-outdated"
    title = "Database schema out of date"


class DatabaseUnavailable(ResidviewError):
    status = 503
    slug = "database-unavailable"
    title = "Database unavailable"


class UnknownPermalink(NotFound):
    slug = "unknown-permalink"
    title = "Unknown link"

    def __init__(self, slug: str) -> None:
        super().__init__(
            f"There is no link {slug!r} on this server. Check it for a missing character, "
            "or ask whoever sent it which server it was made on."
        )
