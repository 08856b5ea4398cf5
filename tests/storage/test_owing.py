"""Who owes which run, and how many questions of it are still open."""

import json
from datetime import date, datetime
from pathlib import Path

import pytest

import measures
from dialogue.conversation import Conversation
from dialogue.question import NOT_APPLICABLE, Value
from measures.duties import duties_of
from measures.fiscal_year import Period, months, year_end
from measures.plan_file import read_plan
from storage import divisions, drafts, duties, people, plans, submissions
from storage.duties import Duty
from storage.office_store import OfficeStore
from storage.owing import Run, everyone_owing, owed_runs

OCTOBER, NOVEMBER, *_ = months(2568)
END = year_end(2568)
LEGAL = "งานนิติการ"
DUE = date(2024, 11, 11)
PLAN = (Path(measures.__file__).parent / "plans" / "takbai-2568.toml").read_text(encoding="utf-8")


@pytest.fixture
def office(store: OfficeStore, now: datetime) -> OfficeStore:
    """With its plan and divisions, and October expected of all."""
    plan = read_plan(PLAN)
    plans.save_plan(store, 2568, PLAN, now)
    divisions.save_divisions(store, plan.divisions)
    expect(store, OCTOBER, now)
    return store


def expect(store: OfficeStore, period: Period, now: datetime) -> None:
    _, plan = plans.current_plan(store, 2568)
    expected = duties_of(plan, divisions.divisions(store), period, submissions.latest(store, 2568))
    duties.open_duties(store, [Duty(e.measure, e.division, e.section, e.period, DUE) for e in expected], now)


def join(store: OfficeStore, division: str, now: datetime, section: str = "", role: str = "reporter") -> int:
    return people.add_person(store, division, division, section, frozenset({role}), "th", now)


def runs(store: OfficeStore, person: int, now: datetime) -> list[tuple[str, Period, int]]:
    return [(run.section, run.period, run.questions) for run in everyone_owing(store, now).get(person, ())]


def test_one_run_a_period_with_all_its_measures(office: OfficeStore, now: datetime) -> None:
    chang = join(office, "chang", now)
    expect(office, NOVEMBER, now)
    assert runs(office, chang, now) == [("", OCTOBER, 4), ("", NOVEMBER, 4)]
    found = people.person_named(office, chang)
    assert found
    assert owed_runs(office, found, now)[0] == Run(2568, "chang", "", OCTOBER, DUE, 4)


def test_a_section_has_its_own_run_and_its_own_people(office: OfficeStore, now: datetime) -> None:
    division, section, head = (
        join(office, "palad", now),
        join(office, "palad", now, LEGAL),
        join(office, "palad", now, "", "head"),
    )
    assert runs(office, division, now) == [("", OCTOBER, 5)]  # the overdue ones are not counted before there are loans
    assert runs(office, section, now) == [(LEGAL, OCTOBER, 2)]
    assert runs(office, head, now) == []


def test_a_lonely_reporter_answers_for_the_section_too(office: OfficeStore, now: datetime) -> None:
    assert runs(office, join(office, "palad", now), now) == [("", OCTOBER, 5), (LEGAL, OCTOBER, 2)]


def test_what_a_draft_has_answered_is_not_counted_again(office: OfficeStore, now: datetime) -> None:
    chang = join(office, "chang", now)
    draft = drafts.start(office, "chang", "", OCTOBER, chang, 1, now)
    answers: dict[str, Value] = {"staff_manual.status": "เสร็จแล้ว", "no_gift_policy.gift": 2}
    drafts.keep(office, draft, json.dumps(Conversation(answers=answers).to_json()), "", now)
    assert runs(office, chang, now) == [("", OCTOBER, 5)]  # two are answered, and a gift asks three more


def test_what_is_reported_is_not_owed(office: OfficeStore, now: datetime) -> None:
    chang = join(office, "chang", now)
    for duty in duties.missing_of(office, "chang", "", 2568):
        duties.set_state(office, duty, duties.SUBMITTED)
    assert runs(office, chang, now) == []
    submissions.submit(
        office, "e_service", "chang", "", OCTOBER, chang, "line", {"usage": dict(NOT_APPLICABLE)}, 1, now
    )
    expect(office, NOVEMBER, now)
    assert runs(office, chang, now) == [("", NOVEMBER, 3)]


def test_a_run_of_which_a_newer_plan_asks_nothing_is_owed_no_more(office: OfficeStore, now: datetime) -> None:
    join(office, "palad", now)
    section = join(office, "palad", now, LEGAL)
    assert runs(office, section, now) == [(LEGAL, OCTOBER, 2)]
    shorter = PLAN[: PLAN.index("[[measures]]\nnumber = 8")]
    plans.save_plan(office, 2568, shorter, now)
    assert runs(office, section, now) == []


def test_but_a_draft_of_it_can_be_finished(office: OfficeStore, now: datetime) -> None:
    join(office, "palad", now)
    section = join(office, "palad", now, LEGAL)
    drafts.start(office, "palad", LEGAL, OCTOBER, section, 1, now)
    plans.save_plan(office, 2568, PLAN[: PLAN.index("[[measures]]\nnumber = 8")], now)
    assert [run[:2] for run in runs(office, section, now)] == [(LEGAL, OCTOBER)]


def test_a_division_asleep_owes_nothing(office: OfficeStore, now: datetime) -> None:
    chang = join(office, "chang", now)
    divisions.save_divisions(office, [d for d in read_plan(PLAN).divisions if d.key != "chang"])
    assert runs(office, chang, now) == []


def test_the_years_end_is_one_run(office: OfficeStore, now: datetime) -> None:
    chang = join(office, "chang", now)
    expect(office, END, now)
    assert runs(office, chang, now)[1:] == [("", END, 7)]  # what depends on an answer is not counted yet
