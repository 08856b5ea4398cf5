"""What was not sent after all is found again, whole: the rung, the snooze that ended with it, the news of a digest."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeAlias

import pytest

from measures.calendar import BANGKOK
from scheduler.giving_back import withhold
from scheduler.look import Look
from scheduler.remind import WITHHELD
from scheduler.still_wanted import still_wanted
from storage import budgets, duties, outbox, outcomes, people, reminders, submissions
from storage.office_store import OfficeStore
from storage.outbox import DIGEST, Owed

Join: TypeAlias = Callable[..., int]
Tick: TypeAlias = Callable[[str], None]
Finish: TypeAlias = Callable[[str], None]
Report: TypeAlias = Callable[[str, str], None]
LEASE = timedelta(seconds=30)


def at(moment: str) -> datetime:
    return datetime.strptime(moment, "%Y-%m-%d %H:%M").replace(tzinfo=BANGKOK)


def taken(store: OfficeStore, moment: str) -> list[Owed]:
    """What a poll at that moment would send."""
    waiting = outbox.take_waiting(store.connection, at(moment), LEASE)
    return list(still_wanted(store.connection, waiting, at(moment)))


def chats(store: OfficeStore, moment: str) -> list[str]:
    """Where a poll at that moment says something."""
    rows = taken(store, moment)
    outcomes.sent(store.connection, [row.id for row in rows], at(moment))
    return [row.chat_id for row in rows]


@pytest.fixture
def report(store: OfficeStore, finish: Finish) -> Report:
    """That division reports everything it is missing, at that moment."""

    def reported(division: str, moment: str) -> None:
        for duty in duties.missing(store):
            if duty.division == division:
                submissions.submit(
                    store, duty.measure, division, duty.section, duty.period, 1, "web", {}, 1, at(moment)
                )
        finish(division)

    return reported


def test_a_snooze_that_ended_with_a_rung_is_kept_when_the_rung_has_gone(
    store: OfficeStore, join: Join, tick: Tick
) -> None:
    """They asked for Monday's; on Monday D-7 came as well, and was put off before anything was sent."""
    chang = join("chang")
    tick("2024-10-31 08:30")
    assert chats(store, "2024-10-31 08:30") == ["chang"]
    people.set_quiet(store, chang, date(2024, 11, 4))
    tick("2024-11-04 08:30")
    (period,) = {duty.period for duty in duties.missing(store)}
    duties.set_due(store, period, date(2024, 11, 29))
    assert chats(store, "2024-11-04 08:30") == []
    tick("2024-11-04 08:31")
    assert chats(store, "2024-11-04 08:31") == ["chang"]
    tick("2024-11-05 08:30")
    assert chats(store, "2024-11-05 08:30") == []  # once


def test_what_was_promised_and_line_takes_no_more_is_on_record_that_day(store: OfficeStore, tick: Tick) -> None:
    """The day after a snooze, on which no rung is new."""
    person = people.add_person(store, "จนท.", "chang", "", frozenset({"reporter"}), "th", at("2024-10-01 09:00"))
    people.link_address(store, person, "line", "U1", at("2024-10-01 09:00"))
    tick("2024-10-31 08:30")
    assert chats(store, "2024-10-31 08:30") == ["U1"]
    people.set_quiet(store, person, date(2024, 11, 1))
    tick("2024-11-01 08:30")
    (row,) = taken(store, "2024-11-01 08:30")
    budgets.used_up(store, "line", at("2024-11-01 08:30"))
    withhold(Look(store, at("2024-11-01 08:30")), row)
    tick("2024-11-01 08:31")
    assert {who for _, who, _ in reminders.claimed(store, WITHHELD)} == {person}


def test_a_digest_that_was_not_sent_takes_along_one_written_after_it(
    store: OfficeStore, join: Join, tick: Tick, report: Report
) -> None:
    """Nothing is sent for a day; the second digest says only what came in since the first, which nobody has read."""
    join("palad", roles="legal_officer")
    join("khlang")
    join("chang")
    tick("2024-10-31 08:30")
    assert "palad" in chats(store, "2024-10-31 08:30")
    report("khlang", "2024-10-31 12:00")
    tick("2024-11-01 08:30")
    report("chang", "2024-11-01 12:00")
    tick("2024-11-04 08:30")
    assert "palad" not in chats(store, "2024-11-04 08:30")
    tick("2024-11-04 08:31")
    (digest,) = [row for row in taken(store, "2024-11-04 08:31") if row.cause == DIGEST]
    assert "กองคลัง" in digest.messages[0].text and "กองช่าง" in digest.messages[0].text


def test_a_day_without_news_does_not_take_a_digest_that_was_not_sent_for_told(
    store: OfficeStore, join: Join, tick: Tick, report: Report
) -> None:
    join("palad", roles="legal_officer")
    join("khlang")
    tick("2024-10-31 08:30")
    assert "palad" in chats(store, "2024-10-31 08:30")
    report("khlang", "2024-10-31 12:00")
    for day in ("2024-11-01", "2024-11-04"):  # on the second there is nothing new to say
        tick(f"{day} 08:30")
    assert chats(store, "2024-11-04 08:30") == []
    tick("2024-11-04 08:31")
    (digest,) = taken(store, "2024-11-04 08:31")
    assert "กองคลัง" in digest.messages[0].text


def test_what_may_have_arrived_and_was_promised_is_tried_again_though_its_rung_has_gone(
    store: OfficeStore, tick: Tick
) -> None:
    """As above, and LINE's answer was lost: the same row again, for they owe something still."""
    person = people.add_person(store, "จนท.", "chang", "", frozenset({"reporter"}), "th", at("2024-10-01 09:00"))
    people.link_address(store, person, "line", "U1", at("2024-10-01 09:00"))
    tick("2024-10-31 08:30")
    assert chats(store, "2024-10-31 08:30") == ["U1"]
    people.set_quiet(store, person, date(2024, 11, 4))
    tick("2024-11-04 08:30")
    (row,) = taken(store, "2024-11-04 08:30")
    (period,) = {duty.period for duty in duties.missing(store)}
    duties.set_due(store, period, date(2024, 11, 29))
    assert [again.id for again in taken(store, "2024-11-04 08:31")] == [row.id]
