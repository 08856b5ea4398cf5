"""การรวมคำตอบ: one division's periods become one value (over time), the divisions' values become one (across)."""

from collections.abc import Sequence
from decimal import Decimal

from dialogue.question import NOT_APPLICABLE, Value
from measures.expressions import added, listed, united
from measures.plan import Measure, PlanQuestion
from measures.reported import Reported


def over_time(measure: Measure, reported: Sequence[Reported]) -> dict[str, Value]:
    """One division's answers to `measure` merged over its periods, by question id; unanswered ones are absent.

    `reported` holds one version of each period at most, so that a revised month replaces and never counts twice.
    """
    in_order = sorted(reported, key=lambda r: (r.period.first_day, r.period.kind))
    merged = {}
    for question in measure.questions:
        said = [r.answers[question.id] for r in in_order if question.id in r.answers]
        values = [value for value in said if value != NOT_APPLICABLE]
        if values:
            merged[question.id] = _over_time(question, values)
    return merged


def _over_time(question: PlanQuestion, values: Sequence[Value]) -> Value:
    match question.over_time:
        case "sum":
            return added(values)
        case "union":
            return in_choice_order(question, united(values))
        case "append":
            return listed(values)
        case "max":
            return max(values, key=_size)
        case "min":
            return min(values, key=_size)
        case _:
            return in_choice_order(question, values[-1]) if isinstance(values[-1], list) else values[-1]


def across(question: PlanQuestion, values: Sequence[Value]) -> Value:
    """The divisions' values as one; None where there are none to merge and nothing follows from that."""
    if not values:
        return {"sum": 0, "union": [], "append": [], "tally": {}}.get(question.across)
    match question.across:
        case "sum":
            return added(values)
        case "union":
            return in_choice_order(question, united(values))
        case "append":
            return listed(values)
        case "any":
            return any(bool(value) for value in values)
        case "all":
            return all(bool(value) for value in values)
        case "tally":
            return tally(question, values)
        case "max":
            return max(values, key=_size)
        case "min":
            return min(values, key=_size)
        case _:
            return None if disagree(values) else values[0]


def disagree(values: Sequence[Value]) -> bool:
    """Whether several divisions answered what only one can be right about."""
    return any(value != values[0] for value in values)


def tally(question: PlanQuestion, values: Sequence[Value]) -> dict[str, int]:
    """How many divisions gave each answer, in the order of the choices: {"มีแล้ว": 5, "กำลังทำ": 1}."""
    said = [str(item) for item in listed(values)]
    return {answer: said.count(answer) for answer in in_choice_order(question, list(dict.fromkeys(said)))}


def in_choice_order(question: PlanQuestion, items: list[Value]) -> list[Value]:
    """Choices in the order they are offered, people's own words after them."""
    known = [choice for choice in question.choices if choice in items]
    return known + [item for item in items if item not in known]


def _size(value: Value) -> tuple[int, Decimal | str]:
    """Numbers by size, everything else by its text: an ISO date is early or late by it."""
    if isinstance(value, int | float | Decimal):
        return 0, Decimal(str(value))
    return 1, str(value)
