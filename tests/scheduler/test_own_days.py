"""The office's own days off and working days, and its budget, from the command line on (S5)."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.__main__ import main
from dialogue.thai.dates import short_date
from measures.fiscal_year import month_period
from measures.plan import Division
from storage import budgets, divisions, duties, holidays
from storage.database import open_database
from storage.duties import Duty
from storage.office_store import OfficeStore
from storage.working_days import WORKING_DAYS, working_days_of

NEXT_YEAR = datetime.now(UTC).year + 1  # a day that has passed is refused
LABOUR_DAY = next(day for year in range(NEXT_YEAR, NEXT_YEAR + 4) if (day := date(year, 5, 1)).weekday() < 5)
ORDINARY = WORKING_DAYS.next_working_day(date(NEXT_YEAR, 11, 10))


@pytest.fixture
def url(migrated_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a database with one office."""
    monkeypatch.setenv("DATABASE_URL", migrated_url)
    assert main(["office", "add", "takbai", "--name", "เทศบาลเมืองตากใบ"]) == 0
    return migrated_url


def works(url: str, day: date) -> bool:
    database = open_database(url)
    with database.engine.begin() as connection:
        found = working_days_of(OfficeStore(connection, 1)).is_working(day)
    database.close()
    return found


def test_a_day_off_and_a_day_of_work_of_its_own(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert WORKING_DAYS.is_working(ORDINARY) and not WORKING_DAYS.is_working(LABOUR_DAY)
    assert main(["holiday", "add", f"{ORDINARY}", "--name", "วันสถาปนา"]) == 0
    assert main(["holiday", "remove", f"1/5/{LABOUR_DAY.year + 543}"]) == 0
    assert not works(url, ORDINARY) and works(url, LABOUR_DAY)
    capsys.readouterr()
    assert main(["holiday", "list"]) == 0
    assert capsys.readouterr().out.splitlines()[:2] == sorted([f"{LABOUR_DAY}\tworks", f"{ORDINARY}\tclosed\tวันสถาปนา"])


def test_what_was_said_of_a_day_is_taken_back(url: str) -> None:
    for day, said, taken_back in ((ORDINARY, "add", "remove"), (LABOUR_DAY, "remove", "add")):
        assert main(["holiday", said, f"{day}"]) == 0
        assert main(["holiday", taken_back, f"{day}"]) == 0
    assert main(["holiday", "remove", f"{ORDINARY}"]) == 0  # as it was
    database = open_database(url)
    with database.engine.begin() as connection:
        assert holidays.own_days(OfficeStore(connection, 1)) == {}
    database.close()


def test_a_period_that_was_due_on_a_day_off_is_said_to_be_due_later(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    period = month_period(ORDINARY - timedelta(days=31))
    database = open_database(url)
    with database.engine.begin() as connection:
        store = OfficeStore(connection, 1)
        divisions.save_divisions(store, [Division("chang", "กองช่าง")])
        duties.open_duties(store, [Duty("m1", "chang", "", period, ORDINARY)], datetime(2026, 11, 30, tzinfo=UTC))
    database.close()
    following = WORKING_DAYS.next_working_day(ORDINARY + timedelta(days=1))
    after = WORKING_DAYS.next_working_day(following + timedelta(days=1))
    capsys.readouterr()
    assert main(["holiday", "add", f"{following}"]) == 0
    assert main(["holiday", "add", f"{ORDINARY}"]) == 0
    assert f"{period.code} is due {short_date(after)} now" in capsys.readouterr().out
    assert main(["holiday", "remove", f"{ORDINARY}"]) == 0
    assert f"{period.code} is due {short_date(ORDINARY)} now" in capsys.readouterr().out


@pytest.mark.parametrize("day", ["soon", "2039-11-26", "31/2/2569", "12/12/12", "2025-11-20"])
def test_what_cannot_be_is_refused(url: str, day: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    for said in ("add", "remove"):
        assert main(["holiday", said, day]) == 1
        assert day in capsys.readouterr().err


def test_a_budget_is_a_number_a_month(url: str) -> None:
    assert main(["budget", "300"]) == 0
    assert main(["budget", "200"]) == 0
    database = open_database(url)
    with database.engine.begin() as connection:
        assert budgets.monthly(OfficeStore(connection, 1), "line") == 200
        assert budgets.monthly(OfficeStore(connection, 1), "telegram") is None
    database.close()
