"""The plan that comes with the product says what the shared plan says, and its answers give the real report back."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from dialogue.question import NOT_APPLICABLE, Value
from dialogue.thai.digits import thai_digits
from measures.annual_report import COLUMNS, AnnualReport
from measures.answers_file import Answers
from measures.compiling import compile_report
from measures.expressions import Expression
from measures.fiscal_year import period_named, year_end
from measures.plan import DayOfMonth, Measure, Plan, PlanQuestion
from measures.reported import Reported
from measures.templates import Template

Shared = dict[str, Any]
MEASURES = range(8)
USUAL = {"required": False, "allow_none": False, "not_applicable": False, "integer": False, "max_files": 10}
"""What a question says by not saying it."""


@pytest.fixture(scope="module")
def report(plan: Plan, answers: Answers) -> AnnualReport:
    return compile_report(plan, plan.divisions, reported_of(answers), {})


def reported_of(answers: Answers) -> list[Reported]:
    """One submission a measure, division and period, as the dialogue would keep them."""
    grouped: dict[tuple[str, str, str], dict[str, Value]] = {}
    for (measure, name, division, code), value in answers.items():
        grouped.setdefault((measure, division, code), {})[name] = value
    return [
        Reported(measure, division, "", period, given)
        for (measure, division, code), given in grouped.items()
        if (period := period_named(code))
    ]


def test_the_year_and_the_office(plan: Plan, shared: Shared) -> None:
    assert plan.fiscal_year == shared["fiscal_year"]
    assert (plan.start, plan.end) == (shared["period"]["start"], shared["period"]["end"])
    assert plan.office == shared["organisation"]["name"]
    assert (plan.cover.office, plan.cover.address) == (
        shared["organisation"]["office"],
        shared["organisation"]["address"],
    )


def test_the_calendar(plan: Plan, shared: Shared) -> None:
    calendar, theirs = plan.calendar, shared["calendar"]
    assert theirs["month"] == {"opens": "last_working_day", "due": {"working_day": 7, "of": "next_month"}}
    assert calendar.due_working_day == theirs["month"]["due"]["working_day"]
    assert list(calendar.quarter_months) == theirs["quarter"]["months"]
    assert calendar.year_end_opens == DayOfMonth(**theirs["year_end"]["opens"])
    assert calendar.year_end_due == DayOfMonth(**theirs["year_end"]["due"])
    assert calendar.report_due == DayOfMonth(**theirs["report_due"])
    assert list(calendar.ladder) == theirs["ladder"]


def test_the_divisions(plan: Plan, shared: Shared) -> None:
    assert [(d.key, d.name, d.active, list(d.sections)) for d in plan.divisions] == [
        (d["key"], d["name"], d.get("active", True), d.get("sub", [])) for d in shared["divisions"]
    ]


def test_the_eight_measures_in_order(plan: Plan, shared: Shared) -> None:
    assert [(m.number, m.key) for m in plan.measures] == [(m["number"], m["key"]) for m in shared["measures"]]
    assert len(plan.measures) == len(MEASURES)


@pytest.mark.parametrize("place", MEASURES)
def test_a_measure_field_by_field(place: int, plan: Plan, shared: Shared) -> None:
    ours, theirs = plan.measures[place], shared["measures"][place]
    assert measure_as_shared(ours) == {
        **theirs,
        "output": [{"holds_when": None, "output_template": o["text"], **o, "text": None} for o in theirs["output"]],
        "outcome": None,
        "print_counts": theirs.get("print_counts", False),
        "responsible_sub": theirs.get("responsible_sub", ""),
        "derived": theirs.get("derived", {}),
        "questions": [q["id"] for q in theirs["questions"]],
    }


def measure_as_shared(measure: Measure) -> Shared:
    """A measure in the shared form; the clean outcome of theirs is what the report is compared with below."""
    keys = list(measure.responsible_keys)
    method = list(measure.method)
    return {
        "number": measure.number,
        "key": measure.key,
        "title": measure.title,
        "method_style": "numbered" if measure.method_numbered else "paragraph",
        "method": method if measure.method_numbered else method[0],
        "period": measure.period,
        "responsible": measure.responsible,
        "responsible_keys": "all" if keys == ["all"] else keys,
        "responsible_sub": measure.responsible_section,
        "output": [
            {"text": None, "output_template": o.text.source, "holds_when": _source(o.holds_when)}
            for o in measure.outputs
        ],
        "output_style": "numbered" if measure.output_numbered else "paragraph",
        "outcome": None,
        "outcome_template": measure.outcome.source,
        "print_counts": measure.print_counts,
        "zero_when": _source(measure.zero_when),
        "if_zero": measure.if_zero,
        "derived": {name: expression.source for name, expression in measure.derived.items()},
        "questions": [q.id for q in measure.questions],
    }


@pytest.mark.parametrize("place", MEASURES)
def test_its_questions_field_by_field(place: int, plan: Plan, shared: Shared) -> None:
    _same_questions(plan.measures[place].questions, shared["measures"][place]["questions"])


def test_the_questions_of_the_years_end(plan: Plan, shared: Shared) -> None:
    _same_questions(plan.common_questions, shared["common_questions"])


def _same_questions(ours: tuple[PlanQuestion, ...], theirs: list[Shared]) -> None:
    assert [q.id for q in ours] == [q["id"] for q in theirs]
    for question, other in zip(ours, theirs, strict=True):
        for field in sorted({*vars_of(question), *other} - {"label", "check_hint"}):
            assert _plain(question, field) == other.get(field, _missing(field)), f"{question.id}.{field}"
        assert question.label, question.id


def vars_of(question: PlanQuestion) -> set[str]:
    return set(question.__dataclass_fields__)


def _plain(question: PlanQuestion, field: str) -> Any:
    found = getattr(question, field)
    if isinstance(found, Expression | Template):
        return found.source
    return list(found) if isinstance(found, tuple) else found


def _missing(field: str) -> Any:
    if field in ("choices", "accept", "feeds"):
        return []
    return USUAL.get(field, "" if field in ("other", "prefix", "unit", "note") else None)


def _source(expression: Expression | None) -> str | None:
    return expression.source if expression else None


def test_the_answers_are_the_shared_ones(plan: Plan, answers: Answers, shared: Shared) -> None:
    assert dict(answers) == dict(_shared_answers(shared))


def _shared_answers(shared: Shared) -> Iterator[tuple[tuple[str, str, str, str], Value]]:
    """Read by another road than `measures.answers_file`: straight from what the shared file's head promises."""
    questions = {(m["key"], q["id"]): q for m in shared["measures"] for q in m["questions"]}
    months = [f"2024-{m}" for m in (10, 11, 12)] + [f"2025-{m:02}" for m in range(1, 10)]
    for measure, by_question in shared["reference_answers"].items():
        for name, by_division in by_question.items():
            question = questions[measure, name]
            codes = {"monthly": months, "quarterly": ["2024-12", "2025-03", "2025-06", "2025-09"]}.get(question["when"])
            for division, said in by_division.items():
                if said == "na":
                    yield (measure, name, division, codes[0] if codes else "2568-end"), NOT_APPLICABLE
                elif codes is None:
                    yield (measure, name, division, "2568-end"), _kept(question, said)
                else:
                    for code, value in zip(codes, said, strict=False):
                        if value is not None:
                            yield (measure, name, division, code), _kept(question, value)


