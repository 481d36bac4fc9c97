"""The schema's version: where it is, where it should be, and how to get there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import OperationalError

from residview.errors import DatabaseUnavailable, SchemaOutdated
from residview.settings import CHECKOUT, PACKAGE
from residview.store.session import Database


def _scripts() -> Path:
    installed = PACKAGE / "_alembic"
    return installed if installed.is_dir() else CHECKOUT / "alembic"


def config(database: Database | None = None) -> Config:
    made = Config()
    made.set_main_option("script_location", str(_scripts()))
    made.attributes["database"] = database
    return made


def head() -> str:
    revision = ScriptDirectory.from_config(config()).get_current_head()
    assert revision is not None, "no migrations found"
    return revision


def current(database: Database) -> str | None:
    """The revision the database is at; None when it is empty."""
    try:
        with database.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except OperationalError as error:
        raise DatabaseUnavailable(
            f"The database does not answer: {str(error.orig).strip()}. Check RESIDVIEW_DATABASE_URL "
            f"({database.engine.url.render_as_string(hide_password=True)}) and that the server runs."
        ) from error


def upgrade(database: Database) -> None:
    current(database)
    command.upgrade(config(database), "head")


def require_current(database: Database) -> str:
    """The schema's revision; refuses any but the newest, since a wrong one would fail later and worse."""
    at, wanted = current(database), head()
    if at == wanted:
        return wanted
    known = {script.revision for script in ScriptDirectory.from_config(config()).walk_revisions()}
    if at is not None and at not in known:
        raise SchemaOutdated(
            f"The database's schema is at {at!r}, which this Residview does not know: it was written by a newer "
            "one. Upgrade Residview, or point RESIDVIEW_DATABASE_URL or RESIDVIEW_HOME at another database."
        )
    raise SchemaOutdated(
        f"The database's schema is at {at or 'nothing'!r}, this Residview needs {wanted!r}. "
        "Run `residview db upgrade`."
    )
