"""Opening the database: its address, its promises about durability, and its schema."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from storage import office_locks, postgresql

__all__ = ["BadDatabase", "Connection", "Database", "open_database"]

MIGRATIONS = Path(__file__).parent / "migrations"
BUSY_TIMEOUT = 10
"""Seconds that a writer waits for another process's lock."""


class BadDatabase(Exception):
    """The database cannot be used; the message names DATABASE_URL and the mend."""


@dataclass(frozen=True, slots=True)
class Database:
    engine: Engine

    def migrate(self) -> None:
        """Bring the schema up to date. Raises `BadDatabase` for a schema newer than this program."""
        config = Config()
        config.set_main_option("script_location", str(MIGRATIONS))
        head = ScriptDirectory.from_config(config).get_current_head()
        try:
            with self.engine.begin() as connection:
                if connection.dialect.name == "postgresql":
                    office_locks.hold(connection, office_locks.SCHEMA)  # of two replicas that start, one changes it
                if MigrationContext.configure(connection).get_current_revision() == head:
                    return
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        except CommandError as problem:
            raise BadDatabase(
                f"DATABASE_URL: the database was made by a newer Tidtam ({problem}); run that version"
            ) from problem
        except SQLAlchemyError as problem:
            raise _refused(self.engine.url.render_as_string(hide_password=False), problem) from problem

    def close(self) -> None:
        self.engine.dispose()


def open_database(url: str) -> Database:
    """The database at `url`: sqlite:///relative.db, sqlite:////absolute.db, sqlite:// in memory, or
    postgresql://name:password@host/database.

    Raises `BadDatabase` for an address that cannot be read or opened.
    """
    try:
        address = _read(url)
        if address.get_backend_name() in ("postgresql", "postgres"):
            return _on_postgresql(postgresql.address_of(address))
        if address.get_backend_name() != "sqlite":
            raise ArgumentError("it begins with sqlite:// or postgresql://")
        options: dict[str, Any] = {"connect_args": {"timeout": BUSY_TIMEOUT, "check_same_thread": False}}
        if not address.database or address.database == ":memory:":
            options["poolclass"] = StaticPool
        else:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(address, hide_parameters=True, **options)  # they hold what people wrote
        event.listen(engine, "connect", _durable)
        event.listen(engine, "begin", _immediate)
        with engine.connect():
            return Database(engine)
    except postgresql.Unfit as problem:
        raise BadDatabase(f"DATABASE_URL: {problem}") from problem
    except (ArgumentError, ValueError) as problem:
        raise BadDatabase(f"DATABASE_URL is no database address: {problem}. Example: sqlite:///tidtam.db") from problem
    except (SQLAlchemyError, OSError) as problem:
        raise _refused(url, problem) from problem


def _read(url: str) -> URL:
    try:
        return make_url(url)
    except ValueError:  # whose words may be a part of the password
        raise ArgumentError("its port is no number (write @ : / in a password as %40 %3A %2F)") from None


def _on_postgresql(address: URL) -> Database:
    engine = create_engine(address, hide_parameters=True, **postgresql.OPTIONS)
    postgresql.listen(engine)
    try:
        with engine.connect() as connection:
            postgresql.check(connection)
        return Database(engine)
    except postgresql.Unfit:
        engine.dispose()
        raise


def _refused(url: str, problem: Exception) -> BadDatabase:
    address = make_url(url)
    shown = address.set(query={}).render_as_string(hide_password=True)  # what follows the ? may hold a password, too
    if address.get_backend_name() != "sqlite":
        return BadDatabase(f"DATABASE_URL: cannot open {shown}: {postgresql.mend(problem)}")
    reason = getattr(problem, "orig", None) or problem
    return BadDatabase(f"DATABASE_URL: cannot open {shown}: {reason}. Check the folder, its permissions and its space")


def _durable(connection: sqlite3.Connection, _: object) -> None:
    """A commit that returned is on the disk, and readers never wait for the writer."""
    connection.isolation_level = None  # SQLAlchemy's "begin" event below says BEGIN, not the driver
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _immediate(connection: Connection) -> None:
    """Take the writer's lock at once: a lock upgraded half-way fails instead of waiting."""
    connection.exec_driver_sql("BEGIN IMMEDIATE")
