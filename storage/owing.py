"""What each person still owes: opened duties that are missing, gathered into the runs they are answered in."""

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, partial

from dialogue.conversation import Conversation
from dialogue.reaching import reachable
from measures.calendar import day_in_bangkok
from measures.duties import answerers, answers_for
from measures.fiscal_year import Period
from measures.forms import form_of, keys_asked
from measures.reported import Reported
from measures.seats import Seat, seats
from storage import absences, drafts, duties, people, plans, submissions
from storage.divisions import divisions
from storage.office_store import OfficeStore
from storage.people import Person

Place = tuple[str, str, Period]
"""(division key, section or empty, period)."""


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
    places = {
        (division, section, period): due_on
        for (division, section, period), due_on in _places(store).items()
        if any(answers_for(seat, division, section, taken) for seat in own)
    }
    runs = _open_runs(store, places, partial(answered_by, store), partial(drafts.draft_for, store))
    return tuple(sorted(runs, key=_oldest_first))


def everyone_owing(store: OfficeStore, now: datetime) -> Mapping[int, tuple[Run, ...]]:
    """Person id → the runs owed, oldest first, for everybody who owes anything."""
    taken = seats_on(store, day_in_bangkok(now))
    begun = {(draft.division, draft.section, draft.period): draft for draft in drafts.open_drafts(store)}
    said: dict[tuple[int, str], list[Reported]] = defaultdict(list)
    places = _places(store)
    for year in {period.fiscal_year for _, _, period in places}:
        for reported in submissions.latest(store, year):
            said[year, reported.division].append(reported)
    owing: dict[int, dict[Run, None]] = {}
    for run in _open_runs(store, places, lambda *key: tuple(said.get(key, ())), lambda *key: begun.get(key)):
        for seat in answerers(taken, run.division, run.section):
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


def _places(store: OfficeStore) -> Mapping[Place, date]:
    """What is answered in one run, and by when."""
    return {(d.division, d.section, d.period): d.due_on for d in duties.missing(store)}


def _open_runs(
    store: OfficeStore, places: Mapping[Place, date], reported: Callable[[int, str], tuple[Reported, ...]],
    draft_of: Callable[[str, str, Period], drafts.Draft | None],
) -> Sequence[Run]:  # fmt: skip
    """The runs of `places`; `reported` says what a division has said in a year."""
    known = {division.key: division for division in divisions(store)}
    current = plans.current_plans(store) if places else {}
    said = cache(reported)
    found = []
    for (division, section, period), due_on in places.items():
        _, plan = current[period.fiscal_year]
        asked = keys_asked(plan, known[division], section, period, said(period.fiscal_year, division))
        form = form_of(plan, known[division], section, period, asked)
        draft = draft_of(division, section, period)
        if draft is None and not form.questions:
            continue  # a newer plan asks nothing any more
        conversation = Conversation.from_json(json.loads(draft.conversation)) if draft else Conversation()
        open_now = [
            q for q in reachable(form, conversation.answers, conversation.known) if q.key not in conversation.answers
        ]
        found.append(Run(period.fiscal_year, division, section, period, due_on, len(open_now)))
    return found
