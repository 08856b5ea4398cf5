"""คำตอบอ้างอิง: a year of answers as a file (TOML), by measure, question and division, to fill a try-out or a test."""

import tomllib
from collections.abc import Mapping
from typing import Any

from dialogue.question import NOT_APPLICABLE, Value
from measures.fiscal_year import MONTH, YEAR_END, Period, periods
from measures.plan import Plan, PlanQuestion
from measures.plan_error import PlanError

NOT_ASKED = "-"
NOT_OURS = "na"

Answers = Mapping[tuple[str, str, str, str], Value]
"""(measure, question, division, period code) → the answer."""


def read_answers(text: str, plan: Plan) -> Answers:
    """The answers in `text` to the questions of `plan`. Raises `PlanError` for a measure or question it has not."""
    found: dict[tuple[str, str, str, str], Value] = {}
    contents = tomllib.loads(text)
    contents.pop("fiscal_year", None)
    for measure_key, by_question in contents.items():
        measure = plan.measure(measure_key)
        for name, by_division in by_question.items():
            question = measure.question(name) if measure else None
            if question is None:
                raise PlanError(f"ไม่มีคำถาม {name} ของมาตรการ {measure_key} ในแผน")
            for division, said in by_division.items():
                for period, value in _by_period(plan, question, said):
                    found[measure_key, name, division, period.code] = value
    return found


def _by_period(plan: Plan, question: PlanQuestion, said: Any) -> list[tuple[Period, Value]]:
    """One value a period: a list of them in the periods' order, or the only one."""
    asked = [p for p in periods(plan.fiscal_year) if _asked(plan, question, p)]
    if said == NOT_OURS:
        return [(asked[0], NOT_APPLICABLE)]
    each = said if len(asked) > 1 else [said]
    pairs = zip(asked, each, strict=False)
    return [(period, _value(question, value)) for period, value in pairs if value != NOT_ASKED]


def _asked(plan: Plan, question: PlanQuestion, period: Period) -> bool:
    if question.when in ("monthly", "quarterly"):
        quarterly = question.when == "quarterly"
        return period.kind == MONTH and (not quarterly or period.first_day.month in plan.calendar.quarter_months)
    return period.kind == YEAR_END


def _value(question: PlanQuestion, said: Any) -> Value:
    """What was written, as the dialogue keeps it: choices by their number, dates in ISO, a link or file as evidence."""
    match question.kind:
        case "choice":
            return question.choices[said - 1]
        case "multi_choice":
            return [question.choices[number - 1] for number in said]
        case "date":
            return said.isoformat()
        case "evidence":
            return [{"url": item} if "://" in item else {"name": item} for item in said]
        case "url":
            return said[0] if isinstance(said, list) else said
        case _:
            return said
