"""C1: every branch of all eight measures, walked by talking to the dialogue as a division would.

What should be asked is written down here by hand, question by question, from the shared plan; the plan file and its
conditions are not consulted for it. Every walk goes down one way through one measure's questions in one period.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pytest

from dialogue import engine
from dialogue.conversation import REVIEWING, Conversation
from dialogue.question import NOT_APPLICABLE, Form, Question, Value
from dialogue.said import File, Said, Text
from dialogue.scene import Scene
from measures.duties import duties_of
from measures.fiscal_year import ANYTIME, Period, anytime, months, periods, year_end
from measures.forms import answers_known, form_of, keys_asked
from measures.plan import Division, Plan
from measures.reported import Reported
from measures.scope import MeasureScope

YEAR = 2568
OCTOBER, *_, SEPTEMBER = months(YEAR)
END = year_end(YEAR)
QUARTERS = ("2024-12", "2025-03", "2025-06", "2025-09")
LEGAL = "งานนิติการ"
DONE = "เสร็จและเผยแพร่แล้ว"
SCENE = Scene("1", date(2025, 10, 1))
Given = Mapping[str, Value]
"""Question id → answer, of one measure."""

# ── who is asked what, by hand

MONTHLY = ("staff_manual.status", "citizen_manual.added", "e_service.usage")
GIFT = tuple(f"no_gift_policy.{name}" for name in ("gift", "gift_what", "gift_from", "gift_handled"))
ONCE = tuple(f"no_gift_policy.{name}" for name in ("langs", "meeting_date", "notice_date"))
OWNED_MONTHLY = {
    "palad": ("state_property.loans", "state_property.overdue", "state_property.register"),
    "khlang": (
        "procurement_analysis.contracts", "procurement_analysis.amount", "procurement_analysis.sokhoro1",
        "disbursement_control.spent_pct", "disbursement_control.meeting", "disbursement_control.quarter_report",
        "budget_transparency.docs",
    ),
}  # fmt: skip
QUARTERLY = ("state_property.register", "disbursement_control.quarter_report")
YEARLY = (
    "staff_manual.manual_count", "staff_manual.manual_names", "staff_manual.posted_on",
    "citizen_manual.topic_count", "citizen_manual.counter", "citizen_manual.channels",
    "e_service.services", "e_service.online", "e_service.pr", "e_service.guide",
)  # fmt: skip
STAFF = ("no_gift_policy.staff", "no_gift_policy.ack")
COMMON = ("common.problem", "common.suggestion")
OWNED_YEARLY = {
    "palad": tuple(f"state_property.{name}" for name in ("notice_count", "notice_date", "manual", "misuse")),
    "khlang": (
        *(f"procurement_analysis.{n}" for n in ("report_count", "reported_on", "findings", "objection", "publish")),
        "procurement_analysis.url",
        *(f"disbursement_control.{n}" for n in ("in_plan", "crosscheck_times", "order_ref", "crosscheck_result")),
        *(f"budget_transparency.{n}" for n in ("channels", "listened", "feedback_count", "improved")),
    ),
}  # fmt: skip
LEGAL_YEARLY = tuple(
    f"no_gift_policy.{n}" for n in ("langs", "meeting_date", "notice_date", "notice_th", "notice_en", "report")
)


def asked_by_hand(division: str, section: str, period: Period) -> tuple[str, ...]:
    if section:
        return (ONCE if period == OCTOBER else ()) if period.kind == "month" else LEGAL_YEARLY
    if period == END:
        return (*YEARLY, *OWNED_YEARLY.get(division, ()), *STAFF, *COMMON)
    owned = [key for key in OWNED_MONTHLY.get(division, ()) if key not in QUARTERLY or period.code in QUARTERS]
    return (*MONTHLY, *owned, *GIFT)


# ── what appears and what must be answered, by hand

SHOWN: Mapping[str, Callable[[Given], bool]] = {
    "staff_manual.manual_names": lambda a: a.get("manual_count", 0) > 0,
    "staff_manual.posted_on": lambda a: a.get("manual_count", 0) > 0,
    "citizen_manual.counter": lambda a: a.get("topic_count", 0) > 0,
    "citizen_manual.channels": lambda a: a.get("topic_count", 0) > 0,
    "e_service.online": lambda a: len(a.get("services", [])) > 0,
    "e_service.pr": lambda a: len(a.get("services", [])) > 0,
    "e_service.guide": lambda a: len(a.get("services", [])) > 0,
    "state_property.overdue": lambda a: a.get("loans", 0) > 0,
    "state_property.notice_date": lambda a: a.get("notice_count", 0) > 0,
    "procurement_analysis.amount": lambda a: a.get("contracts", 0) > 0,
    "procurement_analysis.reported_on": lambda a: a.get("report_count", 0) > 0,
    "procurement_analysis.findings": lambda a: a.get("report_count", 0) > 0,
    "procurement_analysis.publish": lambda a: a.get("report_count", 0) > 0,
    "procurement_analysis.url": lambda a: a.get("report_count", 0) > 0,
    "disbursement_control.order_ref": lambda a: a.get("crosscheck_times", 0) > 0,
    "disbursement_control.crosscheck_result": lambda a: a.get("crosscheck_times", 0) > 0,
    "budget_transparency.feedback_count": lambda a: a.get("listened") == "เปิดแล้ว",
    "budget_transparency.improved": lambda a: a.get("feedback_count", 0) > 0,
    "no_gift_policy.gift_what": lambda a: a.get("gift", 0) > 0,
    "no_gift_policy.gift_from": lambda a: a.get("gift", 0) > 0,
    "no_gift_policy.gift_handled": lambda a: a.get("gift", 0) > 0,
    "no_gift_policy.notice_date": lambda a: len(a.get("langs", [])) > 0,
    "no_gift_policy.notice_th": lambda a: len(a.get("langs", [])) > 0,
    "no_gift_policy.notice_en": lambda a: len(a.get("langs", [])) > 0,
}
DEMANDED: Mapping[str, Callable[[Given], bool]] = {
    "procurement_analysis.url": lambda a: a.get("publish") == "เผยแพร่แล้ว",
    "no_gift_policy.notice_th": lambda a: "ไทย" in a.get("langs", []),
    "no_gift_policy.notice_en": lambda a: "อังกฤษ" in a.get("langs", []),
}
SKIPPABLE = frozenset(
    {"staff_manual.posted_on", "e_service.pr", "procurement_analysis.findings", "disbursement_control.crosscheck_result",
     "budget_transparency.improved", *COMMON}
)  # fmt: skip
DECLINABLE = frozenset({"citizen_manual.added", "citizen_manual.topic_count", "e_service.usage", "e_service.services"})
SEVERAL: Mapping[str, Sequence[Value]] = {
    "no_gift_policy.staff": (1, 9),
    "no_gift_policy.ack": (0, 1),
    "no_gift_policy.langs": ([], ["ไทย"], ["อังกฤษ"], ["มลายู"], ["ไทย", "อังกฤษ"], ["ไทย", "อังกฤษ", "มลายู"]),
    "e_service.services": ([], ["แจ้งซ่อมไฟ"], ["แจ้งซ่อมไฟ", "ชำระภาษี"]),
}
"""Answers worth trying beyond those that every question of its kind gets."""


def must_be_answered(key: str, given: Given, period: Period) -> bool:
    if key in ONCE and period == OCTOBER:
        return False
    return DEMANDED[key](given) if key in DEMANDED else key not in SKIPPABLE


def worth_trying(question: Question) -> Sequence[Value]:
    if question.key in SEVERAL:
        return SEVERAL[question.key]
    match question.kind:
        case "number":
            return (0, 3)
        case "choice":
            return question.choices
        case "multi_choice":
            own = [c for c in question.choices if c != question.other]
            return ([[]] if question.allow_none else []) + [[c] for c in own] + [own]
        case "date":
            return ("2025-01-20",)
        case "url":
            return ("https://example.go.th/a",)
        case "evidence":
            return ([{"url": "https://example.go.th/b"}], [_FILE])
        case "text_list":
            return (["ชื่อแรก", "ชื่อที่สอง"],)
        case _:
            return ("", "เล่าเป็นประโยค") if question.allow_none else ("เล่าเป็นประโยค",)


_FILE = {"digest": "ab" * 32, "name": "ประกาศ.pdf", "media_type": "application/pdf", "size": 9}


def to_say(question: Question, value: Value) -> list[Said]:
    """What a person would send for it."""
    match question.kind:
        case "choice":
            return [Text(str(question.choices.index(value) + 1))]
        case "multi_choice":
            return [Text(",".join(str(question.choices.index(c) + 1) for c in value) or "ไม่มี")]
        case "text_list":
            return [Text("\n".join(value) or "ไม่มี")]
        case "evidence":
            return [*(Text(item["url"]) if "url" in item else File(**item) for item in value), Text("เสร็จ")]
        case _:
            return [Text(str(value) or "ไม่มี")]


# ── walking


@dataclass(frozen=True)
class Walk:
    """One way down, as far as it has been gone."""

    form: Form
    period: Period
    known: Given
    """What earlier periods have answered of this measure."""

    def expected(self, conversation: Conversation) -> list[str]:
        """The questions that should be there, by hand, in the order of the plan."""
        given = self._given(conversation)
        declined = [q.key for q in self.form.questions if conversation.answers.get(q.key) == NOT_APPLICABLE]
        if declined:
            return declined
        return [q.key for q in self.form.questions if q.key not in SHOWN or SHOWN[q.key](given)]

    def must(self, key: str, conversation: Conversation) -> bool:
        return must_be_answered(key, self._given(conversation), self.period)

    def _given(self, conversation: Conversation) -> dict[str, Value]:
        return {**self.known, **{key.split(".")[1]: value for key, value in conversation.answers.items()}}

    def ends(self, conversation: Conversation) -> Iterator[Conversation]:
        """Every conversation on the review card that can come of this one; each step on the way is checked."""
        expected = self.expected(conversation)
        waiting = [k for k in expected if k not in conversation.answers and k not in conversation.skipped]
        if not waiting:
            assert conversation.stage == REVIEWING
            self._sent(conversation, expected)
            yield conversation
            return
        assert conversation.at == waiting[0]
        question = self.form.question(conversation.at)
        assert question is not None
        yield from self._skipping(question, conversation)
        assert question.not_applicable == (question.key in DECLINABLE)
        if question.key in DECLINABLE:
            yield from self.ends(_said(self.form, conversation, [Text("ไม่เกี่ยวกับกองเรา")]))
        for value in worth_trying(question):
            after = _said(self.form, conversation, to_say(question, value))
            assert after.answers.get(question.key) == value, f"{question.key} would not take {value}"
            yield from self.ends(after)

    def _skipping(self, question: Question, conversation: Conversation) -> Iterator[Conversation]:
        after = _said(self.form, conversation, [Text("ข้าม")])
        if self.must(question.key, conversation):
            assert (after.at, after.answers) == (question.key, conversation.answers), (
                f"{question.key} let itself be skipped"
            )
        else:
            assert question.key in after.skipped
            yield from self.ends(after)

    def _sent(self, conversation: Conversation, expected: Sequence[str]) -> None:
        assert set(conversation.answers) <= set(expected)
        assert all(key in conversation.answers for key in expected if self.must(key, conversation))
        assert engine.step(self.form, conversation, Text("ส่งเลย"), SCENE).outcome == engine.SUBMIT


def _said(form: Form, conversation: Conversation, messages: Sequence[Said]) -> Conversation:
    for message in messages:
        conversation = engine.step(form, conversation, message, SCENE).conversation
    return conversation


def begun(plan: Plan, division: Division, section: str, period: Period, keys: Sequence[str],
          earlier: Sequence[Reported] = ()) -> tuple[Walk, Conversation]:  # fmt: skip
    form = form_of(plan, division, section, period, tuple(keys))
    known = answers_known(plan, form, division, period, earlier)
    turn = engine.begin(form, SCENE, known=known)
    return Walk(form, period, {key.split(".")[1]: value for key, value in known.items()}), turn.conversation


def _runs(plan: Plan) -> Iterator[tuple[Division, str, Period]]:
    for division in plan.divisions:
        if division.active:
            for section in ("", *division.sections):
                yield from ((division, section, period) for period in periods(plan.fiscal_year))


def test_every_division_and_section_is_asked_its_own_in_every_period(plan: Plan) -> None:
    runs = list(_runs(plan))
    assert len(runs) == (8 + 1) * 13
    for division, section, period in runs:
        assert keys_asked(plan, division, section, period, ()) == asked_by_hand(division.key, section, period)


def test_nothing_conditional_is_missing_from_the_tables_above(plan: Plan) -> None:
    questions = {f"{m.key}.{q.id}": q for m in plan.measures for q in m.questions}
    assert {key for key, q in questions.items() if q.show_if} == set(SHOWN)
    assert {key for key, q in questions.items() if q.required_if} == set(DEMANDED)
    assert {key for key, q in questions.items() if q.until} == {"staff_manual.status"}
    assert {key for key, q in questions.items() if q.check} == {"no_gift_policy.ack"}
    assert {key for key, q in questions.items() if q.when == "once"} == set(ONCE)
    assert {key for key, q in questions.items() if q.not_applicable} == DECLINABLE


BRANCHES = {
    ("staff_manual", "month"): 4,
    ("staff_manual", "year_end"): 3,
    ("citizen_manual", "month"): 3,
    ("citizen_manual", "year_end"): 2 + 3 * 6,
    ("e_service", "month"): 3,
    ("e_service", "year_end"): 2 + 2 * 2 * (1 + 1 + 6 + 1) * 3,
    ("state_property", "month"): 3 * 3,
    ("state_property", "year_end"): 2 * 3 * 2,
    ("procurement_analysis", "month"): 3 * 2,
    ("procurement_analysis", "year_end"): 3 + 2 * 3 * (1 + 2),
    ("disbursement_control", "month"): 2 * 2 * 3,
    ("disbursement_control", "year_end"): 2 * 3,
    ("budget_transparency", "month"): 6,
    ("budget_transparency", "year_end"): 7 * (1 + 1 + 2),
    ("no_gift_policy", "month"): 1 + 5,
    ("no_gift_policy", "year_end"): 2 * 2,
    ("no_gift_policy", "october of the section"): (1 + 1) * 2 + 5 * 2 * 2,
    ("common", "year_end"): 3 * 3,
}  # fmt: skip


@pytest.mark.parametrize("measure", [*{measure: None for measure, _ in BRANCHES}])
def test_every_way_through_a_measure(measure: str, plan: Plan) -> None:
    """In every period and every division and section that is asked; the ways are counted, so that none is left out."""
    walked: dict[str, set[int]] = {}
    for division, section, period in _runs(plan):
        keys = [k for k in asked_by_hand(division.key, section, period) if k.startswith(f"{measure}.")]
        if not keys or (section and period == END):
            continue
        where, start = begun(plan, division, section, period, keys)
        name = "october of the section" if section else period.kind
        if (
            not any(k in QUARTERLY for k in keys)
            and any(k.startswith(f"{measure}.") for k in QUARTERLY)
            and period != END
        ):
            name = "month between quarters"
        walked.setdefault(name, set()).add(sum(1 for _ in where.ends(start)))
    for name, ways in walked.items():
        if name == "month between quarters":
            assert {count * 3 for count in ways} == {
                BRANCHES[measure, "month"]
            }  # the quarter's question: three choices
        else:
            assert ways == {BRANCHES[measure, name]}, name


LANGS: Sequence[Value] = (None, [], ["ไทย"], ["อังกฤษ"], ["ไทย", "อังกฤษ"], ["มลายู"])


@pytest.mark.parametrize("langs", LANGS, ids=str)
def test_every_way_through_the_sections_year_end_after_what_october_said(langs: Value, plan: Plan) -> None:
    palad = plan.divisions[0]
    october = {"langs": langs} if langs is not None else {}
    earlier = [Reported("no_gift_policy", "palad", LEGAL, OCTOBER, october)]
    keys = keys_asked(plan, palad, LEGAL, END, earlier)
    assert keys == (LEGAL_YEARLY if not langs else LEGAL_YEARLY[1:])  # skipped, or "none yet": asked again
    where, start = begun(plan, palad, LEGAL, END, keys, earlier)
    ends = list(where.ends(start))
    assert len({str(end.answers) for end in ends}) == len(ends) > 2
    for end in ends:
        final = end.answers.get("no_gift_policy.langs", langs) or []
        assert ("no_gift_policy.notice_date" in end.answers) == bool(final)
        assert ("no_gift_policy.notice_th" in end.answers) >= ("ไทย" in final)
        assert "no_gift_policy.meeting_date" in end.answers  # required now, although October let it be skipped


def test_until_stops_from_the_next_period_and_not_before(plan: Plan) -> None:
    chang = plan.divisions[2]
    year = months(YEAR)
    for place, period in enumerate(year):
        earlier = [_status(p, DONE if p == period else "เสร็จแล้ว") for p in year[: place + 1]]
        for before in year[: place + 1]:
            assert "staff_manual.status" in keys_asked(plan, chang, "", before, earlier)
        for after in year[place + 1 :]:
            asked = keys_asked(plan, chang, "", after, earlier)
            assert asked == asked_by_hand("chang", "", after)[1:]
            assert "staff_manual" not in {d.measure for d in _expected(plan, after, earlier) if d.division == "chang"}
            assert "staff_manual" in {d.measure for d in _expected(plan, after, earlier) if d.division == "sueksa"}
        assert keys_asked(plan, chang, "", END, earlier)[0] == "staff_manual.manual_count"


@pytest.mark.parametrize("status", ["ยังไม่เริ่ม", "กำลังทำ/ปรับปรุง", "เสร็จแล้ว"])
def test_any_other_status_is_asked_again(status: str, plan: Plan) -> None:
    assert "staff_manual.status" in keys_asked(plan, plan.divisions[2], "", months(YEAR)[1], [_status(OCTOBER, status)])


def test_a_revised_month_takes_the_question_up_again(plan: Plan) -> None:
    chang, november = plan.divisions[2], months(YEAR)[1]
    assert "staff_manual.status" not in keys_asked(plan, chang, "", november, [_status(OCTOBER, DONE)])
    assert "staff_manual.status" in keys_asked(plan, chang, "", november, [_status(OCTOBER, "เสร็จแล้ว")])


def _status(period: Period, status: str) -> Reported:
    return Reported("staff_manual", "chang", "", period, {"status": status})


def _expected(plan: Plan, period: Period, reported: Sequence[Reported]) -> Iterator[Reported]:
    for duty in duties_of(plan, plan.divisions, period, [r for r in reported if r.period < period]):
        yield Reported(duty.measure, duty.division, duty.section, duty.period, {})


@pytest.mark.parametrize(
    ("measure", "name"), [("citizen_manual", "added"), ("e_service", "usage")]
)  # fmt: skip
def test_none_of_our_business_ends_the_measure_for_the_year(measure: str, name: str, plan: Plan) -> None:
    chang = plan.divisions[2]
    for period in months(YEAR):
        said = [Reported(measure, "chang", "", period, {name: dict(NOT_APPLICABLE)})]
        later = [p for p in periods(YEAR) if p > period]
        for after in later:
            assert measure not in {key.split(".")[0] for key in keys_asked(plan, chang, "", after, said)}
            assert (measure, "chang") not in {(d.measure, d.division) for d in _expected(plan, after, said)}
        found = plan.measure(measure)
        assert found is not None
        names = frozenset(q.id for q in found.questions)
        assert "chang" not in MeasureScope(plan, found, plan.divisions, said).owed_by(names)
        assert "sueksa" in MeasureScope(plan, found, plan.divisions, said).owed_by(names)


@pytest.mark.parametrize("key", sorted(DECLINABLE))
def test_none_of_our_business_hides_the_rest_of_the_measure_at_once(key: str, plan: Plan) -> None:
    chang = plan.divisions[2]
    period = END if key.endswith(("topic_count", "services")) else OCTOBER
    form = form_of(plan, chang, "", period, asked_by_hand("chang", "", period))
    conversation = engine.begin(form, SCENE).conversation
    while conversation.at != key:
        conversation = _answered(form, conversation)
    conversation = _said(form, conversation, [Text("ไม่เกี่ยวกับกองเรา")])
    assert not conversation.at.startswith(key.split(".")[0])
    while conversation.stage != REVIEWING:
        conversation = _answered(form, conversation)
    own = [k for k in conversation.answers if k.startswith(key.split(".")[0])]
    assert own == [key]
    assert engine.step(form, conversation, Text("ส่งเลย"), SCENE).outcome == engine.SUBMIT


def _answered(form: Form, conversation: Conversation) -> Conversation:
    question = form.question(conversation.at)
    assert question is not None
    return _said(form, conversation, to_say(question, worth_trying(question)[-1]))


def test_more_who_know_than_there_are_is_not_taken(plan: Plan) -> None:
    where, start = begun(plan, plan.divisions[2], "", END, STAFF)
    staffed = _said(where.form, start, [Text("9")])
    refused = engine.step(where.form, staffed, Text("10"), SCENE)
    assert (refused.conversation.at, refused.conversation.answers) == (STAFF[1], {STAFF[0]: 9})
    assert "จำนวนที่รับทราบมากกว่าบุคลากรทั้งหมดไม่ได้ค่ะ" in refused.messages[0].text
    assert _said(where.form, refused.conversation, [Text("9")]).stage == REVIEWING


def test_a_branch_that_is_changed_back_drops_its_answers(plan: Plan) -> None:
    keys = [k for k in YEARLY if k.startswith("staff_manual.")]
    where, start = begun(plan, plan.divisions[2], "", END, keys)
    full = _said(where.form, start, [Text("2"), Text("เล่มหนึ่ง\nเล่มสอง"), Text("20 ม.ค. 2568")])
    assert list(full.answers) == keys
    turn = engine.step(where.form, full, Text("แก้ข้อ 1"), SCENE)
    turn = engine.step(where.form, turn.conversation, Text("0"), SCENE)
    assert turn.conversation.answers == {keys[0]: 0}
    assert turn.conversation.stage == REVIEWING
    assert "ชื่อคู่มือ" in turn.messages[0].text  # and says so


def test_evidence_is_never_owed(plan: Plan) -> None:
    room = anytime(OCTOBER)
    for division in plan.divisions:
        if division.active:
            keys = keys_asked(plan, division, "", room, ())
            assert {k.split(".")[1] for k in keys} <= {"web_url", "photo", "url", "file"}
            form = form_of(plan, division, "", room, keys)
            assert not any(q.required for q in form.questions)
    assert not [d for p in periods(YEAR) for d in duties_of(plan, plan.divisions, p, ()) if d.period.kind == ANYTIME]
