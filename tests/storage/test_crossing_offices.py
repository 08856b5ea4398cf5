"""Two offices in one database, with the same keys everywhere: whatever is asked for one never meets the other (Z1).

Every public function of `storage` that takes an office's store is called here, found by looking, so that a new one
without a case fails. Office B's every text carries a mark; A's calls must neither show it nor change a row of B.
"""

import hashlib
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import JSON, Boolean, Connection, Date, Integer, Table, insert, select

import measures
import storage
from dialogue.messages import Attachment, Message
from measures.fiscal_year import months, year_end
from measures.plan import Division
from storage import offices, outbox, people
from storage.duties import Duty
from storage.office_store import OfficeStore
from storage.people import Person
from storage.period_changes import Change
from storage.tables import Moment, metadata

OCTOBER, NOVEMBER, *_ = months(2568)
PLAN = (Path(measures.__file__).parent / "plans" / "takbai-2568.toml").read_text(encoding="utf-8")
MARK = "บีบีบี"
NOW = datetime.fromisoformat("2024-11-04T09:00+07:00")
BEFORE = datetime.fromisoformat("2024-01-01T00:00+07:00")
FILES = (Attachment("cd" * 32, "ก.pdf", "application/pdf", 1),)


@dataclass(frozen=True)
class World:
    """One office, its rows, and what they are called."""

    store: OfficeStore
    ids: Mapping[str, int]
    """Table → the number of the office's row in it."""
    person: Person
    code: str


def founded(connection: Connection, key: str, mark: str) -> World:
    """An office with a row in every table there is, all under the same keys as any other office made here."""
    store = OfficeStore(connection, offices.add_office(connection, key, f"เทศบาลเมือง{mark}", NOW))
    code = f"{key.upper()}0000000"[:8]
    known = {
        "period": "2024-10", "fiscal_year": 2568, "division": "chang", "section": "", "measure": "e_service",
        "channel": "line", "chat_id": "U1", "event_id": "e1", "version": 1, "plan_version": 1, "conversation": "{}",
        "roles": ["reporter"], "role": "reporter", "language": "th", "awaiting": "", "cause": "reminder",
        "alive": True, "active": True, "closed": True, "draft": False, "day": date(2024, 12, 30), "column": "outcome",
        "first_day": date(2024, 11, 1), "last_day": date(2024, 11, 30), "due_on": date(2024, 11, 11),
        "answers": {"services": [mark]}, "payload": {"of": mark}, "sections": [mark], "attempts": 0, "campaign": "month",
        "text": PLAN.replace("ตากใบ", mark), "messages": f'[{{"text": "{mark}"}}]', "files": [["ab", mark, "image/png", 1]],
        "digest": "ab" * 32, "token_hash": hashlib.sha256(key.encode()).hexdigest(), "id": f"outbox of {key}",
        "code_hash": hashlib.sha256(code.encode()).hexdigest(), "rung": -7, "said": [mark], "marks": {},
    }  # fmt: skip
    particular = {
        ("division", "key"): "chang",
        ("edit", "measure"): 3,
        ("duty", "state"): "missing",
        ("job", "kind"): "x",
    }
    unset = ("used_at", "left_at", "ended_at", "draft_id", "quiet_until", "stand_in", "paused_until", "done_at")
    ids: dict[str, int] = {}
    for table in sorted(metadata.sorted_tables, key=lambda t: t.name != "person"):
        if table.name == "office":
            continue
        row = {
            column.name: particular.get(
                (table.name, column.name), known.get(column.name, _something(column.type, mark))
            )
            for column in table.c
            if column.name not in (*unset, "office_id", "person_id") and not _numbered(table, column.name)
        }
        if "person_id" in table.c:
            row["person_id"] = ids["person"]
        result = connection.execute(insert(table), {**row, "office_id": store.office_id})
        ids[table.name] = result.inserted_primary_key[0]  # type: ignore[index]
    person = people.person_named(store, ids["person"])
    assert person is not None
    return World(store, ids, person, code)


