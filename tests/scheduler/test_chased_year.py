"""A year in a test: 30 people, two schedulers that are processes of their own and race on one database, kill -9, outages
of one or both, lost answers, leave, blocked chats, a quota, a month that others use up (S2-S7, S9).

`bench.chased_oracle` judges every message as it arrives and every quiet working day at its end, by a calendar and a list
of duties of its own; nothing may be missed, doubled, sent after reporting, outside the hours, on a holiday or over the
quota, every reminder names all that is owed, and the officer's digest tells all that has happened. That it would see it is
proved by planting each fault in both schedulers.
"""

from datetime import date, datetime
from random import Random

import pytest

from bench.chased_faults import FAULTS
from bench.chased_figures import DEAD_HANDS, Figures
from bench.chased_oracle import Oracle
from bench.chased_people import staff
from bench.chased_town import Town
from bench.chased_year import EVENING, USED_UP, chased_year
from bot import sample_office
from bot.sample_office import plan_text
from dialogue.messages import Message
from measures.calendar import BANGKOK
from storage import outbox, outcomes
from storage.database import open_database
from storage.office_store import OfficeStore
from storage.outbox import REMINDER

FOUND_AS = {
    "no unique key": "doubled",
    "reports unseen": "after reporting",
    "any hour": "outside hours",
    "no budget": "over quota",
    "half blind": "missed",
    "on holidays": "on a holiday",
    "mean": "missed",
    "two never opened": "missed",
    "every text x": "wrong words",
    "no digest": "no digest",
    "gives up": "missed",
}


BOTH = pytest.mark.parametrize(
    "migrated_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)], indirect=True
)


def lived(url: str, days: int, used_up: date = USED_UP) -> Figures:
    figures, faults = chased_year(url, days, used_up=used_up)
    assert list(faults) == []
    assert set(figures.faults.values()) == {0}
    return figures


@pytest.mark.slow
@BOTH
def test_thirty_days_without_a_fault(migrated_url: str) -> None:
    figures = lived(migrated_url, 30)
    assert figures.reminders > 80 and figures.digests > 3
    assert figures.killed > 0


@pytest.mark.slow
@BOTH
def test_a_month_that_others_use_up_is_withheld_and_made_good(migrated_url: str) -> None:
    figures = lived(migrated_url, 45, used_up=date(2024, 11, 4))
    assert figures.withheld > 20


@pytest.mark.parametrize(("day", "excused"), [(date(2024, 11, 7), 0), (date(2024, 11, 8), 1)])
def test_what_a_killed_scheduler_held_is_excused_where_its_key_is_too_old_in_the_morning(
    migrated_url: str, day: date, excused: int
) -> None:
    """It was taken in the last minute, and never said: on the next day it is tried again, and past a weekend it is not."""
    evening, town = datetime.combine(day, EVENING, BANGKOK), Town(plan_text())
    database = open_database(migrated_url)
    database.migrate()
    with database.engine.begin() as connection:
        store = OfficeStore(connection, sample_office.create(connection, evening))
        staff(store, town, Random(1), evening)
        outbox.owe(store, "line", "line-0", [Message("…")], REMINDER, evening, person_id=1)
        (row,) = outbox.take_waiting(connection, evening, outbox.LEASE, "killed")
        assert outcomes.begin_try(connection, row.id, "killed")
    judge = Oracle(database, store.office_id, town, 300)
    judge.close(evening, quiet=False, killed=True)
    assert judge.figures(1, 1).excused[DEAD_HANDS] == excused
    database.close()


@pytest.mark.slow
@BOTH
@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_planted_fault_is_found(migrated_url: str, fault: str) -> None:
    """Where nobody counts, the quota is short from the beginning; where it needs a holiday or a lost answer, the days begin
    with the first period overdue and the second about to open, two days before one and with much to say."""
    kind, quota = FOUND_AS[fault], 20 if fault == "no budget" else 300
    begins = date(2024, 11, 27) if fault in ("on holidays", "gives up") else date(2024, 10, 29)
    figures, _ = chased_year(migrated_url, 60, fault=fault, until=kind, quota=quota, begins=begins)
    assert figures.faults[kind] > 0


@pytest.mark.long
@pytest.mark.timeout(900)
@BOTH
def test_a_year_without_a_fault(migrated_url: str) -> None:
    figures = lived(migrated_url, 365)
    assert figures.reminders > 1000 and figures.digests > 60
    assert figures.put_off > 0 and figures.unsure > 0  # things did go wrong
    assert figures.withheld > 0  # and the quota was short
    assert figures.killed > 12
