"""Which division is asked which question in which period."""

from collections.abc import Sequence

from dialogue.question import NOT_APPLICABLE
from measures.fiscal_year import ANYTIME, MONTH, YEAR_END, Period
from measures.merging import over_time
from measures.plan import ALL, Division, Measure, PlanQuestion
from measures.reported import Reported


def divisions_asked(divisions: Sequence[Division], measure: Measure, question: PlanQuestion) -> tuple[str, ...]:
    """Keys of the divisions that are asked: every active one, or those who answer for the measure."""
    everyone = question.ask == ALL or measure.responsible_keys == (ALL,)
    return tuple(d.key for d in divisions if d.active and (everyone or d.key in measure.responsible_keys))


def section_of(measure: Measure, question: PlanQuestion, division: Division) -> str:
    """The section whose people answer, or empty for the division: an owner's question may belong to one section."""
    if question.ask == "owner" and measure.responsible_section in division.sections:
        return measure.responsible_section
    return ""


def asked_in(question: PlanQuestion, period: Period, quarter_months: Sequence[int] = (12, 3, 6, 9)) -> bool:
    """Whether the question belongs to this period at all. One that is asked once comes in the year's first month, and
    again at its end for those who had nothing to answer yet."""
    match question.when:
        case "monthly":
            return period.kind == MONTH
        case "quarterly":
            return period.kind == MONTH and period.first_day.month in quarter_months
        case "year_end":
            return period.kind == YEAR_END
        case "once":
            return period.kind == YEAR_END or (period.kind == MONTH and period.first_day.month == 10)
        case _:
            return period.kind == ANYTIME


def still_asked(measure: Measure, question: PlanQuestion, earlier: Sequence[Reported]) -> bool:
    """Whether it is still to be asked of a division that has reported `earlier` of this measure: not once the measure
    is none of its business, not once `until` holds, and not twice when it is asked once: but "none yet" is no answer
    for a year."""
    if any(NOT_APPLICABLE in reported.answers.values() for reported in earlier):
        return False
    if question.when == "once" and any(reported.answers.get(question.id) not in (None, [], "") for reported in earlier):
        return False
    return question.until is None or question.until(over_time(measure, earlier)) is not True
