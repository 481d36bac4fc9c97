"""Alembic's entry: migrates the database that Residview hands over."""

from alembic import context
from sqlalchemy import text

from residview.store import tables_people, tables_runs  # noqa: F401 - their tables are part of the metadata
from residview.store.tables import Base

# Any number: one migration at a time, whoever starts it.
MIGRATION_LOCK = 7226_0001


def include_name(name: str | None, type_: str, _parents: object) -> bool:
    """Partitions of `vectors` come and go with their point sets; procrastinate's tables are its own."""
    return not (type_ == "table" and name is not None and name.startswith(("vectors_", "procrastinate_")))


def run() -> None:
    database = context.config.attributes["database"]
    with database.engine.begin() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            compare_type=True,
            compare_server_default=True,
            include_name=include_name,
        )
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": MIGRATION_LOCK})
        connection.execute(text("SET LOCAL lock_timeout = '10s'"))
        context.run_migrations()


run()
