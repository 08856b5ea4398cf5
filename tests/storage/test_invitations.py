"""One-time codes: only their hashes are kept; once, for 72 hours, and five wrong ones make a pause."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from storage import invitations, people
from storage.invitations import Refused, invite, looks_like_code, redeem
from storage.office_store import OfficeStore
from storage.people import Person
from storage.tables import invitation


@pytest.fixture
def code(store: OfficeStore, now: datetime) -> str:
    return invite(store, "reporter", "chang", "", now)


def test_only_the_hash_is_kept(store: OfficeStore, code: str) -> None:
    row = store.connection.execute(select(invitation)).one()
    shown = repr(row)
    assert code not in shown and code.replace("-", "") not in shown
    assert len(row.code_hash) == 64


def test_a_code_makes_a_person_of_a_chat(store: OfficeStore, code: str, now: datetime) -> None:
    found = redeem(store, code, "line", "U1", "สมหญิง", now)
    assert isinstance(found, Person)
    assert (found.name, found.division, found.section, set(found.roles)) == ("สมหญิง", "chang", "", {"reporter"})
    assert people.at_address(store, "line", "U1") == found


def test_the_officers_name_for_the_person_counts(store: OfficeStore, now: datetime) -> None:
    found = redeem(store, invite(store, "head", "palad", "งานนิติการ", now, name="ผอ."), "line", "U1", "chat", now)
    assert isinstance(found, Person)
    assert (found.name, found.section, set(found.roles)) == ("ผอ.", "งานนิติการ", {"head"})


@pytest.mark.parametrize("spelled", ["{}", " {} ", "{}\n", "lower", "no dash", "o for 0, i for 1, l for 1"])
def test_a_code_is_read_as_people_type_it(spelled: str, store: OfficeStore, code: str, now: datetime) -> None:
    typed = {
        "lower": code.lower(),
        "no dash": code.replace("-", ""),
        "o for 0, i for 1, l for 1": code.replace("0", "o").replace("1", "i", 1).replace("1", "L"),
    }.get(spelled, spelled.format(code))
    assert isinstance(redeem(store, typed, "line", "U1", "", now), Person)


def test_once(store: OfficeStore, code: str, now: datetime) -> None:
    assert isinstance(redeem(store, code, "line", "U1", "", now), Person)
    assert redeem(store, code, "line", "U2", "", now) == Refused("used")
    assert people.at_address(store, "line", "U2") is None


@pytest.mark.parametrize(
    ("age", "joins"),
    [(timedelta(hours=71, minutes=59), True), (timedelta(hours=72), False), (timedelta(days=9), False)],
)
def test_for_72_hours(age: timedelta, joins: bool, store: OfficeStore, code: str, now: datetime) -> None:
    found = redeem(store, code, "line", "U1", "", now + age)
    assert isinstance(found, Person) if joins else found == Refused("expired")


def test_five_wrong_ones_make_a_pause_that_ends(store: OfficeStore, code: str, now: datetime) -> None:
    wrong = [redeem(store, f"WR0N-G00{n}", "line", "U1", "", now) for n in range(5)]
    assert wrong == [Refused("unknown")] * 4 + [Refused("paused")]
    assert redeem(store, code, "line", "U1", "", now) == Refused("paused")  # even the right one
    assert redeem(store, code, "line", "U1", "", now + invitations.PAUSE - timedelta(seconds=1)) == Refused("paused")
    assert redeem(store, "WR0N-G009", "line", "U1", "", now + invitations.PAUSE) == Refused("unknown")  # five more
    assert isinstance(redeem(store, code, "line", "U1", "", now + invitations.PAUSE), Person)


def test_the_pause_is_one_chats_alone(store: OfficeStore, code: str, now: datetime) -> None:
    for n in range(5):
        redeem(store, f"WR0N-G00{n}", "line", "U1", "", now)
    assert isinstance(redeem(store, code, "telegram", "U1", "", now), Person)


def test_a_right_one_forgives_the_wrong_ones_before(store: OfficeStore, code: str, now: datetime) -> None:
    for n in range(4):
        redeem(store, f"WR0N-G00{n}", "line", "U1", "", now)
    assert isinstance(redeem(store, code, "line", "U1", "", now), Person)
    assert redeem(store, "WR0N-G009", "line", "U1", "", now) == Refused("unknown")


@pytest.mark.parametrize("text", ["7KQ2-M9XD", "7kq2m9xd", " 7KQ2-M9XD ", "ABCD-EFGH", "o0il-1111"])
def test_what_is_meant_as_a_code(text: str) -> None:
    assert looks_like_code(text)


@pytest.mark.parametrize(
    "text",
    ["progress", "complete", "HELPMEPLS", "สวัสดีค่ะ", "7KQ2", "7KQ2-M9XD-1", "7KQ2 M9XD", "๗KQ2-M9XD", "7KQ2-M9U!", ""],
)
def test_what_is_not(text: str) -> None:
    assert not looks_like_code(text)


def test_every_code_that_is_made_looks_like_one_however_it_is_typed(store: OfficeStore, now: datetime) -> None:
    codes = [invite(store, "reporter", "chang", "", now) for _ in range(300)]
    assert len(set(codes)) == 300
    assert all(looks_like_code(code) and looks_like_code(code.replace("-", "").lower()) for code in codes)


def joined(store: OfficeStore, now: datetime, role: str, division: str, section: str = "") -> Person:
    found = redeem(store, invite(store, role, division, section, now), "line", "U1", "สมหญิง", now)
    assert isinstance(found, Person)
    return found


def again(store: OfficeStore, now: datetime, person: Person, role: str, division: str, section: str = "") -> object:
    code = invite(store, role, division, section, now)
    return invitations.add_role(store, person, code, "line", "U1", now)


@pytest.mark.parametrize(
    ("first", "second", "is_now"),
    [
        (("head", "chang", ""), ("legal_officer", "", ""), ("chang", "", {"head", "legal_officer"})),
        (("legal_officer", "", ""), ("reporter", "palad", "งานนิติการ"), ("palad", "งานนิติการ", {"reporter", "legal_officer"})),
        (("head", "palad", ""), ("reporter", "palad", "งานนิติการ"), ("palad", "งานนิติการ", {"reporter", "head"})),
        (("reporter", "palad", "งานนิติการ"), ("head", "palad", ""), ("palad", "งานนิติการ", {"reporter", "head"})),
        (("reporter", "palad", ""), ("head legal_officer", "palad", ""), ("palad", "", {"reporter", "head", "legal_officer"})),
    ],
)  # fmt: skip
def test_a_second_code_adds_what_it_is_for(
    store: OfficeStore, now: datetime, first: tuple[str, str, str], second: tuple[str, str, str],
    is_now: tuple[str, str, set[str]],
) -> None:  # fmt: skip
    person = joined(store, now, *first)
    found = again(store, now, person, *second)
    assert isinstance(found, Person) and found.id == person.id
    assert (found.division, found.section, set(found.roles)) == is_now
    assert len(people.people(store)) == 1


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (("head", "khlang", ""), "elsewhere"),
        (("reporter", "khlang", ""), "elsewhere"),
        (("reporter", "chang", "งานโยธา"), "elsewhere"),
        (("reporter", "chang", ""), "already"),
    ],
)
def test_a_second_code_that_is_not_theirs_stays_good(
    store: OfficeStore, now: datetime, second: tuple[str, str, str], reason: str
) -> None:
    person = joined(store, now, "reporter", "chang")
    code = invite(store, *second, now)
    assert invitations.add_role(store, person, code, "line", "U1", now) == Refused(reason)
    assert people.at_address(store, "line", "U1") == person
    assert isinstance(redeem(store, code, "line", "U2", "", now), Person)


def test_who_has_joined_guesses_no_more_than_a_stranger(store: OfficeStore, now: datetime) -> None:
    person = joined(store, now, "reporter", "chang")
    tries = [invitations.add_role(store, person, f"WR0N-G00{n}", "line", "U1", now) for n in range(5)]
    assert tries == [Refused("unknown")] * 4 + [Refused("paused")]
    assert again(store, now, person, "legal_officer", "") == Refused("paused")
