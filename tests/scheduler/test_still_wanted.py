"""What waited is asked about once more before it is sent: never after the need, never outside the hours (S3, S4, S5)."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from typing import TypeAlias

import pytest
from sqlalchemy import Connection, select
from sqlalchemy.exc import DBAPIError

from measures.calendar import BANGKOK
from scheduler.still_wanted import still_wanted
from scheduler.timetable import tick_office
from storage import absences, holidays, outbox, outcomes, people, plans
from storage.database import Database
from storage.office_store import OfficeStore
from storage.outbox import QUEUED, SENT, TRYING, UNKNOWN, WITHDRAWN, Owed
from storage.tables import outbox as table
from storage.writer import Writer

Join: TypeAlias = Callable[..., int]
Tick: TypeAlias = Callable[[str], None]
Finish: TypeAlias = Callable[[str], None]
Found: TypeAlias = Callable[[Connection, str], OfficeStore]
LEASE = timedelta(seconds=60)


def at(moment: str) -> datetime:
    return datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=BANGKOK)


def sent_at(store: OfficeStore, moment: str) -> list[str]:
    """The chats to which a poll at that moment sends."""
    waiting = outbox.take_waiting(store.connection, at(moment), LEASE)
    found = still_wanted(store.connection, waiting, at(moment))
    return [row.chat_id for row in found if outcomes.begin_try(store.connection, row.id, "")]


def states(store: OfficeStore) -> list[str]:
    return [row.state for row in store.connection.execute(select(table).order_by(table.c.created_at, table.c.chat_id))]


def test_in_the_hours_it_is_sent(store: OfficeStore, join: Join, tick: Tick) -> None:
    join("chang")
    tick("2024-10-31 08:30")
    assert sent_at(store, "2024-10-31 16:29") == ["chang"]
    assert states(store) == [TRYING]


def test_reported_meanwhile_is_withdrawn(store: OfficeStore, join: Join, tick: Tick, finish: Finish) -> None:
    join("chang")
    join("khlang")
    tick("2024-10-31 08:30")
    finish("chang")
    assert sent_at(store, "2024-10-31 08:31") == ["khlang"]
    assert states(store) == [WITHDRAWN, TRYING]


@pytest.mark.parametrize("moment", ["2024-10-31 16:30", "2024-10-31 23:59", "2024-11-01 08:29"])
def test_past_the_hours_it_is_put_off_and_written_afresh(
    store: OfficeStore, join: Join, tick: Tick, moment: str
) -> None:
    join("chang")
    tick("2024-10-31 16:00")
    assert sent_at(store, moment) == []
    tick("2024-11-01 08:30")
    assert sent_at(store, "2024-11-01 08:30") == ["chang"]
    assert sent_at(store, "2024-11-01 08:30") == []


def test_put_off_over_a_holiday_of_the_office_s_own(store: OfficeStore, join: Join, tick: Tick) -> None:
    join("chang")
    tick("2024-10-31 16:00")
    holidays.set_own_day(store, date(2024, 11, 1), "วันสถาปนา", closed=True)
    assert sent_at(store, "2024-11-01 10:00") == []
    for moment in ("2024-11-01 10:01", "2024-11-02 10:00"):
        tick(moment)
        assert sent_at(store, moment) == []
    tick("2024-11-04 08:30")
    assert sent_at(store, "2024-11-04 08:30") == ["chang"]


def test_put_off_is_never_after_the_need(store: OfficeStore, join: Join, tick: Tick, finish: Finish) -> None:
    join("chang")
    tick("2024-10-31 16:00")
    assert sent_at(store, "2024-10-31 17:00") == []
    finish("chang")
    tick("2024-11-01 08:30")
    assert sent_at(store, "2024-11-01 08:30") == []


def test_snoozed_or_gone_on_leave_meanwhile(store: OfficeStore, join: Join, tick: Tick) -> None:
    chang, khlang = join("chang"), join("khlang")
    tick("2024-10-31 08:30")
    people.set_quiet(store, chang, date(2024, 11, 1))
    absences.leave(store, khlang, date(2024, 10, 31), date(2024, 11, 1), None, at("2024-10-31 08:30"))
    assert sent_at(store, "2024-10-31 08:31") == []
    tick("2024-11-01 08:30")
    assert sent_at(store, "2024-11-01 08:30") == ["chang"]


@pytest.mark.parametrize(("channel", "again"), [("line", ["U1"]), ("telegram", [])])
def test_what_may_have_arrived_is_tried_again_only_where_a_key_protects_it(
    store: OfficeStore, tick: Tick, channel: str, again: list[str]
) -> None:
    person = people.add_person(store, "จนท.", "chang", "", frozenset({"reporter"}), "th", at("2024-10-01 09:00"))
    people.link_address(store, person, channel, "U1", at("2024-10-01 09:00"))
    tick("2024-10-31 08:30")
    assert sent_at(store, "2024-10-31 08:30") == ["U1"]  # and then the process dies
    assert sent_at(store, "2024-10-31 08:32") == again
    assert states(store) == [TRYING if again else UNKNOWN]
    assert sent_at(store, "2024-10-31 16:31") == []  # never outside the hours, and never anew
    assert states(store) == [UNKNOWN]
    tick("2024-11-01 08:30")
    assert sent_at(store, "2024-11-01 08:30") == []


def on_line(store: OfficeStore, roles: str = "reporter") -> int:
    person = people.add_person(store, "จนท.", "chang", "", frozenset({roles}), "th", at("2024-10-01 09:00"))
    people.link_address(store, person, "line", "U1", at("2024-10-01 09:00"))
    return person


def keys(store: OfficeStore, moment: str) -> list[str]:
    """The rows that a poll at that moment sends."""
    waiting = outbox.take_waiting(store.connection, at(moment), LEASE)
    return [row.id for row in still_wanted(store.connection, waiting, at(moment))]


def test_who_is_killed_while_sending_makes_nobody_hear_it_twice(store: OfficeStore, tick: Tick) -> None:
    """It had been taken, and nothing was heard of it again: next morning it is tried with the same key."""
    on_line(store)
    tick("2024-10-31 16:29")
    (key,) = keys(store, "2024-10-31 16:29")
    for moment in ("2024-10-31 16:31", "2024-10-31 20:00", "2024-11-01 08:29"):
        tick(moment)
        assert keys(store, moment) == []
    assert states(store) == [TRYING]
    tick("2024-11-01 08:30")
    assert keys(store, "2024-11-01 08:30") == [key]
    outcomes.sent(store.connection, [key], at("2024-11-01 08:30"))
    for moment in ("2024-11-01 08:35", "2024-11-01 16:00"):
        tick(moment)
    assert states(store) == [SENT]


@pytest.mark.parametrize("moment", ["2024-11-01 15:01", "2024-11-04 08:30"])
def test_past_the_time_of_its_key_it_is_left_for_somebody_to_see(store: OfficeStore, tick: Tick, moment: str) -> None:
    """The one that was sending it is back after 24 hours, and the platform would not know the key any more."""
    on_line(store)
    tick("2024-10-31 16:00")
    assert len(keys(store, "2024-10-31 16:00")) == 1
    assert keys(store, moment) == []
    assert states(store) == [UNKNOWN]


def test_what_has_come_meanwhile_waits_a_day_or_takes_its_place(store: OfficeStore, tick: Tick) -> None:
    """The rung of the 4th, tried on the 7th; D-3 is the 8th. One message a day, whichever comes first."""
    on_line(store)
    tick("2024-11-07 16:00")
    (old,) = keys(store, "2024-11-07 16:00")
    assert keys(store, "2024-11-07 16:31") == []
    assert keys(store, "2024-11-08 08:30") == []
    tick("2024-11-08 08:30")
    (new,) = keys(store, "2024-11-08 08:30")
    assert new != old
    assert states(store) == [UNKNOWN, TRYING]


@pytest.mark.parametrize("first", ["poll", "tick"])
def test_on_a_day_on_which_an_older_one_is_tried_again_nothing_else_comes(
    store: OfficeStore, tick: Tick, finish: Finish, first: str
) -> None:
    """On the morning of the 29th a new month opens, while a reminder of the old one may not have arrived."""
    on_line(store)
    tick("2024-11-28 16:00")
    (old,) = keys(store, "2024-11-28 16:00")
    assert keys(store, "2024-11-28 16:31") == []
    sent = []
    for moment in ("2024-11-29 08:30", "2024-11-29 08:31", "2024-11-29 12:00"):
        if first == "tick":
            tick(moment)
        sent += keys(store, moment)
        tick(moment)
    assert sent == [old] * 3 if first == "poll" else old not in sent and len(set(sent)) == 1
    tick("2024-12-02 08:30")
    assert len(set(keys(store, "2024-12-02 08:30")) - set(sent)) == (1 if first == "poll" else 0)


def test_a_digest_that_may_not_have_arrived_is_in_the_next_day_s(store: OfficeStore, join: Join, tick: Tick) -> None:
    on_line(store, "legal_officer")
    join("khlang")
    tick("2024-11-12 16:00")
    (first, _) = keys(store, "2024-11-12 16:00")
    assert keys(store, "2024-11-12 16:31") == []
    tick("2024-11-13 08:30")
    sent = keys(store, "2024-11-13 08:30")
    digests = store.connection.execute(select(table).where(table.c.cause == "digest").order_by(table.c.created_at))
    old, new = digests.all()
    assert old.state == UNKNOWN
    assert new.id in sent and first not in sent
    assert "เลยกำหนด" in new.messages and "ส่งไม่ถึง 1 ข้อความ" in new.messages


def test_one_of_an_earlier_day_is_written_afresh_and_never_beside_a_newer_one(
    store: OfficeStore, join: Join, tick: Tick
) -> None:
    join("chang")
    join("khlang")
    tick("2024-11-11 16:20")  # the due day, and then everything stands still
    assert sent_at(store, "2024-11-12 09:00") == []
    tick("2024-11-12 09:01")
    assert sorted(sent_at(store, "2024-11-12 09:01")) == ["chang", "khlang"]
    tick("2024-11-13 16:20")
    tick("2024-11-18 08:30")  # five days later the tick is first: a newer rung has come
    assert sorted(sent_at(store, "2024-11-18 08:30")) == ["chang", "khlang"]
    for moment in ("2024-11-18 08:31", "2024-11-19 08:30", "2024-11-20 08:30"):
        tick(moment)
        assert sent_at(store, moment) == []


def test_an_answer_is_sent_at_any_hour(store: OfficeStore) -> None:
    reply = Owed("id", store.office_id, "web", "chang", outbox.REPLY, "", (), 0, at("2024-11-03 03:00"))
    report = Owed("id", store.office_id, "web", "chang", outbox.REPORT, "", (), 0, at("2024-11-03 03:00"))
    assert still_wanted(store.connection, [reply, report], at("2024-11-03 03:00")) == [reply, report]


def test_an_office_that_cannot_be_asked_keeps_no_other_s_messages(
    store: OfficeStore, found: Found, join: Join, tick: Tick, plan_text: str
) -> None:
    join("chang")
    other = found(store.connection, "other")
    person = people.add_person(other, "จนท.", "chang", "", frozenset({"reporter"}), "th", at("2024-10-01 09:00"))
    people.link_address(other, person, "web", "other-chang", at("2024-10-01 09:00"))
    tick("2024-10-31 08:30")
    tick_office(other.connection, other.office_id, at("2024-10-31 08:30"))
    plans.save_plan(store, 2568, "this is no plan", at("2024-10-31 08:30"))
    assert sent_at(store, "2024-10-31 08:31") == ["other-chang"]
    plans.save_plan(store, 2568, plan_text, at("2024-10-31 08:32"))
    assert sent_at(store, "2024-10-31 08:37") == ["chang"]


POLLED = at("2024-10-31 08:31")
REFUSES_TWICE = """
    ALTER TABLE plan RENAME TO plan_kept;
    CREATE SEQUENCE asked;
    CREATE FUNCTION not_at_first() RETURNS boolean LANGUAGE plpgsql AS $$
        BEGIN IF nextval('asked') <= 2 THEN RAISE SQLSTATE '40P01'; END IF; RETURN true; END $$;
    CREATE VIEW plan AS SELECT * FROM plan_kept WHERE not_at_first();
