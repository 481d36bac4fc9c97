"""Whether the process runs, and whether it can answer."""

from fastapi import APIRouter

from residview import __version__
from residview.api.deps import DatabaseDep
from residview.api.problems import responses
from residview.api.schemas import HealthOut, ReadyOut
from residview.store import migrate

router = APIRouter(tags=["health"])


@router.get("/healthz")
async def healthz() -> HealthOut:
    """The process answers, also while every thread is busy."""
    return HealthOut(status="ok", version=__version__)


@router.get("/readyz", responses=responses(503))
def readyz(database: DatabaseDep) -> ReadyOut:
    """The database answers and its schema is the one this version needs."""
    revision = migrate.require_current(database)
    return ReadyOut(status="ready", database="ok", schema_revision=revision)
