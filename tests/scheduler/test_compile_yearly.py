"""The report compiles itself once the year's end has closed, and weekly from then on (X13)."""

from datetime import date, datetime, timedelta

from sqlalchemy import select

from measures.calendar import BANGKOK
from scheduler.compile_yearly import compile_yearly
from scheduler.look import Look
from storage.office_store import OfficeStore
from storage.tables import job


def days_it_is_owed(store: OfficeStore, first: date, last: date, hours: tuple[int, ...] = (8, 9, 16, 20)) -> list[str]:
    """The days on which a job appears, looking at 40 past each of those hours."""
    found = []
    for i in range((last - first).days + 1):
        before = len(store.connection.execute(select(job)).all())
        for hour in hours:
            day = first + timedelta(days=i)
            compile_yearly(Look(store, datetime(day.year, day.month, day.day, hour, 40, tzinfo=BANGKOK)))
        found += [f"{day:%d %b %Y}"] * (len(store.connection.execute(select(job)).all()) - before)
    return found


def test_weekly_from_the_day_after_the_year_closed(store: OfficeStore) -> None:
    found = days_it_is_owed(store, date(2025, 9, 1), date(2026, 3, 1))
    assert found[0] == "16 Oct 2025"  # the year's end is due on the 15th
    assert found[1] == "24 Oct 2025"  # a week later is the 23rd, วันปิยมหาราช
    assert found[2:4] == ["30 Oct 2025", "06 Nov 2025"]
    assert found[-1] == "25 Dec 2025"  # the last week before eight weeks after 31 October
    assert len(found) == 11


def test_the_job_tells_the_officers_and_names_the_year(store: OfficeStore) -> None:
    compile_yearly(Look(store, datetime(2025, 10, 16, 9, 0, tzinfo=BANGKOK)))
    (row,) = store.connection.execute(select(job)).all()
    assert (row.kind, row.payload) == ("report", {"fiscal_year": 2568, "told": True})


def test_not_at_night(store: OfficeStore) -> None:
    assert days_it_is_owed(store, date(2025, 10, 16), date(2025, 10, 22), hours=(0, 7, 17, 23)) == []


def test_after_weeks_of_downtime_once(store: OfficeStore) -> None:
    assert days_it_is_owed(store, date(2025, 11, 10), date(2025, 11, 11)) == ["10 Nov 2025"]
    assert days_it_is_owed(store, date(2025, 11, 12), date(2025, 11, 14)) == ["13 Nov 2025"]  # its fifth week begins
