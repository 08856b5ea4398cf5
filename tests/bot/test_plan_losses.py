"""A new plan for a year that is lived in: what it would make disappear is named, and it is refused unless it is wanted."""

from datetime import datetime
from pathlib import Path

import pytest

from bot import sample_office
from bot.__main__ import main
from bot.sample_office import plan_text
from measures.calendar import BANGKOK
from measures.fiscal_year import periods
from measures.plan import Plan
from measures.plan_file import read_plan
from scheduler.timetable import tick_office
from storage import drafts, submissions
from storage.database import open_database
from storage.office_store import OfficeStore

NOW = datetime(2024, 11, 1, 9, 0, tzinfo=BANGKOK)
PLAN = read_plan(plan_text())
FIRST, SECOND = PLAN.measures[:2]
OCTOBER = periods(2568)[0]


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OfficeStore:
    """One with the reference plan and nothing in it yet; the commands of this test are about it."""
    url = f"sqlite:///{tmp_path / 'tidtam.db'}"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", url)
    database = open_database(url)
    database.migrate()
    with database.engine.begin() as connection:
        number = sample_office.create(connection, NOW)
    return OfficeStore(database.engine.connect(), number)


def load(text: str, *words: str) -> int:
    Path("new.toml").write_text(text, encoding="utf-8")
    return main(("plan", "load", "new.toml", *words))


def renamed(old: str, new: str) -> str:
    """The reference plan in which a key is another everywhere, so that the old one is gone."""
    return plan_text().replace(old, new)


def told(screen: pytest.CaptureFixture[str]) -> list[str]:
    out, problem = screen.readouterr()
    assert out == ""
    return [line.strip() for line in problem.splitlines()[1:]]


def test_a_year_that_nobody_has_touched_loses_nothing(office: OfficeStore) -> None:
    assert load(renamed(f'key = "{FIRST.key}"', 'key = "other"')) == 0


def test_duties_answers_and_drafts_are_named_and_kept(office: OfficeStore, capsys: pytest.CaptureFixture[str]) -> None:
    question = FIRST.questions[0].id
    with office.connection.begin():
        tick_office(office.connection, office.office_id, NOW)
        submissions.submit(office, FIRST.key, "chang", "", OCTOBER, 1, "web", {question: 3}, 1, NOW)
        draft = drafts.start(office, "khlang", "", OCTOBER, 1, 1, NOW)
        drafts.keep(office, draft, f'{{"answers": {{"{SECOND.key}.{SECOND.questions[0].id}": 1}}}}', "", NOW)
    office.connection.close()

    assert load(renamed(f'key = "{FIRST.key}"', 'key = "other"')) == 1
    (line,) = told(capsys)
    assert line.startswith(f"measure {FIRST.key}: 1 reported") and "owed" in line

    assert load(renamed(f'key = "{SECOND.key}"', 'key = "other"')) == 1
    assert f"measure {SECOND.key}: " in (line := told(capsys)[0]) and "1 in open drafts" in line

    asleep = plan_text().replace('key = "chang"', 'key = "chang"\nactive = false', 1)
    assert load(asleep) == 1
    assert told(capsys)[0].startswith("division chang: 1 reported")

    assert load(asleep, "--force") == 0
    assert "version 2" in capsys.readouterr().out
    assert main(("invite", "--role", "reporter", "--division", "chang")) == 1
    assert "asleep" in capsys.readouterr().err


def test_a_question_with_answers_is_named(office: OfficeStore, capsys: pytest.CaptureFixture[str]) -> None:
    """A question that nothing else looks at, so that the plan without it is good."""
    measure, question = _unused(PLAN)
    with office.connection.begin():
        submissions.submit(office, measure, "chang", "", OCTOBER, 1, "web", {question: "ก"}, 1, NOW)
    office.connection.close()
    assert load(renamed(f'id = "{question}"', 'id = "another_one"')) == 1
    assert told(capsys) == [f"question {measure}.{question}: 1 reported"]


def _unused(plan: Plan) -> tuple[str, str]:
    text = plan_text()
    return next((m.key, q.id) for m in plan.measures for q in m.questions if text.count(q.id) == 1)
