"""What each person still owes: opened duties that are missing, gathered into the runs they are answered in."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from dialogue.conversation import Conversation
from dialogue.reaching import reachable
from measures.calendar import day_in_bangkok
from measures.duties import answers_for
from measures.fiscal_year import Period
from measures.forms import form_of, keys_asked
from measures.reported import Reported
from measures.seats import Seat, seats
from storage import absences, drafts, duties, people, plans, submissions
from storage.divisions import divisions
from storage.office_store import OfficeStore
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Run:
    """รอบรายงาน: the questions one person answers in one go."""

    fiscal_year: int
    division: str
    section: str
    period: Period
    due_on: date
    questions: int
    """How many are still open; what a condition may add is not counted yet."""


def owed_runs(store: OfficeStore, person: Person, now: datetime) -> tuple[Run, ...]:
    """The runs `person` owes at `now`, oldest first; those of somebody they stand in for as well."""
    away = {who: absence.stand_in for who, absence in absences.away(store, day_in_bangkok(now)).items()}
    taken = seats(people.people(store), {who: other for who, other in away.items() if who != person.id})
    own = [seat for seat in taken if seat.person_id == person.id]
    runs = _open_runs(store, lambda division, section: any(answers_for(s, division, section, taken) for s in own))
    return tuple(sorted(runs, key=_oldest_first))


def everyone_owing(store: OfficeStore, now: datetime) -> Mapping[int, tuple[Run, ...]]:
    """Person id → the runs owed, oldest first, for everybody who owes anything."""
    taken = seats_on(store, day_in_bangkok(now))
    owing: dict[int, dict[Run, None]] = {}
    for run in _open_runs(store, lambda division, section: True):
        for seat in taken:
            if answers_for(seat, run.division, run.section, taken):
                owing.setdefault(seat.person_id, {})[run] = None
    return {person: tuple(sorted(runs, key=_oldest_first)) for person, runs in owing.items()}


def seats_on(store: OfficeStore, day: date) -> tuple[Seat, ...]:
    """Who answers for what on `day`, with the stand-ins of those who are away."""
    away = absences.away(store, day)
    return seats(people.people(store), {person: absence.stand_in for person, absence in away.items()})


def answered_by(store: OfficeStore, fiscal_year: int, division: str) -> tuple[Reported, ...]:
    """Everything the division has reported in that year, the newest version of each."""
    return submissions.latest(store, fiscal_year, division)


def _oldest_first(run: Run) -> tuple[Period, str]:
    return run.period, run.section


def _open_runs(store: OfficeStore, wanted: Callable[[str, str], bool]) -> Sequence[Run]:
    """The runs of the divisions and sections that are `wanted`: finding out what each still asks takes its time."""
    known = {division.key: division for division in divisions(store)}
    grouped = {(d.division, d.section, d.period): d.due_on for d in duties.missing(store)}
    reported: dict[tuple[int, str], tuple[Reported, ...]] = {}
    found = []
    for (division, section, period), due_on in grouped.items():
        if not wanted(division, section):
            continue
        year = period.fiscal_year
        if (year, division) not in reported:
            reported[year, division] = answered_by(store, year, division)
        _, plan = plans.current_plan(store, year)
        asked = keys_asked(plan, known[division], section, period, reported[year, division])
        form = form_of(plan, known[division], section, period, asked)
        draft = drafts.draft_for(store, division, section, period)
        if draft is None and not form.questions:
            continue  # a newer plan asks nothing any more
        conversation = Conversation.from_json(json.loads(draft.conversation)) if draft else Conversation()
        open_now = [
            q for q in reachable(form, conversation.answers, conversation.known) if q.key not in conversation.answers
        ]
        found.append(Run(year, division, section, period, due_on, len(open_now)))
    return found
