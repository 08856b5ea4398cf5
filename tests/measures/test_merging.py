"""How answers become one: a division's periods first, then the divisions. Tables, and the sums of a year in any order."""

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.question import NOT_APPLICABLE, Value
from measures.expressions import Expression
from measures.fiscal_year import periods
from measures.merging import across, over_time
from measures.plan import Measure, Plan, PlanQuestion
from measures.reported import Reported
from measures.scope import MeasureScope
from measures.templates import Template

CHOICES = ("ก", "ข", "ค")
YEAR = periods(2568)
QUESTION = PlanQuestion(
    id="q", text=Template.parse("?"), label="คำถาม", kind="number", when="monthly", ask="all", required=True,
    over_time="latest", across="sum",
)  # fmt: skip


def of_one_division(plan: Plan, question: PlanQuestion, said: dict[int, Value]) -> Value:
    """Merged over time, by period number; reported in an order that is not the calendar's."""
    measure = replace(plan.measures[0], questions=(question,))
    return over_time(measure, [_said(place, value) for place, value in reversed(list(said.items()))]).get("q")


def _said(place: int, value: Value, division: str = "chang", name: str = "q") -> Reported:
    return Reported("staff_manual", division, "", YEAR[place], {name: value})


@pytest.mark.parametrize(
    ("how", "said", "value"),
    [
        ("latest", {0: 1, 2: 3, 1: 2}, 3),
        ("latest", {11: 1, 12: 2}, 2),  # the year's end comes after September
        ("latest", {0: ["ค", "ก"]}, ["ก", "ค"]),
        ("sum", {0: 1, 1: 2}, 3),
        ("sum", {0: 0.1, 1: 0.2}, 0.3),
        ("sum", {0: 912340.50, 1: 866050.75}, 1778391.25),
        ("sum", {0: NOT_APPLICABLE, 1: 2}, 2),
        ("max", {0: 2, 1: 10, 2: 3}, 10),
        ("min", {0: 2, 1: 10, 2: 3}, 2),
        ("max", {0: "2025-01-20", 1: "2024-12-31"}, "2025-01-20"),
        ("union", {0: ["ค"], 1: ["ก", "ค"], 2: ["อื่น", "ก"]}, ["ก", "ค", "อื่น"]),
        ("union", {0: "https://a", 1: "https://a", 2: "https://b"}, ["https://a", "https://b"]),
        ("append", {0: "ก", 1: "ข", 2: "ก"}, ["ก", "ข", "ก"]),
        ("append", {1: [{"url": "b"}], 0: [{"url": "a"}]}, [{"url": "a"}, {"url": "b"}]),
        ("append", {0: "", 1: "ข"}, ["ข"]),
        ("union", {0: "", 1: []}, []),
        ("sum", {}, None),
        ("latest", {0: NOT_APPLICABLE}, None),
    ],
)
def test_over_time(how: str, said: dict[int, Value], value: Value, plan: Plan) -> None:
    assert of_one_division(plan, replace(QUESTION, over_time=how, choices=CHOICES), said) == value


@pytest.mark.parametrize(
    ("how", "values", "value"),
    [
        ("sum", [1, 2.5], 3.5),
        ("sum", [0.1, 0.2, 0.3], 0.6),
        ("sum", [], 0),
        ("union", [["ค"], ["ก", "ค"], [" ค "]], ["ก", "ค"]),
        ("union", ["ข", "ก"], ["ก", "ข"]),
        ("union", [], []),
        ("any", [0, 3], True),
        ("any", [0, []], False),
        ("any", [], None),
        ("all", [1, "ก"], True),
        ("all", [1, 0], False),
        ("tally", ["ข", "ก", "ข"], {"ก": 1, "ข": 2}),
        ("tally", [["ข", "ก"], ["ข"]], {"ก": 1, "ข": 2}),
        ("tally", [], {}),
        ("min", ["2025-03-17", "2024-12-23"], "2024-12-23"),
        ("max", [9, 10], 10),
        ("min", [], None),
        ("single", ["ก"], "ก"),
        ("single", ["ก", "ก"], "ก"),
        ("single", [1, 1.0], 1),
        ("single", ["ก", "ข"], None),
        ("single", [], None),
        ("append", ["ก", ["ข", "ก"], ""], ["ก", "ข", "ก"]),
    ],
)
def test_across(how: str, values: list[Value], value: Value) -> None:
    assert across(replace(QUESTION, across=how, choices=CHOICES), values) == value


def test_a_union_keeps_the_first_of_two_that_differ_by_white_space() -> None:
    assert across(replace(QUESTION, across="union"), [["แจ้งเรื่อง  ร้องเรียน"], ["แจ้งเรื่อง ร้องเรียน", "อื่น"]]) == [
        "แจ้งเรื่อง  ร้องเรียน",
        "อื่น",
    ]


@given(st.lists(st.decimals(0, 10**9, places=2).map(float), min_size=1, max_size=8))
def test_a_sum_is_exact_whatever_the_order(amounts: list[float]) -> None:
    exact = float(sum(Decimal(str(amount)) for amount in amounts))
    question = replace(QUESTION, across="sum")
    assert {across(question, list(order)) for order in list(permutations(amounts))[:24]} == {exact}


