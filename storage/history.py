"""ประวัติ: everything that a division (or section) has sent, every version of it, by whom and on which channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from dialogue.question import Value
from measures.fiscal_year import Period, period_named
from storage.office_store import OfficeStore
from storage.statements import find
from storage.tables import submission as table

_OF = find(table, "fiscal_year", "division", "section").order_by(table.c.id)


@dataclass(frozen=True, slots=True)
class Version:
    """One measure's answers as they were sent, and as they had been sent before."""

    measure: str
    version: int
    """From 1."""
    answers: Mapping[str, Value]
    before: Mapping[str, Value]
    """The version before it; empty for the first."""
    marks: Mapping[str, str]
    remark: str


@dataclass(frozen=True, slots=True)
class Sent:
    """What one person sent in one go."""

    number: int
    """Unique in the office, for a receipt."""
    period: Period
    at: datetime
    person_id: int
    channel: str
    source: str
    """As in `storage.drafts.Draft`."""
    plan_version: int
    versions: tuple[Version, ...]


def sent_by(store: OfficeStore, fiscal_year: int, division: str, section: str) -> Sequence[Sent]:
    """The newest first."""
    found: list[Sent] = []
    newest: dict[tuple[str, str], Mapping[str, Value]] = {}
    for row in store.rows(_OF, fiscal_year=fiscal_year, division=division, section=section):
        period = period_named(row.period)
        if period is None:
            raise ValueError(f"a submission of no period: {row.period}")
        before = newest.get((row.measure, row.period), {})
        version = Version(row.measure, row.version, row.answers, before, row.marks, row.remark)
        newest[row.measure, row.period] = row.answers
        last = found[-1] if found else None
        if last and _in_one_go(last, period, row.at, row.person_id, row.measure):
            found[-1] = replace(last, versions=(*last.versions, version))
        else:
            sent = Sent(
                row.id, period, row.at, row.person_id, row.channel, row.source or "", row.plan_version, (version,)
            )
            found.append(sent)
    return tuple(reversed(found))


def _in_one_go(last: Sent, period: Period, at: datetime, person_id: int, measure: str) -> bool:
    return (last.period, last.at, last.person_id) == (period, at, person_id) and all(
        version.measure != measure for version in last.versions
    )
