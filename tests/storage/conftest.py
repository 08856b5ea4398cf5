"""A database to write to: a SQLite file of its own for every test, or the one that TEST_DATABASE_URL names, emptied."""

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import MetaData

from measures.calendar import BANGKOK
from storage import offices
from storage.database import Database, open_database
from storage.office_store import OfficeStore

NOW = datetime(2024, 11, 4, 9, 0, tzinfo=BANGKOK)


@pytest.fixture
def url(tmp_path: Path) -> str:
    return os.environ.get("TEST_DATABASE_URL") or f"sqlite:///{tmp_path / 'tidtam.db'}"


@pytest.fixture
def empty(url: str) -> Iterator[Database]:
    """Opened, with nothing in it at all."""
    opened = open_database(url)
    with opened.engine.begin() as connection:
        found = MetaData()
        found.reflect(connection)
        found.drop_all(connection)
    yield opened
    opened.close()


@pytest.fixture
def database(empty: Database) -> Database:
    empty.migrate()
    return empty


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture(scope="session")
def in_memory() -> Iterator[Database]:
    opened = open_database("sqlite://")
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture
def store(request: pytest.FixtureRequest) -> Iterator[OfficeStore]:
    """One office, in one transaction that is undone afterwards."""
    usual = "database" if "TEST_DATABASE_URL" in os.environ else "in_memory"
    database: Database = request.getfixturevalue(usual)
    with database.engine.connect() as connection:
        yield OfficeStore(connection, offices.add_office(connection, "takbai", "เทศบาลเมืองตากใบ", NOW))
        connection.rollback()