def _kept(question: Mapping[str, Any], said: Any) -> Value:
    if question["kind"] == "choice":
        return question["choices"][said - 1]
    if question["kind"] == "multi_choice":
        return [question["choices"][place - 1] for place in said]
    if question["kind"] == "url":
        return said[0]
    if question["kind"] == "evidence":
        return [{"url" if "://" in item else "name": item} for item in said]
    return said.isoformat() if isinstance(said, date) else said


def test_nothing_is_missing(report: AnnualReport) -> None:
    assert report.gaps == ()
    assert not report.draft


@pytest.mark.parametrize("place", MEASURES)
def test_a_row_character_for_character(place: int, report: AnnualReport, shared: Shared) -> None:
    row, theirs = report.rows[place], shared["measures"][place]
    number = thai_digits(theirs["number"])
    method = theirs["method"] if isinstance(theirs["method"], list) else [theirs["method"]]
    assert row.number == theirs["number"]
    assert dict(zip(COLUMNS, row.cells, strict=True)) == {
        "title": f"{number}. {theirs['title']}",
        "method": _lines(method, theirs["method_style"]),
        "period": theirs["period"],
        "responsible": theirs["responsible"],
        "output": _lines([o["text"] for o in theirs["output"]], theirs["output_style"]),
        "outcome": theirs["outcome"],
    }


def _lines(items: list[str], style: str) -> str:
    numbered = [f"{thai_digits(n)}. {item}" for n, item in enumerate(items, 1)]
    return "\n".join(numbered if style == "numbered" else items)


def test_there_are_eight_rows(report: AnnualReport) -> None:
    assert [row.number for row in report.rows] == [1, 2, 3, 4, 5, 6, 7, 8]


def test_cover_and_table_head_character_for_character(report: AnnualReport, shared: Shared) -> None:
    theirs = shared["report"]
    assert list(report.cover.title) == theirs["cover_title"]
    assert report.cover.office == shared["organisation"]["office"]
    assert report.cover.address == shared["organisation"]["address"]
    assert report.table_title == theirs["table_title"]
    assert [c["key"] for c in theirs["columns"]] == list(COLUMNS)
    assert list(report.column_labels) == [c["label"] for c in theirs["columns"]]


def test_the_memo_character_for_character(report: AnnualReport, shared: Shared) -> None:
    memo, theirs = report.memo, shared["report"]["memo"]
    assert memo.subject == shared["report"]["subject"]
    assert (memo.agency, memo.number, memo.date, memo.to) == (
        theirs["agency"],
        theirs["number"],
        theirs["date"],
        theirs["to"],
    )
    assert memo.date_text == "๒๔ ตุลาคม ๒๕๖๘"
    assert list(memo.body) == theirs["body"]
    assert [(s.heading, s.name, list(s.position)) for s in memo.signatures] == [
        (s.get("heading", ""), s["name"], s["position"]) for s in theirs["signatures"]
    ]


@pytest.mark.parametrize("division", ["palad", "truat"])
def test_one_missing_answer_makes_a_draft_that_names_who_owes_it(division: str, plan: Plan, answers: Answers) -> None:
    key = ("no_gift_policy", "ack", division, year_end(2568).code)
    report = compile_report(plan, plan.divisions, reported_of({k: v for k, v in answers.items() if k != key}), {})
    name = next(d.name for d in plan.divisions if d.key == division)
    assert report.draft
    assert [(gap.measure, gap.column, gap.reason, gap.owed_by) for gap in report.gaps] == [
        (8, "output", f"รอข้อมูลจาก {name}", (name,))
    ]
    assert report.rows[7].cells[4] == f"รอข้อมูลจาก {name}"


def test_without_any_answer_every_claim_waits(plan: Plan) -> None:
    report = compile_report(plan, plan.divisions, [], {})
    cells = [cell for row in report.rows for cell in row.cells[4:]]
    assert all("รอข้อมูลจาก" in cell for cell in cells)
    assert {(gap.measure, gap.column) for gap in report.gaps} == {(n, c) for n in range(1, 9) for c in COLUMNS[4:]}
