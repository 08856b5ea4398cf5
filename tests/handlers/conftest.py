"""The sample office, new for every test: one database a run, and each test's changes are undone."""

from collections.abc import Iterator

import pytest

from bot import sample_office
from storage.database import Database, open_database
from storage.office_store import OfficeStore
from tests.bot.scripted import NOW


@pytest.fixture(scope="session")
def founded() -> Iterator[tuple[Database, int]]:
    """(database, office): nobody has joined, nothing has been opened."""
    database = open_database("sqlite://")
    database.migrate()
    with database.engine.begin() as connection:
        office = sample_office.create(connection, NOW)
    yield database, office
    database.close()


@pytest.fixture
def store(founded: tuple[Database, int]) -> Iterator[OfficeStore]:
    database, office = founded
    with database.engine.connect() as connection:
        yield OfficeStore(connection, office)
        connection.rollback()
