"""What Telegram sends, and what we hear in it."""

import json
import logging
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.channels import Forged, Unreadable
from bot.channels.telegram import TelegramChannel
from dialogue.said import File, Other, Tap, Text
from handlers.update import EDITED, GROUP, JOINED, LEFT, SAID, Update
from storage.files import Files

SECRET = "a-webhook-secret-of-32-characters"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
AT = datetime(2024, 11, 1, 2, 30, tzinfo=UTC)
TELEGRAM = TelegramChannel("123:token", SECRET, Files(Path("none")))
SOMCHAI = {"id": 555, "is_bot": False, "first_name": "สมชาย", "last_name": "ใจดี"}
OURSELVES = {"user": {"id": 123, "is_bot": True, "first_name": "ติดตาม"}}
PRIVATE, GROUP_CHAT = {"id": 555, "type": "private"}, {"id": -1001, "type": "supergroup", "title": "กอง"}


def read(update: Any) -> list[Update]:
    return list(TELEGRAM.read(json.dumps(update).encode(), HEADERS))


def message(**content: Any) -> dict[str, Any]:
    whole = {"message_id": 7, "date": int(AT.timestamp()), "chat": PRIVATE, "from": SOMCHAI, **content}
    return {"update_id": 9001, "message": whole}


def edited(**content: Any) -> dict[str, Any]:
    whole = {**message(**content)["message"], "edit_date": int(AT.timestamp()) + 5}
    return {"update_id": 9001, "edited_message": whole}


def tap(**content: Any) -> dict[str, Any]:
    under = message(text="เลือกค่ะ")["message"]
    query = {"id": "8877", "from": SOMCHAI, "chat_instance": "1", "data": "7.2.c1", "message": under, **content}
    return {"update_id": 9001, "callback_query": query}


def ourselves(chat: dict[str, Any], before: str, now: str) -> dict[str, Any]:
    old, new = ({**OURSELVES, "status": status, "until_date": 0} for status in (before, now))
    change = {"chat": chat, "from": SOMCHAI, "date": int(AT.timestamp())}
    return {"update_id": 9001, "my_chat_member": {**change, "old_chat_member": old, "new_chat_member": new}}


def photo(width: int, name: str) -> dict[str, Any]:
    return {"file_id": name, "file_unique_id": f"u-{name}", "width": width, "height": width, "file_size": width * 10}


STICKER = {"file_id": "f", "file_unique_id": "u", "type": "regular", "width": 1, "height": 1, "is_animated": False}
DOCUMENT = {
    "file_id": "doc",
    "file_unique_id": "u",
    "file_name": "คู่มือ.pdf",
    "mime_type": "application/pdf",
    "file_size": 21,
}
HEARD: list[tuple[dict[str, Any], tuple[object, ...]]] = [
    (message(text="๑๒๐ ครั้ง"), (SAID, Text("๑๒๐ ครั้ง"), "", "")),
    (message(text="เเผน\u202eงาน"), (SAID, Text("แผนงาน"), "", "")),
    (message(text="/report@tidtam_bot 2568"), (SAID, Text("/report 2568"), "", "")),
    (message(text="อีเมล a/b@c"), (SAID, Text("อีเมล a/b@c"), "", "")),
    (message(text="/start"), (JOINED, None, "", "")),
    (message(text="/start ABCD-2345"), (JOINED, Text("ABCD-2345"), "", "")),
    (message(text="/start@tidtam_bot ABCD-2345"), (JOINED, Text("ABCD-2345"), "", "")),
    (message(text="/started"), (SAID, Text("/started"), "", "")),
    (message(document=DOCUMENT), (SAID, File("", "คู่มือ.pdf", "application/pdf", 21), "", "doc")),
    (
        message(photo=[photo(90, "small"), photo(1280, "large"), photo(320, "middle")]),
        (SAID, File("", "u-large.jpg", "image/jpeg", 12800), "", "large"),
    ),
    (message(sticker={**STICKER, "is_video": False}), (SAID, Other("sticker"), "", "")),
    (message(location={"latitude": 6.2, "longitude": 102.0}), (SAID, Other("location"), "", "")),
    (message(voice={"file_id": "f", "file_unique_id": "u", "duration": 1}), (SAID, Other("voice"), "", "")),
    (
        message(
            animation={"file_id": "f", "file_unique_id": "u", "width": 1, "height": 1, "duration": 1}, document=DOCUMENT
        ),
        (SAID, Other("animation"), "", ""),
    ),
    (tap(), (SAID, Tap("7.2.c1"), "8877", "")),
    (tap(message={"chat": PRIVATE, "message_id": 7, "date": 0}), (SAID, Tap("7.2.c1"), "8877", "")),
    (ourselves(PRIVATE, "member", "kicked"), (LEFT, None, "", "")),
    (edited(text="๑๒๑ ครั้ง"), (EDITED, Text("๑๒๑ ครั้ง"), "", "")),
]


