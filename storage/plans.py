"""แผน: the plan files an office has loaded, every version of them."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, func, select

from measures.plan import Plan
from measures.plan_file import read_plan
from storage import looks
from storage.office_store import OfficeStore
from storage.statements import OFFICE_ID, add, find
from storage.tables import plan as table

_ADD = add(table)
_NEWEST = find(table, "fiscal_year").order_by(table.c.version.desc()).limit(1)
_NEWEST_VERSION = find(table, "fiscal_year").with_only_columns(func.max(table.c.version))
_VERSION = find(table, "fiscal_year", "version")
_YEARS = (
    select(table.c.fiscal_year, func.max(table.c.version).label("version"))
    .where(table.c.office_id == OFFICE_ID)
    .group_by(table.c.fiscal_year)
    .order_by(table.c.fiscal_year)
)


def save_plan(store: OfficeStore, fiscal_year: int, text: str, now: datetime) -> int:
    """Keep `text` as that year's plan; its version, which is the old one where nothing has changed."""
    newest = store.row(_NEWEST, fiscal_year=fiscal_year)
    if newest is not None and newest.text == text:
        return int(newest.version)
    version = newest.version + 1 if newest is not None else 1
    _known(store).pop((store.office_id, fiscal_year, version), None)  # of a transaction that was undone
    store.run(_ADD, fiscal_year=fiscal_year, version=version, text=text, published_at=now)
    looks.again(store)
    return int(version)


def fiscal_years(store: OfficeStore) -> tuple[int, ...]:
    """The years (B.E.) that have a plan."""
    return tuple(row.fiscal_year for row in store.rows(_YEARS))


def current_plan(store: OfficeStore, fiscal_year: int, version: int | None = None) -> tuple[int, Plan]:
    """(version, plan) of that year: the newest, or the one asked for. Raises LookupError where there is none."""
    if version is not None:
        return version, _of_version(store, fiscal_year, version)
    newest = store.value(_NEWEST_VERSION, fiscal_year=fiscal_year)
    if newest is None:
        raise LookupError(f"no plan for {fiscal_year}")
    return int(newest), _of_version(store, fiscal_year, int(newest))


def current_plans(store: OfficeStore) -> Mapping[int, tuple[int, Plan]]:
    """`current_plan` of every year that has one, by year."""
    years = [(row.fiscal_year, row.version) for row in store.rows(_YEARS)]
    return {year: (version, _of_version(store, year, version)) for year, version in years}


_read: "WeakKeyDictionary[Engine, dict[tuple[int, int, int], Plan]]" = WeakKeyDictionary()
"""Plans by (office, year, version): a version never changes, and every turn of a conversation wants one."""


def _known(store: OfficeStore) -> dict[tuple[int, int, int], Plan]:
    return _read.setdefault(store.connection.engine, {})


def _of_version(store: OfficeStore, fiscal_year: int, version: int) -> Plan:
    known = _known(store)
    key = (store.office_id, fiscal_year, version)
    if key not in known:
        row = store.row(_VERSION, fiscal_year=fiscal_year, version=version)
        if row is None:
            raise LookupError(f"no plan for {fiscal_year} in version {version}")
        known[key] = _parsed(row.text)
    return known[key]


@lru_cache(maxsize=64)
def _parsed(text: str) -> Plan:
    """The same text gives the very same plan, so that its forms are made once."""
    return read_plan(text)
