"""ผู้ปฏิบัติหน้าที่แทน: who answers from which seat today, when some are away."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

REPORTER, HEAD, OFFICER = "reporter", "head", "legal_officer"


class Member(Protocol):
    @property
    def id(self) -> int: ...
    @property
    def division(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def roles(self) -> frozenset[str]: ...


@dataclass(frozen=True, slots=True)
class Seat:
    """A reporter's place in a division, and who sits in it."""

    person_id: int
    division: str
    section: str
    roles: frozenset[str] = frozenset({REPORTER})


def seats(people: Iterable[Member], away: Mapping[int, int | None]) -> tuple[Seat, ...]:
    """The seats that are taken. `away`: person id → their stand-in's, or None where nobody was named.

    A stand-in who is away too passes the seat on to their own. A seat without anybody stays empty, so that its duties
    fall to the division's other reporters; where nobody reports, the division's head has it, or who stands in.
    """
    everyone = {person.id: person for person in people}
    found: dict[Seat, None] = {}
    for person in everyone.values():
        if REPORTER in person.roles:
            sits = sitting(person.id, everyone, away)
            if sits is not None:
                found[Seat(sits, person.division, person.section)] = None
    reported_by = {seat.division for seat in found}
    for person in everyone.values():
        if HEAD in person.roles and person.division not in reported_by:
            sits = sitting(person.id, everyone, away)
            if sits is not None:
                found[Seat(sits, person.division, "")] = None
    return tuple(found)


def officers(people: Iterable[Member], away: Mapping[int, int | None]) -> frozenset[int]:
    """Who is told what the legal officers are: they, or who stands in for them; those who are away all the same, where
    nobody at all would be told."""
    everyone = {person.id: person for person in people}
    of_office = [person.id for person in everyone.values() if OFFICER in person.roles]
    found = (sitting(officer, everyone, away) for officer in of_office)
    return frozenset(sits for sits in found if sits is not None) or frozenset(of_office)


def sitting(person: int, everyone: Container[int], away: Mapping[int, int | None]) -> int | None:
    """`person`, or whoever is there at the end of the line of stand-ins; None where it ends nowhere, or in a circle."""
    passed: set[int] = set()
    while person in away:
        stand_in = away[person]
        if stand_in is None or stand_in in passed:
            return None
        passed.add(stand_in)
        person = stand_in
    return person if person in everyone else None
