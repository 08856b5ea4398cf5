"""งบข้อความของเดือน: which of a person's addresses may still be written to, where a channel counts what is sent unasked."""

from collections.abc import Sequence
from datetime import datetime, time

from measures.calendar import BANGKOK, day_in_bangkok
from storage import budgets
from storage.office_store import OfficeStore
from storage.people import Address

COUNTED = ("line",)
"""The channels whose platform counts pushes (developers.line.biz, messaging-api pricing); replies are free."""
RESERVE = 0.2
"""The last part of a month's budget, kept for what is overdue."""


class Pushes:
    """What is left this month, as it is at `now` and with every push that is taken."""

    def __init__(self, store: OfficeStore, now: datetime) -> None:
        self._store = store
        self._since = datetime.combine(day_in_bangkok(now).replace(day=1), time(), BANGKOK)
        self._left: dict[str, tuple[int, int] | None] = {}

    def take(self, addresses: Sequence[Address], *, urgent: bool) -> Address | None:
        """The first address that may be written to, its push taken off the budget; None where the budget forbids all.

        Near the limit only what is `urgent` may still go out on a channel that counts.
        """
        for address in addresses:
            left = self._of(address.channel)
            if left is None:
                return address
            monthly, pushed = left
            if pushed < monthly * (1 if urgent else 1 - RESERVE):
                self._left[address.channel] = monthly, pushed + 1
                return address
        return None

    def _of(self, channel: str) -> tuple[int, int] | None:
        """(the month's budget, what of it is spent), or None for a channel that nobody counts."""
        if channel not in self._left:
            monthly = budgets.monthly(self._store, channel) if channel in COUNTED else None
            spent = None if monthly is None else (monthly, budgets.pushed(self._store, channel, self._since))
            self._left[channel] = spent
        return self._left[channel]
