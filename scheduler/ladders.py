"""Who has come to which rung: for everybody a reminder may go to, what there is to remind of today."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from measures.calendar import opens_on
from measures.duties import answerers
from measures.fiscal_year import Period
from measures.reminders import rung_due
from measures.seats import HEAD, seats, sitting
from scheduler.look import Look

HEAD_AFTER, OFFICER_AFTER = 2, 7
"""Days past due: then the division's head hears of it, and then it stands first in the legal officer's digest."""

RUNGS = ("ladder-", "head-")
"""How the campaigns of rungs begin."""


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """One rung of one period's ladder, as one person has come to it."""

    period: Period
    day: int
    """The rung's own day, as its ordinal: an extended period begins a new ladder, and its rungs are not the old ones."""
    late: bool
    """True after the due day."""
    division: str = ""
    """The division whose head is told that it is late; empty for what the person owes themselves."""

    @property
    def campaign(self) -> str:
        """The claims it belongs to: each is made once for `what` it is, a person and a day."""
        return f"{RUNGS[bool(self.division)]}{self.period.fiscal_year}"

    @property
    def what(self) -> str:
        """What of it is claimed: the period, and whose it is, for one person may hear of what several divisions owe."""
        return f"{self.period.code} {self.division}".rstrip()


def steps(look: Look) -> Mapping[int, set[Step]]:
    """Person id → the newest rung of each period they have to do with. It looks at no form, for it is asked often."""
    if not look.missing:
        return {}
    taken = seats(look.people, look.stand_ins)
    here = {person.id for person in look.people}
    heads = [(head.division, sitting(head.id, here, look.stand_ins)) for head in look.people if HEAD in head.roles]
    found: dict[int, set[Step]] = defaultdict(set)
    for place in look.missing:
        _, plan = look.plans[place.period.fiscal_year]
        opens = opens_on(place.period, plan.calendar, look.days)
        rung = rung_due(opens, place.due_on, plan.calendar.ladder, look.today, look.days)
        if rung is not None:
            step = Step(place.period, (place.due_on + timedelta(days=rung)).toordinal(), rung > 0)
            for seat in answerers(taken, place.division, place.section):
                found[seat.person_id].add(step)
        late = place.due_on + timedelta(days=HEAD_AFTER)
        if look.days.next_working_day(late) <= look.today:
            for division, head in heads:
                if head is not None and division == place.division:
                    found[head].add(Step(place.period, late.toordinal(), True, place.division))
    return found
