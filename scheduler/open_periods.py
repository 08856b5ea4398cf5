"""เปิดงวด: on its opening day a period gets its expected rows, one a measure × responsible division, and never twice."""

from datetime import datetime

from measures.calendar import due_on, opens_on
from measures.duties import duties_of
from measures.fiscal_year import Period, periods
from measures.plan import Plan
from scheduler.look import Look
from storage import divisions, duties, period_changes, reminders, submissions
from storage.duties import Duty
from storage.office_store import OfficeStore
from storage.reminders import NOBODY


def open_periods(store: OfficeStore, now: datetime) -> None:
    """`opening`, for whoever cannot wait for the next tick."""
    opening(Look(store, now))


def opening(look: Look) -> None:
    """Open what has come to be open by now, of every year that has a plan, however long nobody has looked.

    A period is opened once by each version of the plan: a later version adds the rows that it alone expects, and
    touches none that is there.
    """
    for year, (version, plan) in look.plans.items():
        opened = reminders.claimed(look.store, _campaign(year))
        for period in periods(year):
            if opens_on(period, plan.calendar, look.days) > look.today or (period.code, NOBODY, version) in opened:
                continue
            if reminders.claim(look.store, _campaign(year), period.code, NOBODY, version, look.now):
                _open(look, plan, period)


def _open(look: Look, plan: Plan, period: Period) -> None:
    store = look.store
    changes = period_changes.changes(store, period)
    open_already = (duty.due_on for duty in duties.duties(store, plan.fiscal_year) if duty.period == period)
    due = next(open_already, None) or period_changes.due_by(changes) or due_on(period, plan.calendar, look.days)
    state = duties.LOCKED if period_changes.locked_by(changes) else duties.MISSING
    reported = submissions.latest(store, plan.fiscal_year)
    expected = duties_of(plan, divisions.divisions(store), period, reported)
    duties.open_duties(
        store, [Duty(e.measure, e.division, e.section, e.period, due, state) for e in expected], look.now
    )


def _campaign(fiscal_year: int) -> str:
    return f"open-{fiscal_year}"
