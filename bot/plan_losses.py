"""What a year that is lived in would lose by a new plan: what it no longer has, and somebody has answered or owes."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from dialogue.conversation import Conversation
from measures.forms import COMMON
from measures.plan import Plan
from storage import drafts, duties, plans, submissions
from storage.duties import MISSING
from storage.office_store import OfficeStore


def losses(store: OfficeStore, new: Plan) -> tuple[str, ...]:
    """A line each; none for a year that has no plan yet."""
    year = new.fiscal_year
    if year not in plans.fiscal_years(store):
        return ()
    answered, owed, begun = Counter[str](), Counter[str](), Counter[str]()
    for report in submissions.latest(store, year):
        answered.update(_touched(report.division, (report.measure,), (f"{report.measure}.{q}" for q in report.answers)))
    for duty in duties.duties(store, year):
        if duty.state == MISSING:
            owed.update(_touched(duty.division, (duty.measure,), ()))
    for draft in drafts.open_drafts(store):
        if draft.period.fiscal_year == year:
            keys = Conversation.from_json(json.loads(draft.conversation)).answers
            begun.update(_touched(draft.division, {key.partition(".")[0] for key in keys}, keys))
    return tuple(
        f"{what}: {told}"
        for what in _dropped(plans.current_plan(store, year)[1], new)
        if (
            told := ", ".join(
                f"{counted[what]} {word}"
                for word, counted in (("reported", answered), ("owed", owed), ("in open drafts", begun))
                if counted[what]
            )
        )
    )


def _touched(division: str, measures: Iterable[str], questions: Iterable[str]) -> Iterator[str]:
    yield f"division {division}"
    yield from (f"measure {measure}" for measure in measures)
    yield from (f"question {question}" for question in questions)


def _dropped(old: Plan, new: Plan) -> Iterator[str]:
    """What `old` has and `new` has not; with a measure its questions are gone, and are not told one by one."""
    awake = {division.key for division in new.divisions if division.active}
    yield from (f"division {d.key}" for d in old.divisions if d.active and d.key not in awake)
    left = _questions(new)
    for measure, questions in _questions(old).items():
        if measure not in left:
            yield f"measure {measure}"
        else:
            yield from (f"question {measure}.{q}" for q in questions if q not in left[measure])


def _questions(plan: Plan) -> dict[str, tuple[str, ...]]:
    found = {measure.key: tuple(q.id for q in measure.questions) for measure in plan.measures}
    return {**found, COMMON: tuple(q.id for q in plan.common_questions)}
