"""What becomes of the duties when answers have been kept: this period's are done, and later ones may be left with nothing
to ask, or have something to ask again."""

from collections.abc import Collection, Sequence
from typing import Protocol

from dialogue.question import NOT_APPLICABLE
from measures.fiscal_year import Period
from measures.forms import keys_asked
from measures.reported import Reported
from storage import duties, plans
from storage.divisions import division as division_of
from storage.duties import Duty
from storage.office_store import OfficeStore
from storage.owing import answered_by


class Place(Protocol):
    """What was answered in one go: a draft, a run, or a division's month in a sheet."""

    @property
    def division(self) -> str: ...
    @property
    def section(self) -> str: ...
    @property
    def period(self) -> Period: ...


def close(store: OfficeStore, run: Place, *, again: bool = False, nothing: Collection[str] = ()) -> None:
    """Mark the duties of this run's division, or section. `nothing`: the measures of which there was nothing to report.
    `again`: it had been sent before, so that what was settled then may be settled otherwise now."""
    year = run.period.fiscal_year
    reported = answered_by(store, year, run.division)
    if again:
        place = run.division, run.section
        found: Sequence[Duty] = [d for d in duties.duties(store, year) if (d.division, d.section) == place]
    else:
        found = duties.missing_of(store, run.division, run.section, year)
    for duty in found:
        state = _here(duty, reported, nothing) if duty.period == run.period else _elsewhere(store, duty, reported)
        if state != duty.state:
            duties.set_state(store, duty, state)


def _here(duty: Duty, reported: Sequence[Reported], nothing: Collection[str]) -> str:
    if any(r.measure == duty.measure and NOT_APPLICABLE in r.answers.values() for r in reported):
        return duties.NOT_APPLICABLE
    return duties.NOTHING if duty.measure in nothing else duties.SUBMITTED


def _elsewhere(store: OfficeStore, duty: Duty, reported: Sequence[Reported]) -> str:
    """A duty of another period is missing as long as there is something to ask, unless it has been reported."""
    came = any(r.measure == duty.measure and r.period == duty.period and r.section == duty.section for r in reported)
    if came or duty.state not in (duties.MISSING, duties.NOT_APPLICABLE):
        return duty.state
    _, plan = plans.current_plan(store, duty.period.fiscal_year)
    asked = keys_asked(plan, division_of(store, duty.division), duty.section, duty.period, reported)
    return duties.MISSING if any(key.startswith(f"{duty.measure}.") for key in asked) else duties.NOT_APPLICABLE
