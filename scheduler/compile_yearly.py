"""รายงานประจำปีที่ทำเอง: once the year's end has closed, and weekly from then on, the report is compiled unasked."""

from datetime import datetime, timedelta

from measures.calendar import day_in_bangkok, due_on, in_office_hours, report_due_on
from measures.fiscal_year import year_end
from scheduler.holidays import working_days_of
from storage import jobs, plans, reminders
from storage.office_store import OfficeStore
from storage.reminders import NOBODY

CAMPAIGN = "report"
LONGEST = timedelta(weeks=8)
"""How long after the report's due day to go on. It should be until it is published, and nothing records that yet."""


def compile_yearly(store: OfficeStore, now: datetime) -> None:
    """Owe the job of compiling the report, once a week, to be told to every legal officer in office hours."""
    days = working_days_of(store)
    if not in_office_hours(now, days):
        return
    today = day_in_bangkok(now)
    for year in plans.fiscal_years(store):
        _, plan = plans.current_plan(store, year)
        begins = due_on(year_end(year), plan.calendar, days) + timedelta(days=1)
        if begins <= today <= report_due_on(year, plan.calendar) + LONGEST:
            week = (today - begins).days // 7
            if reminders.claim(store, CAMPAIGN, str(year), NOBODY, week, now):
                jobs.owe_job(store, "report", {"fiscal_year": year, "told": True}, now)
