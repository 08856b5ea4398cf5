"""ขั้นการแจ้งเตือน: which rung of the ladder it is time for.

A rung is a number of days around the due day: -7, 0, +2. The opening day is a rung too, of its own number of days
(`opens - due`), so that the month's first notice goes out the day the month opens. Where the opening and a rung of the
ladder are the same day, they are the same rung and therefore one message; where several rungs are put off to the same
working day, the newest of them stands for all. So there is one rung a day at most, whatever the calendar does.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from measures.calendar import WorkingDays


def rung_due(opens: date, due: date, ladder: Sequence[int], today: date, days: WorkingDays) -> int | None:
    """The newest rung whose day has come by `today`, or None before the first.

    A rung whose day is no working day comes on the next one; one that would come before the opening never comes. After
    an outage the older rungs have been overtaken: only the newest is left to send.
    """
    come = (rung for rung, day in rung_days(opens, due, ladder, days) if day <= today)
    return max(come, default=None)


def rung_days(opens: date, due: date, ladder: Sequence[int], days: WorkingDays) -> Sequence[tuple[int, date]]:
    """(rung, the working day it comes on), the opening among them."""
    opening = (opens - due).days
    return [(rung, days.next_working_day(due + timedelta(days=rung))) for rung in {opening, *ladder} if rung >= opening]
