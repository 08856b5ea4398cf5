"""Nobody is nameless in a sentence or on a button, and whom to call is said whether the officer has a name or not."""

import pytest

from dialogue.messages import Message
from dialogue.said import Tap, Text
from dialogue.words import CATALOGUES
from handlers.router import route
from handlers.update import JOINED, SAID, Update
from scheduler.open_periods import open_periods
from storage import people
from storage.office_store import OfficeStore
from tests.bot.scripted import NOW


@pytest.fixture(autouse=True)
def october(store: OfficeStore) -> None:
    open_periods(store, NOW)


def join(store: OfficeStore, chat: str, name: str, role: str = "reporter", language: str = "th") -> None:
    person = people.add_person(store, name, "chang" if role == "reporter" else "", "", frozenset({role}), language, NOW)
    people.link_address(store, person, "web", chat, NOW)


def hear(store: OfficeStore, chat: str, *texts: str) -> list[Message]:
    """What is said to the last of `texts`."""
    found: list[Message] = []
    for text in texts:
        found = list(route(store, Update("web", text, chat, NOW, SAID, Text(text)), NOW).messages)
    return found


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_colleague_without_a_name_is_of_the_staff(store: OfficeStore, language: str) -> None:
    staff = {"th": "เจ้าหน้าที่กองช่าง", "en": "staff of กองช่าง"}[language]
    join(store, "nameless", "")
    join(store, "me", "สมชาย", language=language)
    hear(store, "nameless", "เริ่ม")
    held = hear(store, "me", "เริ่ม")[0]
    assert held.text.startswith(staff)
    hear(store, "me", held.buttons[0].say)
    assert [button.label for button in hear(store, "me", "/passon")[0].buttons] == [staff]


def test_who_comes_back_without_a_name_is_greeted(store: OfficeStore) -> None:
    join(store, "me", "")
    [greeting] = route(store, Update("web", "e", "me", NOW, JOINED), NOW).messages
    assert greeting.text.startswith("สวัสดีค่ะ เจ้าหน้าที่กองช่าง ")


@pytest.mark.parametrize(
    ("officers", "whom"),
    [
        ((), "ติดต่อนิติกร หรือ"),
        (("",), "ติดต่อนิติกร หรือ"),
        (("นิติกร",), "ติดต่อนิติกร หรือ"),
        (("สมหญิง ใจดี",), "ติดต่อนิติกร (สมหญิง ใจดี) หรือ"),
        (("สมหญิง ใจดี", "", "สมศรี"), "ติดต่อนิติกร (สมหญิง ใจดี, สมศรี) หรือ"),
    ],
)
def test_whom_to_call_reads_well_with_and_without_names(
    store: OfficeStore, officers: tuple[str, ...], whom: str
) -> None:
    for number, name in enumerate(officers):
        join(store, f"officer {number}", name, "legal_officer")
    join(store, "me", "สมชาย")
    assert whom in hear(store, "me", "เริ่ม", "ก", "ข", "ค")[0].text


def test_a_broadcast_of_an_officer_without_a_name_is_from_the_office(store: OfficeStore) -> None:
    join(store, "officer", "", "legal_officer")
    join(store, "me", "สมชาย")
    assert "📣 จากเจ้าหน้าที่เทศบาลเมืองตากใบ\n" in hear(store, "officer", "/broadcast พรุ่งนี้ประชุม")[0].text


def test_how_it_was_sent_is_said_in_words(store: OfficeStore) -> None:
    join(store, "me", "สมชาย")
    hear(store, "me", "เริ่ม", "1", "0", "0", "0")
    route(store, Update("web", "send", "me", NOW, SAID, Tap("1.5.send")), NOW)
    hear(store, "me", "ส่งเลย")
    assert "โดย สมชาย ทางหน้าเว็บ" in hear(store, "me", "ใบรับ")[0].text
    assert "· สมชาย · ทางหน้าเว็บ" in hear(store, "me", "ประวัติ")[0].text