def _numbered(table: Table, column: str) -> bool:
    return column == "id" and isinstance(table.c.id.type, Integer)


def _something(type_: object, mark: str) -> Any:
    if isinstance(type_, Moment):
        return NOW
    for kind, value in ((Boolean, False), (Integer, 1), (Date, date(2024, 11, 1)), (JSON, [mark])):
        if isinstance(type_, kind):
            return value
    return f"{mark}"


Case = Callable[[Any, OfficeStore, World], Any]
"""(the function, whose store, whose numbers and codes) → what came of it; secrets and new numbers left out."""

CASES: Mapping[str, Case] = {
    "absences.away": lambda f, s, w: f(s, date(2024, 11, 4)),
    "absences.end": lambda f, s, w: f(s, w.ids["person"], NOW),
    "absences.leave": lambda f, s, w: f(s, w.ids["person"], date(2024, 11, 1), date(2024, 11, 9), None, NOW),
    "absences.stand_ins": lambda f, s, w: f(s, date(2024, 11, 4)),
    "absences.turning_days": lambda f, s, w: f(s, date(2024, 11, 4)),
    "albums.more_to_come": lambda f, s, w: f(s, w.ids["job"], "", 0),
    "annual_reports.compiled": lambda f, s, w: f(s, 2568),
    "broadcasts.again": lambda f, s, w: f(s, w.ids["broadcast"], NOW),
    "broadcasts.begin": lambda f, s, w: f(s, w.ids["broadcast"], [w.ids["person"] + 1], NOW),
    "broadcasts.broadcast": lambda f, s, w: f(s, w.ids["broadcast"]),
    "broadcasts.draft": lambda f, s, w: f(s, w.ids["person"], "ประกาศ", "all", NOW) > 0,
    "broadcasts.drop": lambda f, s, w: f(s, w.ids["broadcast"]),
    "broadcasts.last": lambda f, s, w: f(s),
    "broadcasts.names": lambda f, s, w: f(s, 1, "failed", 9),
    "broadcasts.outcomes": lambda f, s, w: f(s, 1),
    "broadcasts.settle": lambda f, s, w: f(s, 1, [(w.ids["person"], "owed", None)]),
    "broadcasts.waiting": lambda f, s, w: f(s, 1, 9),
    "budgets.budget": lambda f, s, w: f(s, "line", NOW),
    "budgets.keep_quota": lambda f, s, w: f(s, "line", 300, 7, NOW),
    "budgets.monthly": lambda f, s, w: f(s, "line"),
    "budgets.pushed": lambda f, s, w: f(s, "line", datetime.fromisoformat("2024-01-01T00:00+07:00")),
    "budgets.set_monthly": lambda f, s, w: f(s, "line", 500),
    "budgets.used_up": lambda f, s, w: f(s, "line", NOW),
    "divisions.division": lambda f, s, w: f(s, "chang"),
    "divisions.divisions": lambda f, s, w: f(s),
    "divisions.save_divisions": lambda f, s, w: f(s, [Division("nam", "กองน้ำ")]),
    "documents.keep_document": lambda f, s, w: f(s, 2568, "pdf", False, "ef" * 32, 1, NOW),
    "drafts.draft": lambda f, s, w: f(s, w.ids["draft"]),
    "drafts.draft_for": lambda f, s, w: f(s, "chang", "", OCTOBER),
    "drafts.drop": lambda f, s, w: f(s, w.ids["draft"]),
    "drafts.open_drafts": lambda f, s, w: f(s),
    "drafts.keep": lambda f, s, w: f(s, w.ids["draft"], '{"at": "x"}', "[]", NOW),
    "drafts.of_person": lambda f, s, w: f(s, w.ids["person"]),
    "drafts.put_down": lambda f, s, w: f(s, OCTOBER),
    "drafts.start": lambda f, s, w: f(s, "chang", "", NOVEMBER, w.ids["person"], 1, NOW) > 0,
    "drafts.take_over": lambda f, s, w: f(s, w.ids["draft"], 99),
    "duties.duties": lambda f, s, w: f(s, 2568),
    "duties.lock": lambda f, s, w: f(s, OCTOBER),
    "duties.locked": lambda f, s, w: f(s),
    "duties.missing": lambda f, s, w: f(s),
    "duties.missing_of": lambda f, s, w: f(s, "chang", "", 2568),
    "duties.open_duties": lambda f, s, w: f(s, [Duty("e_service", "chang", "", p, date(2024, 12, 9)) for p in months(2568)], NOW),
    "duties.set_due": lambda f, s, w: f(s, OCTOBER, date(2024, 11, 20)),
    "duties.set_state": lambda f, s, w: f(s, Duty("e_service", "chang", "", OCTOBER, date(2024, 11, 11)), "submitted"),
    "duties.unlock": lambda f, s, w: f(s, OCTOBER),
    "edits.edit": lambda f, s, w: f(s, 2568, 3, "outcome", "คำของเรา", 1, NOW),
    "edits.edits": lambda f, s, w: f(s, 2568),
    "events.bury": lambda f, s, w: f(s, "line", "e1", "KeyError", NOW),
    "events.note": lambda f, s, w: (f(s, "line", "e1", NOW), f(s, "line", "e2", NOW)),
    "files.display_of": lambda f, s, w: f(s, "ab" * 32),
    "files.note_file": lambda f, s, w: f(s, "ab" * 32, "ของเรา.pdf", "application/pdf", 1, None, NOW),
    "history.sent_by": lambda f, s, w: f(s, 2568, "chang", ""),
    "holidays.forget_own_day": lambda f, s, w: f(s, date(2024, 12, 6)),
    "holidays.own_days": lambda f, s, w: f(s),
    "holidays.set_own_day": lambda f, s, w: f(s, date(2024, 12, 30), "ของเรา", closed=False),
    "invitations.add_role": lambda f, s, w: getattr(
        f(s, people.people(s)[0], w.code, "line", "U2", NOW), "reason", "added"
    ),
    "invitations.invite": lambda f, s, w: len(f(s, "reporter", "chang", "", NOW)),
    "invitations.redeem": lambda f, s, w: getattr(f(s, w.code, "line", "U2", "คนใหม่", NOW), "name", None),
    "jobs.owe_job": lambda f, s, w: f(s, "report", {}, NOW),
    "links.make_link": lambda f, s, w: len(f(s, "รายงาน", FILES, w.ids["person"], NOW)),
    "looks.again": lambda f, s, w: f(s),
    "looks.by": lambda f, s, w: f(s, datetime.fromisoformat("2024-11-03T08:30+07:00")),
    "outbox.owe": lambda f, s, w: f(s, "line", "U1", [Message("ค่ะ")], "reminder", NOW).office_id == s.office_id,
    "outbox.owe_each": lambda f, s, w: len(f(s, [(w.ids["person"], "line", "U1", Message("ค่ะ"))], "broadcast", NOW)),
    "outbox.overtaken": lambda f, s, w: f(s, outbox.owe(s, "line", "U1", [Message("ค่ะ")], "reply", BEFORE), NOW),
    "outbox.take_lost": lambda f, s, w: f(s, "line", "U1"),
    "outcomes.undelivered_since": lambda f, s, w: f(s, datetime.fromisoformat("2024-01-01T00:00+07:00")),
    "owing.answered_by": lambda f, s, w: f(s, 2568, "chang"),
    "owing.everyone_owing": lambda f, s, w: f(s, NOW),
    "owing.owed_runs": lambda f, s, w: f(s, w.person, NOW),
    "owing.seats_on": lambda f, s, w: f(s, date(2024, 11, 4)),
    "people.add_person": lambda f, s, w: f(s, "คนใหม่", "chang", "", frozenset({"reporter"}), "th", NOW) > 0,
    "people.addresses": lambda f, s, w: f(s),
    "people.at_address": lambda f, s, w: f(s, "line", "U1"),
    "people.link_address": lambda f, s, w: f(s, w.ids["person"], "line", "U1", NOW),
    "people.people": lambda f, s, w: f(s),
    "people.person_named": lambda f, s, w: f(s, w.ids["person"]),
    "people.places": lambda f, s, w: f(s),
    "people.places_of": lambda f, s, w: f(s, [w.ids["person"]]),
    "people.set_alive": lambda f, s, w: f(s, "line", "U1", False),
    "people.set_awaiting": lambda f, s, w: f(s, w.ids["person"], "{}"),
    "people.set_draft": lambda f, s, w: f(s, w.ids["person"], w.ids["draft"]),
    "people.rename": lambda f, s, w: f(s, w.ids["person"], "", "ใหม่"),
    "people.set_language": lambda f, s, w: f(s, w.ids["person"], "en"),
    "people.set_roles": lambda f, s, w: f(s, w.ids["person"], frozenset({"head"}), "chang", ""),
    "people.set_quiet": lambda f, s, w: f(s, w.ids["person"], date(2024, 12, 1)),
    "period_changes.changes": lambda f, s, w: f(s, OCTOBER),
    "period_changes.note": lambda f, s, w: f(s, OCTOBER, Change("lock", None, "x", w.ids["person"], NOW)),
    "plans.current_plan": lambda f, s, w: (f(s, 2568), f(s, 2568, 1)),
    "plans.current_plans": lambda f, s, w: f(s),
    "plans.fiscal_years": lambda f, s, w: f(s),
    "plans.save_plan": lambda f, s, w: (f(s, 2568, PLAN, NOW), f(s, 2569, PLAN, NOW)),
    "reminders.claim": lambda f, s, w: (
        f(s, "month", "2024-10", w.ids["person"], -7, NOW), f(s, "month", "2024-10", w.ids["person"], -3, NOW)
    ),
    "reminders.claim_all": lambda f, s, w: f(s, [("month", "2024-10", w.ids["person"], 9)], NOW),
    "reminders.claimed": lambda f, s, w: f(s, "month"),
    "reminders.last_of": lambda f, s, w: f(s, "month", w.ids["person"]),
    "reminders.made_at": lambda f, s, w: f(s, w.ids["person"], NOW),
    "reminders.made_since": lambda f, s, w: f(s, "month", datetime.fromisoformat("2024-01-01T00:00+07:00")),
    "reminders.release": lambda f, s, w: f(s, ("month",), w.ids["person"], NOW),
    "reminders.release_from": lambda f, s, w: f(s, "month", w.ids["person"], NOW),
    "submissions.latest": lambda f, s, w: f(s, 2568),
    "submissions.places_since": lambda f, s, w: f(s, datetime.fromisoformat("2024-01-01T00:00+07:00")),
    "submissions.sent": lambda f, s, w: f(s, "chang", "", OCTOBER),
    "submissions.submit": lambda f, s, w: (
        f(s, "e_service", "chang", "", OCTOBER, 1, "line", {}, 1, NOW),
        f(s, "e_service", "chang", "", year_end(2568), 1, "line", {}, 1, NOW),
    ),
    "unheard.before_sent": lambda f, s, w: f(s, "line", "U1", 1, NOW),
    "unheard.keep": lambda f, s, w: f(s, "line", "U1", 9, ["ของเรา"], NOW),
    "unheard.keep_sent": lambda f, s, w: f(s, "line", "U1", 9, NOW),
    "unheard.take": lambda f, s, w: f(s, "line", "U1", 0, NOW),
    "unsent.resend": lambda f, s, w: f(s, "outbox of b", NOW),
    "unsent.unsent": lambda f, s, w: f(s),
    "working_days.working_days_of": lambda f, s, w: [f(s).is_working(date(2024, 11, day)) for day in range(1, 31)],
}  # fmt: skip

