"""Mistakes that a scheduler can be made with on purpose: whoever judges the year has to find each of them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from measures.calendar import WorkingDays
from scheduler import look, remind
from scheduler.ladders import Step
from scheduler.pushes import Pushes
from storage import duties, plans, reminders
from storage.duties import Duty
from storage.office_store import OfficeStore
from storage.people import Address, Person
from storage.reminders import Claim


def no_unique_key() -> None:
    """A rung is claimed in the program's own memory, where the other program cannot see it."""
    mine: set[Claim] = set()

    def claim_all(store: OfficeStore, claims: Sequence[Claim], now: datetime) -> frozenset[Claim]:
        new = frozenset(claims) - mine
        mine.update(new)
        return new

    def claimed(store: OfficeStore, campaign: str) -> frozenset[tuple[str, int, int]]:
        return frozenset(claim[1:] for claim in mine if claim[0] == campaign)

    reminders.claim_all = claim_all
    reminders.claimed = claimed


def reports_unseen() -> None:
    """What was expected once is expected for ever."""

    def missing(store: OfficeStore) -> Sequence[Duty]:
        return [duty for year in plans.fiscal_years(store) for duty in duties.duties(store, year)]

    vars(duties)["missing"] = missing


def any_hour() -> None:
    """The office never closes."""

    def always(now: datetime, days: WorkingDays) -> bool:
        return True

    vars(look)["in_office_hours"] = always


def no_budget() -> None:
    """Nobody counts."""

    def take(self: Pushes, addresses: Sequence[Address], *, urgent: bool) -> Address | None:
        return addresses[0]

    type.__setattr__(Pushes, "take", take)


def half_blind() -> None:
    """Every other person is left out."""
    everybody = remind._due

    def due(one: look.Look) -> Sequence[tuple[Person, set[Step]]]:
        return [chosen for chosen in everybody(one) if chosen[0].id % 2]

    vars(remind)["_due"] = due


FAULTS: Mapping[str, Callable[[], None]] = {
    found.__name__.replace("_", " "): found
    for found in (no_unique_key, reports_unseen, any_hour, no_budget, half_blind)
}
