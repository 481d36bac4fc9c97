"""One process at a time works on a model."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy import text

from residview.precompute.steps import digest
from residview.store.session import Database


@contextmanager
def alone(database: Database, name: str, waiting: Callable[[str], None]) -> Iterator[None]:
    """Hold the model `name` against all others who would add, fit or remove it; the database lets go of a killed
    one's lock. `waiting` is told again and again while another holds it, and may raise to give up."""
    key = int(digest(["add", name])[:15], 16)
    with database.autocommit() as connection:
        while not connection.scalar(text("SELECT pg_try_advisory_lock(:key)"), {"key": key}):
            waiting(name)
            time.sleep(0.2)
        try:
            yield
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": key})