ABOVE_ALL_OFFICES = {
    "jobs.done", "jobs.failed", "jobs.take", "links.link", "looks.due", "looks.everywhere", "looks.looked",
    "offices.add_office", "offices.office", "offices.office_by_key", "offices.offices", "offices.only_office",
    "offices.remove_unused",
    "outbox.keep_rendered", "outbox.renew", "outbox.take_waiting", "outcomes.begin_try", "outcomes.failed", "outcomes.given_back",
    "outcomes.lost", "outcomes.part_delivered", "outcomes.put_off", "outcomes.repeated", "outcomes.sent",
    "outcomes.unknown", "outcomes.withdrawn", "outcomes.withheld",
}  # fmt: skip
"""Called by the machinery that serves every office, with a row's own number or an unguessable token."""

WITHOUT_ROWS = ("office_locks", "postgresql")
"""What the store stands on; it asks for no row."""


def public_functions() -> Iterator[tuple[str, Callable[..., Any], str]]:
    """("people.people", the function, what its first parameter is)."""
    for module in pkgutil.iter_modules(storage.__path__):
        if module.name in WITHOUT_ROWS:
            continue
        loaded = importlib.import_module(f"storage.{module.name}")
        for name, function in inspect.getmembers(loaded, inspect.isfunction):
            first = next(iter(inspect.signature(function).parameters.values()), None)
            if function.__module__ == loaded.__name__ and not name.startswith("_") and first is not None:
                yield f"{module.name}.{name}", function, getattr(first.annotation, "__name__", "")


