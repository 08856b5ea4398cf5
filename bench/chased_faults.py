"""Mistakes that a scheduler can be made with on purpose: whoever judges the year has to find each of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot import outbox
from bot.channels import SendFailed
from bot.failures import keep_failure
from dialogue.messages import Message
from measures.calendar import WorkingDays, in_office_hours
from scheduler import digest, look, remind
from scheduler.ladders import Step
from storage import budgets, duties, plans, reminders
from storage.database import Connection
from storage.duties import Duty
from storage.office_store import OfficeStore
from storage.outbox import Owed
from storage.people import Person
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

    def unlimited(store: OfficeStore, channel: str, now: datetime) -> None:
        return None

    vars(budgets)["budget"] = unlimited


def half_blind() -> None:
    """Every other person is left out."""
    everybody = remind._due

    def due(one: look.Look) -> Sequence[tuple[Person, set[Step]]]:
        return [chosen for chosen in everybody(one) if chosen[0].id % 2]

    vars(remind)["_due"] = due


def on_holidays() -> None:
    """The office never closes from Monday to Friday; what falls due still goes by the calendar."""

    def weekdays(now: datetime, days: WorkingDays) -> bool:
        return in_office_hours(now, WorkingDays(lambda day: False))

    vars(look)["in_office_hours"] = weekdays


def mean() -> None:
    """All but a twentieth of the month is kept for what is late."""
    vars(budgets)["RESERVE"] = 0.95


def two_never_opened() -> None:
    """Two divisions are expected nothing of."""
    everyone = duties.open_duties

    def most(store: OfficeStore, expected: Sequence[Duty], now: datetime) -> int:
        return everyone(store, [duty for duty in expected if duty.division not in ("chang", "yuttha")], now)

    vars(duties)["open_duties"] = most


def every_text_x() -> None:
    """A reminder says nothing."""
    whole = remind._message

    def said(*about: Any) -> Message:
        return replace(whole(*about), text="x")

    vars(remind)["_message"] = said


def no_digest() -> None:
    """Nothing is ever news."""

    def nothing(look: look.Look, since: datetime) -> None:
        return None

    vars(digest)["_news"] = nothing


def gives_up() -> None:
    """What fails once has failed."""

    def keep(row: Owed, failure: SendFailed, now: datetime, again: datetime, connection: Connection) -> None:
        failure.permanent = True
        keep_failure(row, failure, now, again, connection)

    vars(outbox)["keep_failure"] = keep


FAULTS: Mapping[str, Callable[[], None]] = {
    found.__name__.replace("_", " "): found
    for found in (
        no_unique_key, reports_unseen, any_hour, no_budget, half_blind, on_holidays, mean, two_never_opened,
        every_text_x, no_digest, gives_up,
    )
}  # fmt: skip
