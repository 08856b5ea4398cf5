"""A year in a test: 30 people, two schedulers on one database, outages, lost answers, leave, blocked chats, a quota.

`bench.chased_oracle` judges every message as it arrives and every quiet working day at its end; nothing may be missed,
doubled, sent after reporting, outside the hours, on a holiday or over the quota.
"""

import logging
from pathlib import Path

import pytest

from bench.chased_oracle import Figures
from bench.chased_year import chased_year


def lived(folder: Path, days: int) -> Figures:
    logging.disable(logging.WARNING)  # every lost answer is a line in the log
    try:
        figures, faults = chased_year(folder, days)
    finally:
        logging.disable(logging.NOTSET)
    assert list(faults) == []
    assert set(figures.faults.values()) == {0}
    return figures


@pytest.mark.slow
def test_sixty_days_without_a_fault(tmp_path: Path) -> None:
    figures = lived(tmp_path, 60)
    assert figures.reminders > 80 and figures.digests > 5


@pytest.mark.long
@pytest.mark.timeout(900)
def test_a_year_without_a_fault(tmp_path: Path) -> None:
    figures = lived(tmp_path, 365)
    assert figures.reminders > 1000 and figures.digests > 60
    assert figures.put_off > 0 and figures.unsure > 0  # things did go wrong
    assert figures.withheld > 0  # and the quota was short
