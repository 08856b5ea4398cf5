"""แผ่นกรอกย้อนหลัง: what a division's sheet of past periods asks, one row a question, and in which periods."""

from collections.abc import Sequence
from dataclasses import dataclass

from dialogue.question import Question
from measures.fiscal_year import MONTH, Period
from measures.forms import COMMON, form_of, keys_asked
from measures.plan import Division, Plan


@dataclass(frozen=True, slots=True)
class Place:
    """A division, or one of its sections: whoever fills in one sheet."""

    division: Division
    section: str = ""

    @property
    def name(self) -> str:
        return f"{self.division.name} {self.section}".strip()

    @property
    def code(self) -> str:
        """Its name inside the file: "palad", "palad/งานนิติการ"."""
        return f"{self.division.key}/{self.section}" if self.section else self.division.key


@dataclass(frozen=True, slots=True)
class Row:
    question: Question
    text: str
    """The question without any month in it."""
    measure: str
    """Number and title; empty for a common question."""
    periods: tuple[Period, ...]
    """Where it is asked, as long as no answer says otherwise."""
    summed: bool
    """Whether one answer may stand for all its months: a total, a state or a list; but of what is counted month by month,
    such as the months with a meeting, one answer would be one month."""


def places(divisions: Sequence[Division]) -> tuple[Place, ...]:
    """Every place that is awake, a division before its sections."""
    return tuple(Place(d, section) for d in divisions if d.active for section in ("", *d.sections))


def summed_months(periods: Sequence[Period]) -> tuple[Period, ...]:
    """The months that the column for one summary answer stands for."""
    return tuple(period for period in periods if period.kind == MONTH)


def rows_of(plan: Plan, place: Place, periods: Sequence[Period]) -> tuple[Row, ...]:
    """The rows of one place's sheet, in the plan's order. Evidence that may come anytime is sent in the chat."""
    asked: dict[str, list[Period]] = {}
    questions: dict[str, Question] = {}
    for period in periods:
        keys = keys_asked(plan, place.division, place.section, period, ())
        for question in form_of(plan, place.division, place.section, period, keys).questions:
            asked.setdefault(question.key, []).append(period)
            questions.setdefault(question.key, question)
    order = [f"{m.key}.{q.id}" for m in plan.measures for q in m.questions]
    order += [f"{COMMON}.{q.id}" for q in plan.common_questions]
    return tuple(_row(plan, place, questions[key], tuple(asked[key])) for key in order if key in asked)


def _row(plan: Plan, place: Place, question: Question, periods: tuple[Period, ...]) -> Row:
    measure = plan.measure(question.group)
    own = measure.questions if measure else plan.common_questions
    planned = next(q for q in own if q.id == question.name)
    text = planned.text.for_chat(division=place.division.name, month="นั้น", quarter="นั้น", fy=str(plan.fiscal_year))
    counted = planned.over_time == "append" and question.kind in ("choice", "multi_choice")
    summed = not counted and len(summed_months(periods)) > 1
    return Row(question, text, f"{measure.number}. {measure.title}" if measure else "", periods, summed)