@pytest.fixture
def scope(plan: Plan) -> MeasureScope:
    """Measure 8 with nothing said."""
    return _scope(plan, plan.measures[7], [])


def _scope(plan: Plan, measure: Measure, reported: list[Reported]) -> MeasureScope:
    return MeasureScope(plan, measure, plan.divisions, reported)


def test_all_counts_only_the_divisions_that_are_asked(plan: Plan) -> None:
    """An owner's question inside all(): the seven others of the measure have nothing to say to it."""
    report = Reported("no_gift_policy", "palad", "งานนิติการ", YEAR[12], {"report": "รายงานแล้ว"})
    scope = _scope(plan, plan.measures[7], [report])
    assert Expression.parse("all(report == 'รายงานแล้ว')").evaluate(scope) is True
    assert Expression.parse("all(report == 'กำลังทำ')").evaluate(scope) is False


def test_all_leaves_out_whom_an_earlier_answer_spared_the_question(plan: Plan) -> None:
    measure = plan.measures[1]
    said = {d.key: {"topic_count": 3, "counter": "ติดแล้ว", "channels": []} for d in plan.divisions if d.active} | {
        "truat": {"topic_count": 0}
    }
    reported = [Reported(measure.key, key, "", YEAR[12], answers) for key, answers in said.items()]
    assert Expression.parse("all(counter == 'ติดแล้ว')").evaluate(_scope(plan, measure, reported)) is True
    reported[0] = replace(reported[0], answers={**reported[0].answers, "counter": "ยังไม่ได้ติด"})
    assert Expression.parse("all(counter == 'ติดแล้ว')").evaluate(_scope(plan, measure, reported)) is False
    assert Expression.parse("all(counter == 'ติดแล้ว')").evaluate(_scope(plan, measure, reported[1:])) is None


def test_what_is_computed_from_all_stays_so_inside_a_function(plan: Plan) -> None:
    measure = plan.measures[7]
    reported = [
        Reported(measure.key, key, "", YEAR[12], {"staff": staff, "ack": staff}) for key, staff in
        (("palad", 5), ("khlang", 7))
    ]  # fmt: skip
    scope = _scope(plan, measure, reported)
    assert Expression.parse("sum(staff_total)").evaluate(scope) == 12
    assert Expression.parse("any(staff == staff_total)").evaluate(scope) is False
    assert Expression.parse("any(staff_total == 12 and staff == 7)").evaluate(scope) is True
    assert Expression.parse("count(union(staff))").evaluate(scope) == 2


def test_nothing_said_is_nothing_known(scope: MeasureScope) -> None:
    names = ("gift", "staff", "langs", "staff_total", "ack_all", "gift_none", "th", "reported")
    assert {name: scope.value(name) for name in names} == dict.fromkeys(names)
    assert scope.value("strict") is True  # nobody at all has left a gift lying: see `any`
    assert scope.value("nonsense") is None


def test_who_owes_is_known_by_name(scope: MeasureScope) -> None:
    assert scope.owed_by(frozenset({"th"})) == ("palad",)
    assert len(scope.owed_by(frozenset({"gift_none"}))) == 8
    assert scope.owed_by(frozenset({"photo"})) == ()


def test_a_division_asleep_is_neither_asked_nor_added(plan: Plan) -> None:
    measure = plan.measures[7]
    reported = [Reported(measure.key, key, "", YEAR[12], {"staff": 5}) for key in ("palad", "kanjao")]
    scope = _scope(plan, measure, reported)
    assert scope.value("staff_total") == 5
    assert "kanjao" not in scope.owed_by(frozenset({"staff"}))


def test_a_section_that_has_not_reported_owes_what_its_answers_may_demand(plan: Plan) -> None:
    """The division's own report is in; the section's is not, so nobody knows yet whether a notice date is wanted."""
    measure = plan.measures[7]
    own = Reported(measure.key, "palad", "", YEAR[12], {"staff": 5, "ack": 5})
    assert _scope(plan, measure, [own]).owed_by(frozenset({"notice_date"})) == ("palad",)
    theirs = Reported(measure.key, "palad", "งานนิติการ", YEAR[12], {"langs": [], "report": "กำลังทำ"})
    assert _scope(plan, measure, [own, theirs]).owed_by(frozenset({"notice_date", "notice_th"})) == ()
    announced = replace(theirs, answers={**theirs.answers, "langs": ["ไทย"]})
    assert _scope(plan, measure, [own, announced]).owed_by(frozenset({"notice_th"})) == ("palad",)
    assert _scope(plan, measure, [own, announced]).owed_by(frozenset({"notice_en"})) == ()


def test_what_october_has_ruled_out_is_not_waited_for_at_the_years_end(plan: Plan) -> None:
    measure = plan.measures[7]
    october = Reported(measure.key, "palad", "งานนิติการ", YEAR[0], {"langs": ["ไทย"]})
    assert _scope(plan, measure, [october]).owed_by(frozenset({"notice_en"})) == ()
    assert _scope(plan, measure, [october]).owed_by(frozenset({"notice_th"})) == ("palad",)
