"""What the officer's digest owes: everything that has happened since the last one that arrived."""

from collections.abc import Set
from datetime import date, datetime, time, timedelta
from typing import Literal

from bench.chased_calendar import DAY, OFFICER_ACTS, OPENS, next_working, works
from bench.chased_town import Place, Town
from measures.calendar import BANGKOK

Kind = Literal["late", "too late", "unreachable", "undelivered"]
Event = tuple[Kind, str, str]
"""(what kind of news, what it is of, as it was then)."""


class News:
    def __init__(self, town: Town) -> None:
        self._town = town
        self._told_at = datetime.min.replace(tzinfo=BANGKOK)
        """When the last digest was written that arrived."""
        self._events: dict[Event, datetime] = {}
        self._ever: set[Event] = set()

    def morning(self, day: date) -> None:
        """Note what has become late, and whom nobody reaches any more, if it is a working day."""
        if not works(day):
            return
        at = datetime.combine(day, time(7), BANGKOK)
        for division, section, code in self._town.missing(day):
            for kind, after in _LATE:
                if next_working(self._town.due[code] + after) == day:
                    self._happened((kind, f"{division} {section} {code}", f"{self._town.due[code]}"), at)
        for member in self._town.members.values():
            if member.role in ("reporter", "head") and not self._town.chats(member.id):
                self._happened(("unreachable", f"{member.id}", f"{day:%Y-%m}"), at)
        self._events = {event: at for event, at in self._events.items() if self._holds(event, day)}

    def undelivered(self, key: str, now: datetime) -> None:
        self._happened(("undelivered", key, ""), now)

    def came_in(self, written: datetime) -> Set[Place]:
        """What was reported since the last digest, and before that moment."""
        return {place for place, at in self._town.reported.items() if self._told_at < at <= written}

    def told(self, written: datetime) -> None:
        """A digest that was written then has arrived."""
        self._told_at = max(self._told_at, written)
        self._events = {event: at for event, at in self._events.items() if at > written}

    def overdue(self, day: date) -> list[str]:
        """What happened before the office opened on `day` and was in no digest; asked for once."""
        opened = datetime.combine(day, OPENS, BANGKOK)
        found = [f"{place} came in" for place in self.came_in(opened)]
        found += [" ".join(event) for event, at in self._events.items() if at < opened and self._holds(event, day)]
        self.told(opened)
        return found

    def _happened(self, event: Event, at: datetime) -> None:
        if event not in self._ever:
            self._ever.add(event)
            self._events[event] = at

    def _holds(self, event: Event, day: date) -> bool:
        """Whether it is still so: what was late may have been reported or put off."""
        kind, what, then = event
        if kind == "undelivered":
            return True
        if kind == "unreachable":
            return not self._town.chats(int(what)) and then == f"{day:%Y-%m}"
        return any(
            f"{division} {section} {code}" == what and f"{self._town.due[code]}" == then
            for division, section, code in self._town.missing(day)
        )


_LATE: tuple[tuple[Kind, timedelta], ...] = (("late", DAY), ("too late", OFFICER_ACTS * DAY))
