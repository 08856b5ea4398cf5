"""A year in a test: 30 people, two schedulers that are processes of their own and race on one database, kill -9, outages
of one or both, lost answers, leave, blocked chats, a quota (S2-S7, S9).

`bench.chased_oracle` judges every message as it arrives and every quiet working day at its end; nothing may be missed,
doubled, sent after reporting, outside the hours, on a holiday or over the quota. That it would see it is proved by
planting each in both schedulers.
"""

import pytest

from bench.chased_faults import FAULTS
from bench.chased_oracle import Figures
from bench.chased_year import chased_year

FOUND_AS = {
    "no unique key": "doubled",
    "reports unseen": "after reporting",
    "any hour": "outside hours",
    "no budget": "over quota",
    "half blind": "missed",
}


BOTH = pytest.mark.parametrize(
    "migrated_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.long)], indirect=True
)


def lived(url: str, days: int) -> Figures:
    figures, faults = chased_year(url, days)
    assert list(faults) == []
    assert set(figures.faults.values()) == {0}
    return figures


@pytest.mark.slow
@BOTH
def test_thirty_days_without_a_fault(migrated_url: str) -> None:
    figures = lived(migrated_url, 30)
    assert figures.reminders > 80 and figures.digests > 3
    assert figures.killed > 0


@pytest.mark.slow
@BOTH
@pytest.mark.parametrize("fault", sorted(FAULTS))
def test_a_planted_fault_is_found(migrated_url: str, fault: str) -> None:
    """Where nobody counts, the quota is short from the beginning."""
    figures, _ = chased_year(migrated_url, 60, fault=fault, quota=30 if fault == "no budget" else 300)
    assert figures.faults[FOUND_AS[fault]] > 0


@pytest.mark.long
@pytest.mark.timeout(900)
@BOTH
def test_a_year_without_a_fault(migrated_url: str) -> None:
    figures = lived(migrated_url, 365)
    assert figures.reminders > 1000 and figures.digests > 60
    assert figures.put_off > 0 and figures.unsure > 0  # things did go wrong
    assert figures.withheld > 0  # and the quota was short
    assert figures.killed > 12
