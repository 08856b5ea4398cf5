"""Who may use what: every command in every role, by typing and by tapping, and nothing for a stranger."""

import pytest

from dialogue.said import Said, Tap, Text
from dialogue.words import CATALOGUES, say
from handlers import menus
from handlers.commands import COMMANDS, EVERYONE, Command, allowed, called
from handlers.context import Context
from handlers.router import route
from handlers.update import SAID, Update
from scheduler.open_periods import open_periods
from storage import people
from storage.office_store import OfficeStore
from storage.people import ROLES
from tests.bot.scripted import NOW

REFUSALS = {say("th", key) for key in CATALOGUES["th"] if key.startswith("not_allowed")}
MAY = {
    "reporter": "start unchanged attach evidence takeover noprogress passon revise history receipt why lastyear snooze later "
    "leave until return status language where help",
    "head": "evidence history receipt leave until return status language where help",
    "legal_officer": "start evidence takeover history receipt why lastyear onbehalf status picture extend lock reopen broadcast "
    "results report edit leave until return language where help",
    "administrator": "status picture language where help",
    "executive": "status picture language where help",
}
"""What each role may use, once more and by hand: a new command is refused to everybody until it is written here."""


def join(store: OfficeStore, *roles: str) -> None:
    person = people.add_person(store, "ก", "chang", "", frozenset(roles), "th", NOW)
    people.link_address(store, person, "web", "me", NOW)


def answer(store: OfficeStore, said: Said) -> list[str]:
    reply = route(store, Update("web", "e", "me", NOW, SAID, said), NOW)
    return [message.text for message in reply.messages]


def refused(store: OfficeStore, said: Said) -> bool:
    """A command that owes a job answers nothing at first: nothing is no refusal."""
    told = answer(store, said)
    return bool(told) and set(told) <= REFUSALS


def test_every_role_is_in_the_table() -> None:
    assert set(MAY) == set(ROLES) == EVERYONE


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_each_role_may_do_what_is_its_own_and_nothing_else(store: OfficeStore, command: Command, role: str) -> None:
    join(store, role)
    for said in (Text(f"/{command.name}"), Text(command.words[0]), Tap(command.name)):
        assert refused(store, said) != (command.name in MAY[role].split())


@pytest.mark.parametrize(
    ("role", "text", "key"),
    [
        ("reporter", "/lock ต.ค. 2567 จบแล้ว", "not_allowed_period"),
        ("reporter", "ขยายเวลา", "not_allowed_period"),
        ("reporter", "/report 2568", "not_allowed_document"),
        ("head", "/edit 3 outcome", "not_allowed_document"),
        ("reporter", "ดูเป็นภาพ", "not_allowed_picture"),
        ("reporter", "/broadcast สวัสดีค่ะ", "not_allowed"),
        ("head", "บันทึกแทน กองช่าง ต.ค. 2567", "not_allowed"),
        ("executive", "ลา ถึง 12 ม.ค.", "not_allowed_reporting"),
        ("executive", "ประวัติ", "not_allowed_reporting"),
        ("head", "เริ่ม", "not_allowed_reporting"),
    ],
)
def test_who_may_not_is_told_whose_it_is_and_what_to_do_instead(
    store: OfficeStore, role: str, text: str, key: str
) -> None:
    join(store, role)
    assert answer(store, Text(text)) == [say("th", key)]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_person_without_a_role_may_do_nothing(store: OfficeStore, command: Command) -> None:
    join(store)
    assert refused(store, Text(f"/{command.name}"))
    assert not allowed(command, frozenset())


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_a_stranger_is_asked_for_a_code_whatever_is_said(store: OfficeStore, command: Command) -> None:
    hello = say("th", "join_hello", office="เทศบาลเมืองตากใบ")
    for said in (Text(f"/{command.name}"), Text(command.words[0]), Tap(command.name)):
        assert answer(store, said) == [hello]


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_who_has_left_is_a_stranger(store: OfficeStore, command: Command) -> None:
    join(store, *ROLES)
    store.connection.exec_driver_sql("update person set left_at = 1")
    assert answer(store, Text(f"/{command.name}")) == [say("th", "join_hello", office="เทศบาลเมืองตากใบ")]


