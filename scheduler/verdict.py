"""คำตัดสิน: whether a message that was owed unasked is still to be sent now, and if not, why."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from measures.calendar import day_in_bangkok
from scheduler.giving_back import NO_ROOM, next_opening
from scheduler.ladders import RUNGS, Step, steps
from scheduler.look import Look
from scheduler.remind import SNOOZE_OVER, told_on
from storage import budgets, reminders
from storage.budgets import Budget
from storage.outbox import AT_MOST_ONCE, BROADCAST, DIGEST, NOTICE, REMINDER, WEEKLY, Owed
from storage.people import Person

KEYED = "line"
"""The channel that knows a second try by its key."""
DAILY = (DIGEST, WEEKLY)
"""For legal officers; on another day one is written anew that says all that it would."""
WAITS = (NOTICE, BROADCAST)
"""What nobody would write again, and what says nothing that holds on its day alone."""
FRESH, LATE = 0, 1
"""The claims of one person's reminder of one day: one that was written then; an older one that was tried again."""
SEND, PUT_OFF, WITHDRAW, OUTDATED = "send", "outside office hours", "no longer needed", "of an earlier day"
SNOOZED, INCOMPLETE = "snoozed", "an earlier one was not sent"


@dataclass(frozen=True)
class Asked:
    """One office, asked for all of its waiting rows, and once only."""

    look: Look
    to_tell_again: set[int] = field(default_factory=set)
    """The officers whose digest of an earlier day has been given back: one written meanwhile leaves out what that said."""
    _budgets: dict[str, Budget | None] = field(default_factory=dict)

    @cached_property
    def people(self) -> Mapping[int, Person]:
        return {person.id: person for person in self.look.people}

    @cached_property
    def steps(self) -> Mapping[int, set[Step]]:
        """What there is to remind of, of everybody who is here."""
        found = steps(self.look)
        return {person: own for person, own in found.items() if person not in self.look.away and person in self.people}

    @cached_property
    def told(self) -> frozenset[int]:
        """Who has a reminder of today's own, which says all that an older one would."""
        claims = reminders.claimed(self.look.store, told_on(self.look.today))
        return frozenset(person for _, person, rung in claims if rung == FRESH)

    def verdict(self, row: Owed) -> str:
        person = self.people.get(row.person_id or 0)
        if row.cause != BROADCAST and person is None:
            return WITHDRAW
        if row.cause in DAILY and person and "legal_officer" not in person.roles:
            return WITHDRAW
        if row.cause == REMINDER and person and (found := self._reminder(row, person)) != SEND:
            return found
        if not self.look.in_hours:
            return PUT_OFF
        if row.cause == DIGEST and row.person_id in self.to_tell_again and not row.tried:
            return INCOMPLETE
        return OUTDATED if self.outdated(row) else NO_ROOM if self._over(row) else SEND

    def _reminder(self, row: Owed, person: Person) -> str:
        own = self.steps.get(person.id, set())
        claims = reminders.made_at(self.look.store, person.id, row.created_at)
        rungs = {made for made in claims if made[0].startswith(RUNGS)}
        promised = row.tried and any(made[0] == SNOOZE_OVER for made in claims)  # in these words or, untried, in newer
        if not own or (rungs and not promised and rungs.isdisjoint((s.campaign, s.what, s.day) for s in own)):
            return WITHDRAW
        if self.earlier(row) and row.tried and person.id in self.told:
            return WITHDRAW
        return SNOOZED if person.quiet_until is not None and person.quiet_until > self.look.today else SEND

    def earlier(self, row: Owed) -> bool:
        return day_in_bangkok(row.created_at) < self.look.today

    def outdated(self, row: Owed) -> bool:
        """Whether it was written on an earlier day, and its "today" is not today's or its links are dead. A reminder that
        may have arrived is said in the same words nevertheless: others would be a second one."""
        return row.cause not in WAITS and self.earlier(row) and not (row.cause == REMINDER and row.tried)

    def _over(self, row: Owed) -> bool:
        """Whether the month has no room for it: for a notice, which nobody has counted before it was owed, none besides
        what is overdue; for the others, none any more."""
        if row.channel not in self._budgets:
            self._budgets[row.channel] = budgets.budget(self.look.store, row.channel, self.look.now)
        budget = self._budgets[row.channel]
        if budget is None or row.tried or budget.over(urgent=row.cause != NOTICE) <= 0:
            return False
        self._budgets[row.channel] = replace(budget, spent=budget.spent - 1)
        return True

    def may_repeat(self, row: Owed, verdict: str) -> bool:
        """Whether what may have arrived may be tried again, now or in the next hours."""
        at = {SEND: self.look.now, PUT_OFF: next_opening(self.look)}.get(verdict)
        if at is None or (verdict == PUT_OFF and row.cause in DAILY):
            return False
        if row.channel == KEYED:
            return row.given_up_at is None or at <= row.given_up_at
        return row.cause not in AT_MOST_ONCE
