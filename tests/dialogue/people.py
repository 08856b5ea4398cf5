"""Random forms, and people who mostly answer sensibly and sometimes do not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from hypothesis import strategies as st

from dialogue.conversation import CONFIRMING, OWN_WORDS, REVIEWING, Conversation
from dialogue.messages import Button
from dialogue.question import NOT_APPLICABLE, SAME, ZERO, Form, Question, Value
from dialogue.said import File, Other, Said, Tap, Text
from tests.dialogue.talking import ask

KINDS = (
    "number",
    "number",
    "choice",
    "choice",
    "multi_choice",
    "text",
    "text_list",
    "date",
    "url",
    "evidence",
    "evidence",
)
CHOICES = ("ยังไม่เริ่ม", "กำลังทำ", "เสร็จแล้ว", "อื่น ๆ")
MOVES = (
    *["answer"] * 10, *["button"] * 3, "words of a button", "edit", "edit", "send", "send", "back", "back", "skip", "cancel",
    "garbage", "garbage", "unchanged", "stale", "stale", "forged", "file", "sticker",
)  # fmt: skip
GARBAGE = (
    "", "?", "ไม่ทราบ", "ประมาณ 20", "ค่ะ", "ก" * 5000, "-5", "1.5", "24 ตุลาคม", "ใช่", "ไม่ใช่", "ไม่มี", "เหมือนเดิม", "99", "👍",
    "เสร็จ", "1,2", "อื่น ๆ", "เสร็จแล้ว", "ไม่เกี่ยวกับกองเรา", "{value} %s", "31/2/2568", "\n\n", "แก้ข้อ 1", "test@a.go.th",
    "เว็บ www.a.go.th",
)  # fmt: skip
SENSIBLE: Mapping[str, tuple[tuple[str, Value], ...]] = {
    "number": (("0", 0), ("5", 5), ("สอง ครั้ง", 2), ("๑๒", 12), ("ไม่มีค่ะ", 0)),
    "choice": tuple((str(n), c) for n, c in enumerate(CHOICES[:3], 1)),
    "multi_choice": (("1", [CHOICES[0]]), ("1,3", [CHOICES[0], CHOICES[2]])),
    "text": (("เรียบร้อยดี", "เรียบร้อยดี"),),
    "text_list": (("ก\nข", ["ก", "ข"]), ("ค", ["ค"])),
    "date": (("24 ต.ค. 68", "2025-10-24"),),
    "url": (("www.takbai.go.th", "https://www.takbai.go.th"),),
}


@dataclass(frozen=True)
class MoreThanNothing:
    """The answer called `name` is there and is not 0 or empty; not known while it is missing."""

    name: str

    def __call__(self, answers: Mapping[str, Value]) -> bool | None:
        value = answers.get(self.name)
        return None if value is None or isinstance(value, dict) else value not in (0, "", [], CHOICES[0])


@dataclass(frozen=True)
class AtMost:
    less: str
    more: str

    def __call__(self, answers: Mapping[str, Value]) -> bool | None:
        less, more = answers.get(self.less), answers.get(self.more)
        if not isinstance(less, int) or not isinstance(more, int):
            return None
        return less <= more


@st.composite
def forms(draw: st.DrawFn) -> Form:
    questions = []
    for group in "abc"[: draw(st.integers(1, 3))]:
        kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=4))
        for place, kind in enumerate(kinds):
            others = [f"q{n}" for n in range(len(kinds)) if n != place]
            earlier = draw(st.sampled_from([None, *others])) if others else None
            use = draw(st.sampled_from(["show_if", "show_if", "required_if", "check"])) if earlier else ""
            flags = draw(st.integers(0, 31))
            questions.append(
                ask(
                    f"{group}.q{place}",
                    kind,
                    required=bool(flags & 3),
                    choices=CHOICES if kind in ("choice", "multi_choice") else (),
                    other=CHOICES[3] if kind in ("choice", "multi_choice") else "",
                    unit="ครั้ง",
                    min=0,
                    integer=True,
                    max_files=3,
                    allow_none=bool(flags & 4) and kind != "number",
                    not_applicable=bool(flags & 8) and place == 0 and use != "show_if",  # a plan may not say both
                    unchanged=_unchanged(kind) if flags & 16 else "",
                    carry=kind in ("choice", "multi_choice", "text_list"),
                    show_if=MoreThanNothing(earlier) if earlier and use == "show_if" else None,
                    required_if=MoreThanNothing(earlier) if earlier and use == "required_if" else None,
                    check=AtMost(f"q{place}", earlier) if earlier and use == "check" and kind == "number" else None,
                )
            )
    return Form("ต.ค. 2568", tuple(questions))


def _unchanged(kind: str) -> str:
    return ZERO if kind == "number" else SAME if kind in ("choice", "multi_choice", "text_list") else ""


def edited(form: Form, how: int) -> Form:
    """The plan as somebody has changed it meanwhile: a question less, one more, another order, or more that is required."""
    questions, place = list(form.questions), how % len(form.questions) if form.questions else 0
    match how % 5:
        case 0 if questions:
            del questions[place]
        case 1:
            questions.insert(place, ask(f"a.new{how}", "number", min=0, integer=True, unit="ครั้ง", unchanged=ZERO))
        case 2:
            questions.reverse()
        case 3 if questions:
            questions[place] = replace(questions[place], required=True, required_if=None, show_if=None)
        case 4 if questions and questions[place].choices:
            questions[place] = replace(questions[place], choices=CHOICES[:3], other="")
    return Form(form.title, tuple(questions))


edits = st.dictionaries(st.integers(0, 30), st.integers(0, 60), max_size=3)
"""Turn → what happens to the form before it."""
MONTH = Form(
    "ต.ค. 2568",
    (
        ask("a.how", "choice", choices=CHOICES, other=CHOICES[3], required=False),
        ask("a.since", "date", show_if=MoreThanNothing("how")),
        ask("a.staff", "number", min=0, integer=True, unit="ครั้ง"),
        ask("a.ack", "number", min=0, integer=True, unit="ครั้ง", check=AtMost("ack", "staff"), unchanged=ZERO),
        ask("a.names", "text_list", show_if=MoreThanNothing("staff")),
        ask("a.proof", "evidence", required=False, max_files=3),
        ask("a.why", "text", required=False, required_if=MoreThanNothing("how")),
    ),
)
"""A form with a little of everything that can go wrong."""

Move = tuple[str, int]
"""What the person does, and which of the ways there are to do it."""
moves = st.lists(st.tuples(st.sampled_from(MOVES), st.integers(0, 60)), min_size=4, max_size=40)


def sensible(question: Question, conversation: Conversation, which: int) -> tuple[Said, Value]:
    """What a sensible person says to the open question, and the answer it must become (None where it is only a part)."""
    if conversation.stage == OWN_WORDS:
        return Text("วิทยุชุมชน"), None
    if conversation.stage == CONFIRMING:
        return Text("ไม่ใช่" if question.check else "ใช่"), None
    if question.kind == "evidence":
        answer = conversation.answers.get(question.key)
        had = conversation.pending or (answer and answer != NOT_APPLICABLE)
        return (Text("เสร็จ"), None) if had else (a_file(which), None)
    text, value = SENSIBLE[question.kind][which % len(SENSIBLE[question.kind])]
    return Text(text), value


def a_file(which: int) -> File:
    kind = "application/zip" if which % 7 == 6 else "image/jpeg"
    return File(f"digest {which % 5}", f"{which % 5}.jpg", kind, 1000)


def other_than_sensible(
    move: Move, conversation: Conversation, buttons: tuple[Button, ...], old: tuple[Button, ...], step: int
) -> Said:
    kind, which = move
    pressed = buttons[which % len(buttons)] if buttons else Button("", "7.0.x", "?")
    match kind:
        case "button":
            return Tap(pressed.data)
        case "words of a button":
            return Text(pressed.say)
        case "edit":
            return Text(f"แก้ข้อ {which % 9}" if conversation.stage == REVIEWING else str(which % 9))
        case "stale":
            return Tap(old[which % len(old)].data if old else f"8.{step}.c1")
        case "forged":
            ways = (
                "zero",
                "none",
                "done",
                "same",
                "yes",
                "no",
                "send",
                "skip",
                "c1",
                "c9",
                "e1",
                "e9",
                "not_applicable",
                "unchanged",
                "anew",
                "?",
            )
            return Tap(f"7.{step}.{ways[which % len(ways)]}")
        case "file":
            return a_file(which)
        case "sticker":
            return Other("sticker")
        case "garbage":
            return Text(GARBAGE[which % len(GARBAGE)])
    return Text({"unchanged": "0 ทุกข้อ", "back": "ย้อนกลับ", "skip": "ข้าม", "cancel": "ยกเลิก", "send": "ส่งเลย"}[kind])
