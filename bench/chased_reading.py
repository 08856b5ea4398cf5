"""How the judge reads what was said: does it name all that is owed, and can one begin with a tap?"""

from collections.abc import Collection, Iterator
from datetime import date

from bench.chased_phones import Said
from bench.chased_town import Place, Town

AND_MORE = "… และอีก"


def wrong_in_reminder(said: Said, town: Town, person: int, day: date) -> Iterator[str]:
    """What is missing of what the person is to read, and what stands there though it was reported before that day."""
    member, owed, late = town.members[person], town.owed(person, day), town.late_for(person, day)
    named = _named(said.text, town)
    for place in sorted(owed - named):
        yield f"{place} is owed and not named"
    for place in sorted(named - owed):
        if place in town.reported and town.reported[place].date() < day:
            yield f"{place} is named and was reported"
    for division, _, code in sorted(late):
        if town.names[division] not in said.text or town.period_names[code] not in said.text:
            yield f"{division} {code} is late and not named"
    if owed and member.role == "reporter" and not any(button.split()[0] == "start" for button in said.buttons):
        yield "no button to start"


def wrong_in_digest(said: Said, town: Town, came_in: Collection[Place], day: date) -> Iterator[str]:
    """Which of what has come in, or is late, it does not name; one so long that it is cut is believed."""
    late = {place for place in town.missing(day) if town.due[place[2]] < day}
    if AND_MORE not in said.text:
        for place in sorted({*came_in, *late} - _named(said.text, town)):
            yield f"{place} is not named"


def _named(text: str, town: Town) -> set[Place]:
    """Every place and period that stand on one line."""
    places = {(division, section) for division, section, _ in town.expected}
    return {
        (division, section, code)
        for line in text.splitlines()
        for code, period in town.period_names.items()
        if period in line
        for division, section in places
        if (section or town.names[division]) in line
    }
