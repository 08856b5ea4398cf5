"""วันหยุดของหน่วยงานเอง: days off that the country's list does not have, and days of that list on which this office works."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from storage import looks
from storage.office_store import OfficeStore
from storage.statements import AddOnce, change, find, remove
from storage.tables import holiday as table

_ALL = find(table).order_by(table.c.day)
_ADD = AddOnce(table)
_CHANGE = change(table, "day")
_FORGET = remove(table, "day")


@dataclass(frozen=True, slots=True)
class OwnDay:
    closed: bool
    """False: the office works, whatever the country does."""
    name: str


def set_own_day(store: OfficeStore, day: date, name: str, *, closed: bool) -> None:
    """From now on the office is closed on `day`, or works on it; what was said of that day before is forgotten."""
    if not _ADD.run(store, day=day, closed=closed, name=name):
        store.run(_CHANGE, at_day=day, closed=closed, name=name)
    looks.again(store)


def forget_own_day(store: OfficeStore, day: date) -> None:
    """From now on `day` is what the country's list says."""
    store.run(_FORGET, at_day=day)
    looks.again(store)


def own_days(store: OfficeStore) -> Mapping[date, OwnDay]:
    """What the office says of days by itself, in their order."""
    return {row.day: OwnDay(row.closed, row.name) for row in store.rows(_ALL)}
