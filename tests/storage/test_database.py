"""Opening, migrating, and what is said when that cannot be done."""

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import event, inspect, text

from storage.database import BadDatabase, Database, open_database
from storage.tables import metadata


def test_a_fresh_database_is_what_the_tables_say(database: Database) -> None:
    with database.engine.begin() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []
        assert set(inspect(connection).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_a_second_migration_changes_nothing_and_only_looks(database: Database) -> None:
    said: list[str] = []
    event.listen(database.engine, "before_cursor_execute", lambda c, cursor, statement, *rest: said.append(statement))
    database.migrate()
    assert not [
        statement for statement in said if statement.split()[0] in ("CREATE", "ALTER", "INSERT", "UPDATE", "DROP")
    ]
    assert len(said) < 10


def test_a_schema_of_a_newer_version_is_refused_kindly(database: Database) -> None:
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(BadDatabase, match=r"DATABASE_URL.*newer Tidtam") as problem:
        database.migrate()
    assert "9999" in str(problem.value)
    with database.engine.begin() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "9999"


def test_a_migration_that_fails_leaves_nothing_behind(empty: Database) -> None:
    with empty.engine.begin() as connection:
        connection.execute(text("CREATE TABLE submission (id INTEGER PRIMARY KEY)"))  # in the way of the first schema
    with pytest.raises(BadDatabase, match="DATABASE_URL"):
        empty.migrate()
    with empty.engine.begin() as connection:
        assert inspect(connection).get_table_names() == ["submission"]


def test_every_row_but_the_office_carries_its_office() -> None:
    assert [name for name, table in metadata.tables.items() if "office_id" not in table.c] == ["office"]
    assert all(not t.c.office_id.nullable for t in metadata.tables.values() if "office_id" in t.c)


def test_sqlite_promises_what_we_promise(tmp_path: Path) -> None:
    database = open_database(f"sqlite:///{tmp_path / 'a' / 'b' / 'tidtam.db'}")
    with database.engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        }
    database.close()
    assert found == {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}


def test_a_writer_in_another_process_is_waited_for_not_met_with_an_error(tmp_path: Path) -> None:
    """BEGIN IMMEDIATE: the lock is taken at once, so that nobody's lock fails to be upgraded half-way."""
    database = open_database(f"sqlite:///{tmp_path / 'tidtam.db'}")
    with database.engine.begin():
        other = sqlite3.connect(tmp_path / "tidtam.db", timeout=0)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")
        other.close()
    database.close()


BAD = [
    "",
    "tidtam.db",
    "nonsense://x",
    "postgresql+nosuchdriver://u:geheim@localhost/db",
    "postgresql://u:geheim@localhost:port/db",
    "sqlite:////dev/null/tidtam.db",
    "sqlite:////proc/nowhere/tidtam.db",
    "sqlite:////",
]


@pytest.mark.parametrize("url", BAD)
def test_a_bad_address_is_refused_and_the_setting_named(url: str) -> None:
    with pytest.raises(BadDatabase, match=r"^DATABASE_URL") as problem:
        open_database(url)
    assert "geheim" not in str(problem.value)


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes("จดหมายถึงนายก".encode() * 100)
    with pytest.raises(BadDatabase, match=r"^DATABASE_URL"):
        open_database(f"sqlite:///{path}").migrate()
