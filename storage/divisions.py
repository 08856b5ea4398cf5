"""สำนัก/กอง of one office, in the plan's order."""

from collections.abc import Sequence

from measures.plan import Division
from storage import looks
from storage.office_store import OfficeStore
from storage.statements import AddOnce, change, find
from storage.tables import division as table

_ALL = find(table).order_by(table.c.position)
_ONE = find(table, "key")
_ADD = AddOnce(table)
_CHANGE = change(table, "key")


def save_divisions(store: OfficeStore, divisions: Sequence[Division]) -> None:
    """Make the office's divisions these; one that is no longer named stays, but asleep."""
    named = {division.key for division in divisions}
    for row in store.rows(_ALL):
        if row.key not in named:
            store.run(_CHANGE, at_key=row.key, active=False)
    for position, division in enumerate(divisions):
        values = {
            "name": division.name,
            "active": division.active,
            "sections": list(division.sections),
            "position": position,
        }
        if not _ADD.run(store, key=division.key, **values):
            store.run(_CHANGE, at_key=division.key, **values)
    looks.again(store)


def divisions(store: OfficeStore) -> tuple[Division, ...]:
    return tuple(Division(row.key, row.name, row.active, tuple(row.sections)) for row in store.rows(_ALL))


def division(store: OfficeStore, key: str) -> Division:
    """The division called `key`. Raises LookupError where there is none."""
    row = store.row(_ONE, key=key)
    if row is None:
        raise LookupError(f"no division {key}")
    return Division(row.key, row.name, row.active, tuple(row.sections))
