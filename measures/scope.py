"""What is known of one measure: every division's merged answers, what is still owed, and the values that follow."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dialogue.question import NOT_APPLICABLE, Value
from measures.asking import asked_in, divisions_asked, section_of, still_asked
from measures.expressions import Expression, Own
from measures.fiscal_year import ANYTIME, MONTH, Period, periods
from measures.merging import across, disagree, over_time
from measures.plan import Division, Measure, Plan, PlanQuestion
from measures.reported import NOTHING, Reported

PRINT_COUNTS = "print_counts"
"""The measure's own switch, usable as a name."""


@dataclass(frozen=True)
class MeasureScope:
    """The `measures.expressions.Scope` of one measure over all its divisions."""

    plan: Plan
    measure: Measure
    divisions: Sequence[Division]
    reported: Sequence[Reported]
    """Of this measure only, the newest version of each period."""
    _deriving: set[str] = field(default_factory=set)
    _owing: dict[tuple[str, str], bool] = field(default_factory=dict)
    """(division, question) → whether it is owed: three sentences of a row may ask the same."""

    @cached_property
    def by_division(self) -> Mapping[str, tuple[Reported, ...]]:
        active = [d.key for d in self.divisions if d.active]
        return {key: tuple(r for r in self.reported if r.division == key) for key in active}

    @cached_property
    def merged(self) -> Mapping[str, dict[str, Value]]:
        """Division → question id → its value over time."""
        return {key: over_time(self.measure, reported) for key, reported in self.by_division.items()}

    def value(self, name: str) -> Value:
        if name == PRINT_COUNTS:
            return self.measure.print_counts
        if name in self.measure.derived:
            if name in self._deriving:
                return None
            self._deriving.add(name)
            try:
                return self.measure.derived[name].evaluate(self)
            finally:
                self._deriving.discard(name)
        question = self.measure.question(name)
        if question is None:
            return None
        values = self.values(name)
        return across(question, values) if values or self.complete(frozenset((name,))) else None

    def values(self, name: str) -> Sequence[Value]:
        if self.measure.question(name) is None:
            return [] if (found := self.value(name)) is None else [found]
        return [answers[name] for answers in self.merged.values() if name in answers]

    def each(self, names: frozenset[str]) -> Sequence[Own]:
        """A division that said the measure is none of its business is not among them, nor one for which an earlier
        answer hid all of `names`. What is computed from everybody's answers stays what it is."""
        questions = [q for q in self.measure.questions if q.id in names] or self.measure.questions
        computed = {name: self.value(name) for name in names if self.measure.question(name) is None}
        return [
            Own({**computed, **self.merged[division.key]})
            for division in self.divisions
            if any(self._concerns(division, question) for question in questions)
        ]

    def complete(self, names: frozenset[str]) -> bool:
        return not self.owed_by(names)

    def owed_by(self, names: frozenset[str]) -> tuple[str, ...]:
        """Keys of the divisions that still owe an answer to any of `names`, derived ones looked through."""
        questions = self._questions(names)
        return tuple(
            division.key for division in self.divisions if any(self._owes(division, question) for question in questions)
        )

    def conflicting(self, names: frozenset[str]) -> tuple[str, ...]:
        """The questions among `names`, derived ones looked through, to which there must be one answer and are several."""
        return tuple(q.id for q in self._questions(names) if q.across == "single" and disagree(self.values(q.id)))

    def _questions(self, names: frozenset[str]) -> Sequence[PlanQuestion]:
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                if name in self.measure.derived:
                    waiting.extend(self.measure.derived[name].names)
        return [question for question in self.measure.questions if question.id in found]

    def _concerns(self, division: Division, question: PlanQuestion) -> bool:
        """Whether the division has answered, or the question stands before it in some period."""
        if division.key not in self.merged or self._declined(division.key):
            return False
        return question.id in self.merged[division.key] or any(
            self._shown(division, question, period) for period in self._periods(division, question)
        )

    def _declined(self, division: str) -> bool:
        """Whether the division has said that the measure is none of its business."""
        return any(NOT_APPLICABLE in r.answers.values() for r in self.by_division.get(division, ()))

    def _owes(self, division: Division, question: PlanQuestion) -> bool:
        key = (division.key, question.id)
        if key not in self._owing:
            self._owing[key] = self._is_owed(division, question)
        return self._owing[key]

    def _is_owed(self, division: Division, question: PlanQuestion) -> bool:
        if not question.required and question.required_if is None:
            return False  # nobody waits for what may be skipped
        return any(
            self._shown(division, question, period)
            and question.id not in self._said(division, period)
            and not self._had_nothing(division, question, period)
            and (question.required_if is None or self._holds(question.required_if, division, question, period))
            for period in self._periods(division, question)
        )

    def _periods(self, division: Division, question: PlanQuestion) -> Iterator[Period]:
        """The periods that want the question of the division, but for what `show_if` says."""
        if not divisions_asked((division,), self.measure, question) or self._declined(division.key):
            return
        for period in periods(self.plan.fiscal_year):
            if question.when == "once" and period.kind == MONTH:
                continue  # it may be skipped there, and is asked again at the year's end
            if not asked_in(question, period, self.plan.calendar.quarter_months):
                continue
            if still_asked(self.measure, question, self._earlier(division, period)):
                yield period

    def _shown(self, division: Division, question: PlanQuestion, period: Period) -> bool:
        return question.show_if is None or self._holds(question.show_if, division, question, period)

    def _holds(self, condition: Expression, division: Division, question: PlanQuestion, period: Period) -> bool:
        """Whether `condition` holds in `period`. While its report is not in, whatever is not ruled out may hold yet."""
        section = section_of(self.measure, question, division)
        came = any(r.period == period and r.section == section for r in self.by_division[division.key])
        earlier = over_time(self.measure, self._earlier(division, period))
        found = condition({**earlier, **self._said(division, period)})
        return found is True or (found is None and not came)

    def _had_nothing(self, division: Division, question: PlanQuestion, period: Period) -> bool:
        """Whether the division has told that there was nothing to report to this question in `period`."""
        return any(r.period == period and r.marks.get(question.id) == NOTHING for r in self.by_division[division.key])

    def _earlier(self, division: Division, period: Period) -> tuple[Reported, ...]:
        return tuple(r for r in self.by_division[division.key] if r.period < period and r.period.kind != ANYTIME)

    def _said(self, division: Division, period: Period) -> dict[str, Value]:
        said: dict[str, Value] = {}
        for reported in self.by_division[division.key]:
            if reported.period == period:
                said.update(reported.answers)
        return said
