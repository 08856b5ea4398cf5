"""What LINE sends, as LINE's contract has it, and what we hear in it."""

import base64
import hashlib
import hmac
import json
import logging
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.channels import Forged, Unreadable
from bot.channels.line import LineChannel
from dialogue.said import File, Other, Tap, Text
from handlers.update import GROUP, JOINED, LEFT, SAID, UNSENT, Update

SECRET = "8c570fa6dd201bb328f1c1eac23a96d8"
BOT, USER, GROUP_ID = "U" + "b" * 32, "U" + "a" * 32, "C" + "c" * 32
AT = datetime(2024, 11, 1, 2, 30, tzinfo=UTC)
LINE = LineChannel(SECRET, "token")


def signed(body: bytes, secret: str = SECRET, header: str = "x-line-signature") -> dict[str, str]:
    return {header: base64.b64encode(hmac.digest(secret.encode(), body, hashlib.sha256)).decode()}


def event(kind: str, *, source: Any = None, mode: str = "active", **more: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "mode": mode,
        "timestamp": int(AT.timestamp() * 1000),
        "webhookEventId": "01FZ74A0TDDPYRVKNK77XKC3ZR",
        "deliveryContext": {"isRedelivery": False},
        "source": source or {"type": "user", "userId": USER},
        **more,
    }


def message(**content: Any) -> dict[str, Any]:
    return event("message", replyToken="reply-1", message={"id": "444", **content})


def read(*events: Any) -> list[Update]:
    body = json.dumps({"destination": BOT, "events": events}, ensure_ascii=False).encode()
    return list(LINE.read(body, signed(body)))


def text(words: str) -> dict[str, Any]:
    return message(type="text", text=words, quoteToken="q")


STICKER = {"packageId": "1", "stickerId": "2", "stickerResourceType": "STATIC", "quoteToken": "q"}
HEARD: list[tuple[dict[str, Any], tuple[object, ...]]] = [
    (text("๑๒๐ ครั้ง"), (SAID, Text("๑๒๐ ครั้ง"), "reply-1", "")),
    (text("เเผน\x00\r\nงา\u0e4d\u0e32"), (SAID, Text("แผน\nงาำ"), "reply-1", "")),
    (event("postback", replyToken="r", postback={"data": "7.2.c1"}), (SAID, Tap("7.2.c1"), "r", "")),
    (
        message(type="file", fileName="คู่มือ.pdf", fileSize=2138),
        (SAID, File("", "คู่มือ.pdf", "application/pdf", 2138), "reply-1", "444"),
    ),
    (
        message(type="image", contentProvider={"type": "line"}, quoteToken="q"),
        (SAID, File("", "444.jpg", "image/jpeg", 0), "reply-1", "444"),
    ),
    (
        message(
            type="image", quoteToken="q", contentProvider={"type": "external", "originalContentUrl": "https://a.b/c"}
        ),
        (SAID, Other("image"), "reply-1", ""),
    ),
    (message(type="sticker", **STICKER), (SAID, Other("sticker"), "reply-1", "")),
    (message(type="location", latitude=6.2, longitude=102.0), (SAID, Other("location"), "reply-1", "")),
    (message(type="audio", contentProvider={"type": "line"}), (SAID, Other("audio"), "reply-1", "")),
    (message(type="video", contentProvider={"type": "line"}, quoteToken="q"), (SAID, Other("video"), "reply-1", "")),
    (event("follow", replyToken="r", follow={"isUnblocked": True}), (JOINED, None, "r", "")),
    (event("unfollow"), (LEFT, None, "", "")),
    (event("unsend", unsend={"messageId": "444"}), (UNSENT, None, "", "")),
]


@pytest.mark.parametrize(("sent", "heard"), HEARD)
def test_every_sort_of_event_of_a_person_is_heard(line_contract: Any, sent: Any, heard: tuple[object, ...]) -> None:
    line_contract.check_webhook({"destination": BOT, "events": [sent]})
    (update,) = read(sent)
    assert (update.kind, update.said, update.reply_token, update.file_ref) == heard
    assert (update.channel, update.chat_id, update.at) == ("line", USER, AT)
    assert update.event_id == "01FZ74A0TDDPYRVKNK77XKC3ZR"


