"""When what stands still: everything, one of the two schedulers, or a platform alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

OUTAGES, LONGEST = 5, 72
"""How often in a year everything stands still, and for how many hours at most."""
ONE_DOWN = 6
"""How often in a year one of the two schedulers does, and the other has to do it all."""
HICCUPS, HICCUP = 12, 30
"""How often in a year one platform alone takes nothing, and for how many hours at most: past an evening."""


@dataclass(frozen=True, slots=True)
class Outage:
    begins: datetime
    ends: datetime
    of: tuple[int | str, ...]
    """The schedulers, by number, or the platforms, by name, that do nothing meanwhile."""


class Outages:
    def __init__(self, random: Random, begins: datetime, days: int) -> None:
        """Those of `days`, by chance."""
        self._random, self._begins, self._days = random, begins, days
        self._all = [
            *self._some(OUTAGES, LONGEST, [(0, 1)]),
            *self._some(ONE_DOWN, LONGEST, [(0,), (1,)]),
            *self._some(HICCUPS, HICCUP, [("line",), ("telegram",)]),
        ]

    def share(self, a_year: int) -> int:
        """As much of it as falls to these days, and once at least."""
        return max(1, a_year * self._days // 365)

    def down(self, what: int | str, moment: datetime) -> bool:
        return any(what in outage.of and outage.begins <= moment < outage.ends for outage in self._all)

    def quiet(self, evening: datetime) -> bool:
        """Whether one scheduler at least was there since the midnight before, and both platforms were."""
        midnight = evening - timedelta(hours=17)
        touching = [outage for outage in self._all if outage.begins < evening and midnight < outage.ends]
        stopped = {what for outage in touching for what in outage.of}
        return not {0, 1} <= stopped and stopped <= {0, 1}

    def _some(self, a_year: int, longest: int, of: Sequence[tuple[int | str, ...]]) -> Iterator[Outage]:
        for _ in range(self.share(a_year)):
            begins = self._begins + timedelta(hours=self._random.uniform(24, 24 * self._days - longest))
            ends = begins + timedelta(hours=self._random.uniform(1, longest))
            yield Outage(begins, ends, self._random.choice(of))
