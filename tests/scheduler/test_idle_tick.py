"""A minute in which nothing is due costs one look-up for the whole deployment, for it comes around all day long (S5)."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from functools import partial
from typing import TypeAlias

import pytest
from sqlalchemy import Connection, event, select

from measures.calendar import BANGKOK
from scheduler.next_looks import next_boundary
from scheduler.timetable import Entry, Timetable
from storage import people
from storage.database import Database
from storage.office_store import OfficeStore
from storage.tables import outbox
from storage.writer import Writer

Found: TypeAlias = Callable[[Connection, str], OfficeStore]

FOUNDED = datetime(2024, 10, 1, 9, tzinfo=BANGKOK)
OFFICES = ("takbai", "sungai-kolok", "waeng")


def staffed(found: Found, key: str, connection: Connection) -> None:
    store = found(connection, key)
    for division in ("chang", "khlang", "palad", "truat"):
        person = people.add_person(store, "จนท.", division, "", frozenset({"reporter"}), "th", FOUNDED)
        people.link_address(store, person, "web", f"{key}-{division}", FOUNDED)


@contextmanager
def noted(database: Database) -> Iterator[list[str]]:
    """The statements that are run meanwhile, without those that every transaction has on that database."""
    asked: list[str] = []

    def note(_: object, __: object, statement: str, *rest: object) -> None:
        if not statement.startswith(("BEGIN", "SELECT pg_current_xact_id_if_assigned")):
            asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(database.engine, "before_cursor_execute", note)


def owed(connection: Connection) -> int:
    """How many messages have been owed so far."""
    return len(connection.execute(select(outbox)).all())


def ticked(writer: Writer, moment: datetime) -> None:
    asyncio.run(Timetable(writer, lambda: moment, lambda: None).tick())


@pytest.fixture
def writer(database: Database, found: Found) -> Iterator[Writer]:
    """Of a deployment of three offices that have had the morning's reminders on 4 November 2024."""
    running = Writer(database)
    running.start()
    for key in OFFICES:
        running.run_now(partial(staffed, found, key))
    for moment in ("2024-10-31 08:30", "2024-11-04 08:30"):
        ticked(running, datetime.fromisoformat(moment).replace(tzinfo=BANGKOK))
    yield running
    running.stop()


@pytest.mark.parametrize("moment", ["2024-11-04 08:31", "2024-11-04 16:29", "2024-11-04 23:59"])
def test_an_idle_minute_is_one_look_up_for_all_offices(database: Database, writer: Writer, moment: str) -> None:
    with noted(database) as asked:
        ticked(writer, datetime.fromisoformat(moment).replace(tzinfo=BANGKOK))
    assert len(asked) <= 2
    assert [statement for statement in asked if statement.startswith(("INSERT", "UPDATE", "DELETE"))] == []


def test_somebody_new_is_looked_at_within_the_minute(database: Database, writer: Writer) -> None:
    def join(connection: Connection) -> None:
        store = OfficeStore(connection, 2)
        person = people.add_person(store, "ใหม่", "sueksa", "", frozenset({"reporter"}), "th", FOUNDED)
        people.link_address(store, person, "web", "new", FOUNDED)

    writer.run_now(join)
    before = writer.run_now(owed)
    ticked(writer, datetime(2024, 11, 4, 14, 0, tzinfo=BANGKOK))
    assert writer.run_now(owed) - before == 1


def test_a_morning_on_which_no_rung_comes_is_idle_as_well(database: Database, writer: Writer) -> None:
    with noted(database) as asked:
        ticked(writer, datetime(2024, 11, 5, 8, 30, tzinfo=BANGKOK))
        ticked(writer, datetime(2024, 11, 6, 8, 30, tzinfo=BANGKOK))
        ticked(writer, datetime(2024, 11, 7, 8, 30, tzinfo=BANGKOK))
    assert len(asked) <= 3
    before = writer.run_now(owed)
    ticked(writer, datetime(2024, 11, 8, 8, 30, tzinfo=BANGKOK))  # D-3
    assert writer.run_now(owed) - before == 4 * len(OFFICES)


def test_a_look_by_night_decides_nothing_for_the_morning() -> None:
    day = datetime(2024, 11, 4, tzinfo=BANGKOK)
    assert next_boundary(day) == day + timedelta(hours=8, minutes=30)
    assert next_boundary(day + timedelta(hours=8, minutes=29)) == day + timedelta(hours=8, minutes=30)
    assert next_boundary(day + timedelta(hours=8, minutes=30)) == day + timedelta(days=1)
    assert next_boundary(day + timedelta(hours=23, minutes=59)) == day + timedelta(days=1)


def test_a_program_that_has_just_begun_looks_everywhere(database: Database, writer: Writer) -> None:
    """It may have a job that the one before had not."""
    seen: list[int] = []
    timetable = (Entry("new", lambda look: seen.append(look.store.office_id)),)

    async def begun() -> None:
        done = asyncio.Event()
        running = Timetable(writer, lambda: datetime(2024, 11, 6, 3, tzinfo=BANGKOK), done.set, timetable=timetable)
        await running.start()
        await asyncio.wait_for(done.wait(), 20)
        await running.stop()

    asyncio.run(begun())
    assert sorted(seen) == [1, 2, 3]
