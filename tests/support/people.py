"""Browsers of different people, before one server."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from fastapi.testclient import TestClient

_numbers = count(1)


def a_name() -> str:
    """One that nobody has taken in this run."""
    return f"Person {next(_numbers)}"


@contextmanager
def browser(client: TestClient, name: str | None = None) -> Iterator[TestClient]:
    """A browser of its own before the same server, which holds a name if one is given."""
    with TestClient(client.app, raise_server_exceptions=False) as own:
        if name is not None:
            taken = own.post("/api/v1/people", json={"name": name})
            assert taken.status_code == 201, taken.text
        yield own
