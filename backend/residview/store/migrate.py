"""The schema's version: where it is, where it should be, and how to get there.

Alembic is imported only to migrate: a server asks two questions of it that need no library.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import inspect, text

from residview.errors import SchemaOutdated
from residview.settings import CHECKOUT, PACKAGE
from residview.store.session import Database

if TYPE_CHECKING:
    from alembic.config import Config


def _scripts() -> Path:
    installed = PACKAGE / "_alembic"
    return installed if installed.is_dir() else CHECKOUT / "alembic"


def config(database: Database | None = None) -> "Config":
    """Alembic's configuration, with the database for env.py to use."""
    from alembic.config import Config

    made = Config()
    made.set_main_option("script_location", str(_scripts()).replace("%", "%%"))
    made.attributes["database"] = database
    return made


def revisions() -> list[str]:
    """All revisions, oldest first: a migration's file is named by its revision, which begins with its date."""
    return sorted(path.stem for path in (_scripts() / "versions").glob("*.py"))


def head() -> str:
    return revisions()[-1]


def current(database: Database) -> str | None:
    """The revision the database is at; None when it is empty."""
    with database.engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(text("SELECT version_num FROM alembic_version"))
        return found


def upgrade(database: Database) -> None:
    """Migrate to the newest revision; does nothing where it is there."""
    if current(database) == head():
        return
    from alembic import command

    command.upgrade(config(database), "head")


def require_current(database: Database) -> str:
    """The schema's revision; refuses any but the newest, since a wrong one would fail later and worse."""
    at, wanted = current(database), head()
    if at == wanted:
        return wanted
    if at is not None and at not in revisions():
        raise SchemaOutdated(
            f"The database's schema is at {at!r}, which this Residview does not know: it was written by a newer "
            "one. Upgrade Residview, or point RESIDVIEW_DATABASE_URL or RESIDVIEW_HOME at another database."
        )
    raise SchemaOutdated(
        f"The database's schema is at {at or 'nothing'!r}, this Residview needs {wanted!r}. "
        "Run `residview db upgrade`."
    )
