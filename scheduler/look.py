"""มองหน่วยงานหนึ่งครั้ง: what the jobs of one look at one office ask the database for, read once between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from measures.calendar import WorkingDays, day_in_bangkok, in_office_hours
from measures.fiscal_year import Period
from measures.plan import Plan
from storage import absences, duties, people, plans
from storage.absences import Absence
from storage.office_store import OfficeStore
from storage.people import Address, Person
from storage.working_days import working_days_of


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """What is answered in one run: a division's or section's duties of one period."""

    division: str
    section: str
    period: Period
    due_on: date


@dataclass(frozen=True)
class Look:
    """One office at one moment, in one transaction.

    What is here stays as it was when it was first asked for. No job changes any of it but the one that opens periods,
    which asks for nothing that it changes and comes first, and the end of a snooze, which makes nobody due.
    """

    store: OfficeStore
    now: datetime

    @cached_property
    def today(self) -> date:
        return day_in_bangkok(self.now)

    @cached_property
    def days(self) -> WorkingDays:
        return working_days_of(self.store)

    @cached_property
    def in_hours(self) -> bool:
        """Whether somebody may be written to unasked now."""
        return in_office_hours(self.now, self.days)

    @cached_property
    def plans(self) -> Mapping[int, tuple[int, Plan]]:
        """Fiscal year (B.E.) → the current plan's version, and the plan."""
        return plans.current_plans(self.store)

    @cached_property
    def missing(self) -> Sequence[Place]:
        """Everything that is expected and not reported yet."""
        return sorted({Place(d.division, d.section, d.period, d.due_on) for d in duties.missing(self.store)})

    @cached_property
    def people(self) -> Sequence[Person]:
        """Everyone who has not left."""
        return people.people(self.store)

    @cached_property
    def reached(self) -> Mapping[int, Sequence[Address]]:
        """Person id → every address at which they can be reached, the preferred one first."""
        return people.places(self.store)

    @cached_property
    def away(self) -> Mapping[int, Absence]:
        """Person id → their absence, of those who are away today."""
        return absences.away(self.store, self.today)

    @cached_property
    def stand_ins(self) -> Mapping[int, int | None]:
        """Person id → who stands in for them, of those who are away today."""
        return {person: absence.stand_in for person, absence in self.away.items()}
