"""งบข้อความ: how many messages a month an office may send unasked on a channel that counts them, and how many it has."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import bindparam, func, select

from measures.calendar import BANGKOK, day_in_bangkok
from storage import looks
from storage.office_store import OfficeStore
from storage.outbox import FAILED, LOST, REPEATED, REPORT, WITHDRAWN
from storage.statements import OFFICE_ID, AddOnce, change, find
from storage.tables import UNASKED, outbox
from storage.tables import push_budget as table
from storage.tables import quota as quotas

COUNTED = ("line",)
"""The channels whose platform counts pushes (developers.line.biz, messaging-api pricing); replies are free."""
RESERVE = 0.2
"""The last part of a month's budget, kept for what is overdue."""

_ONE = find(table, "channel").with_only_columns(table.c.monthly)
_ADD = AddOnce(table)
_CHANGE = change(table, "channel")
_PUSHED = (
    select(func.count())
    .select_from(outbox)
    .where(
        outbox.c.office_id == OFFICE_ID,
        UNASKED,
        outbox.c.created_at >= bindparam("since"),
        outbox.c.channel == bindparam("channel"),
        outbox.c.state.not_in((FAILED, WITHDRAWN, LOST, REPEATED)),
    )
)
_ANSWERED = _PUSHED.where(outbox.c.cause == REPORT)
_ADD_QUOTA = AddOnce(quotas)
_CHANGE_QUOTA = change(quotas, "channel", "month")
_NEWEST = find(quotas, "channel").order_by(quotas.c.month.desc()).limit(1)


@dataclass(frozen=True, slots=True)
class Budget:
    monthly: int
    """What may be pushed in this calendar month: the office's own limit or the platform's, whichever is less."""
    spent: int

    def left(self, *, urgent: bool = True) -> int:
        """How many may still go out; what is not `urgent` leaves the reserve alone."""
        return max(0, -self.over(urgent=urgent))

    def over(self, *, urgent: bool = True) -> int:
        """How many too many have been owed already; below 0, how many there is room for."""
        return self.spent - int(self.monthly * (1 if urgent else 1 - RESERVE))


def set_monthly(store: OfficeStore, channel: str, monthly: int) -> None:
    if not _ADD.run(store, channel=channel, monthly=monthly):
        store.run(_CHANGE, at_channel=channel, monthly=monthly)
    looks.again(store)


def monthly(store: OfficeStore, channel: str) -> int | None:
    """The office's own limit, messages a calendar month; None where it has set none."""
    found = store.value(_ONE, channel=channel)
    return None if found is None else int(found)


def keep_quota(store: OfficeStore, channel: str, monthly: int | None, used: int, now: datetime) -> None:
    """What the platform says of this month: its limit (None: there is none) and how much of it is used."""
    month, values = f"{day_in_bangkok(now):%Y-%m}", {"monthly": monthly, "used": used, "read_at": now}
    before = store.row(_NEWEST, channel=channel)
    if not _ADD_QUOTA.run(store, channel=channel, month=month, **values):
        store.run(_CHANGE_QUOTA, at_channel=channel, at_month=month, **values)
    gone = monthly is not None and used >= monthly
    was_gone = before is not None and before.monthly is not None and before.used >= before.monthly
    if gone or was_gone or before is None or (before.month, before.monthly) != (month, monthly):
        looks.again(store)  # somebody may be told, or be reminded again


def used_up(store: OfficeStore, channel: str, now: datetime) -> None:
    """The platform has refused a push: whatever was known, nothing is left until it says otherwise."""
    read, spent = store.row(_NEWEST, channel=channel), pushed(store, channel, month_begins(now))
    limit = read.monthly if read and read.monthly is not None else spent
    keep_quota(store, channel, limit, max(limit, spent), now)


def budget(store: OfficeStore, channel: str, now: datetime) -> Budget | None:
    """This month's, by all that is known at `now`; None where nothing limits it.

    The platform's figures are of the moment they were read, and count what others have sent; ours, what has been owed
    since. Before the month's first reading the limit is taken to be as it was. Against the office's own limit nothing
    counts that somebody has asked for; against the platform's it does.
    """
    if channel not in COUNTED:
        return None
    since, read = month_begins(now), store.row(_NEWEST, channel=channel)
    spent, own, limits = pushed(store, channel, since), monthly(store, channel), list[Budget]()
    if read and read.read_at >= since:
        spent = max(spent, read.used + pushed(store, channel, read.read_at))
    if read and read.monthly is not None:
        limits.append(Budget(read.monthly, spent))
    if own is not None:
        limits.append(Budget(own, spent - int(store.value(_ANSWERED, channel=channel, since=since))))
    return min(limits, key=lambda budget: (budget.left(urgent=False), -budget.over()), default=None)


def month_begins(now: datetime) -> datetime:
    return datetime.combine(day_in_bangkok(now).replace(day=1), time(), BANGKOK)


def pushed(store: OfficeStore, channel: str, since: datetime) -> int:
    """What was said unasked on `channel` since then, or still waits to be: what may have arrived counts."""
    return int(store.value(_PUSHED, channel=channel, since=since))
