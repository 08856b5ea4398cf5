"""หน้าที่รายงาน: who is expected to report what, and whose job it is to answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from measures.fiscal_year import Period
from measures.forms import COMMON, keys_asked
from measures.plan import Division, Plan
from measures.reported import Reported


@dataclass(frozen=True, slots=True)
class Expected:
    """One expected row: a measure, of a division (or one of its sections), in a period."""

    measure: str
    division: str
    section: str
    period: Period


class Answerer(Protocol):
    @property
    def division(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def roles(self) -> frozenset[str]: ...


A = TypeVar("A", bound=Answerer)


def duties_of(
    plan: Plan, divisions: Iterable[Division], period: Period, reported: Sequence[Reported]
) -> tuple[Expected, ...]:
    """The rows that opening `period` expects: one a measure × responsible division, given what was `reported` so far.

    A measure that leaves a division nothing to answer in this period is not expected of it.
    """
    found: dict[Expected, None] = {}
    for division in divisions:
        if not division.active:
            continue
        for section in ("", *division.sections):
            for key in keys_asked(plan, division, section, period, reported):
                measure = key.partition(".")[0]
                if measure != COMMON:
                    found[Expected(measure, division.key, section, period)] = None
    return tuple(found)


def answerers(people: Iterable[A], division: str, section: str) -> Sequence[A]:
    """All of `people` whose duty it is, by `answers_for`."""
    there = [p for p in people if p.division == division and "reporter" in p.roles]
    return [p for p in there if p.section == section] or there


def answers_for(person: Answerer, division: str, section: str, people: Iterable[Answerer]) -> bool:
    """Whether this duty is `person`'s. A section's duty falls to its people, the division's to those of no section;
    where there is nobody of that kind, it falls to every reporter of the division."""
    if person.division != division or "reporter" not in person.roles:
        return False
    named = [p for p in people if p.division == division and p.section == section and "reporter" in p.roles]
    return person.section == section if named else True
