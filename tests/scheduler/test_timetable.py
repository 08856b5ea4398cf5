"""The tick itself: at start, for every office, whatever another office or another replica does."""

import asyncio
import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from measures.calendar import BANGKOK
from scheduler.look import Look
from scheduler.timetable import TIMETABLE, Entry, Timetable, moments
from storage import people, plans
from storage.database import Database
from storage.office_store import OfficeStore
from storage.outbox import REMINDER
from storage.tables import duty, outbox
from storage.writer import Writer

Found: TypeAlias = Callable[[Connection, str], OfficeStore]

OPENING = datetime(2024, 10, 31, 8, 30, tzinfo=BANGKOK)


def with_reporter(found: Found, key: str, connection: Connection) -> int:
    store = found(connection, key)
    person = people.add_person(store, "จนท.", "chang", "", frozenset({"reporter"}), "th", OPENING)
    people.link_address(store, person, "web", f"{key}-chang", OPENING)
    return store.office_id


def reminders_in(connection: Connection) -> Counter[str]:
    return Counter(row.chat_id for row in connection.execute(select(outbox).where(outbox.c.cause == REMINDER)))


async def ticked(
    writer: Writer, *, times: int = 1, timetable: tuple[Entry, ...] = TIMETABLE, every: float = 60
) -> None:
    """Run a timetable until it has ticked that often."""
    done, left = asyncio.Event(), [times]

    def wake() -> None:
        left[0] -= 1
        if left[0] <= 0:
            done.set()

    running = Timetable(writer, lambda: OPENING, wake, timetable=timetable, every=every)
    await running.start()
    await asyncio.wait_for(done.wait(), 20)
    await running.stop()


def test_it_ticks_at_once_for_every_office(database: Database, found: Found) -> None:
    writer = Writer(database)
    writer.start()
    for key in ("takbai", "sungai-kolok"):
        writer.run_now(partial(with_reporter, found, key))
    asyncio.run(ticked(writer))
    assert writer.run_now(reminders_in) == {"takbai-chang": 1, "sungai-kolok-chang": 1}
    writer.stop()


def test_an_office_that_fails_stops_no_other(
    database: Database, found: Found, caplog: pytest.LogCaptureFixture
) -> None:
    def break_plan(connection: Connection) -> int:
        office_id = with_reporter(found, "broken", connection)
        plans.save_plan(OfficeStore(connection, office_id), 2568, "this is no plan", OPENING)
        return office_id

    writer = Writer(database)
    writer.start()
    broken = writer.run_now(break_plan)
    writer.run_now(partial(with_reporter, found, "takbai"))
    asyncio.run(ticked(writer))
    assert writer.run_now(reminders_in) == {"takbai-chang": 1}
    failed = {record.getMessage() for record in caplog.records if record.name == "scheduler.timetable"}
    assert f"the timetable's job failed: job=open periods office={broken}" in failed
    writer.stop()


def test_a_job_that_fails_undoes_itself_alone(database: Database, found: Found) -> None:
    def half(look: Look) -> None:
        people.add_person(look.store, "half-done", "", "", frozenset(), "th", look.now)
        raise RuntimeError("after half of it")

    writer = Writer(database)
    writer.start()
    office = writer.run_now(partial(with_reporter, found, "takbai"))
    asyncio.run(ticked(writer, timetable=(TIMETABLE[0], Entry("half", half), *TIMETABLE[1:])))
    assert writer.run_now(reminders_in) == {"takbai-chang": 1}
    names = writer.run_now(lambda connection: [p.name for p in people.people(OfficeStore(connection, office))])
    assert "half-done" not in names
    writer.stop()


def test_two_replicas_open_once_and_send_once(database: Database, found: Found) -> None:
    writers = [Writer(database), Writer(database)]
    for writer in writers:
        writer.start()
    writers[0].run_now(partial(with_reporter, found, "takbai"))

    async def both() -> None:
        await asyncio.gather(*(ticked(writer, times=3, every=0.02) for writer in writers))

    asyncio.run(both())
    assert writers[0].run_now(reminders_in) == {"takbai-chang": 1}
    rows = writers[0].run_now(lambda connection: connection.execute(select(duty)).all())
    assert len(rows) == len({(r.measure, r.division, r.section, r.period) for r in rows}) > 30
    for writer in writers:
        writer.stop()


def test_a_reminder_is_spoken_by_the_outbox_s_poll(database: Database, found: Found) -> None:
    """It waits for nobody's lease, and the person is named for whoever marks the address dead."""
    writer = Writer(database)
    writer.start()
    writer.run_now(partial(with_reporter, found, "takbai"))
    asyncio.run(ticked(writer))
    (row,) = writer.run_now(lambda connection: connection.execute(select(outbox)).all())
    assert row.try_at == OPENING and row.person_id is not None and row.reply_token == ""
    assert len(json.loads(row.messages)) == 1
    writer.stop()


def test_moments_are_the_mornings_between() -> None:
    after, until = datetime(2024, 10, 31, 8, 30, tzinfo=BANGKOK), datetime(2024, 11, 3, 8, 30, tzinfo=BANGKOK)
    assert [f"{m:%d %H:%M}" for m in moments(after, until)] == ["01 08:30", "02 08:30", "03 08:30"]
    assert list(moments(after, after)) == []
    assert list(moments(until, after)) == []


@given(
    after=st.datetimes(datetime(2024, 1, 1), datetime(2026, 1, 1), timezones=st.just(UTC)),
    hours=st.integers(0, 24 * 40),
)
def test_moments_lie_between_and_leave_out_no_day(after: datetime, hours: int) -> None:
    until = after + timedelta(hours=hours)
    found = list(moments(after, until))
    assert all(after < m <= until and (m.hour, m.minute) == (8, 30) for m in found)
    assert all(b - a == timedelta(days=1) for a, b in pairwise(found))
    ends = [after, *found, until]
    assert all(b - a <= timedelta(days=1) for a, b in pairwise(ends))
