"""Looking only when something may be due finds all that looking always finds, at the very same moments."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TypeAlias

import pytest
from sqlalchemy import Connection, event, select

from measures.calendar import BANGKOK
from scheduler.timetable import Timetable, tick_office
from storage import people
from storage.database import Database, open_database
from storage.office_store import OfficeStore
from storage.tables import duty, job, outbox
from storage.writer import Writer

Found: TypeAlias = Callable[[Connection, str], OfficeStore]
FOUNDED = datetime(2024, 10, 1, 9, tzinfo=BANGKOK)
FIRST, DAYS = date(2024, 10, 1), 460
"""Through the year, its end, and all the weeks in which the report is compiled."""


def moments() -> Iterator[datetime]:
    for number in range(DAYS):
        for at in (time(), time(8, 30), time(13), time(17)):
            yield datetime.combine(FIRST + timedelta(days=number), at, BANGKOK)


def staffed(found: Found, connection: Connection) -> None:
    """Two who never report, a head, and the legal officer."""
    store = found(connection, "takbai")
    for chat, division, role in (
        ("chang", "chang", "reporter"), ("truat", "truat", "reporter"), ("head", "chang", "head"),
        ("officer", "palad", "legal_officer"),
    ):  # fmt: skip
        person = people.add_person(store, chat, division, "", frozenset({role}), "th", FOUNDED)
        people.link_address(store, person, "web", chat, FOUNDED)


def all_that_came(database: Database) -> list[tuple[object, ...]]:
    with database.engine.begin() as connection:
        said = [(r.created_at, r.chat_id, r.cause, r.messages) for r in connection.execute(select(outbox))]
        done = [(r.created_at, r.kind, str(r.payload)) for r in connection.execute(select(job))]
        opened = [(r.opened_at, r.period, r.division, r.measure) for r in connection.execute(select(duty))]
    return sorted([*said, *done, *opened], key=str)


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Database]:
    """Of one kind, for it shall find what `database` of either kind finds."""
    opened = open_database(f"sqlite:///{tmp_path / 'other.db'}")
    yield opened
    opened.close()


@pytest.mark.slow
@pytest.mark.parametrize("migrated_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)], indirect=True)
def test_nothing_comes_later_for_looking_less(database: Database, other: Database, found: Found) -> None:
    always, less = other, database
    for one in (always, less):
        one.migrate()
        with one.engine.begin() as connection:
            staffed(found, connection)
    looks = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if statement.startswith("UPDATE look SET until"):
            looks.append(statement)

    event.listen(less.engine, "before_cursor_execute", note)
    writer = Writer(less)
    writer.start()

    async def through_the_year() -> None:
        for moment in moments():
            await Timetable(writer, lambda now=moment: now, lambda: None).tick()  # type: ignore[misc]
            with always.engine.begin() as connection:
                tick_office(connection, 1, moment)

    asyncio.run(through_the_year())
    came = all_that_came(less)
    assert came == all_that_came(always)
    assert len(came) > 500
    assert len(looks) < DAYS
    writer.stop()
