"""รายงานประจำปีที่ทำเอง: once the year's end has closed, and weekly from then on, the report is compiled unasked."""

from datetime import datetime, timedelta

from measures.calendar import due_on, report_due_on
from measures.fiscal_year import year_end
from scheduler.look import Look
from storage import jobs, reminders
from storage.office_store import OfficeStore
from storage.reminders import NOBODY

CAMPAIGN = "report"
LONGEST = timedelta(weeks=8)
"""How long after the report's due day to go on. It should be until it is published, and nothing records that yet."""


def compile_yearly(look: Look) -> None:
    """Owe the job of compiling the report, once a week, to be told to every legal officer in office hours."""
    if not look.in_hours:
        return
    for year, (_, plan) in look.plans.items():
        begins = due_on(year_end(year), plan.calendar, look.days) + timedelta(days=1)
        if begins <= look.today <= report_due_on(year, plan.calendar) + LONGEST:
            week = (look.today - begins).days // 7
            if reminders.claim(look.store, CAMPAIGN, str(year), NOBODY, week, look.now):
                jobs.owe_job(look.store, "report", {"fiscal_year": year, "told": True}, look.now)


def compile_again(store: OfficeStore, officer: int, at: datetime) -> None:
    """Owe the newest of these once more, to be compiled `at` that moment and told to that officer alone."""
    year = max(int(period) for period, _, _ in reminders.claimed(store, CAMPAIGN))
    jobs.owe_job(store, "report", {"fiscal_year": year, "told": True, "officer": officer}, at)
