"""One office with its real plan of 2568 and nobody in it yet, and what one does to it day by day."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

import pytest
from sqlalchemy import Connection, select

import measures
from dialogue.messages import Message
from measures.calendar import BANGKOK
from measures.plan_file import read_plan
from scheduler.timetable import tick_office
from storage import divisions, duties, offices, people, plans
from storage.database import Database, open_database
from storage.duties import SUBMITTED
from storage.office_store import OfficeStore
from storage.outbox import REMINDER
from storage.tables import outbox
from tests.postgres import Databases

PLAN = (Path(measures.__file__).parent / "plans" / "takbai-2568.toml").read_text(encoding="utf-8")
FOUNDED = datetime(2024, 10, 1, 9, 0, tzinfo=BANGKOK)

Found: TypeAlias = Callable[[Connection, str], OfficeStore]
Join: TypeAlias = Callable[..., int]
Tick: TypeAlias = Callable[[str], None]
Told: TypeAlias = Callable[[], list[tuple[str, Message]]]
Finish: TypeAlias = Callable[[str], None]


def _found(connection: Connection, key: str) -> OfficeStore:
    plan = read_plan(PLAN)
    store = OfficeStore(connection, offices.add_office(connection, key, plan.office, FOUNDED))
    plans.save_plan(store, plan.fiscal_year, PLAN, FOUNDED)
    divisions.save_divisions(store, plan.divisions)
    return store


@pytest.fixture(scope="session")
def plan_text() -> str:
    return PLAN


@pytest.fixture(scope="session")
def found() -> Found:
    """An office of that key, with plan and divisions."""
    return _found


@pytest.fixture
def database(migrated_url: str) -> Iterator[Database]:
    opened = open_database(migrated_url)
    opened.migrate()
    yield opened
    opened.close()


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def shared(request: pytest.FixtureRequest) -> Iterator[Database]:
    """One of each kind with our schema, for all who undo what they do."""
    databases: Databases | None = request.getfixturevalue("postgresql") if request.param == "postgresql" else None
    url = databases.fresh() if databases else "sqlite://"
    opened = open_database(url)
    opened.migrate()
    yield opened
    opened.close()
    if databases:
        databases.drop(url)


@pytest.fixture
def store(shared: Database) -> Iterator[OfficeStore]:
    """The office, in one transaction that is undone afterwards."""
    with shared.engine.connect() as connection:
        yield _found(connection, "takbai")
        connection.rollback()


@pytest.fixture
def join(store: OfficeStore) -> Join:
    """A reporter of that division (and section), in a chat of their own named after it; their number."""

    def joined(division: str, section: str = "", language: str = "th", roles: str = "reporter") -> int:
        person = people.add_person(
            store, f"จนท. {division}", division, section, frozenset(roles.split()), language, FOUNDED
        )
        people.link_address(store, person, "web", section or division, FOUNDED)
        return person

    return joined


@pytest.fixture
def tick(store: OfficeStore) -> Tick:
    """One tick of the timetable at "2024-11-04 08:30", Bangkok."""
    return lambda moment: tick_office(store.connection, store.office_id, _at(moment))


@pytest.fixture
def told(store: OfficeStore) -> Told:
    """(chat, message) of the reminders owed since the last time this was asked."""
    seen: set[str] = set()

    def new() -> list[tuple[str, Message]]:
        rows = store.connection.execute(select(outbox).where(outbox.c.cause == REMINDER).order_by(outbox.c.created_at))
        fresh = [row for row in rows if row.id not in seen]
        seen.update(row.id for row in fresh)
        return [(row.chat_id, Message.from_json(found)) for row in fresh for found in json.loads(row.messages)]

    return new


@pytest.fixture
def finish(store: OfficeStore) -> Finish:
    """That division reports everything it is missing."""

    def finished(division: str) -> None:
        for duty in duties.missing(store):
            if duty.division == division:
                duties.set_state(store, duty, SUBMITTED)

    return finished


def _at(moment: str) -> datetime:
    return datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=BANGKOK)
