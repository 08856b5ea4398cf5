"""What is known of one measure: every division's merged answers, what is still owed, and the values that follow."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from dialogue.question import NOT_APPLICABLE, Value
from measures.asking import asked_in, divisions_asked, still_asked
from measures.expressions import Own
from measures.fiscal_year import MONTH, Period, periods
from measures.merging import across, over_time
from measures.plan import Division, Measure, Plan, PlanQuestion
from measures.reported import Reported

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
        return [answers[name] for answers in self.merged.values() if name in answers]

    def each(self) -> Sequence[Own]:
        return [Own(answers) for key, answers in self.merged.items() if not self._declined(key) and self._asked(key)]

    def complete(self, names: frozenset[str]) -> bool:
        return not self.owed_by(names)

    def owed_by(self, names: frozenset[str]) -> tuple[str, ...]:
        """Keys of the divisions that still owe an answer to any of `names`, derived ones looked through."""
        questions = [q for name in sorted(self._asked_names(names)) if (q := self.measure.question(name))]
        return tuple(
            division.key for division in self.divisions if any(self._owes(division, question) for question in questions)
        )

    def _asked_names(self, names: frozenset[str]) -> set[str]:
        found: set[str] = set()
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                if name in self.measure.derived:
                    waiting.extend(self.measure.derived[name].names)
        return found

    def _asked(self, division: str) -> bool:
        own = [d for d in self.divisions if d.key == division]
        return any(divisions_asked(own, self.measure, question) for question in self.measure.questions)

    def _declined(self, division: str) -> bool:
        """Whether the division has said that the measure is none of its business."""
        return any(NOT_APPLICABLE in r.answers.values() for r in self.by_division.get(division, ()))

    def _owes(self, division: Division, question: PlanQuestion) -> bool:
        if not question.required and question.required_if is None:
            return False  # nobody waits for what may be skipped
        if not divisions_asked((division,), self.measure, question) or self._declined(division.key):
            return False
        reported = self.by_division[division.key]
        return any(
            self._open_in(question, period, reported)
            for period in periods(self.plan.fiscal_year)
            if asked_in(question, period, self.plan.calendar.quarter_months)
            and not (question.when == "once" and period.kind == MONTH)
        )

    def _open_in(self, question: PlanQuestion, period: Period, reported: Sequence[Reported]) -> bool:
        """Whether the question should be answered in `period` and is not."""
        earlier = tuple(r for r in reported if r.period < period)
        if not still_asked(self.measure, question, earlier):
            return False
        given: dict[str, Value] = {}
        for found in reported:
            if found.period == period:
                given.update(found.answers)
        if not any(r.period == period for r in reported):
            # Nothing is in yet: it is owed unless an earlier answer has already hidden it.
            return question.show_if is None or question.show_if(over_time(self.measure, earlier)) is not False
        if question.id in given:
            return False
        seen = {**over_time(self.measure, earlier), **given}
        if question.show_if is not None and question.show_if(seen) is not True:
            return False
        return question.required if question.required_if is None else question.required_if(seen) is True
