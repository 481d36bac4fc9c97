"""Who asks: a name, and a secret in a cookie that proves it (docs/decisions/0016-a-name-and-a-secret.md)."""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request, Response
from fastapi.security import APIKeyCookie
from sqlalchemy.orm import Session

from residview.api.texts import folded
from residview.errors import HasName, NameTaken, NeedsName, WrongKey
from residview.store import people
from residview.store.names import ALPHABET
from residview.store.tables_people import Person

COOKIE = "residview_person"
#: Browsers keep none longer; each visit begins the time anew.
_SECONDS_KEPT = 400 * 24 * 3600
_KEY_GROUPS, _KEY_GROUP = 7, 4

_cookie = APIKeyCookie(
    name=COOKIE, auto_error=False, description="who this browser is: set by taking a name, read by no script"
)


@dataclass(frozen=True)
class PersonProof:
    """What a browser shows; nothing is proven until it is held against what is stored."""

    id: int
    secret: str


def _proof(cookie: Annotated[str | None, Depends(_cookie)]) -> PersonProof | None:
    return _read(cookie)


#: As a route's parameter. It asks no database: that is for `known` and `require`, in the route's own session.
PersonDep = Annotated[PersonProof | None, Depends(_proof)]


def person_of(request: Request, session: Session) -> Person | None:
    """Who asks, if anyone that is known."""
    return known(session, _read(request.cookies.get(COOKIE)))


def known(session: Session, proof: PersonProof | None) -> Person | None:
    """The person that a proof proves."""
    if proof is None:
        return None
    person = people.with_secret(session, proof.id)
    return person if person is not None and _same(_hash(proof.secret), person.secret_hash) else None


def require(session: Session, proof: PersonProof | None, what: str) -> Person:
    """The same; `what` begins the sentence that says why a name is needed. Raises NeedsName."""
    person = known(session, proof)
    if person is None:
        raise NeedsName(what)
    return person


@dataclass(frozen=True)
class Held:
    """A person, and what only their browser and their notes hold."""

    person: Person
    cookie: str
    recovery_key: str


def take(session: Session, proof: PersonProof | None, name: str) -> Held:
    """Take a name that is free. Raises HasName or NameTaken."""
    holds = known(session, proof)
    if holds is not None:
        raise HasName(holds.name)
    secret, key = secrets.token_urlsafe(32), _new_key()
    person = people.take(session, name, folded(name), _hash(secret), _hash_of_key(key))
    if person is None:
        raise NameTaken(
            f"The name {name!r} is taken. If it is yours, take it up in this browser with its recovery key; "
            "else choose another."
        )
    return Held(person, f"{person.id}.{secret}", key)


def recover(session: Session, proof: PersonProof | None, name: str, key: str) -> Held:
    """Take up a name with its recovery key: other browsers lose their hold on it, and the key is a new one.

    Raises HasName or WrongKey."""
    person = people.to_recover(session, folded(name))
    if person is None or not _same(_hash_of_key(key), person.recovery_hash):
        raise WrongKey(name)
    holds = known(session, proof)
    if holds is not None and holds.id != person.id:
        raise HasName(holds.name)
    secret, key = secrets.token_urlsafe(32), _new_key()
    person.secret_hash, person.recovery_hash = _hash(secret), _hash_of_key(key)
    return Held(person, f"{person.id}.{secret}", key)


def give_cookie(request: Request, response: Response, value: str) -> None:
    response.set_cookie(
        COOKIE,
        value,
        max_age=_SECONDS_KEPT,
        path="/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="lax",
    )


def take_cookie(response: Response) -> None:
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax")


def _read(cookie: str | None) -> PersonProof | None:
    id_, dot, secret = (cookie or "").partition(".")
    # As a column holds it, and no longer than `take` makes it.
    if not (dot and id_.isascii() and id_.isdigit() and len(id_) < 10 and len(secret) < 100):
        return None
    return PersonProof(int(id_), secret)


def _new_key() -> str:
    """28 letters of 31, 138 bits, in groups that can be copied by hand."""
    groups = ["".join(secrets.choice(ALPHABET) for _ in range(_KEY_GROUP)) for _ in range(_KEY_GROUPS)]
    return "-".join(groups)


def _hash(secret: str) -> bytes:
    """SHA-256. What is random with so many bits cannot be guessed from a fast hash; slow ones are for passwords."""
    return hashlib.sha256(secret.encode()).digest()


def _hash_of_key(key: str) -> bytes:
    return _hash("".join(character for character in key.lower() if character.isalnum()))


def _same(a: bytes, b: bytes) -> bool:
    return hmac.compare_digest(a, b)
