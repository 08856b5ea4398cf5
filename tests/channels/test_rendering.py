"""Whatever the bot wants said fits both platforms' contracts, and no choice gets lost on the way."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.channels import Channel, Delivery
from bot.channels.lengths import clusters, utf16
from bot.channels.line import LineChannel
from bot.channels.telegram import TelegramChannel
from dialogue.messages import MAIN, QUIET, Attachment, Button, Message, Table
from storage.files import Files

LINE = LineChannel("secret", "token")
TELEGRAM = TelegramChannel("123:token", "secret", Files(Path("none")))
USER = "U" + "a" * 32
PDF = Attachment("d" * 64, "รายงาน 2568.pdf", "application/pdf", 12)
LINK = "https://tidtam.example.go.th/r/Zm9vYmFy"


def choices(count: int, label: str = "ตัวเลือก") -> tuple[Button, ...]:
    return tuple(Button(f"{n} {label}", f"7.2.c{n}", str(n)) for n in range(1, count + 1))


def found(part: object, key: str) -> Iterator[Any]:
    """Every value under `key`, however deep."""
    if isinstance(part, dict):
        yield from ([part[key]] if key in part else [])
        for inner in part.values():
            yield from found(inner, key)
    elif isinstance(part, list | tuple):
        for inner in part:
            yield from found(inner, key)


def parts(delivery: Delivery) -> list[dict[str, Any]]:
    return list(cast(Sequence[dict[str, Any]], delivery.body["messages"]))


def line(*messages: Message, token: str = "reply-1", chat: str = USER) -> Sequence[Delivery]:
    return LINE.render(chat, messages, token)


def telegram(*messages: Message, token: str = "", chat: str = "555") -> Sequence[Delivery]:
    return TELEGRAM.render(chat, messages, token)


def test_line_answers_with_the_reply_token_and_pushes_without() -> None:
    assert [(d.method, d.body["replyToken"]) for d in line(Message("ค่ะ"))] == [("reply", "reply-1")]
    assert [(d.method, d.body["to"]) for d in line(Message("ค่ะ"), token="")] == [("push", USER)]


def test_more_than_five_messages_go_on_by_push_each_with_a_part_of_its_own(line_contract: Any) -> None:
    deliveries = line(*(Message(f"ข้อ {n}") for n in range(12)))
    assert [(d.method, d.part, len(parts(d))) for d in deliveries] == [
        ("reply", 0, 5),
        ("push", 1, 5),
        ("push", 2, 2),
    ]
    for delivery in deliveries:
        line_contract.check(delivery)


def test_a_question_on_line_is_a_bubble_with_buttons_that_the_pc_shows_too(line_contract: Any) -> None:
    (delivery,) = line(Message("เดือน ต.ค. 2567 ไปถึงไหนแล้วคะ", choices(4, "กำลังทำ")))
    line_contract.check(delivery)
    (message,) = parts(delivery)
    assert message["altText"] == "เดือน ต.ค. 2567 ไปถึงไหนแล้วคะ"
    assert list(found(message["contents"], "data")) == [f"7.2.c{n}" for n in (1, 2, 3, 4)]
    assert list(found(message["contents"], "displayText")) == [f"{n} กำลังทำ" for n in (1, 2, 3, 4)]
    assert list(found(message["quickReply"], "data")) == [f"7.2.c{n}" for n in (1, 2, 3, 4)]


def test_what_is_usually_next_stands_last_on_line_and_stands_out(line_contract: Any) -> None:
    edits = tuple(Button(f"แก้ {place} ข้อ", f"7.1.e{place}", "", QUIET) for place in range(1, 15))
    card = Message("ตรวจทานก่อนส่งค่ะ", (Button("ส่งเลย", "7.1.send", "ส่งเลย", MAIN), *edits))
    (delivery,) = line(card)
    line_contract.check(delivery)
    (message,) = parts(delivery)
    first, second = message["contents"]["contents"]
    *others, last = first["footer"]["contents"]
    assert (last["action"]["label"], last["style"]) == ("ส่งเลย", "primary")
    assert {button["style"] for button in others} == {"link"}
    assert len(others) + len(second["footer"]["contents"]) == len(edits)
    assert message["quickReply"]["items"][0]["action"]["label"] == "ส่งเลย"
    assert Message.from_json(json.loads(json.dumps(card.to_json()))) == card


def test_only_the_last_message_has_quick_replies_for_line_shows_no_others() -> None:
    (delivery,) = line(Message("ก", choices(2)), Message("ข", choices(3)))
    first, last = parts(delivery)
    assert "quickReply" not in first
    assert len(last["quickReply"]["items"]) == 3
    (delivery,) = line(Message("ก", choices(2)), Message("ข"))
    assert not list(found(delivery.body, "quickReply"))


def test_a_long_choice_can_be_read_to_its_end() -> None:
    label = "1 จัดทำคู่มือปฏิบัติงานเสร็จแล้วและเผยแพร่ทางเว็บไซต์ของเทศบาลแล้วเรียบร้อย"
    (delivery,) = line(Message("ไปถึงไหนแล้วคะ", (Button(label, "7.2.c1", "1"),)))
    assert label in list(found(delivery.body, "text"))
    spoken, *_ = telegram(Message("ไปถึงไหนแล้วคะ", (Button(label, "7.2.c1", "1"),)))
    assert str(spoken.body["text"]) == f"ไปถึงไหนแล้วคะ\n\n{label}"


def test_line_gets_a_link_that_opens_outside_and_no_file(line_contract: Any) -> None:
    for link, opened in (
        (LINK, f"{LINK}?openExternalBrowser=1"),
        (f"{LINK}?a=1#b", f"{LINK}?a=1&openExternalBrowser=1#b"),
    ):
        (delivery,) = line(Message("รายงานพร้อมแล้วค่ะ", attachments=(PDF,), link=link, link_label="เปิดรายงาน"))
        line_contract.check(delivery)
        assert list(found(delivery.body, "uri")) == [opened]
        assert PDF.digest not in json.dumps(delivery.body)


def test_telegram_gets_the_file_itself(telegram_contract: Any) -> None:
    spoken, document = telegram(Message("รายงานพร้อมแล้วค่ะ", attachments=(PDF,), link=LINK, link_label="เปิดรายงาน"))
    assert spoken.body == {"chat_id": 555, "text": "รายงานพร้อมแล้วค่ะ"}
    assert document.method == "sendDocument"
    assert document.body["document"] == {"digest": PDF.digest, "name": PDF.name, "media_type": PDF.media_type}
    telegram_contract.check(spoken)
    telegram_contract.check(document)


GRID = Attachment("e" * 64, "status-2568.png", "image/png", 9)
MARKS = ("✅", "🟡", "⬜", "🔺", "➖", "🔒", "📭")


def table(rows: int, columns: int, name: str = "กองสาธารณสุขและสิ่งแวดล้อม") -> Table:
    marks = tuple(MARKS[number % len(MARKS)] for number in range(columns))
    return Table(
        "📊 สถานะ", tuple(map(str, range(1, columns + 1))), tuple((f"{n} {name}", marks) for n in range(rows)), "✅ ครบ"
    )


def test_a_picture_with_an_address_is_an_image_on_line(line_contract: Any) -> None:
    (delivery,) = line(Message("สถานะ", attachments=(GRID,), picture="https://tidtam.example.go.th/p/abc.png"))
    line_contract.check(delivery)
    spoken, picture = parts(delivery)
    assert spoken == {"type": "text", "text": "สถานะ"}
    assert picture["originalContentUrl"] == picture["previewImageUrl"] == "https://tidtam.example.go.th/p/abc.png"


def test_a_picture_is_a_photo_on_telegram_and_the_sharp_file_as_well(telegram_contract: Any) -> None:
    deliveries = telegram(Message("สถานะ", attachments=(GRID,)))
    assert [d.method for d in deliveries] == ["sendMessage", "sendPhoto", "sendDocument"]
    for delivery in deliveries:
        telegram_contract.check(delivery)


def test_a_table_on_line_is_boxes_with_a_sign_and_a_colour_in_each(line_contract: Any) -> None:
    said = Message("📊 สถานะ\nกอง ✅🟡", choices(1, "ดูเป็นภาพ"), table=table(9, 8))
    (delivery,) = line(said)
    line_contract.check(delivery)
    (message,) = parts(delivery)
    assert message["altText"].startswith("📊 สถานะ") and message["contents"]["type"] == "bubble"
    words = list(found(message["contents"], "text"))
    assert words[0] == "📊 สถานะ" and words[-1] == "✅ ครบ"
    assert [sum(word == mark for word in words) for mark in MARKS] == [18, 9, 9, 9, 9, 9, 9]
    rows = message["contents"]["body"]["contents"][3:-1]
    assert len(rows) == 9
    colours = {box["contents"][0]["text"]: box["backgroundColor"] for row in rows for box in row["contents"][1:]}
    assert len(set(colours.values())) == len(MARKS)
    assert list(found(message["contents"]["footer"], "data")) == ["7.2.c1"]
    (spoken,) = telegram(said)
    assert spoken.body["text"] == said.text, "who has no tables reads the text"


@pytest.mark.parametrize(("rows", "columns", "bubbles"), [(40, 8, 4), (3, 25, 3), (120, 30, 42)])
def test_a_table_of_any_size_fits_bubble_by_bubble(line_contract: Any, rows: int, columns: int, bubbles: int) -> None:
    deliveries = line(Message("สถานะ", choices(2), table=table(rows, columns)))
    count = 0
    for delivery in deliveries:
        line_contract.check(delivery)
        for message in parts(delivery):
            assert len(json.dumps(message["contents"], ensure_ascii=False).encode()) <= 50_000
            for bubble in message["contents"].get("contents", [message["contents"]]):
                count += 1
                assert len(json.dumps(bubble, ensure_ascii=False).encode()) <= 30_000
    assert count == bubbles
    signs = [text for d in deliveries for text in found(d.body, "text") if text in MARKS]
    assert len(signs) == rows * columns


def test_a_table_with_more_words_than_fit_is_said_in_words() -> None:
    for odd in (
        Table("ก" * 900, ("1",), (("กอง", ("✅",)),), "ค"),
        Table("ก", (), (), "ค"),
        Table(" ", ("1",), (), "ค"),
    ):
        (delivery,) = line(Message("สถานะ ✅ กอง", table=odd))
        assert parts(delivery) == [{"type": "text", "text": "สถานะ ✅ กอง"}]


def test_a_message_is_itself_again_after_being_kept() -> None:
    said = Message("สถานะ", choices(2), (GRID,), LINK, "เปิด", "https://tidtam.example.go.th/p/abc.png", table(2, 3))
    assert Message.from_json(json.loads(json.dumps(said.to_json()))) == said
    assert Message.from_json(Message("ค่ะ").to_json()) == Message("ค่ะ")


def test_a_link_alone_is_a_key_on_telegram(telegram_contract: Any) -> None:
    (spoken,) = telegram(Message("เปิดหน้านี้ค่ะ", link=LINK, link_label="เปิด"))
    telegram_contract.check(spoken)
    assert spoken.body["reply_markup"] == {"inline_keyboard": [[{"text": "เปิด", "url": LINK}]]}


def test_a_tap_on_telegram_is_answered_before_anything_is_said(telegram_contract: Any) -> None:
    answered, spoken = telegram(Message("ค่ะ"), token="8877")
    assert (answered.method, answered.body) == ("answerCallbackQuery", {"callback_query_id": "8877"})
    assert spoken.method == "sendMessage"
    telegram_contract.check(answered)


@pytest.mark.parametrize(
    ("labels", "rows"),
    [
        (["1", "2", "3", "4", "5"], [4, 1]),
        (["ใช่", "ไม่ใช่"], [2]),
        (["1 ยังไม่เริ่ม", "2 กำลังทำ/ปรับปรุง", "3 เสร็จแล้ว"], [2, 1]),
        (["เริ่มเลย", "พรุ่งนี้ค่อยเตือน"], [2]),
        (["ส่งเลย", "แก้ข้อ 1 คู่มือปฏิบัติงานของกองช่าง", "กลับ"], [1, 1, 1]),
    ],
)
def test_keys_share_a_row_where_their_words_can_be_read(labels: list[str], rows: list[int]) -> None:
    (spoken,) = telegram(Message("เลือกค่ะ", tuple(Button(label, "d", label) for label in labels)))
    keyboard = spoken.body["reply_markup"]["inline_keyboard"]  # type: ignore[index]
    assert [len(row) for row in keyboard] == rows
    assert [key["text"] for row in keyboard for key in row] == labels


@pytest.mark.parametrize("chat", ["C" + "c" * 32, "R" + "d" * 32])
def test_a_group_on_line_hears_one_line_and_is_left(chat: str) -> None:
    said, leave = line(Message("ทักมาส่วนตัวนะคะ"), chat=chat)
    assert (said.method, leave.method, leave.body) == ("reply", "leave", {"chat": chat})


def test_a_group_on_telegram_hears_one_line_and_is_left(telegram_contract: Any) -> None:
    said, leave = telegram(Message("ทักมาส่วนตัวนะคะ"), chat="-1001")
    assert (said.method, leave.method, leave.body) == ("sendMessage", "leaveChat", {"chat_id": -1001})
    telegram_contract.check(leave)


def test_nothing_to_say_is_no_request() -> None:
    assert line(Message(" \n")) == telegram(Message(" \n")) == telegram() == line() == []


def test_more_choices_than_one_message_holds_are_all_there(line_contract: Any, telegram_contract: Any) -> None:
    message = Message("เลือกค่ะ", choices(260))
    wanted = [button.data for button in message.buttons]
    on_line, on_telegram = line(message), telegram(message)
    for delivery in on_line:
        line_contract.check(delivery)
    for delivery in on_telegram:
        telegram_contract.check(delivery)
    assert list(found([m["contents"] for d in on_line for m in parts(d)], "data")) == wanted
    assert list(found([d.body for d in on_telegram], "callback_data")) == wanted
    assert [d.body["text"] for d in on_telegram] == ["เลือกค่ะ", "⋯", "⋯"]


WORDS = st.text(
    st.one_of(
        st.sampled_from('กขคงเแโใไะาำิีึืุู็่้๊๋์ 😀👩\u200d👧🏽🇹🇭e\u0301\n.<&"\\'),
        st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"),
    ),
    max_size=60,
)
LONG = st.builds(lambda words, times, most: (words * times)[:most], WORDS, st.integers(1, 400), st.integers(1, 12_000))
DATA = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=64)
LABEL = st.one_of(WORDS, LONG).map(lambda words: "1 " + words)
MESSAGES = st.builds(
    Message,
    st.one_of(WORDS, LONG),
    st.one_of(
        st.lists(st.builds(Button, LABEL, DATA, st.just("1")), max_size=4).map(tuple),
        st.builds(choices, st.integers(0, 40), WORDS),
    ),
    st.sampled_from([(), (PDF,), (PDF, PDF)]),
    st.sampled_from(["", LINK]),
    WORDS,
)
TABLES = st.builds(
    Table,
    WORDS,
    st.lists(WORDS, max_size=12).map(tuple),
    st.lists(
        st.tuples(st.one_of(WORDS, LONG), st.lists(st.one_of(WORDS, LONG), max_size=12).map(tuple)), max_size=8
    ).map(tuple),
    WORDS,
)
PROPERTY = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def said_in(deliveries: Sequence[Delivery], channel: Channel) -> str:
    """All words that a person sees as text, without white space."""
    return "".join("".join(str(text).split()) for d in deliveries for text in found(d.body, "text"))


@PROPERTY
@given(st.lists(MESSAGES, max_size=3), st.sampled_from(["", "reply-1"]))
def test_whatever_is_said_line_takes_it(line_contract: Any, messages: list[Message], token: str) -> None:
    deliveries = LINE.render(USER, messages, token)
    assert [d.part for d in deliveries] == list(range(len(deliveries)))
    for delivery in deliveries:
        line_contract.check(delivery)
        assert len(json.dumps(delivery.body).encode()) <= 2_000_000
        for part in parts(delivery):
            assert utf16(part.get("text", "")) <= 5000
            assert utf16(part.get("altText", "")) <= 1500
            assert all(len(clusters(label)) <= 40 for label in found(part.get("contents"), "label"))
            assert all(len(clusters(label)) <= 20 for label in found(part.get("quickReply"), "label"))
            assert all(str(label).strip() for label in found(part, "label"))
            assert all(len(clusters(text)) <= 300 for text in found(part, "displayText"))
            contents = part.get("contents", {})
            for bubble in contents.get("contents", [contents]):
                assert len(json.dumps(bubble, ensure_ascii=False).encode()) <= 30_000
            assert len(json.dumps(contents, ensure_ascii=False).encode()) <= 50_000
    bubbles = [m.get("contents") for d in deliveries for m in parts(d)]
    assert list(found(bubbles, "data")) == [b.data for m in messages for b in m.buttons]
    for message in messages:
        assert "".join(message.text.split()) in said_in(deliveries, LINE)


@PROPERTY
@given(st.lists(MESSAGES, max_size=3), st.sampled_from(["", "8877"]))
def test_whatever_is_said_telegram_takes_it(telegram_contract: Any, messages: list[Message], token: str) -> None:
    deliveries = TELEGRAM.render("555", messages, token)
    for delivery in deliveries:
        telegram_contract.check(delivery)
        for keyboard in found(delivery.body, "inline_keyboard"):
            assert sum(len(row) for row in keyboard) <= 100
    assert list(found([d.body for d in deliveries], "callback_data")) == [b.data for m in messages for b in m.buttons]
    for message in messages:
        said = "".join("".join(str(d.body.get("text", "")).split()) for d in deliveries)
        assert "".join(message.text.split()) in said


@PROPERTY
@given(TABLES, st.integers(0, 3))
def test_whatever_a_table_says_line_takes_it(line_contract: Any, said: Table, buttons: int) -> None:
    for delivery in line(Message("สถานะ", choices(buttons), table=said)):
        line_contract.check(delivery)
        for message in parts(delivery):
            contents = message.get("contents", {})
            assert len(json.dumps(contents, ensure_ascii=False).encode()) <= 50_000
            assert all(str(text).strip() for text in found(contents, "text"))
            for bubble in contents.get("contents", [contents]):
                assert len(json.dumps(bubble, ensure_ascii=False).encode()) <= 30_000