@pytest.mark.parametrize("role", ROLES)
def test_help_lists_only_what_one_may_use(store: OfficeStore, role: str) -> None:
    join(store, role)
    (helped,) = answer(store, Text("ช่วยเหลือ"))
    listed = {c.name for c in COMMANDS if CATALOGUES["th"].get(f"help_{c.name}", "\0") in helped}
    assert listed <= set(MAY[role].split())
    assert "status" in listed


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_nobody_is_offered_a_button_that_is_not_theirs(store: OfficeStore, command: Command, role: str) -> None:
    open_periods(store, NOW)
    join(store, role)
    for message in route(store, Update("web", "e", "me", NOW, SAID, Tap(command.name)), NOW).messages:
        for offered in (button.data.split()[0] for button in message.buttons):
            assert "." in offered or offered in (*MAY[role].split(), menus.TAPPED), offered
    person = people.at_address(store, "web", "me")
    assert person is not None
    menu = menus.standing(Context(store, NOW, "web", "me", person))
    for choice in menu.choices if menu else ():
        assert choice.command.split()[0] in MAY[role].split()


@pytest.mark.parametrize("role", ["legal_officer", "administrator", "executive"])
def test_whoever_looks_after_the_office_sees_all_of_it_and_others_their_division(store: OfficeStore, role: str) -> None:
    open_periods(store, NOW)
    join(store, role)
    assert "กองคลัง" in answer(store, Text("สถานะ"))[0]
    store.connection.exec_driver_sql("""update person set roles = '["head"]'""")
    assert "กองคลัง" not in answer(store, Text("สถานะ"))[0]


@pytest.mark.parametrize(
    ("text", "name", "words"),
    [
        ("/report ๒๕๖๘", "report", "๒๕๖๘"),
        ("รายงานประจำปี 2568", "report", "2568"),
        ("รายงานประจำปี 2568 ร่าง", "report", "2568 ร่าง"),
        ("/REPORT 2568", "report", "2568"),
        ("/edit 3 outcome\nบรรทัดใหม่", "edit", "3 outcome\nบรรทัดใหม่"),
        ("  สถานะ ", "status", ""),
        ("สถานะค่ะ", "status", ""),
        ("สถานะครับ", "status", ""),
        ("ช่วยด้วยนะคะ", "help", ""),
        ("Status", "status", ""),
        ("status 2567", "status", "2567"),
        ("/report2568", "report", "2568"),
        ("/report๒๕๖๘ ร่าง", "report", "๒๕๖๘ ร่าง"),
        ("/status2568", "status", "2568"),
        ("สถานะ2568", "status", "2568"),
        ("รายงานประจำปี๒๕๖๘", "report", "๒๕๖๘"),
        ("ช่วยหน่อยค่ะ", "help", ""),
        ("ช่วยหน่อยนะคะ", "help", ""),
        ("help me please", "help", ""),
        ("ไม่เข้าใจค่ะ", "help", ""),
        ("where am i", "where", ""),
        ("Where am I?", "where", ""),
        ("ทำไมต้องตอบ", "why", ""),
        ("ทำไมต้องตอบคะ?", "why", ""),
        ("last year", "lastyear", ""),
    ],
)  # fmt: skip
def test_how_a_command_is_called(text: str, name: str, words: str) -> None:
    found = called(text)
    assert found is not None
    assert (found[0].name, found[1]) == (name, words)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "/",
        "เริ่มต้นปีมีสองเล่ม",
        "หลักฐาน 2 ชิ้น",
        "พรุ่งนี้ 9 โมง",
        "รายงานประจำปีฉบับเก่า",
        "reports",
        "/reports 2568",
        "/report25689",
        "เริ่ม2568",
        "ช่วยหน่อยกองช่างยืมเครื่องเสียง",
        "help me with the list",
        "ทำไมต้องตอบข้อนี้ซ้ำทุกเดือน",
    ],
)
def test_what_only_resembles_a_command_is_none(text: str) -> None:
    assert called(text) is None


def test_no_word_calls_two_commands() -> None:
    calls = [call for command in COMMANDS for call in (command.name, *command.words)]
    assert len(calls) == len(set(calls))


BUTTONS = {
    "start_button": "start", "go_on": "start", "unchanged": "unchanged", "take_over": "takeover", "evidence_now": "attach",
    "evidence_later": "later", "snooze_button": "snooze", "back_button": "return", "status_button": "status",
    "status_picture": "picture", "broadcast_results_button": "results",
}  # fmt: skip
"""What stands on a button → the command it is."""


@pytest.mark.parametrize("language", CATALOGUES)
@pytest.mark.parametrize("label", BUTTONS)
def test_what_stands_on_a_button_may_be_typed(label: str, language: str) -> None:
    found = called(say(language, label))
    assert found is not None
    assert (found[0].name, found[1]) == (BUTTONS[label], "")