@pytest.mark.parametrize(("sent", "heard"), HEARD)
def test_every_sort_of_update_of_a_person_is_heard(sent: Any, heard: tuple[object, ...]) -> None:
    (update,) = read(sent)
    assert (update.kind, update.said, update.reply_token, update.file_ref) == heard
    assert (update.channel, update.chat_id, update.event_id) == ("telegram", "555", "9001")


def test_a_message_carries_its_time_and_its_sender_s_name() -> None:
    (update,) = read(message(text="สวัสดี"))
    assert (update.at, update.name) == (AT, "สมชาย ใจดี")


def test_a_message_and_its_edit_bear_the_same_name_which_is_no_other_chat_s() -> None:
    other = {"id": 556, "type": "private"}
    names = [read(one)[0].message for one in (message(text="2"), edited(text="3"), message(text="2", chat=other))]
    assert names[0] == names[1] != names[2]


@pytest.mark.parametrize("now", ["member", "administrator"])
def test_being_put_into_a_group_is_heard(now: str) -> None:
    admin = dict.fromkeys(
        "can_be_edited is_anonymous can_manage_chat can_delete_messages can_manage_video_chats can_restrict_members"
        " can_promote_members can_change_info can_invite_users can_post_stories can_edit_stories can_delete_stories".split(),
        False,
    )
    update = ourselves(GROUP_CHAT, "left", now)
    update["my_chat_member"]["new_chat_member"] |= admin
    (heard,) = read(update)
    assert (heard.kind, heard.chat_id, heard.said) == (GROUP, "-1001", None)


@pytest.mark.parametrize(
    "sent",
    [
        message(text="ความลับของกลุ่ม", chat=GROUP_CHAT),
        message(chat=GROUP_CHAT, new_chat_members=[SOMCHAI]),
        tap(message=message(text="x", chat=GROUP_CHAT)["message"]),
        tap(data=None, game_short_name="g"),
        edited(text="ความลับของกลุ่ม", chat=GROUP_CHAT),
        edited(caption="ใต้รูป", photo=[photo(90, "small")]),
        edited(location={"latitude": 6.2, "longitude": 102.0}),
        edited(text="/start ABCD-2345"),
        ourselves(PRIVATE, "kicked", "member"),
        ourselves(GROUP_CHAT, "member", "left"),
        ourselves({"id": -1002, "type": "channel", "title": "c"}, "left", "member"),
        message(pinned_message=message(text="x")["message"]),
        {"update_id": 1, "something_new": {"text": "x"}},
    ],
)
def test_what_asks_nothing_of_us_is_left_alone(sent: Any, caplog: pytest.LogCaptureFixture) -> None:
    assert read(sent) == []
    assert not caplog.records


@pytest.mark.parametrize(
    "odd", [{"message": {"text": "secret"}}, {"callback_query": {"data": "secret"}}, {"message": 3}]
)
def test_an_odd_update_is_left_out_and_logged_by_its_id_alone(odd: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        assert read({"update_id": 77, **odd}) == []
    assert "update=77" in caplog.text
    assert "secret" not in caplog.text


@pytest.mark.parametrize(
    "headers", [{}, {"x-telegram-bot-api-secret-token": ""}, {"x-telegram-bot-api-secret-token": "ลับ"}]
)
def test_what_does_not_carry_the_secret_is_forged(headers: dict[str, str]) -> None:
    with pytest.raises(Forged):
        TELEGRAM.read(b"{}", headers)


def test_without_a_secret_everything_is_forged() -> None:
    with pytest.raises(Forged):
        TelegramChannel("t", "", Files(Path("none"))).read(b"{}", {"x-telegram-bot-api-secret-token": ""})


@pytest.mark.parametrize("body", [b"", b"\xff", b"[]", b"{}", b'{"update_id":"1"}', b"[" * 100_000])
def test_nonsense_is_unreadable(body: bytes) -> None:
    with pytest.raises(Unreadable):
        TELEGRAM.read(body, HEADERS)


def test_an_album_s_pictures_carry_its_id() -> None:
    """`media_group_id` (core.telegram.org/bots/api#message); how many they are, nobody tells."""
    (together,) = read(message(photo=[photo(90, "small")], media_group_id="134"))
    (alone,) = read(message(photo=[photo(90, "small")]))
    assert (together.album, together.album_size, alone.album) == ("134", 0, "")
