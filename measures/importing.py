"""นำเข้าย้อนหลัง: a division's filled-in sheet as the reports that its months would have been, held against the same form.

A month that has anything in it is a whole report: what must be answered in it must stand there. A month with nothing in it
is left alone. One summary answer stands in the last of its months, and nobody waits for the others.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from dialogue.question import Form, Question, Value
from dialogue.reaching import Answers, breaks, must_answer, reachable
from dialogue.words import say
from measures.fiscal_year import Period, period_named
from measures.forms import answers_known, form_of, keys_asked, period_name
from measures.plan import Plan
from measures.reported import NOTHING, Reported
from measures.sheet_cells import LANGUAGE, NotRead, read_cell
from measures.sheet_rows import Place, Row, rows_of, summed_months

SUMMARY = "summary"
"""The code of the column for one answer in place of many months'."""
HEADER = 3
"""The row with the periods' names; above it stand their codes and the sheet's title."""
Closed = Callable[[Place, Period], str]
"""Why nothing is imported there; empty where it may be."""


@dataclass(frozen=True, slots=True)
class Mistake:
    sheet: str
    cell: str
    reason: str


@dataclass(frozen=True, slots=True)
class Filled:
    """One place's sheet as it came back. Whatever is empty is not in `texts`."""

    title: str
    place: Place
    columns: Mapping[str, str]
    """Period code or `SUMMARY` → the column's letter, in the sheet's order."""
    rows: Mapping[str, int]
    """Question key → the row's number."""
    texts: Mapping[tuple[str, str], str]
    """(question key, period code or `SUMMARY`) → what was typed."""
    spoiled: frozenset[tuple[str, str]] = frozenset()
    """Cells that hold no text at all, of which a mistake is told already."""

    def cell(self, key: str, code: str) -> str:
        return f"{self.columns.get(code, 'A')}{self.rows.get(key, 1)}"


@dataclass
class _Import:
    plan: Plan
    filled: Filled
    today: date
    mistakes: list[Mistake] = field(default_factory=list)
    values: dict[tuple[str, Period], Value] = field(default_factory=dict)
    """The answer of each question in each period, as far as it could be read."""
    places: dict[tuple[str, Period], str] = field(default_factory=dict)
    """Where that stands."""
    covered: dict[tuple[str, Period], Period] = field(default_factory=dict)
    """(question, month) → the month that has the summary answer."""
    unsure: set[str] = field(default_factory=set)
    """Groups of which a cell could not be read: what follows from it is not known."""

    def wrong(self, cell: str, reason: str) -> None:
        self.mistakes.append(Mistake(self.filled.title, cell, reason))


def imported(
    plan: Plan, filled: Filled, earlier: Sequence[Reported], today: date, closed: Closed
) -> tuple[Sequence[Reported], Sequence[Mistake]]:
    """The reports in `filled`, oldest first, and every mistake. `earlier`: what the division has reported so far."""
    work = _Import(plan, filled, today)
    periods = sorted(p for code in filled.columns if (p := period_named(code)))
    rows = {row.question.key: row for row in rows_of(plan, filled.place, periods)}
    for (key, code), text in filled.texts.items():
        _read(work, rows.get(key), key, code, text, summed_months(periods))
    work.unsure |= {key.partition(".")[0] for key, _ in filled.spoiled}
    touched = {period for _, period in (*work.values, *work.covered)} | {
        p for _, code in (*filled.texts, *filled.spoiled) if (p := period_named(code))
    }
    found: list[Reported] = []
    for period in sorted(touched):
        if why := closed(filled.place, period):
            work.wrong(f"{filled.columns[period.code]}{HEADER}", why)
        else:
            found.extend(_report(work, period, (*earlier, *found)))
    return found, work.mistakes


def _read(work: _Import, row: Row | None, key: str, code: str, text: str, months: Sequence[Period]) -> None:
    """Read one cell into `work`, a summary as the answer of its last month."""
    cell = work.filled.cell(key, code)
    try:
        if row is None:
            raise NotRead("แผนของปีนี้ไม่ถามข้อนี้จากกองนี้")
        if code == SUMMARY:
            asked = [month for month in row.periods if month in months]
            if not row.summed:
                raise NotRead("ข้อนี้สรุปรวมไม่ได้ ให้กรอกทีละงวด")
            if any((key, month.code) in work.filled.texts for month in asked):
                raise NotRead("ข้อนี้กรอกเป็นรายเดือนแล้ว ให้เลือกอย่างใดอย่างหนึ่ง")
            period = asked[-1]
            work.covered.update({(key, month): period for month in asked[:-1]})
        else:
            found = period_named(code)
            if found not in row.periods:
                raise NotRead("งวดนี้ไม่ถามข้อนี้ ให้เว้นว่าง")
            period = found
        value = read_cell(row.question, text, work.today)
    except NotRead as problem:
        work.unsure.add(key.partition(".")[0])
        work.wrong(cell, str(problem))
        return
    if value is not None:
        work.values[key, period] = value
        work.places[key, period] = cell


def _report(work: _Import, period: Period, earlier: Sequence[Reported]) -> Iterable[Reported]:
    """One period's report, a `Reported` a measure."""
    place = work.filled.place
    asked = keys_asked(work.plan, place.division, place.section, period, earlier)
    form = form_of(work.plan, place.division, place.section, period, asked)
    known = answers_known(work.plan, form, place.division, period, earlier)
    answers = {q.key: work.values[q.key, period] for q in form.questions if (q.key, period) in work.values}
    _hold_against(work, form, period, answers, known)
    for group in dict.fromkeys(q.group for q in form.questions):
        own = [q for q in form.questions if q.group == group]
        last = next((work.covered[q.key, period] for q in own if (q.key, period) in work.covered), None)
        yield Reported(
            group, place.division.key, place.section, period,
            answers={q.name: answers[q.key] for q in own if q.key in answers},
            marks={q.name: NOTHING for q in own if (q.key, period) in work.covered},
            remark=f"รวมอยู่ในคำตอบสรุปถึง{period_name(last)}" if last else "",
        )  # fmt: skip


def _hold_against(work: _Import, form: Form, period: Period, answers: Answers, known: Answers) -> None:
    """Note what the chat would not have taken either."""
    open_now = {q.key: q for q in reachable(form, answers, known)}
    for key, here in work.values:
        if here == period and key not in open_now and key.partition(".")[0] not in work.unsure:
            why = "ไม่ต้องตอบข้อนี้ ตามคำตอบของข้ออื่นในงวดเดียวกัน" if form.question(key) else "ตอบครบไปแล้วในงวดก่อน ให้เว้นว่าง"
            work.wrong(work.places[key, period], why)
    for question in open_now.values():
        if question.group in work.unsure:
            continue
        if question.key in answers:
            if breaks(question, answers, known):
                why = question.check_hint or say(LANGUAGE, "check_failed")
                work.wrong(work.places[question.key, period], why)
        elif (question.key, period) not in work.covered and must_answer(question, answers, known):
            work.wrong(_empty(work, question, period), f"ยังไม่ได้ตอบ: {question.label}")


def _empty(work: _Import, question: Question, period: Period) -> str:
    return work.filled.cell(question.key, period.code)