"""
"""The first two to read a plan are told of a deadlock; the sequence goes on though the transaction is undone."""


@pytest.fixture
def writer(database: Database, found: Found) -> Iterator[Writer]:
    """Of an office in which กองช่าง's reminder waits."""

    def remind(connection: Connection) -> None:
        store = found(connection, "takbai")
        person = people.add_person(store, "จนท.", "chang", "", frozenset({"reporter"}), "th", at("2024-10-01 09:00"))
        people.link_address(store, person, "web", "chang", at("2024-10-01 09:00"))
        tick_office(connection, store.office_id, at("2024-10-31 08:30"))

    running = Writer(database)
    running.start()
    running.run_now(remind)
    yield running
    running.stop()


def polled(connection: Connection) -> list[str]:
    waiting = outbox.take_waiting(connection, POLLED, LEASE)
    return [row.chat_id for row in still_wanted(connection, waiting, POLLED)]


@pytest.mark.parametrize("migrated_url", ["postgresql"], indirect=True)
def test_a_deadlock_on_the_way_is_no_fault_of_the_office(database: Database, writer: Writer) -> None:
    """The writer has to hear of it: nothing more can be done in that transaction, and it may be run again."""
    with database.engine.begin() as connection:
        connection.exec_driver_sql(REFUSES_TWICE)
    assert writer.run_now(polled) == ["chang"]


def test_what_the_database_refuses_is_no_fault_of_the_office(database: Database, writer: Writer) -> None:
    """It is said as it is, and leaves everything to the next poll."""

    def rename(old: str, new: str) -> None:
        with database.engine.begin() as connection:
            connection.exec_driver_sql(f"ALTER TABLE {old} RENAME TO {new}")

    rename("plan", "plan_kept")
    with pytest.raises(DBAPIError, match="plan"):
        writer.run_now(polled)
    (row,) = writer.run_now(lambda connection: connection.execute(select(table)).all())
    assert (row.state, row.attempts, row.error) == (QUEUED, 0, "")
    rename("plan_kept", "plan")
    assert writer.run_now(polled) == ["chang"]
