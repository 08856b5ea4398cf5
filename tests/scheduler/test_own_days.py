"""The office's own days off and working days, and its budget, from the command line on (S5)."""

from datetime import UTC, date, datetime

import pytest

from bot.__main__ import main
from measures.fiscal_year import month_period
from measures.plan import Division
from storage import budgets, divisions, duties
from storage.database import open_database
from storage.duties import Duty
from storage.office_store import OfficeStore
from storage.working_days import WORKING_DAYS, working_days_of


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
    extra, labour_day = date(2026, 11, 30), date(2026, 5, 1)
    assert WORKING_DAYS.is_working(extra) and not WORKING_DAYS.is_working(labour_day)
    assert main(["holiday", "add", "2026-11-30", "--name", "วันสถาปนา"]) == 0
    assert main(["holiday", "remove", "1/5/2569"]) == 0
    assert not works(url, extra) and works(url, labour_day)
    capsys.readouterr()
    assert main(["holiday", "list"]) == 0
    listed = capsys.readouterr().out.splitlines()
    assert listed[:2] == ["2026-05-01\tworks", "2026-11-30\tclosed\tวันสถาปนา"]
    assert main(["holiday", "remove", "2026-11-30"]) == 0
    assert works(url, extra)


def test_a_period_that_was_due_on_a_day_off_is_said_to_be_due_later(
    url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    due, day = date(2026, 12, 8), month_period(date(2026, 11, 1))
    database = open_database(url)
    with database.engine.begin() as connection:
        store = OfficeStore(connection, 1)
        divisions.save_divisions(store, [Division("chang", "กองช่าง")])
        duties.open_duties(store, [Duty("m1", "chang", "", day, due)], datetime(2026, 11, 30, tzinfo=UTC))
    database.close()
    capsys.readouterr()
    assert main(["holiday", "add", "2026-12-09"]) == 0
    assert main(["holiday", "add", "2026-12-08"]) == 0
    assert "2026-11 is due 11 ธ.ค. 2569 now" in capsys.readouterr().out  # the 10th is วันรัฐธรรมนูญ
    assert main(["holiday", "remove", "2026-12-08"]) == 0
    assert "2026-11 is due 8 ธ.ค. 2569 now" in capsys.readouterr().out


@pytest.mark.parametrize("day", ["soon", "2026-11-28", "31/2/2569"])
def test_what_cannot_be_is_refused(url: str, day: str, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert main(["holiday", "add", day]) == 1
    assert day in capsys.readouterr().err


def test_a_budget_is_a_number_a_month(url: str) -> None:
    assert main(["budget", "300"]) == 0
    assert main(["budget", "200"]) == 0
    database = open_database(url)
    with database.engine.begin() as connection:
        assert budgets.monthly(OfficeStore(connection, 1), "line") == 200
        assert budgets.monthly(OfficeStore(connection, 1), "telegram") is None
    database.close()
