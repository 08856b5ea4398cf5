"""A minute in which nothing is due costs a handful of look-ups, for it comes around for every office of a province."""

from collections.abc import Callable
from datetime import date
from typing import TypeAlias

import pytest
from sqlalchemy import event

from storage import people
from storage.office_store import OfficeStore

Join: TypeAlias = Callable[..., int]
Tick: TypeAlias = Callable[[str], None]

MOST = 15


@pytest.mark.parametrize("moment", ["2024-11-04 08:31", "2024-11-05 12:00", "2024-11-04 03:00", "2024-11-03 10:00"])
def test_an_idle_minute_writes_nothing_and_asks_little(store: OfficeStore, join: Join, tick: Tick, moment: str) -> None:
    for division in ("chang", "khlang", "palad", "truat"):
        person = join(division)
    tick("2024-10-31 08:30")
    tick("2024-11-04 08:30")
    people.set_quiet(store, person, date(2024, 11, 4))  # over, but this day's reminder has been
    if moment.startswith("2024-11-05"):
        tick("2024-11-05 11:59")
    asked: list[str] = []

    @event.listens_for(store.connection, "before_cursor_execute")
    def note(_: object, __: object, statement: str, *rest: object) -> None:
        asked.append(statement)

    tick(moment)
    assert [statement for statement in asked if not statement.startswith("SELECT")] == []
    assert len(asked) <= MOST
