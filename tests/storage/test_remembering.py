"""Events once, the newest version counts, files never change, and moments come back exactly."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

import measures
from dialogue.question import NOT_APPLICABLE, Value
from measures.fiscal_year import Period, months, year_end
from measures.plan import Division
from storage import annual_reports, divisions, drafts, edits, events, files, people, plans, reminders, submissions
from storage.files import Files
from storage.office_store import OfficeStore
from storage.tables import Moment, dead_letter
from storage.tables import file as file_table

OCTOBER, NOVEMBER, *_ = months(2568)
PLAN = (Path(measures.__file__).parent / "plans" / "takbai-2568.toml").read_text(encoding="utf-8")


def submit(store: OfficeStore, now: datetime, answers: dict[str, Value], period: Period = OCTOBER) -> int:
    return submissions.submit(store, "e_service", "chang", "", period, 1, "line", answers, 1, now)


def test_an_event_is_noted_once(store: OfficeStore, now: datetime) -> None:
    assert events.note(store, "line", "e1", now)
    assert not events.note(store, "line", "e1", now + timedelta(hours=1))
    assert events.note(store, "telegram", "e1", now)
    assert events.note(store, "line", "e2", now)


def test_what_we_failed_on_is_kept(store: OfficeStore, now: datetime) -> None:
    events.bury(store, "line", "e1", "ValueError", now)
    row = store.connection.execute(select(dead_letter)).one()
    assert (row.office_id, row.event_id, row.error, row.at) == (store.office_id, "e1", "ValueError", now)


def test_the_newest_version_counts_and_the_older_stays(store: OfficeStore, now: datetime) -> None:
    assert [submit(store, now, {"usage": n}) for n in (5, 7, 6)] == [1, 2, 3]
    assert submit(store, now, {"usage": 1}, NOVEMBER) == 1
    found = {r.period: r.answers for r in submissions.latest(store, 2568)}
    assert found == {OCTOBER: {"usage": 6}, NOVEMBER: {"usage": 1}}
    assert submissions.latest(store, 2569) == ()


def test_a_late_revision_is_not_counted_twice_in_the_report(store: OfficeStore, now: datetime) -> None:
    counted = PLAN.replace(
        'outcome = "มีระบบการให้บริการ', 'outcome = "รวม {usage_total} มีระบบการให้บริการ'
    ).replace("required = true\nnot_applicable = true", "required = false\nnot_applicable = true")  # fmt: skip
    plans.save_plan(store, 2568, counted, now)
    divisions.save_divisions(store, [Division("chang", "กองช่าง")])
    submit(store, now, {"usage": 100})
    submit(store, now, {"usage": 20}, NOVEMBER)
    submit(store, now + timedelta(days=200), {"usage": 3})
    submissions.submit(
        store, "e_service", "chang", "", year_end(2568), 1, "line",
        {"services": ["แจ้งซ่อมไฟ"], "online": "ได้แล้ว", "guide": "มีแล้ว"}, 1, now,
    )  # fmt: skip
    assert annual_reports.compiled(store, 2568).rows[2].cells[5].startswith("รวม ๒๓ มีระบบ")


@pytest.mark.parametrize(
    "answers",
    [
        {"a": "ำ 😀 'x' {n} \"q\" \\ \u200b"},
        {"a": ["ก", 1, 0.1, None]},
        {"a": dict(NOT_APPLICABLE)},
        {},
        {"a": "ก" * 4000},
    ],
)
def test_answers_come_back_as_they_were(answers: dict[str, Value], store: OfficeStore, now: datetime) -> None:
    submit(store, now, answers)
    (found,) = submissions.latest(store, 2568)
    assert found.answers == answers
    assert (NOT_APPLICABLE in found.answers.values()) == (answers == {"a": {"not_applicable": True}})


def test_one_open_draft_a_duty(store: OfficeStore, now: datetime) -> None:
    first = drafts.start(store, "chang", "", OCTOBER, 1, 1, now)
    with pytest.raises(IntegrityError), store.connection.begin_nested():
        drafts.start(store, "chang", "", OCTOBER, 2, 1, now)
    drafts.take_over(store, first, 2)
    found = drafts.draft_for(store, "chang", "", OCTOBER)
    assert found and (found.id, found.period, found.person_id, found.plan_version) == (first, OCTOBER, 2, 1)
    drafts.drop(store, first)
    assert drafts.draft(store, first) is None
    assert drafts.start(store, "chang", "", OCTOBER, 2, 1, now) > 0


def test_a_claim_is_made_once(store: OfficeStore, now: datetime) -> None:
    assert reminders.claim(store, "month", "2024-10", 1, -7, now)
    assert not reminders.claim(store, "month", "2024-10", 1, -7, now)
    assert reminders.claim(store, "month", "2024-10", 1, -3, now)
    assert reminders.claimed(store, "month") == {("2024-10", 1, -7), ("2024-10", 1, -3)}


def test_of_many_claims_only_the_new_ones_are_won(store: OfficeStore, now: datetime) -> None:
    assert reminders.claim(store, "month", "2024-10", 2, -7, now)
    claims = [("month", "2024-10", person, -7) for person in (1, 2, 3)]
    assert reminders.claim_all(store, claims, now) == {claims[0], claims[2]}
    assert reminders.claim_all(store, claims, now) == frozenset()
    assert reminders.claim_all(store, [], now) == frozenset()


def test_more_claims_than_go_into_one_statement_are_won_once_each(store: OfficeStore, now: datetime) -> None:
    """The driver takes so many rows, or parameters, at a time; one that is named twice is one claim."""
    claims = [("month", "2024-10", person, -7) for person in range(1, 3001)]
    assert reminders.claim_all(store, claims[::3], now) == set(claims[::3])
    assert reminders.claim_all(store, [*claims, *claims[-1000:], claims[1]], now) == set(claims) - set(claims[::3])
    assert len(reminders.claimed(store, "month")) == len(claims)


def test_an_edit_counts_until_it_is_taken_back(store: OfficeStore, now: datetime) -> None:
    for text in ("ก", "ข"):
        edits.edit(store, 2568, 3, "outcome", text, 1, now)
    edits.edit(store, 2568, 4, "output", "ค", 1, now)
    edits.edit(store, 2568, 4, "output", "", 1, now)
    assert edits.edits(store, 2568) == {(3, "outcome"): "ข"}


def test_a_plan_keeps_every_version(store: OfficeStore, now: datetime) -> None:
    newer = PLAN.replace("กองช่าง", "กองช่างใหม่")
    assert [plans.save_plan(store, 2568, text, now) for text in (PLAN, PLAN, newer)] == [1, 1, 2]
    assert plans.current_plan(store, 2568)[0] == 2
    assert plans.current_plan(store, 2568, 1)[1].divisions[2].name == "กองช่าง"
    assert plans.current_plan(store, 2568, 2)[1].divisions[2].name == "กองช่างใหม่"
    assert plans.fiscal_years(store) == (2568,)
    for missing in ((2569, None), (2568, 3)):
        with pytest.raises(LookupError):
            plans.current_plan(store, *missing)


def test_a_version_that_was_undone_is_forgotten(store: OfficeStore, now: datetime) -> None:
    undone = store.connection.begin_nested()
    plans.save_plan(store, 2568, PLAN.replace("กองช่าง", "กองที่ไม่มี"), now)
    assert plans.current_plan(store, 2568, 1)[1].divisions[2].name == "กองที่ไม่มี"
    undone.rollback()
    plans.save_plan(store, 2568, PLAN, now)
    assert plans.current_plan(store, 2568, 1)[1].divisions[2].name == "กองช่าง"


def test_divisions_keep_their_order_and_are_put_to_sleep_not_away(store: OfficeStore) -> None:
    first = [Division("a", "ก", True, ("งาน",)), Division("b", "ข"), Division("c", "ค", False)]
    divisions.save_divisions(store, first)
    assert list(divisions.divisions(store)) == first
    divisions.save_divisions(store, [Division("c", "ค"), Division("a", "ก ใหม่")])
    assert [(d.key, d.name, d.active) for d in divisions.divisions(store) if d.active] == [
        ("c", "ค", True), ("a", "ก ใหม่", True)
    ]  # fmt: skip
    assert not divisions.division(store, "b").active
    with pytest.raises(LookupError):
        divisions.division(store, "z")


def test_a_chat_is_one_persons_and_the_first_living_one_is_reached(store: OfficeStore, now: datetime) -> None:
    one, two = (people.add_person(store, name, "chang", "", frozenset({"reporter"}), "th", now) for name in "กข")
    people.link_address(store, one, "line", "U1", now)
    people.link_address(store, one, "telegram", "7", now + timedelta(days=1))
    assert people.addresses(store)[one] == people.Address("line", "U1")
    people.set_alive(store, "line", "U1", False)
    assert people.addresses(store)[one] == people.Address("telegram", "7")
    people.link_address(store, two, "telegram", "7", now)
    found = people.at_address(store, "telegram", "7")
    assert found and found.id == two
    assert one not in people.addresses(store)


def test_a_file_is_stored_once_and_never_changed(tmp_path: Path) -> None:
    kept = Files(tmp_path)
    digest = kept.put(b"photo")
    path = next(p for p in tmp_path.rglob("*") if p.is_file())
    before = path.stat().st_mtime_ns, path.stat().st_ino
    assert kept.put(b"photo") == digest
    assert (path.stat().st_mtime_ns, path.stat().st_ino) == before
    assert kept.read(digest) == b"photo"
    assert kept.put(b"other") != digest
    assert sorted(p.name for p in tmp_path.rglob("*") if p.is_file()) == sorted([digest, kept.put(b"other")])


@pytest.mark.parametrize("digest", ["", "x", "../../etc/passwd", "0" * 64, "." * 64, "a/" * 32, "ก" * 64])
def test_what_is_no_digest_is_no_file(digest: str, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Files(tmp_path).read(digest)


def test_the_first_name_of_a_file_counts(store: OfficeStore, now: datetime) -> None:
    for name in ("รูป.jpg", "IMG_1.jpg"):
        files.note_file(store, "ab" * 32, name, "image/jpeg", 5, None, now)
    row = store.connection.execute(select(file_table)).one()
    assert (row.name, row.size, row.at) == ("รูป.jpg", 5, now)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2200, 1, 1)), st.integers(-12, 14))
def test_a_moment_comes_back_exactly(naive: datetime, hours: int) -> None:
    moment = naive.replace(tzinfo=timezone(timedelta(hours=hours)))
    kept = Moment().process_bind_param(moment, None)  # type: ignore[arg-type]
    assert Moment().process_result_value(kept, None) == moment  # type: ignore[arg-type]


def test_a_moment_without_a_zone_is_refused(store: OfficeStore) -> None:
    with pytest.raises(Exception, match="time zone"):
        events.note(store, "line", "e9", datetime(2024, 10, 1))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(st.integers(0, 9), min_size=1, max_size=6))
def test_moments_keep_their_order(store: OfficeStore, seconds: Sequence[int]) -> None:
    kept = [Moment().process_bind_param(datetime(2025, 1, 1, 0, 0, s, tzinfo=UTC), None) for s in seconds]  # type: ignore[arg-type]
    assert sorted(range(len(kept)), key=lambda i: (kept[i] or 0, i)) == sorted(
        range(len(kept)), key=lambda i: (seconds[i], i)
    )
