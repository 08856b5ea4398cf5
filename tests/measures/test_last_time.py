"""When it was last answered is said truly, and how often in a row it has been the same."""

from collections.abc import Mapping

import pytest

from bot.sample_office import plan_text
from dialogue.conversation import CARRIED, LAST_MONTH, LAST_QUARTER
from dialogue.question import SAME, ZERO, Form, Value
from measures.fiscal_year import YEAR_END, Period, periods
from measures.forms import form_of, keys_asked
from measures.last_time import repeated_before, when_before
from measures.plan import Plan
from measures.plan_file import read_plan
from measures.reported import Reported

YEAR = periods(2568)
"""October first; YEAR[2] is December, a quarter's end; YEAR[-1] the year's end."""


@pytest.fixture(scope="module")
def plan() -> Plan:
    return read_plan(plan_text())


def form(plan: Plan, period: Period, division: str = "khlang") -> Form:
    found = next(d for d in plan.divisions if d.key == division)
    return form_of(plan, found, "", period, keys_asked(plan, found, "", period, ()))


def said(period: Period, answers: Mapping[str, Value], measure: str = "staff_manual", **marks: str) -> Reported:
    return Reported(measure, "khlang", "", period, answers, marks)


def test_last_month_is_said_of_the_month_before_only(plan: Plan) -> None:
    october, december = said(YEAR[0], {"status": "กำลังทำ"}), said(YEAR[2], {"status": "กำลังทำ"})
    assert when_before(plan, form(plan, YEAR[1]), YEAR[1], [october]) == {"staff_manual.status": LAST_MONTH}
    assert when_before(plan, form(plan, YEAR[2]), YEAR[2], [october]) == {}, "November is missing"
    assert when_before(plan, form(plan, YEAR[3]), YEAR[3], [october, december]) == {"staff_manual.status": LAST_MONTH}
    assert when_before(plan, form(plan, YEAR[3]), YEAR[3], [december, october]) == {"staff_manual.status": LAST_MONTH}
    assert when_before(plan, form(plan, YEAR[0]), YEAR[0], [october]) == {}, "a month is not before itself"


def test_a_quarter_s_question_speaks_of_the_quarter_before(plan: Plan) -> None:
    quarter = said(YEAR[2], {"quarter_report": "เสนอแล้ว"}, "disbursement_control")
    key = "disbursement_control.quarter_report"
    assert when_before(plan, form(plan, YEAR[5]), YEAR[5], [quarter]) == {key: LAST_QUARTER}
    assert when_before(plan, form(plan, YEAR[8]), YEAR[8], [quarter]) == {}, "two quarters ago"


def test_the_year_s_end_speaks_of_no_month(plan: Plan) -> None:
    end = YEAR[-1]
    assert end.kind == YEAR_END
    asked_once = [Reported("no_gift_policy", "palad", "", YEAR[11], {"langs": ["ไทย"]})]
    assert when_before(plan, form(plan, end, "palad"), end, asked_once) == {}


def test_the_same_is_counted_back_to_the_last_change(plan: Plan) -> None:
    """A month that was not reported does not end the row; an answer given anew does."""
    state = {"status": "กำลังทำ"}
    given, again = said(YEAR[0], state), [said(YEAR[n], state, status=CARRIED) for n in (1, 2, 4)]
    november = form(plan, YEAR[5])
    assert repeated_before(november, YEAR[5], [given, *again]) == {"staff_manual.status": 3}
    assert repeated_before(november, YEAR[4], [given, *again]) == {"staff_manual.status": 2}
    assert repeated_before(november, YEAR[5], [*again, said(YEAR[3], state)]) == {"staff_manual.status": 1}
    assert repeated_before(november, YEAR[5], [given]) == {}


def test_what_0_or_the_same_can_truly_answer(plan: Plan) -> None:
    """Quantities of the month become 0, never a total so far; an event of the month is never carried over."""
    found = {q.key: q.unchanged for n in (0, 2) for q in form(plan, YEAR[n]).questions}
    assert {key for key, way in found.items() if way == ZERO} == {
        "citizen_manual.added", "e_service.usage", "procurement_analysis.contracts", "procurement_analysis.amount",
        "no_gift_policy.gift",
    }  # fmt: skip
    assert {key for key, way in found.items() if way == SAME} == {
        "staff_manual.status", "procurement_analysis.sokhoro1", "budget_transparency.docs", "no_gift_policy.gift_handled",
    }  # fmt: skip
    assert found["disbursement_control.spent_pct"] == "", "so far"
    assert found["disbursement_control.meeting"] == "", "every meeting is counted"
