"""Names: taking one, being known by it, taking it up again."""

from fastapi import APIRouter, Response

from residview.api.deps import DatabaseDep
from residview.api.problems import responses
from residview.api.schemas_people import MeOut, NewPersonOut, PersonIn, PersonOut, RecoverIn

router = APIRouter(prefix="/people", tags=["people"], responses=responses(503))


@router.post("", status_code=201, responses=responses(409, 413, 422, 429))
def take_name(body: PersonIn, response: Response, database: DatabaseDep) -> NewPersonOut:
    """Take a name that is free: this browser then holds it. No password; the recovery key is shown once."""
    raise NotImplementedError


@router.get("/me")
def get_me(database: DatabaseDep) -> MeOut:
    """Who this browser is."""
    raise NotImplementedError


@router.post("/recover", responses=responses(403, 413, 422, 429))
def recover_name(body: RecoverIn, response: Response, database: DatabaseDep) -> PersonOut:
    """Take up a name in another browser, with its recovery key."""
    raise NotImplementedError


@router.delete("/me", status_code=204)
def leave(response: Response) -> None:
    """This browser forgets its name; the name stays taken."""
    raise NotImplementedError
