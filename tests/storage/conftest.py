"""A database to write to, of both kinds, each test's own; and an office in one that they share."""

from collections.abc import Iterator
from datetime import datetime

import pytest

from measures.calendar import BANGKOK
from storage import offices
from storage.database import Database, open_database
from storage.office_store import OfficeStore
from tests.postgres import Databases

NOW = datetime(2024, 11, 4, 9, 0, tzinfo=BANGKOK)


@pytest.fixture
def empty(url: str) -> Iterator[Database]:
    """Opened, with nothing in it at all."""
    opened = open_database(url)
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
def shared_sqlite() -> Iterator[Database]:
    opened = open_database("sqlite://")
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def shared_postgresql(postgresql: Databases) -> Iterator[Database]:
    made = postgresql.fresh()
    opened = open_database(made)
    yield opened
    opened.close()
    postgresql.drop(made)


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest) -> Iterator[OfficeStore]:
    """One office, in one transaction that is undone afterwards."""
    database: Database = request.getfixturevalue(f"shared_{request.param}")
    with database.engine.connect() as connection:
        yield OfficeStore(connection, offices.add_office(connection, "takbai", "เทศบาลเมืองตากใบ", NOW))
        connection.rollback()
