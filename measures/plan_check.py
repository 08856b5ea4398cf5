"""What a plan file may say field by field and still be wrong as a whole: names that lead nowhere, twins, circles."""

import re
from collections import Counter
from collections.abc import Collection, Iterator

from dialogue.kinds import KINDS
from measures.expression_parser import WORDS
from measures.expressions import Expression
from measures.forms import COMMON
from measures.plan import ALL, Measure, Plan, PlanQuestion
from measures.plan_circles import circle, circles_of_questions
from measures.plan_conditions import compared_as_one, no_such_choice, unlike
from measures.scope import PRINT_COUNTS
from measures.templates import Template

PLACES = frozenset({"division", "month", "quarter", "fy"})
"""What a question's text may leave open."""
CHOOSING = ("choice", "multi_choice")
GATHERED = ("tally", "union", "append")
"""Ways to merge across divisions that make a list."""
_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")
_KEY_HINT = "ต้องเป็นอักษรอังกฤษ ตัวเลข หรือ _ ขึ้นต้นด้วยอักษร ไม่เกิน 64 ตัว"
_DIVISION_KEY = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,31}")
"""A button that names a division holds 64 bytes on Telegram, with the command and the period."""
_DIVISION_KEY_HINT = _KEY_HINT.replace("64", "32")


def mistakes_in(plan: Plan) -> Iterator[str]:
    """Every mistake, as a Thai sentence that names its measure and question."""
    for division in plan.divisions:
        if division.key and not _DIVISION_KEY.fullmatch(division.key):
            yield f"กอง {division.key}: key {_DIVISION_KEY_HINT}"
    yield from (f"กอง {key}: ใช้ key ซ้ำกัน" for key in _twins(d.key for d in plan.divisions))
    yield from (f"มาตรการ {key}: ใช้ key ซ้ำกัน" for key in _twins(m.key for m in plan.measures))
    numbers = [m.number for m in plan.measures]
    if numbers != list(range(1, len(numbers) + 1)):
        yield f"แผน: number ของมาตรการต้องเรียง 1 ถึง {len(numbers)} ไม่ใช่ {' '.join(map(str, numbers))}"
    for measure in plan.measures:
        yield from _of_measure(plan, measure)
    for id_ in _twins(q.id for q in plan.common_questions):
        yield f"คำถามท้ายปี · คำถาม {id_}: ใช้ id ซ้ำกัน"
    for question in plan.common_questions:
        for mistake in _of_question(question, {}, ()):
            yield f"คำถามท้ายปี · คำถาม {question.id}: {mistake}"


def _of_measure(plan: Plan, measure: Measure) -> Iterator[str]:
    where = f"มาตรการ {measure.key}"
    keys = {d.key for d in plan.divisions}
    if measure.key and not _KEY.fullmatch(measure.key):
        yield f"{where}: key {_KEY_HINT}"
    if measure.key == COMMON:
        yield f"{where}: key {COMMON} สงวนไว้สำหรับคำถามท้ายปี"
    sections = {s for d in plan.divisions if d.key in measure.responsible_keys for s in d.sections}
    for key in measure.responsible_keys:
        if key != ALL and key not in keys:
            yield f"{where}: responsible_keys มี {key} ซึ่งไม่มีในรายการกอง"
    if measure.responsible_section and measure.responsible_section not in sections:
        yield f"{where}: ไม่มีงาน {measure.responsible_section} ในกองที่รับผิดชอบ"
    twins = _twins(q.id for q in measure.questions)
    yield from (f"{where} · คำถาม {id_}: ใช้ id ซ้ำกัน" for id_ in twins)
    questions = {q.id: q for q in measure.questions}
    alone = {id_: question for id_, question in questions.items() if id_ not in twins}
    known = {*questions, *measure.derived, PRINT_COUNTS}
    if measure.zero_when and not measure.if_zero:
        yield f"{where}: มี zero_when แต่ไม่มี if_zero"
    for field, used in _parts(measure):
        for mistake in (*_unknown(used.names, known), *no_such_choice(used, questions), *unlike(used, alone)):
            yield f"{where}: {field}: {mistake}"
        for name, words in compared_as_one(used):
            if name in questions and questions[name].across in GATHERED:
                yield f"{where}: {field}: {name} รวมทุกกองเป็นรายการ ใช้ '{words}' in {name} หรือ any({name} == '{words}')"
    derived = {name: expression.names for name, expression in measure.derived.items()}
    for name in measure.derived:
        yield from (f"{where}: derived.{name} {mistake}" for mistake in _no_name(name))
        if name in questions:
            yield f"{where}: derived.{name} ชื่อซ้ำกับคำถาม"
        if circle(derived, name):
            yield f"{where}: derived.{name} อ้างถึงตัวเอง"
    for id_, way in circles_of_questions(measure.questions):
        yield f"{where} · คำถาม {id_}: show_if และ required_if วนกลับมาหาคำถามเดิม: {way}"
    for question in measure.questions:
        for mistake in _of_question(question, alone, questions):
            yield f"{where} · คำถาม {question.id}: {mistake}"


