"""Which division or section, and which period, the legal officer means: by their names, a part of them, or as a menu
names them."""

from collections.abc import Sequence
from dataclasses import dataclass

from handlers.context import Context
from handlers.period_names import named
from measures.fiscal_year import Period
from measures.plan import Division
from storage import divisions, plans

SHORTEST = 2
"""Letters of a part of a name."""
LEADS = ("กองการ", "กอง", "สำนักงาน", "สำนัก", "หน่วย", "งาน")
"""What kind of place it is, which people leave out or call differently."""


@dataclass(frozen=True, slots=True)
class Place:
    division: Division
    section: str
    """Empty for the division itself."""

    @property
    def name(self) -> str:
        return self.section or self.division.name

    @property
    def code(self) -> str:
        """As a menu names it: "palad", "palad/0"."""
        key = self.division.key
        return f"{key}/{self.division.sections.index(self.section)}" if self.section else key


def places(context: Context) -> Sequence[Place]:
    """Every division that is active, and its sections."""
    return [
        Place(division, section)
        for division in divisions.divisions(context.store)
        if division.active
        for section in ("", *division.sections)
    ]


def meant(context: Context, words: str) -> tuple[Sequence[Place], str, Period | None]:
    """(the places that it may be, what was said for them, the period): "ช่าง พย 67", "กองช่าง ต.ค. 2567", "chang 2024-10".
    No period where none of a year with a plan is named behind a place."""
    by_name = [(name, place) for place in places(context) for name in (place.name, place.code)]
    for name, place in sorted(by_name, key=lambda pair: -len(pair[0])):
        if words.startswith(name) and (period := _period(context, words.removeprefix(name))):
            return [place], name, period
    parts = words.split()
    for at in range(1, len(parts)):
        if period := _period(context, " ".join(parts[at:])):
            said = " ".join(parts[:at])
            return _fitting(places(context), said), said, period
    return (), words, None


def _period(context: Context, words: str) -> Period | None:
    found, rest = named(context, words)
    return found if found and not rest.strip() and found.fiscal_year in plans.fiscal_years(context.store) else None


def _fitting(known: Sequence[Place], said: str) -> Sequence[Place]:
    """Those whose name has `said` in it, or else what it says behind its lead: กองศึกษา is กองการศึกษา."""
    whole = _plain(said)
    lead = next((lead for lead in LEADS if whole.startswith(lead)), "")
    for part in (whole, whole.removeprefix(lead)):
        if len(part) >= SHORTEST and (found := [place for place in known if part in _plain(place.name)]):
            return found
    return ()


def _plain(name: str) -> str:
    return "".join(name.casefold().split())
