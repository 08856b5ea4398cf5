"""Whatever order messages arrive in, they are taken in the order they were said (docs/adr/0008)."""

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from functools import partial
from itertools import permutations

import pytest

from bot import sample_office
from bot.inbox import answer
from bot.rendering import owe_reply
from dialogue.said import Said, Tap, Text
from handlers.update import SAID, Update
from scheduler.timetable import tick_office
from storage import submissions
from storage.database import Connection, Database, open_database
from storage.office_store import OfficeStore
from tests.bot.scripted import NOW

SCRIPT = ("เริ่ม", "3", "สอง", "๑๒๐ ครั้ง", "ไม่มี", "ส่งเลย")
TRUE = ["เสร็จแล้ว", 2, 120, 0]
"""What it comes to."""


class Chat:
    """The reporter of กองช่าง, whose messages arrive as the test likes."""

    def __init__(self, connection: Connection, office: int, channel: str) -> None:
        self._connection = connection
        self._office = office
        self._channel = channel
        self._events = 0
        self._waited = timedelta()

    def wait(self, time: timedelta) -> None:
        self._waited += time

    def hear(self, said: Said | str, second: int, *, event: str = "") -> list[str]:
        """What it answers to something said at that second and arriving now."""
        self._events += 1
        told = Text(said) if isinstance(said, str) else said
        event = event or (str(1000 + second) if self._channel == "telegram" else f"e{self._events}")
        at = NOW if self._channel == "telegram" else NOW + timedelta(seconds=second)
        update = Update(self._channel, event, "chang", at, SAID, told)
        now = NOW + timedelta(seconds=60 + self._events) + self._waited
        owed = answer(partial(owe_reply, {}), self._office, update, now, self._connection).owed
        return [message.text for row in owed for message in row.messages]

    def reported(self) -> dict[str, object]:
        found = submissions.latest(OfficeStore(self._connection, self._office), sample_office.FISCAL_YEAR)
        return {f"{r.measure}.{name}": value for r in found for name, value in r.answers.items()}


@pytest.fixture(scope="module", params=["line", "telegram"])
def opened(request: pytest.FixtureRequest) -> Iterator[tuple[Database, int, str]]:
    """(database, office, channel): October has just been opened."""
    database = open_database("sqlite://")
    database.migrate()
    with database.engine.begin() as connection:
        office = sample_office.create(connection, NOW)
        sample_office.add_cast(OfficeStore(connection, office), request.param, NOW)
        tick_office(connection, office, NOW - timedelta(hours=1))
    yield database, office, request.param
    database.close()


@pytest.fixture
def chat(opened: tuple[Database, int, str]) -> Iterator[Chat]:
    database, office, channel = opened
    with database.engine.connect() as connection:
        yield Chat(connection, office, channel)
        connection.rollback()


ARRIVALS = random.Random(2568).sample(list(permutations(range(len(SCRIPT)))), 40)


@pytest.mark.parametrize("arrival", ARRIVALS, ids=lambda order: "".join(map(str, order)))
def test_any_order_of_arrival_comes_to_the_same_report(chat: Chat, arrival: Sequence[int]) -> None:
    for second in arrival:
        chat.hear(SCRIPT[second], second)
    assert list(chat.reported().values()) == TRUE


def test_an_earlier_message_that_comes_later_does_not_overwrite_a_later_answer(chat: Chat) -> None:
    for second, text in ((0, "เริ่ม"), (1, "3"), (3, "ย้อนกลับ"), (4, "7"), (2, "5")):
        told = chat.hear(text, second)
    assert told[-1].startswith("3/4")
    for second, text in ((5, "12"), (6, "0"), (7, "ส่งเลย")):
        chat.hear(text, second)
    assert list(chat.reported().values()) == ["เสร็จแล้ว", 7, 12, 0]


def test_what_was_said_before_the_run_began_is_no_answer_to_it(chat: Chat) -> None:
    chat.hear("เริ่ม", 10)
    told = chat.hear("3", 4)
    assert "มาถึงช้า" in told[0]
    assert told[1].startswith("1/4")
    assert chat.hear("1", 11)[-1].startswith("2/4")


def test_what_is_too_far_back_to_be_placed_is_said_to_be_late(chat: Chat) -> None:
    chat.hear("เริ่ม", 0)
    for second in range(2, 40):
        chat.hear("ไม่ใช่คำตอบ", second)
    assert "มาถึงช้า" in chat.hear("3", 1)[0]
    assert chat.hear("3", 41)[-1].startswith("2/4")


def test_what_was_said_before_a_report_was_sent_is_not_the_next_ones(chat: Chat) -> None:
    for second, text in ((0, "เริ่ม"), (2, "3"), (3, "สอง"), (4, "0"), (5, "0"), (6, "ส่งเลย")):
        chat.hear(text, second)
    assert "มาถึงช้า" in chat.hear("2", 1)[0]
    assert list(chat.reported().values()) == ["เสร็จแล้ว", 2, 0, 0]
    assert "มาถึงช้า" not in chat.hear("2", 7)[0]


def test_a_tap_is_taken_in_its_turn_too(chat: Chat) -> None:
    chat.hear(Tap("start"), 0)
    chat.hear("2", 2)
    assert chat.hear("3", 1)[-1].startswith("3/4")


def test_nothing_is_taken_twice_however_late_it_comes_again(chat: Chat) -> None:
    for second, text in enumerate(("เริ่ม", "3", "2")):
        chat.hear(text, second, event=f"{1000 + second}")
    assert chat.hear("3", 1, event="1001") == []
    assert chat.hear("12", 3)[-1].startswith("4/4")


def test_after_a_quiet_week_messages_may_be_numbered_anew(chat: Chat) -> None:
    for second, text in ((10, "เริ่ม"), (11, "3")):
        chat.hear(text, second)
    chat.wait(timedelta(days=8))
    assert chat.hear("2", 1)[-1].startswith("3/4")