def _parts(measure: Measure) -> Iterator[tuple[str, Expression | Template]]:
    """What the measure writes or asks: (field, expression or template)."""
    yield "outcome", measure.outcome
    if measure.zero_when:
        yield "zero_when", measure.zero_when
    for number, output in enumerate(measure.outputs, 1):
        yield f"outputs ข้อ {number}", output.text
        if output.holds_when:
            yield f"outputs ข้อ {number} holds_when", output.holds_when
    for name, expression in measure.derived.items():
        yield f"derived.{name}", expression


def _of_question(question: PlanQuestion, questions: dict[str, PlanQuestion], known: Collection[str]) -> Iterator[str]:
    yield from (f"id {mistake}" for mistake in _no_name(question.id))
    if question.kind not in KINDS:
        yield f"kind = {question.kind} ใช้ไม่ได้ ต้องเป็น {' '.join(KINDS)}"
    yield from _unknown(question.text.names, PLACES, "ใน text ใช้ได้เฉพาะ {division} {month} {quarter} {fy}")
    if question.kind in CHOOSING and len(question.choices) < 2:
        yield "ต้องมี choices อย่างน้อย 2 ข้อ"
    if question.kind not in CHOOSING and question.choices:
        yield f"choices ใช้กับ kind = {question.kind} ไม่ได้"
    if question.other and question.other not in question.choices:
        yield f"other = {question.other} ไม่อยู่ใน choices"
    yield from (f"choices มี {choice} ซ้ำกัน" for choice in _twins(question.choices))
    if question.kind != "number" and "sum" in (question.over_time, question.across):
        yield f"รวมด้วย sum ได้เฉพาะ kind = number ไม่ใช่ {question.kind}"
    if question.min is not None and question.max is not None and question.min > question.max:
        yield "min มากกว่า max"
    if question.not_applicable and question.show_if:  # the answer that it is not ours would hide what it hangs on
        yield "not_applicable ใช้กับคำถามที่มี show_if ไม่ได้ ให้ย้ายไปไว้ที่คำถามแรกของมาตรการ"
    for field in ("required_if", "show_if", "until", "check"):
        if expression := getattr(question, field):
            choices = no_such_choice(expression, questions)
            for mistake in (*_unknown(expression.names, known), *choices, *unlike(expression, questions)):
                yield f"{field}: {mistake}"


def _no_name(name: str) -> Iterator[str]:
    """A name must be readable in a condition."""
    if name and not _KEY.fullmatch(name):
        yield _KEY_HINT
    if name in (*WORDS, PRINT_COUNTS):
        yield f"ใช้ชื่อ {name} ไม่ได้ เป็นคำของภาษาเงื่อนไข"


def _unknown(names: Collection[str], known: Collection[str], hint: str = "") -> Iterator[str]:
    for name in sorted(names):
        if name not in known:
            yield f"ไม่รู้จักชื่อ {name}" + (f" {hint}" if hint else "")


def _twins(names: "Iterator[str] | Collection[str]") -> list[str]:
    return [name for name, count in Counter(names).items() if count > 1]
