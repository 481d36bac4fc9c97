"""Names: taking one, being known by it, taking it up again."""

from fastapi import APIRouter, Depends, Request, Response

from residview.api import person
from residview.api.deps import DatabaseDep
from residview.api.person import Held, PersonDep
from residview.api.problems import responses
from residview.api.rates import a_try, a_write
from residview.api.schemas_people import MeOut, NewPersonOut, PersonIn, PersonOut, RecoverIn

router = APIRouter(prefix="/people", tags=["people"], responses=responses(503))


@router.post("", status_code=201, dependencies=[Depends(a_write)], responses=responses(403, 409, 413, 422, 429))
def take_name(
    body: PersonIn, request: Request, response: Response, database: DatabaseDep, proof: PersonDep
) -> NewPersonOut:
    """Take a name that is free: this browser then holds it. No password; the recovery key is shown once."""
    with database.transaction() as session:
        held = person.take(session, proof, body.name)
    return _told(request, response, held)


@router.get("/me")
def get_me(request: Request, response: Response, database: DatabaseDep, proof: PersonDep) -> MeOut:
    """Who this browser is."""
    response.headers["Cache-Control"] = "no-store"
    with database.reading() as session:
        me = person.known(session, proof)
    if me is None or proof is None:
        return MeOut(me=None)
    person.give_cookie(request, response, f"{proof.id}.{proof.secret}")  # kept as long again
    return MeOut(me=PersonOut(name=me.name))


@router.post("/recover", dependencies=[Depends(a_try)], responses=responses(403, 409, 413, 422, 429))
def recover_name(
    body: RecoverIn, request: Request, response: Response, database: DatabaseDep, proof: PersonDep
) -> NewPersonOut:
    """Take up a name in this browser, with its recovery key. Whichever browser held it no longer does, and the key
    is spent: the answer holds the next one."""
    with database.transaction() as session:
        held = person.recover(session, proof, body.name, body.recovery_key)
    return _told(request, response, held)


@router.delete("/me", status_code=204, responses=responses(403))
def leave(response: Response) -> None:
    """This browser forgets its name; the name stays taken, and its recovery key takes it up again."""
    person.take_cookie(response)


def _told(request: Request, response: Response, held: Held) -> NewPersonOut:
    person.give_cookie(request, response, held.cookie)
    response.headers["Cache-Control"] = "no-store"
    return NewPersonOut(name=held.person.name, recovery_key=held.recovery_key)
