"""งบข้อความของเดือน: which of a person's addresses may still be written to, where a channel counts what is sent unasked."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from storage import budgets
from storage.budgets import Budget
from storage.office_store import OfficeStore
from storage.people import Address


class Pushes:
    """What is left this month, as it is at `now` and with every push that is taken."""

    def __init__(self, store: OfficeStore, now: datetime) -> None:
        self._store = store
        self._now = now
        self._known: dict[str, Budget | None] = {}

    def take(self, addresses: Sequence[Address], *, urgent: bool) -> Address | None:
        """The first address that may be written to, its push taken off the budget; None where the budget forbids all.

        Near the limit only what is `urgent` may still go out on a channel that counts.
        """
        for address in addresses:
            budget = self._of(address.channel)
            if budget is None:
                return address
            if budget.left(urgent=urgent):
                self._known[address.channel] = replace(budget, spent=budget.spent + 1)
                return address
        return None

    def _of(self, channel: str) -> Budget | None:
        if channel not in self._known:
            self._known[channel] = budgets.budget(self._store, channel, self._now)
        return self._known[channel]
