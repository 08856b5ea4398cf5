"""python -m bot import | import-sheet: months that were over before the office began come in from a workbook."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from bot.opened import Refused, chosen_office, opened, plan_of
from bot.sheet_reading import NoSheet, filled_in
from bot.sheet_writing import workbook
from handlers.closing import close
from measures.calendar import day_in_bangkok, opens_on
from measures.fiscal_year import Period, periods
from measures.forms import period_name
from measures.importing import Mistake, imported
from measures.plan import Plan
from measures.reported import Reported
from measures.sheet_rows import Place, places
from scheduler.open_periods import open_periods
from storage import divisions, drafts, looks, period_changes, plans, submissions
from storage.office_store import OfficeStore
from storage.working_days import working_days_of

CHANNEL = "sheet"
NOBODY = 0
"""The person of what came from a sheet: nobody of the office has said it in the chat."""


def write_sheet(url: str, fiscal_year: int, path: Path, office_key: str, now: datetime) -> str:
    """The workbook to fill in, with every period that has opened by `now`."""
    with opened(url) as connection:
        office = chosen_office(connection, office_key)
        store = OfficeStore(connection, office.id)
        plan = plan_of(store, fiscal_year)
        past = [p for p in periods(fiscal_year) if _is_open(store, plan, p, now)]
        if not past:
            raise Refused(f"Nothing of {fiscal_year} is over yet: there is nothing to import")
        content = workbook(plan, places(divisions.divisions(store)), past)
    try:
        path.write_bytes(content)
    except OSError as problem:
        raise Refused(f"--out: cannot write {path}: {problem.strerror}") from problem
    return f"{path}: {len(past)} periods to fill in. Next: python -m bot import {fiscal_year} {path} --check"


def import_sheet(url: str, fiscal_year: int, path: Path, office_key: str, now: datetime, *, check: bool) -> str:
    """Keep what stands in the workbook, all of it or nothing. Raises `Refused` with every mistake, one a line."""
    try:
        content = path.read_bytes()
    except OSError as problem:
        raise Refused(f"Cannot read {path}: {problem.strerror}") from problem
    with opened(url) as connection:
        office = chosen_office(connection, office_key)
        store = OfficeStore(connection, office.id)
        reports = _reports(store, plan_of(store, fiscal_year), content, now)
        if not check:
            _keep(store, reports, now)
    sent = {(r.division, r.section, r.period) for r in reports}
    if not sent:
        return f"{path}: nothing is filled in"
    months = f"{len(sent)} reports of {len({(r.division, r.section) for r in reports})} divisions and sections"
    return f"{office.name}: {months} {'are good' if check else 'imported'}"


def _reports(store: OfficeStore, plan: Plan, content: bytes, now: datetime) -> Sequence[Reported]:
    by_code = {place.code: place for place in places(divisions.divisions(store))}
    try:
        sheets, problems = filled_in(content, plan.fiscal_year, by_code)
    except NoSheet as problem:
        raise Refused(str(problem)) from problem
    mistakes: list[Mistake] = list(problems)
    found: list[Reported] = []
    for filled in sheets:
        division = filled.place.division.key
        earlier = submissions.latest(store, plan.fiscal_year, division)
        own, wrong = imported(
            plan, filled, earlier, day_in_bangkok(now), lambda place, period: _closed(store, plan, place, period, now)
        )
        found.extend(own)
        mistakes.extend(wrong)
    if mistakes:
        lines = [f"แผ่น {m.sheet} ช่อง {m.cell}: {m.reason}" for m in mistakes]
        raise Refused("\n".join([f"พบ {len(lines)} จุด ยังไม่ได้นำเข้าอะไรเลย", *lines]))
    return found


def _closed(store: OfficeStore, plan: Plan, place: Place, period: Period, now: datetime) -> str:
    """Why nothing can be imported of that period."""
    name, where = period_name(period), (place.division.key, place.section, period)
    if not _is_open(store, plan, period, now):
        return f"รายงาน{name}ยังไม่เปิด"
    if period_changes.locked_by(period_changes.changes(store, period)):
        return f"รายงาน{name}ปิดรับแล้ว ให้นิติกรใช้ /reopen ก่อน"
    if submissions.sent(store, *where):
        return f"{place.name}ส่งรายงาน{name}แล้ว ให้เว้นว่างทั้งคอลัมน์ แล้วแก้ในแชต"
    return f"{place.name}กำลังตอบรายงาน{name}อยู่ในแชต" if drafts.draft_for(store, *where) else ""


def _is_open(store: OfficeStore, plan: Plan, period: Period, now: datetime) -> bool:
    return opens_on(period, plan.calendar, working_days_of(store)) <= day_in_bangkok(now)


def _keep(store: OfficeStore, reports: Sequence[Reported], now: datetime) -> None:
    open_periods(store, now)  # so that every duty is there to be closed
    for r in reports:
        version, _ = plans.current_plan(store, r.period.fiscal_year)
        submissions.submit(
            store, r.measure, r.division, r.section, r.period, NOBODY, CHANNEL, r.answers, version, now,
            marks=r.marks, remark=r.remark, source=submissions.IMPORTED,
        )  # fmt: skip
    done: dict[tuple[str, str, Period], Reported] = {(r.division, r.section, r.period): r for r in reports}
    for report in done.values():
        close(store, report)
    looks.again(store)
