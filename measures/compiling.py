"""Compiling the annual report: answers → merged values → the sentences of six columns, and what is still missing.

Nothing is made up. While an answer that a sentence rests on is owed, the sentence waits and names who owes it; a claim
whose condition does not hold is left out, and the officer sees the gap.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dialogue.thai.digits import thai_digits
from measures.annual_report import COLUMNS, AnnualReport, Gap, Row
from measures.expressions import truth
from measures.plan import Division, Measure, Output, Plan
from measures.reported import Reported
from measures.scope import MeasureScope
from measures.templates import WAITING, joined

EVERYONE = "ทุกสำนัก/กอง"
PREFIXES = ("เทศบาล", "องค์การบริหารส่วน", "นคร", "เมือง", "ตำบล", "จังหวัด")

Edits = Mapping[tuple[int, str], str]
"""(measure number, column) → the officer's own words for that cell."""


def compile_report(
    plan: Plan, divisions: Sequence[Division], reported: Sequence[Reported], edits: Edits, *, draft: bool = False
) -> AnnualReport:
    """The report as it stands with the newest answers in `reported`; a draft where anything is missing, or if asked."""
    rows, gaps = [], []
    for measure in plan.measures:
        own = tuple(r for r in reported if r.measure == measure.key)
        cells, missing = _row(MeasureScope(plan, measure, divisions, own))
        for place, column in enumerate(COLUMNS):
            if text := edits.get((measure.number, column)):
                cells[place] = text
                missing = [gap for gap in missing if gap.column != column]
        rows.append(Row(measure.number, (cells[0], cells[1], cells[2], cells[3], cells[4], cells[5])))
        gaps.extend(missing)
    return AnnualReport(
        fiscal_year=plan.fiscal_year,
        office=plan.office,
        memo=plan.memo,
        cover=plan.cover,
        table_title=plan.table_title,
        column_labels=plan.column_labels,
        rows=tuple(rows),
        gaps=tuple(gaps),
        draft=draft or bool(gaps),
        words=_place_names(plan.office),
    )


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    """Empty where nothing may be claimed."""
    reason: str = ""
    """Why it is not final; empty when it is."""
    owed_by: tuple[str, ...] = ()


def _row(scope: MeasureScope) -> tuple[list[str], list[Gap]]:
    measure = scope.measure
    outputs = [_output(scope, output) for output in measure.outputs]
    outcome = _outcome(scope)
    cells = [
        f"{_thai(measure.number)}. {measure.title}",
        _lines(measure.method, measure.method_numbered),
        measure.period,
        measure.responsible,
        _lines([sentence.text for sentence in outputs if sentence.text], measure.output_numbered),
        outcome.text,
    ]
    unfinished = [("output", sentence) for sentence in outputs if sentence.reason]
    if outcome.reason:
        unfinished.append(("outcome", outcome))
    gaps = [Gap(measure.number, column, found.reason, found.owed_by) for column, found in unfinished]
    return cells, list(dict.fromkeys(gaps))


def _output(scope: MeasureScope, output: Output) -> _Sentence:
    asked = output.text.names | (output.holds_when.names if output.holds_when else frozenset())
    if owing := scope.owed_by(asked):
        return _waiting(scope, owing)
    text = output.text.fill(scope, _prefixes(scope.measure))
    if conflicting := scope.conflicting(asked):
        return _undecided(scope, text if output.holds_when is None else "", conflicting)
    if output.holds_when is not None and truth(output.holds_when.evaluate(scope)) is not True:
        return _Sentence("", f"ยังอ้างไม่ได้จากคำตอบที่มี: “{text}”")
    return _known(scope, text, output.text.printed_names)


def _outcome(scope: MeasureScope) -> _Sentence:
    measure = scope.measure
    asked = measure.outcome.names | (measure.zero_when.names if measure.zero_when else frozenset())
    if owing := scope.owed_by(asked):
        return _waiting(scope, owing)
    text = measure.outcome.fill(scope, _prefixes(measure))
    if conflicting := scope.conflicting(asked):
        return _undecided(scope, text, conflicting)
    if measure.zero_when is not None and truth(measure.zero_when.evaluate(scope)) is True:
        return _Sentence(measure.if_zero)
    return _known(scope, text, measure.outcome.printed_names)


def _waiting(scope: MeasureScope, owing: Sequence[str]) -> _Sentence:
    names = tuple(d.name for d in scope.divisions if d.key in owing)
    everyone = len(names) > 2 and len(names) == sum(d.active for d in scope.divisions)
    text = f"{WAITING}จาก {EVERYONE if everyone else joined(names)}"
    return _Sentence(text, text, names)


def _known(scope: MeasureScope, text: str, printed: frozenset[str]) -> _Sentence:
    """`text`, with a gap where a value that it prints does not follow from the answers."""
    unknown = [name for name in printed if scope.value(name) is None]
    return _undecided(scope, text, unknown) if unknown else _Sentence(text)


def _undecided(scope: MeasureScope, text: str, names: Iterable[str]) -> _Sentence:
    labels = sorted(_label(scope.measure, name) for name in names)
    return _Sentence(text, f"สรุปค่าไม่ได้ คำตอบไม่ตรงกันหรือไม่มี: {joined(labels)}")


def _label(measure: Measure, name: str) -> str:
    question = measure.question(name)
    return question.label if question else name


def _prefixes(measure: Measure) -> dict[str, str]:
    return {q.id: q.prefix for q in measure.questions if q.prefix}


def _lines(items: Sequence[str], numbered: bool) -> str:
    if not numbered:
        return "\n".join(items)
    return "\n".join(f"{_thai(number)}. {item}" for number, item in enumerate(items, 1))


def _thai(number: int) -> str:
    return thai_digits(str(number))


def _place_names(office: str) -> tuple[str, ...]:
    """The place as the text may name it: เทศบาลเมืองตากใบ → เมืองตากใบ, ตากใบ."""
    names = []
    for prefix in PREFIXES:
        if office.startswith(prefix) and len(office) > len(prefix):
            office = office.removeprefix(prefix)
            names.append(office)
    return tuple(names) or (office,)
