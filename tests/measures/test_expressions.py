"""The language of conditions, from its description at the head of the plan: tables, then any text whatever."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.question import NOT_APPLICABLE, Value
from measures.expression_parser import AROUND, LONGEST
from measures.expressions import Expression, Own, Scope
from measures.plan_error import PlanError
from measures.templates import Template


@dataclass(frozen=True)
class Office:
    """A scope by hand: what each division said, and who has not said everything yet."""

    said: dict[str, dict[str, Value]] = field(default_factory=dict)
    merged: dict[str, Value] = field(default_factory=dict)
    incomplete: frozenset[str] = frozenset()
    """Names that somebody still owes."""

    def value(self, name: str) -> Value:
        return self.merged.get(name)

    def values(self, name: str) -> Sequence[Value]:
        return [answers[name] for answers in self.said.values() if name in answers]

    def each(self, names: frozenset[str]) -> Sequence[Scope]:
        return [Own(answers) for answers in self.said.values()]

    def complete(self, names: frozenset[str]) -> bool:
        return not names & self.incomplete


OWN: dict[str, Value] = {
    "n": 5,
    "zero": 0,
    "tenth": 0.1,
    "word": "มีแล้ว",
    "spaced": "มี แก้แล้ว",
    "quoted": 'ป้าย "ใหม่"',
    "many": ["ไทย", "อังกฤษ"],
    "none": [],
    "empty": "",
    "day": "2025-01-20",
    "counted": {"มีแล้ว": 2},
    "ours": NOT_APPLICABLE,
}


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ("n == 5", True),
        ("n == 5.0", True),
        ("n != 5", False),
        ("n > 4 and n < 6", True),
        ("n >= 5 and n <= 5", True),
        ("n > ๔", True),
        ("tenth == 0.1", True),
        ("n", True),
        ("zero", False),
        ("none", False),
        ("empty", False),
        ("word == 'มีแล้ว'", True),
        ("word != 'มีแล้ว'", False),
        ("'มีแล้ว' == word", True),
        ("spaced == 'มี แก้แล้ว'", True),
        ("spaced == 'มีแก้แล้ว'", False),
        ("quoted == 'ป้าย \"ใหม่\"'", True),
        ("word == 'and'", False),
        ("empty == ''", True),
        ("'ไทย' in many", True),
        ("'มลายู' in many", False),
        ("'ไทย' in none", False),
        ("'แก้' in spaced", True),
        ("'มีแล้ว' in counted", True),
        ("n in word", False),
        ("n in n", False),
        ("day < '2025-02-01'", True),
        ("word > 3", False),  # unlike things are not more and not less …
        ("word == 3", False),  # … and not equal
        ("many == 'ไทย'", False),
        ("count(many) == 2", True),
        ("count(none) == 0", True),
        ("count(empty) == 0", True),
        ("count(word) == 1", True),
        ("count(union(many)) == 2", True),
        ("not zero", True),
        ("not not n", True),
        ("not (n > 4 and zero > 0)", True),
        ("zero or n", True),
        ("zero and missing", False),
        ("n or missing", True),
        ("zero > 0 or n > 4 and word == 'มีแล้ว'", True),
        ("(zero > 0 or n > 4) and word != 'มีแล้ว'", False),
        # Nobody has answered: unknown, and so is its contrary.
        ("missing", None),
        ("not missing", None),
        ("missing == 1", None),
        ("missing != 1", None),
        ("missing or zero", None),
        ("missing and n", None),
        ("not (missing and n)", None),
        ("'ไทย' in missing", None),
        ("count(missing) > 0", None),
        ("ours == 1", None),
        ("sum(missing) > 0", None),
    ],
)
def test_of_one_divisions_answers(condition: str, holds: bool | None) -> None:
    assert Expression.parse(condition)(OWN) is holds


KHLANG = {"staff": 23, "ack": 23, "gift": 0, "paid": 0.1, "names": ["ก", "ข"], "state": "เสร็จ"}
CHANG = {"staff": 31, "ack": 30, "gift": 2, "paid": 0.2, "names": [" ข ", "ค"], "state": "ทำอยู่", "handled": ["คืน"]}
BOTH = Office({"khlang": KHLANG, "chang": CHANG}, {"state": {"เสร็จ": 1, "ทำอยู่": 1}, "staff": 54})


@pytest.mark.parametrize(
    ("condition", "value"),
    [
        ("sum(staff)", 54),
        ("sum(paid)", 0.3),
        ("sum(paid) == 0.3", True),
        ("staff == 54", True),
        ("sum(nobody)", 0),
        ("sum(ack - 1)", PlanError),
        ("sum(count(names))", 4),
        ("sum(state)", 0),
        ("count(union(names))", 3),
        ("union(names)", ["ก", "ข", "ค"]),
        ("union(state)", ["เสร็จ", "ทำอยู่"]),
        ("union(nobody)", []),
        ("any(ack < staff)", True),
        ("any(ack > staff)", False),
        ("any(nobody == 1)", False),
        ("not any('ค้าง' in handled)", True),
        ("any(gift > 0 and 'คืน' in handled)", True),
        ("all(ack <= staff)", True),
        ("all(ack >= staff)", False),
        ("all(gift == 0 or 'คืน' in handled)", True),
        ("all('คืน' in handled)", None),
        ("'เสร็จ' in state", True),
        ("count(state)", 2),
    ],
)
def test_of_all_divisions(condition: str, value: Value) -> None:
    if value is PlanError:
        with pytest.raises(PlanError):
            Expression.parse(condition)
    else:
        found = Expression.parse(condition).evaluate(BOTH)
        assert (found, type(found)) == (value, type(value))


def test_all_is_true_only_when_everybody_has_answered_everything() -> None:
    waiting = Office(BOTH.said, BOTH.merged, frozenset({"ack"}))
    assert Expression.parse("all(ack <= staff)").evaluate(waiting) is None
    assert Expression.parse("all(ack >= staff)").evaluate(waiting) is False  # one is enough to know
    assert Expression.parse("all(gift >= 0)").evaluate(waiting) is True


def test_without_any_division_nothing_is_true() -> None:
    nobody = Office()
    assert Expression.parse("any(gift == 0)").evaluate(nobody) is False
    assert Expression.parse("all(gift == 0)").evaluate(nobody) is None
    assert Expression.parse("sum(gift)").evaluate(Office(incomplete=frozenset({"gift"}))) is None


@pytest.mark.parametrize(
    ("source", "place", "reason"),
    [
        ("", 1, "ต้องเป็นชื่อคำถาม"),
        ("n >", 4, "ต้องเป็นชื่อคำถาม"),
        ("n = 5", 3, "อ่านไม่ออก"),
        ("n > 5 5", 7, "เกินมา"),
        ("n   $ 5", 5, "อ่านไม่ออก"),
        ("word == 'มีแล้ว", 9, "อ่านไม่ออก"),
        ("(n > 5", 7, "ขาดวงเล็บปิด"),
        ("sum(n", 6, "ขาดวงเล็บปิด"),
        ("n > 5)", 6, "เกินมา"),
        ("and n", 1, "ต้องเป็นชื่อคำถาม"),
        ("n == not 5", 6, "ต้องเป็นชื่อคำถาม"),
        ("n > -1", 5, "อ่านไม่ออก"),
        ("1 < n < 3", 7, "เกินมา"),
        ("(" * 60 + "n" + ")" * 60, 51, "ซ้อนกันลึกเกินไป"),
        ("not " * 60 + "n", 201, "ซ้อนกันลึกเกินไป"),
        (" and ".join(["n"] * LONGEST), 3 * LONGEST + 1, "ยาวเกินไป"),
    ],
)
def test_a_mistake_is_named_with_its_place(source: str, place: int, reason: str) -> None:
    with pytest.raises(PlanError) as problem:
        Expression.parse(source)
    (mistake,) = problem.value.mistakes
    found = int(mistake.rsplit("ตัวอักษรที่ ", 1)[1].split(":")[0])
    assert f"เงื่อนไข “{source}”" in mistake or (len(source) > AROUND and "…" in mistake)
    assert len(mistake) < 2 * AROUND + 100
    assert reason in mistake
    assert found == place


def test_the_longest_condition_can_still_be_walked() -> None:
    source = " or ".join(["n"] * (LONGEST // 2))
    assert Expression.parse(source)({"n": 0}) is False


def test_it_knows_every_name_it_looks_at() -> None:
    assert Expression.parse("sum(a) > b and not any(c == 'd' or e in f)").names == {"a", "b", "c", "e", "f"}
    assert Expression.parse("sum == 1 and count").names == {"sum", "count"}


_PIECES = st.sampled_from(
    ["n", "sum(", "all(", "any(", "count(", "union(", "(", ")", " and ", " or ", " not ", " in ", "==", "!=", "<", ">=",
     "'ก ข'", "'", "0.1", "7", "๑", " ", "{", "[", "|", "\n", "\x00", "ชื่อ", "_x"]
)  # fmt: skip
_TEXTS = st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=25).map("".join))
_VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(-9, 9), st.floats(-9, 9), st.text(max_size=3),
    st.lists(st.text(max_size=3), max_size=3), st.just(NOT_APPLICABLE), st.just({"ก": 1}),
)  # fmt: skip


@given(_TEXTS, _VALUES)
def test_whatever_is_written_is_parsed_and_evaluated_or_refused(source: str, value: Value) -> None:
    try:
        expression = Expression.parse(source)
    except PlanError as problem:
        place = int(str(problem).rpartition("ตัวอักษรที่ ")[2].partition(":")[0]) - 1
        assert source[max(0, place - AROUND) : place + AROUND] in str(problem)
        return
    assert expression({"n": value}) in (True, False, None)
    expression.evaluate(Office({"a": {"n": value}, "b": {}}, {"n": value}))


@given(_TEXTS)
def test_whatever_is_written_as_a_template_is_one_or_is_refused(source: str) -> None:
    try:
        template = Template.parse(source)
    except PlanError as problem:
        assert source in str(problem) or "เงื่อนไข" in str(problem)
        return
    assert isinstance(template.fill(Own({"n": 1})), str)
