"""The month's LINE messages as they were seen to arrive: is there room for another?"""

from collections import Counter
from datetime import date

RESERVE, NEAR = 0.2, 0.95
"""The last fifth of a month is for what is late; and near enough to either end is what was owed and did not go out."""


class Budget:
    def __init__(self, quota: int) -> None:
        self._quota = quota
        self._ours: Counter[str] = Counter()
        self._others: Counter[str] = Counter()

    def arrived(self, day: date) -> bool:
        """Count one more; whether the office had room for it."""
        self._ours[_month(day)] += 1
        return self._ours[_month(day)] <= self._quota

    def others_sent(self, day: date, count: int) -> None:
        self._others[_month(day)] += count

    def used_by_others(self, day: date) -> bool:
        return self._others[_month(day)] > 0

    def leaves_none(self, day: date, *, late: bool) -> bool:
        """Whether it truly has no room, or all but none, for what is `late` or is not."""
        sent = self._ours[_month(day)] + self._others[_month(day)]
        return sent >= self._quota * NEAR * (1 if late else 1 - RESERVE)


def _month(day: date) -> str:
    return f"{day:%Y-%m}"
