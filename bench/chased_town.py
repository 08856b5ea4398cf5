"""What is true of the office that is chased, kept beside the database and apart from it: who sits where, what is owed, who
has reported, who is away. The judge asks here alone who is to hear of what."""

import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from bench.chased_calendar import DAY, HEAD_HEARS, YEAR_END, next_working, periods, rung

OWN = "own"
Reason = tuple[str, str, date]
"""(whose: `OWN` or a division's key, period, the rung's own day): one thing a person is to hear of, and once."""
Place = tuple[str, str, str]
"""(division, section or empty, period)."""


@dataclass(frozen=True, slots=True)
class Member:
    id: int
    division: str
    section: str
    role: str
    chats: Mapping[str, str]
    """Channel → chat."""


class Town:
    def __init__(self, plan: str) -> None:
        """`plan` is the plan's file; it is read here anew, without the product's reader."""
        written = tomllib.loads(plan)
        self.names = {division["key"]: division["name"] for division in written["divisions"]}
        self.period_names = {code: name for code, _, _, name in periods()}
        self.members: dict[int, Member] = {}
        self.reported: dict[Place, datetime] = {}
        self.locked: set[str] = set()
        self.opens = {code: opens for code, opens, _, _ in periods()}
        self.due = {code: due for code, _, due, _ in periods()}
        self.away: dict[int, tuple[date, int | None]] = {}
        """Person → (the last day, who stands in)."""
        self.quiet: dict[int, date] = {}
        """Who has asked to be reminded on another day, and has not had it yet."""
        self.dead: set[str] = set()
        """Chats of which we were told that they have blocked us."""
        self.expected = {(*place, code) for code in self.due for place in _places(written, code)}

    def person(self, chat: str) -> int:
        return next(member.id for member in self.members.values() if chat in member.chats.values())

    def chats(self, person: int) -> Mapping[str, str]:
        """Channel → chat, of those that we may believe to be read."""
        return {name: chat for name, chat in self.members[person].chats.items() if chat not in self.dead}

    def officers(self) -> Sequence[int]:
        """Who has the digest; they are never away."""
        return [member.id for member in self.members.values() if member.role == "legal_officer"]

    def here(self, person: int, day: date) -> bool:
        return person not in self.away or self.away[person][0] < day

    def missing(self, day: date) -> Sequence[Place]:
        """What is open on `day` and not reported."""
        open_now = {code for code, opens in self.opens.items() if opens <= day} - self.locked
        return sorted(place for place in self.expected if place[2] in open_now and place not in self.reported)

    def owed(self, person: int, day: date) -> set[Place]:
        """What the person is to report themselves, or for those they stand in for."""
        seats = self._seats(day)
        return {place for place in self.missing(day) if person in _answering(seats, place)}

    def late_for(self, person: int, day: date) -> set[Place]:
        """What is so late that the head of its division hears of it, or who stands in for that head."""
        heads = {m.division for m in self.members.values() if m.role == "head" and self._sitting(m.id, day) == person}
        return {
            place
            for place in self.missing(day)
            if place[0] in heads and next_working(self.due[place[2]] + HEAD_HEARS * DAY) <= day
        }

    def reasons(self, day: date) -> Mapping[int, set[Reason]]:
        """Person → all that they are to have heard of by the end of `day`."""
        found: dict[int, set[Reason]] = defaultdict(set)
        seats = self._seats(day)
        for place in self.missing(day):
            code = place[2]
            come = rung(self.opens[code], self.due[code], day)
            for person in _answering(seats, place) if come else ():
                found[person].add((OWN, code, come or day))
        for member in self.members.values():
            for division, _, code in self.late_for(member.id, day):
                found[member.id].add((division, code, self.due[code] + HEAD_HEARS * DAY))
        return found

    def _seats(self, day: date) -> Sequence[tuple[int, str, str]]:
        """(who sits there, division, section): a reporter, or the stand-in at the end of the line. Where a division's are
        all empty its head has one, or who stands in for the head."""
        found = set()
        for member in self.members.values():
            sitting = self._sitting(member.id, day) if member.role == "reporter" else None
            if sitting is not None:
                found.add((sitting, member.division, member.section))
        taken = {division for _, division, _ in found}
        for member in self.members.values():
            sitting = self._sitting(member.id, day) if member.role == "head" else None
            if sitting is not None and member.division not in taken:
                found.add((sitting, member.division, ""))
        return sorted(found)

    def _sitting(self, person: int, day: date) -> int | None:
        passed = {person}
        while not self.here(person, day):
            other = self.away[person][1]
            if other is None or other in passed:
                return None
            passed.add(other)
            person = other
        return person


def _answering(seats: Sequence[tuple[int, str, str]], place: Place) -> set[int]:
    there = [seat for seat in seats if seat[1] == place[0]]
    return {seat[0] for seat in there if seat[2] == place[1]} or {seat[0] for seat in there}


def _places(written: Mapping[str, Any], code: str) -> Iterator[tuple[str, str]]:
    """(division, section) of everyone whom a measure of the plan asks something in that period."""
    for division in written["divisions"]:
        for measure in written["measures"]:
            owns = measure["responsible_keys"] == ["all"] or division["key"] in measure["responsible_keys"]
            for question in measure["questions"]:
                if division.get("active", True) and _asked(question["when"], code):
                    section = measure.get("responsible_section", "")
                    if question["ask"] == "owner" and owns and section in division.get("sections", ()):
                        yield division["key"], section
                    elif question["ask"] == "all" or owns:
                        yield division["key"], ""


def _asked(when: str, code: str) -> bool:
    if code == YEAR_END:
        return when in ("year_end", "once")
    quarter, first = code[-2:] in ("12", "03", "06", "09"), code.endswith("-10")
    return when == "monthly" or (when == "quarterly" and quarter) or (when == "once" and first)
