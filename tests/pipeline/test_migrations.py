from collections.abc import Callable

import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import text

from residview.errors import SchemaOutdated
from residview.settings import Settings
from residview.store import migrate
from residview.store.session import Database, open_database


def test_the_tables_are_what_the_migrations_make(database: Database) -> None:
    command.check(migrate.config(database))


def test_our_head_is_alembics(database: Database) -> None:
    scripts = ScriptDirectory.from_config(migrate.config())
    assert migrate.head() == scripts.get_current_head()
    assert migrate.revisions() == [script.revision for script in scripts.walk_revisions()][::-1]
    assert migrate.current(database) == migrate.head()


def test_down_and_up_again(new_database: Callable[[str], Settings]) -> None:
    database = open_database(new_database("ladder"))
    migrate.upgrade(database)
    command.downgrade(migrate.config(database), "base")
    migrate.upgrade(database)
    assert migrate.require_current(database) == migrate.head()
    database.close()


def test_an_old_schema_is_refused_with_the_command_that_mends_it(new_database: Callable[[str], Settings]) -> None:
    database = open_database(new_database("old"))
    with pytest.raises(SchemaOutdated, match="residview db upgrade"):
        migrate.require_current(database)
    database.close()


def test_a_newer_schema_is_refused_and_left_alone(fresh: Database) -> None:
    with fresh.transaction() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '2099_01_01_fly'"))
    with pytest.raises(SchemaOutdated, match=r"'2099_01_01_fly'.*newer"):
        migrate.require_current(fresh)
