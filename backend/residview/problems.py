"""A failure in the words of RFC 9457: for answers, and for runs that failed before anyone asked."""

import logging
from typing import Any

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from residview.errors import DatabaseUnavailable, ResidviewError

log = logging.getLogger("residview")

NO_DATABASE = "The database does not answer. Try again in a few seconds."
BUG = "Residview failed to answer; the server's log says where."


def told(error: Exception, doing: str) -> dict[str, Any]:
    """What is told of an error; the log keeps what was not expected of `doing`."""
    if isinstance(error, OperationalError | PoolTimeout):
        log.error("database unavailable: %s", error)
        error = DatabaseUnavailable(NO_DATABASE)
    if not isinstance(error, ResidviewError):
        log.error("%s failed", doing, exc_info=error)
        return {"type": "urn:residview:problem:bug", "title": "A bug", "status": 500, "detail": BUG}
    kind = f"urn:residview:problem:{error.slug}"
    return {"type": kind, "title": error.title, "status": error.status, "detail": str(error)}
