"""The annual report as it stands: everything that is kept, compiled."""

from measures.annual_report import AnnualReport
from measures.compiling import compile_report
from storage import divisions, edits, plans, submissions
from storage.office_store import OfficeStore


def compiled(store: OfficeStore, fiscal_year: int, *, draft: bool = False) -> AnnualReport:
    """The report of `fiscal_year` from the newest answers and the officer's edits. Raises KeyError without a plan."""
    _, plan = plans.current_plan(store, fiscal_year)
    return compile_report(
        plan,
        divisions.divisions(store),
        submissions.latest(store, fiscal_year),
        edits.edits(store, fiscal_year),
        draft=draft,
    )
