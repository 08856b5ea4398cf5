"""รายงานที่ส่ง: confirmed answers, one row a measure, division, period and version. Rows are added, never changed."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, bindparam, func, select

from dialogue.question import Value
from measures.fiscal_year import ANYTIME, Period, period_named
from measures.reported import Reported
from storage.office_store import OfficeStore
from storage.statements import OFFICE_ID, add, find
from storage.tables import submission as table

IMPORTED = "import"
"""The source of what came from a sheet."""

_KEY = ("fiscal_year", "measure", "division", "section", "period")
_ADD = add(table)
_VERSION = find(table, *_KEY).with_only_columns(func.max(table.c.version))


def _newest(*keys: str) -> Select[Any]:
    """The newest version of everything that was reported, among the rows whose `keys` are given."""
    given = (table.c[key] == bindparam(key) for key in keys)
    newest = (
        select(*(table.c[name] for name in _KEY), func.max(table.c.version).label("version"))
        .where(table.c.office_id == OFFICE_ID, *given)
        .group_by(*(table.c[name] for name in _KEY))
        .subquery()
    )
    same = and_(*(table.c[name] == newest.c[name] for name in (*_KEY, "version")))
    return find(table, *keys).join(newest, same).order_by(table.c.id)


_LATEST = _newest("fiscal_year")
_LATEST_OF = _newest("fiscal_year", "division")
_OF_PERIOD = find(table, "fiscal_year", "division", "section", "period").order_by(table.c.version)
_SINCE = find(table).where(table.c.at > bindparam("since")).order_by(table.c.id)


def submit(
    store: OfficeStore, measure: str, division: str, section: str, period: Period, person_id: int, channel: str,
    answers: Mapping[str, Value], plan_version: int, now: datetime, *,
    marks: Mapping[str, str] | None = None, remark: str = "", source: str = "",
) -> int:  # fmt: skip
    """Keep `answers`, with what `Reported` says of them, as the newest version; its number, from 1. `source`: as in
    `storage.drafts.Draft`, or `IMPORTED`."""
    key = dict(zip(_KEY, (period.fiscal_year, measure, division, section, period.code), strict=True))
    version = (store.value(_VERSION, **key) or 0) + 1
    store.run(
        _ADD, **key, version=version, person_id=person_id, channel=channel, answers=dict(answers),
        marks=dict(marks or {}), remark=remark, plan_version=plan_version, at=now,
        source=source or None,
    )  # fmt: skip
    return int(version)


def sent(store: OfficeStore, division: str, section: str, period: Period) -> tuple[Reported, ...]:
    """What was sent of this period: the newest version of each measure."""
    rows = store.rows(
        _OF_PERIOD, fiscal_year=period.fiscal_year, division=division, section=section, period=period.code
    )
    return tuple({row.measure: _reported(row) for row in rows}.values())


def latest(store: OfficeStore, fiscal_year: int, division: str | None = None) -> tuple[Reported, ...]:
    """What every division, or that one, has said of every measure in that year: the newest version of each period."""
    if division is None:
        return tuple(_reported(row) for row in store.rows(_LATEST, fiscal_year=fiscal_year))
    return tuple(_reported(row) for row in store.rows(_LATEST_OF, fiscal_year=fiscal_year, division=division))


def places_since(store: OfficeStore, since: datetime) -> Sequence[tuple[str, str, Period]]:
    """(division, section, period) of everything reported after `since`, in the order it came."""
    found: dict[tuple[str, str, Period], None] = {}
    for row in store.rows(_SINCE, since=since):
        period = period_named(row.period)
        if period is not None and period.kind != ANYTIME:
            found[row.division, row.section, period] = None
    return tuple(found)


def _reported(row: Any) -> Reported:
    period = period_named(row.period)
    if period is None:
        raise ValueError(f"a submission of no period: {row.period}")
    return Reported(row.measure, row.division, row.section, period, row.answers, row.marks, row.remark)