@pytest.mark.parametrize(
    ("source", "chat"),
    [({"type": "group", "groupId": GROUP_ID}, GROUP_ID), ({"type": "room", "roomId": "R" + "d" * 32}, "R" + "d" * 32)],
)
def test_of_a_group_only_the_invitation_is_heard(line_contract: Any, source: Any, chat: str) -> None:
    joined = event("join", source=source, replyToken="r")
    spoken = {**text("ความลับของกลุ่ม"), "source": {**source, "userId": USER}}
    left = event("leave", source=source)
    line_contract.check_webhook({"destination": BOT, "events": [joined, spoken, left]})
    (update,) = read(joined, spoken, left)
    assert (update.kind, update.chat_id, update.reply_token, update.said) == (GROUP, chat, "r", None)


def test_what_asks_nothing_of_us_is_left_alone(line_contract: Any) -> None:
    nothing = [
        {**text("another module answers now"), "mode": "standby"},
        {**text("no consent to a user id"), "source": {"type": "user"}},
    ]
    line_contract.check_webhook({"destination": BOT, "events": nothing})
    assert read(*nothing) == []


def test_a_message_and_its_withdrawal_bear_the_same_name() -> None:
    sent, taken_back = read(text("สอง"), event("unsend", unsend={"messageId": "444"}))
    assert sent.message == taken_back.message != ""


def test_the_console_s_verify_button_is_answered(line_contract: Any) -> None:
    line_contract.check_webhook({"destination": BOT, "events": []})
    assert read() == []


ODD: list[Any] = [
    "no object",
    None,
    {},
    {**text("secret words"), "mode": "dreaming"},
    {**text("secret words"), "timestamp": 10**20},
    message(type="hologram", text="secret words"),
    message(type="text", text="secret words"),  # no quoteToken
    event("message", replyToken="r"),
    {**text("secret words"), "type": ["message"]},
    {**text("secret words"), "source": "secret words"},
]


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_event_is_left_out_alone_and_none_of_it_is_logged(odd: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        updates = read(text("ก่อน"), odd, text("หลัง"))
    assert [update.said for update in updates] == [Text("ก่อน"), Text("หลัง")]
    assert "left out" in caplog.text
    assert "secret" not in caplog.text
    assert USER not in caplog.text


def test_line_s_published_signature_is_accepted() -> None:
    """developers.line.biz, verify-webhook-signature."""
    body = b'{"destination":"U8e742f61d673b39c7fff3cecb7536ef0","events":[]}'
    for header in ("x-line-signature", "X-Line-Signature", "X-LINE-SIGNATURE"):
        assert LINE.read(body, {header: "GhRKmvmHys4Pi8DxkF4+EayaH0OqtJtaZxgTD9fMDLs="}) == []


@pytest.mark.parametrize(
    "headers", [{}, {"x-line-signature": ""}, {"x-line-signature": "ลายเซ็น"}, signed(b"{}", "other")]
)
def test_what_is_not_signed_is_forged(headers: dict[str, str]) -> None:
    with pytest.raises(Forged):
        LINE.read(b"{}", headers)


def test_a_changed_byte_is_forged() -> None:
    body = json.dumps({"destination": BOT, "events": [text("0 ครั้ง")]}).encode()
    with pytest.raises(Forged):
        LINE.read(body.replace(b"0", b"9", 1), signed(body))


def test_without_a_secret_everything_is_forged() -> None:
    with pytest.raises(Forged):
        LineChannel("", "token").read(b"{}", signed(b"{}", ""))
    with pytest.raises(Forged):
        LineChannel("", "token").read(b"{}", {"x-line-signature": ""})


@pytest.mark.parametrize("body", [b"", b"\xff", b"[]", b"{}", b'{"events":{}}', b'{"events":null}', b"[" * 100_000])
def test_signed_nonsense_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        LINE.read(body, signed(body))


def test_pictures_sent_in_one_go_say_so() -> None:
    """`imageSet` of LINE's reference (#wh-image); a single picture has none."""
    one = {"type": "image", "contentProvider": {"type": "line"}, "quoteToken": "q"}
    together, alone = read(message(**one, imageSet={"id": "E005D41A", "index": 1, "total": 3}), message(**one))
    assert (together.album, together.album_size) == ("E005D41A", 3)
    assert (alone.album, alone.album_size) == ("", 0)
