"""What is exactly as long as a platform takes arrives whole, and one unit more arrives too, cut or parted."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from bot.channels import Delivery
from bot.channels.line import LineChannel
from bot.channels.telegram import TelegramChannel
from dialogue.messages import Button, Message, Table
from storage.files import Files
from tests.channels.limits import check_line, check_telegram, found, letters, size, units

LINE = LineChannel("secret", "token")
TELEGRAM = TelegramChannel("123:token", "secret", Files(Path("none")))
USER = "U" + "a" * 32
LINK = "https://tidtam.example.go.th/r/Zm9vYmFy"


def rendered(channel: str, message: Message) -> list[Delivery]:
    return list(LINE.render(USER, [message], "token") if channel == "line" else TELEGRAM.render("555", [message], ""))


def said(deliveries: list[Delivery]) -> list[Any]:
    """LINE's message objects, or Telegram's bodies."""
    return [part for one in deliveries for part in one.body.get("messages", [one.body])]  # type: ignore[attr-defined]


def containers(parts: list[Any]) -> list[Any]:
    return [part["contents"] for part in parts if "contents" in part]


def bubbles(parts: list[Any]) -> list[Any]:
    return [bubble for one in containers(parts) for bubble in one.get("contents", [one])]


def labelled(label: str) -> Message:
    return Message("เลือกค่ะ", (Button(label, "7.1.c1", "1"),))


def choices(many: int) -> Message:
    return Message("เลือกค่ะ", tuple(Button(f"{n}", f"7.1.c{n}", f"{n}") for n in range(many)))


def grid(rows: int, columns: int = 2, more: int = 0) -> Message:
    """A table in so many rows; each of `more` makes its first bubble a byte larger."""
    names = tuple((f"{n} กองสาธารณสุขและสิ่งแวดล้อม", ("✅",) * columns) for n in range(rows))
    return Message("สถานะ", table=Table("ก" + "a" * more, tuple(map(str, range(columns))), names, "✅ ครบ"))


def bubble_of(size_wanted: int) -> Message:
    """One that by itself would be a bubble of so many bytes: long words on every button, and a long text above."""
    button = Button("ก" * 300, "7.1.c1", "1")
    fits = [Message("ก" * 1000, (button,) * many) for many in range(1, 13)]
    before = max((one for one in fits if bubble_alone(one) <= size_wanted), key=bubble_alone)
    text = before.text + "ก" * ((size_wanted - bubble_alone(before)) // 3)
    one = replace(before, text=text)
    return replace(one, text=text + "a" * (size_wanted - bubble_alone(one)))


def bubble_alone(message: Message) -> int:
    """Bytes of `message` in one bubble however large: of its text in one, and of its buttons each in another."""
    whole = bubbles(said(rendered("line", replace(message, buttons=message.buttons[:1]))))[0]
    many = len(message.buttons)
    return size({**whole, "footer": {**whole["footer"], "contents": whole["footer"]["contents"] * many}})


def carousel_of(size_wanted: int) -> Message:
    """A table that by itself would be a carousel of so many bytes."""
    for rows in count(1):
        if size_wanted - 700 <= (now := carousel_alone(grid(rows))) <= size_wanted:
            return grid(rows, more=size_wanted - now)
    raise AssertionError


def carousel_alone(message: Message) -> int:
    """Bytes of `message` in one carousel however large."""
    return size({"type": "carousel", "contents": bubbles(said(rendered("line", message)))})


def biggest(measures: Iterator[int] | list[int]) -> int:
    return max(measures, default=0)


@dataclass(frozen=True)
class Limit:
    channel: str
    most: int
    made: Callable[[int], Message]
    """What would be so long if nobody minded."""
    measured: Callable[[list[Any]], int]
    """How long it is at its longest in what is said."""


def longest(key: str, length: Callable[[str], int], where: str = "") -> Callable[[list[Any]], int]:
    """Of the words under `key`, inside of what stands under `where`."""
    return lambda parts: biggest([length(t) for t in found(list(found(parts, where)) if where else parts, key)])


LIMITS: Mapping[str, Limit] = {
    "LINE: units of a text": Limit("line", 5000, lambda n: Message("ก" * n), longest("text", units)),
    "LINE: units of a text of emoji": Limit("line", 5000, lambda n: Message("😀" * (n // 2) + "ก" * (n % 2)),
                                            longest("text", units)),
    "LINE: units of an altText": Limit("line", 1500, lambda n: replace(choices(1), text="ก" * n),
                                       longest("altText", units)),
    "LINE: letters of a label": Limit("line", 40, lambda n: labelled("น้ำ" * n), longest("label", letters, "contents")),
    "LINE: letters of a link's label": Limit("line", 40, lambda n: Message("ค่ะ", link=LINK, link_label="กี่" * n),
                                             longest("label", letters)),
    "LINE: letters of a quick reply": Limit("line", 20, lambda n: labelled("น้ำ" * n),
                                            longest("label", letters, "quickReply")),
    "LINE: letters of a displayText": Limit("line", 300, lambda n: labelled("ก" * n),
                                            longest("displayText", letters)),
    "LINE: quick replies": Limit("line", 13, choices,
                                 lambda parts: biggest([len(items) for items in found(parts, "items")])),
    "LINE: bubbles": Limit("line", 12, lambda n: choices(12 * n),
                           lambda parts: biggest([len(one.get("contents", "1")) for one in containers(parts)])),
    "LINE: buttons of a bubble, by our own choice": Limit("line", 12, choices, lambda parts: biggest(
        [len(one["footer"]["contents"]) for one in bubbles(parts)])),
    "LINE: bytes of a bubble": Limit("line", 30_000, bubble_of,
                                     lambda parts: biggest([size(one) for one in bubbles(parts)])),
    "LINE: bytes of a carousel": Limit("line", 50_000, carousel_of,
                                       lambda parts: biggest([size(one) for one in containers(parts)])),
    "Telegram: units of a text": Limit("telegram", 4096, lambda n: Message("ก" * n), longest("text", units)),
    "Telegram: units of a text of emoji": Limit("telegram", 4096, lambda n: Message("😀" * (n // 2) + "ก" * (n % 2)),
                                                longest("text", units)),
    "Telegram: keys": Limit("telegram", 100, choices, lambda parts: biggest(
        [sum(map(len, rows)) for rows in found(parts, "inline_keyboard")])),
    "Telegram: letters of a key": Limit("telegram", 64, lambda n: labelled("กี" * n),
                                        longest("text", letters, "inline_keyboard")),
    "Telegram: letters of a link's key": Limit("telegram", 64, lambda n: Message("ค่ะ", link=LINK, link_label="กี" * n),
                                               longest("text", letters, "inline_keyboard")),
}  # fmt: skip


@pytest.mark.parametrize("name", LIMITS)
def test_what_is_just_long_enough_arrives_whole(name: str) -> None:
    limit = LIMITS[name]
    parts = said(rendered(limit.channel, limit.made(limit.most)))
    assert limit.measured(parts) == limit.most


@pytest.mark.parametrize("name", LIMITS)
def test_one_more_than_it_takes_is_cut_or_parted(name: str, line_contract: Any, telegram_contract: Any) -> None:
    limit = LIMITS[name]
    deliveries = rendered(limit.channel, limit.made(limit.most + 1))
    for delivery in deliveries:
        (line_contract if limit.channel == "line" else telegram_contract).check(delivery)
        (check_line if limit.channel == "line" else check_telegram)(delivery)
    assert 0 < limit.measured(said(deliveries)) <= limit.most


@pytest.mark.parametrize("many", [5, 6])
def test_a_request_to_line_holds_five_messages(many: int) -> None:
    deliveries = LINE.render(USER, [Message("ค่ะ")] * many, "token")
    for delivery in deliveries:
        check_line(delivery)
    assert [len(list(said([delivery]))) for delivery in deliveries] == [5, many - 5][: len(deliveries)]


def test_the_largest_request_to_line_is_far_from_its_two_million_bytes() -> None:
    """Five carousels and the choices once more: nothing has to part it."""
    for delivery in LINE.render(USER, [carousel_of(50_000)] * 4 + [bubble_of(30_000)], "token"):
        check_line(delivery)
        assert size(delivery.body) < 400_000


@pytest.mark.parametrize("rows", range(1, 12))
def test_a_table_and_the_words_below_it_fit_however_much_there_is(rows: int) -> None:
    """With as many words, marks and long buttons as a table takes."""
    words, two = "ก" * 800, tuple(Button("ก" * 300, f"7.1.c{n}", f"{n}") for n in range(2))
    table = Table(words, ("กำปั้น",) * 10, (("กี่" * 40, ("👩\u200d👧",) * 10),) * rows, words)
    deliveries = rendered("line", Message("สถานะ", two, table=table))
    for delivery in deliveries:
        check_line(delivery)
    assert list(found(containers(said(deliveries)), "data")) == [button.data for button in two]
