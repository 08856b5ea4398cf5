"""ครั้งก่อน: when a question was last answered, and how often in a row it has been the same since."""

from collections.abc import Iterable, Sequence

from dialogue.conversation import CARRIED, LAST_MONTH, LAST_QUARTER
from dialogue.question import Form
from measures.fiscal_year import ANYTIME, MONTH, Period
from measures.plan import Plan
from measures.reported import Reported


def when_before(plan: Plan, form: Form, period: Period, earlier: Iterable[Reported]) -> dict[str, str]:
    """Question key → `LAST_MONTH` or `LAST_QUARTER`, where the newest earlier answer is of exactly that time."""
    found = {}
    for question in form.questions:
        said = _said(question.group, question.name, period, earlier)
        if not said or said[0].period.kind != MONTH or period.kind != MONTH:
            continue
        apart = _months(period) - _months(said[0].period)
        measure = plan.measure(question.group)
        planned = measure.question(question.name) if measure else None
        if planned and planned.when == "quarterly" and apart == 3:
            found[question.key] = LAST_QUARTER
        elif apart == 1:
            found[question.key] = LAST_MONTH
    return found


def repeated_before(form: Form, period: Period, earlier: Iterable[Reported]) -> dict[str, int]:
    """Question key → how many times in a row, up to the time before `period`, it was answered by เหมือนเดิม."""
    found = {}
    for question in form.questions:
        times = 0
        for reported in _said(question.group, question.name, period, earlier):
            if reported.marks.get(question.name) != CARRIED:
                break
            times += 1
        if times:
            found[question.key] = times
    return found


def _said(measure: str, name: str, period: Period, earlier: Iterable[Reported]) -> Sequence[Reported]:
    """Where it was answered before `period`, the newest first."""
    said = [
        r
        for r in earlier
        if r.measure == measure
        and name in r.answers
        and r.period.kind != ANYTIME
        and r.period.first_day < period.first_day
    ]
    return sorted(said, key=lambda r: r.period, reverse=True)


def _months(period: Period) -> int:
    return period.first_day.year * 12 + period.first_day.month