FUNCTIONS = {name: function for name, function, first in public_functions() if first == "OfficeStore"}


def test_every_public_function_has_a_case() -> None:
    assert set(FUNCTIONS) == set(CASES), "a function of storage without its case here, or a case without its function"


def test_only_these_few_stand_above_all_offices() -> None:
    assert {name for name, _, first in public_functions() if first == "Connection"} == ABOVE_ALL_OFFICES


@pytest.fixture
def ours(store: OfficeStore) -> World:
    return founded(store.connection, "a", "เอเอเอ")


def rows_of(world: World) -> dict[str, list[tuple[Any, ...]]]:
    return {
        table.name: [tuple(row) for row in world.store.connection.execute(
            select(table).where(table.c.office_id == world.store.office_id)
        )]
        for table in metadata.sorted_tables if table.name != "office"
    }  # fmt: skip


def test_every_table_has_a_row_of_each(ours: World) -> None:
    theirs = founded(ours.store.connection, "b", MARK)
    for world in (ours, theirs):
        assert all(len(found) == 1 for found in rows_of(world).values())
    assert MARK in repr(rows_of(theirs)) and MARK not in repr(rows_of(ours))


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_what_is_asked_for_one_never_meets_the_other(name: str, ours: World) -> None:
    connection, case, function = ours.store.connection, CASES[name], FUNCTIONS[name]
    alone = connection.begin_nested()
    by_ourselves = case(function, ours.store, ours)
    alone.rollback()
    theirs = founded(connection, "b", MARK)
    before = rows_of(theirs)
    assert case(function, ours.store, ours) == by_ourselves
    assert MARK not in repr(by_ourselves)
    assert rows_of(theirs) == before


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_the_others_numbers_and_codes_open_nothing(name: str, ours: World) -> None:
    theirs = founded(ours.store.connection, "b", MARK)
    before = rows_of(theirs)
    try:
        found = CASES[name](FUNCTIONS[name], ours.store, theirs)
    except LookupError as refused:
        found = refused
    assert MARK not in repr(found)
    assert rows_of(theirs) == before
