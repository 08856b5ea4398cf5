"""An office that was added by mistake can be taken away whole, and none that somebody has joined or answered for."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, func, select

from bot.__main__ import main
from bot.sample_office import plan_text
from measures.calendar import BANGKOK
from measures.fiscal_year import periods
from scheduler.timetable import tick_office
from storage import offices, people, submissions
from storage.database import Database, open_database
from storage.office_store import OfficeStore
from storage.tables import metadata, person
from storage.working_days import WORKING_DAYS

NOW = datetime(2024, 11, 1, 9, 0, tzinfo=BANGKOK)
OCTOBER = periods(2568)[0]
A_DAY_TO_COME = WORKING_DAYS.next_working_day(date(datetime.now(BANGKOK).year + 1, 11, 10))


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Database:
    """Holds takbai, and takbia by a slip of the finger: each with a plan, a code, a day off, a budget and an open month."""
    url = f"sqlite:///{tmp_path / 'tidtam.db'}"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    Path("plan.toml").write_text(plan_text(), encoding="utf-8")
    for key in ("takbai", "takbia"):
        assert main(("office", "add", key, "--name", "เทศบาลเมืองตากใบ")) == 0
        for words in (
            ("plan", "load", "plan.toml"),
            ("invite", "--role", "legal_officer"),
            ("holiday", "add", f"{A_DAY_TO_COME}"),
            ("budget", "300"),
        ):
            assert main((*words, "--office", key)) == 0
    database = open_database(url)
    with database.engine.begin() as connection:
        for office in offices.offices(connection):
            tick_office(connection, office.id, NOW)
    return database


def rows(connection: Connection, key: str) -> dict[str, int]:
    """How many rows the office has in each table in which it has any."""
    found = offices.office_by_key(connection, key)
    number = found.id if found else 2
    own = (table for table in metadata.sorted_tables if table.name != "office")
    counted = {
        t.name: connection.scalar(select(func.count()).select_from(t).where(t.c.office_id == number)) for t in own
    }
    return {name: count for name, count in counted.items() if count}


def refused(screen: pytest.CaptureFixture[str], *words: str) -> str:
    screen.readouterr()
    assert main(words) == 1
    out, problem = screen.readouterr()
    assert out == "" and problem.count("\n") == 1, (out, problem)
    return str(problem)


def test_it_goes_with_all_that_it_has_and_the_other_stays_whole(database: Database) -> None:
    with database.engine.connect() as connection:
        before = rows(connection, "takbai")
        assert rows(connection, "takbia") == before
    assert {"plan", "division", "invitation", "holiday", "push_budget", "duty"} <= before.keys()
    assert main(("office", "remove", "takbia")) == 0
    with database.engine.connect() as connection:
        assert [office.key for office in offices.offices(connection)] == ["takbai"]
        assert rows(connection, "takbia") == {}
        assert rows(connection, "takbai") == before
    assert main(("invite", "--role", "legal_officer")) == 0, "the only one there is need not be named"


@pytest.mark.parametrize("left", [False, True])
def test_one_that_somebody_has_joined_stays(left: bool, database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    with database.engine.begin() as connection:
        store = OfficeStore(connection, 2)
        number = people.add_person(store, "สมชาย", "chang", "", frozenset({"reporter"}), "th", NOW)
        if left:
            connection.execute(person.update().where(person.c.id == number).values(left_at=NOW))
        before = rows(connection, "takbia")
    problem = refused(capsys, "office", "remove", "takbia")
    assert "takbia is in use" in problem and "DATABASE_URL" in problem
    with database.engine.connect() as connection:
        assert rows(connection, "takbia") == before


def test_one_with_imported_answers_stays(database: Database, capsys: pytest.CaptureFixture[str]) -> None:
    with database.engine.begin() as connection:
        store = OfficeStore(connection, 2)
        submissions.submit(store, "manual", "chang", "", OCTOBER, 0, "sheet", {"manual_count": 2}, 1, NOW)
    assert "takbia is in use" in refused(capsys, "office", "remove", "takbia")


def test_one_that_is_not_there_is_named_with_those_that_are(
    database: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "There is no office phuket. Offices: takbai takbia" in refused(capsys, "office", "remove", "phuket")
