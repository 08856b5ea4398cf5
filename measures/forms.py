"""แบบรายงานของแต่ละกอง: the questions one division (or section) is asked in one period, made from the plan."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from dialogue.question import SAME, ZERO, Form, Question, Value
from dialogue.thai.dates import MONTHS, short_month
from dialogue.words import say
from measures.asking import asked_in, divisions_asked, section_of, still_asked
from measures.fiscal_year import ANYTIME, BUDDHIST_ERA, MONTH, YEAR_END, Period
from measures.merging import over_time
from measures.plan import Division, Measure, Plan, PlanQuestion
from measures.reported import Reported

COMMON = "common"
"""The group of the questions that belong to no measure."""
CARRIED_KINDS = ("choice", "multi_choice", "text_list")
"""States and lists may be carried over from last month; a month's quantities never."""
SAME_ADDS_NOTHING = ("latest", "union", "max", "min")
"""Ways to merge periods by which the same answer given again leaves the year's value as it was."""


def keys_asked(
    plan: Plan, division: Division, section: str, period: Period, earlier: Sequence[Reported]
) -> tuple[str, ...]:
    """The keys of the questions to ask in `period`, given what the division has reported in `earlier` periods."""
    return tuple(
        f"{group}.{question.id}"
        for group, measure, question in _candidates(plan, division, section, period)
        if measure is None or still_asked(measure, question, _of(earlier, measure.key, division, period))
    )


@lru_cache(maxsize=1024)
def form_of(
    plan: Plan, division: Division, section: str, period: Period, asked: tuple[str, ...], language: str = "th"
) -> Form:
    """The form of the questions `asked`, its title in `language`; the same of all these give the very same form."""
    wanted = set(asked)
    questions = tuple(
        _question(plan, group, question, division, period)
        for group, _, question in _candidates(plan, division, section, period)
        if f"{group}.{question.id}" in wanted
    )
    return Form(f"{period_name(period, language)} · {section or division.name}", questions)


def answers_before(form: Form, period: Period, earlier: Iterable[Reported]) -> dict[str, Value]:
    """What was answered to the same questions in the period before: the newest earlier answer of each."""
    newest: dict[str, Value] = {}
    wanted = {q.key for q in form.questions}
    for reported in sorted(earlier, key=lambda r: r.period):
        if reported.period.first_day < period.first_day:
            for name, value in reported.answers.items():
                if (key := f"{reported.measure}.{name}") in wanted:
                    newest[key] = value
    return newest


def answers_known(
    plan: Plan, form: Form, division: Division, period: Period, earlier: Sequence[Reported]
) -> dict[str, Value]:
    """What the division has answered before to questions that this form does not ask: its conditions may look at it."""
    asked = {q.key for q in form.questions}
    known = {}
    for measure in plan.measures:
        merged = over_time(measure, _of(earlier, measure.key, division, period))
        known.update({key: value for name, value in merged.items() if (key := f"{measure.key}.{name}") not in asked})
    return known


def period_name(period: Period, language: str = "th") -> str:
    """The period as the chat says it: "ประจำเดือน ต.ค. 2567", "ปิดปีงบประมาณ 2568"; in English "Oct 2024"."""
    if period.kind == YEAR_END:
        return say(language, "period_year_end", year=period.fiscal_year)
    month = short_month(period.first_day, language)
    return say(language, "period_month" if period.kind == MONTH else "period_evidence", month=month)


def _candidates(
    plan: Plan, division: Division, section: str, period: Period
) -> Iterable[tuple[str, Measure | None, PlanQuestion]]:
    """Every question that this division or section could be asked in this kind of period, in the plan's order."""
    for measure in plan.measures:
        for question in measure.questions:
            if (
                section_of(measure, question, division) == section
                and asked_in(question, period, plan.calendar.quarter_months)
                and division.key in divisions_asked((division,), measure, question)
            ):
                yield measure.key, measure, question
    if not section:
        for question in plan.common_questions:
            if asked_in(question, period, plan.calendar.quarter_months):
                yield COMMON, None, question


def _of(earlier: Sequence[Reported], measure: str, division: Division, period: Period) -> tuple[Reported, ...]:
    """What this division has said of one measure before `period`."""
    return tuple(
        r
        for r in earlier
        if r.measure == measure and r.division == division.key and r.period.kind != ANYTIME and r.period < period
    )


def _question(plan: Plan, group: str, question: PlanQuestion, division: Division, period: Period) -> Question:
    first_asking = question.when == "once" and period.kind == MONTH
    return Question(
        key=f"{group}.{question.id}",
        group=group,
        name=question.id,
        text=question.text.for_chat(
            division=division.name,
            month=f"{MONTHS[period.first_day.month - 1]} {period.first_day.year + BUDDHIST_ERA}",
            quarter=f"{period.quarter}/{period.fiscal_year}",
            fy=str(plan.fiscal_year),
        ),
        kind=question.kind,
        label=question.label,
        required=question.required and not first_asking,
        choices=question.choices,
        other=question.other,
        unit=question.unit,
        min=question.min,
        max=question.max,
        integer=question.integer,
        accept=question.accept,
        max_files=question.max_files,
        allow_none=question.allow_none,
        not_applicable=question.not_applicable,
        carry=question.kind in CARRIED_KINDS,
        unchanged=_unchanged(question),
        show_if=question.show_if,
        required_if=None if first_asking else question.required_if,
        check=question.check,
        check_hint=question.check_hint,
    )


def _unchanged(question: PlanQuestion) -> str:
    """0 is true of a month's quantity when nothing happened, never of a total so far; a state or a list stays as it was,
    but an event of the month ("append") that is carried over would be counted again."""
    if question.kind == "number" and question.when in ("monthly", "quarterly"):
        return ZERO if question.over_time == "sum" and question.min == 0 else ""
    return SAME if question.kind in CARRIED_KINDS and question.over_time in SAME_ADDS_NOTHING else ""
