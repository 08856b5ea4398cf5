"""What Telegram answers when we speak, and what becomes of the message then. Telegram is played on loopback."""

import asyncio
import hashlib
import logging
import socket
import traceback
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from bot.channels import Delivery, SendFailed, TooLarge
from bot.channels.telegram import TelegramChannel
from storage.files import Files

TOKEN = "123456:AAH-secret-token"
KEY = "6a1c1a5e-6c1f-4a8e-9f0b-0f6a3c2d1e4b"
SAID = Delivery("sendMessage", {"chat_id": 555, "text": "ครบแล้วค่ะ ✅"})
ANSWERED = Delivery("answerCallbackQuery", {"callback_query_id": "8877"})
OK: Any = (200, {"ok": True, "result": {}}, {})


def refused(status: int, description: str, **parameters: int) -> Any:
    return status, {"ok": False, "error_code": status, "description": description, "parameters": parameters}, {}


def talk(
    played: Any, answers: list[Any], doing: Callable[[TelegramChannel], Awaitable[Any]], folder: Path = Path("none"),
    **given: Any,
) -> Any:  # fmt: skip
    """(what Telegram was asked, what `doing` gave or raised)"""

    async def run() -> Any:
        async with played(*answers) as platform:
            given_ = {"api_url": platform.url, "seconds": 5.0, **given}
            channel = TelegramChannel(TOKEN, "secret", Files(folder), **given_)
            await channel.start()
            try:
                came: Any = await doing(channel)
            except (SendFailed, TooLarge) as failed:
                came = failed
            await channel.stop()
            return platform.asked, came

    return asyncio.run(run())


def spoken(played: Any, *answers: Any, delivery: Delivery = SAID, **given: Any) -> Any:
    return talk(played, list(answers), lambda channel: channel.say(delivery, KEY), **given)


def test_a_message_is_posted_to_its_method(played: Any) -> None:
    ((path, headers, body),), came = spoken(played, OK)
    assert (path, headers["content-type"], came) == (f"/bot{TOKEN}/sendMessage", "application/json", None)
    assert "ครบแล้วค่ะ ✅".encode() in body


@pytest.mark.parametrize(
    ("answer", "permanent", "wait"),
    [
        (refused(400, "Bad Request: chat not found"), True, None),
        (refused(401, "Unauthorized"), True, None),
        (refused(403, "Forbidden: bot was blocked by the user"), True, None),
        (refused(400, "Bad Request: group chat was upgraded", migrate_to_chat_id=-1002), True, None),
        (refused(429, "Too Many Requests: retry after 7", retry_after=7), False, 7.0),
        ((429, b"slow down", {}), False, None),
        (refused(500, "Internal Server Error"), False, None),
        ((502, b"<html>Bad Gateway</html>", {}), False, None),
        ((500, [], {}), False, None),
    ],
)
def test_a_refusal_says_whether_to_try_again(played: Any, answer: Any, permanent: bool, wait: float | None) -> None:
    asked, failed = spoken(played, answer)
    assert len(asked) == 1
    assert isinstance(failed, SendFailed)
    assert (failed.permanent, failed.unknown, failed.retry_after) == (permanent, answer[0] >= 500, wait)
    assert str(answer[0]) in str(failed)


@pytest.mark.parametrize(("answer", "seconds"), [("hang", 0.2), ("drop", 5.0)])
def test_a_lost_answer_is_unknown(played: Any, answer: str, seconds: float) -> None:
    asked, failed = spoken(played, answer, seconds=seconds)
    assert len(asked) == 1
    assert (failed.permanent, failed.unknown) == (False, True)


def test_without_a_connection_nothing_was_said(played: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        _, failed = spoken(played, api_url=f"http://127.0.0.1:{taken.getsockname()[1]}")
    assert (failed.permanent, failed.unknown) == (False, False)


@pytest.mark.parametrize("answer", [refused(400, "Bad Request: query is too old"), refused(429, "slow"), "drop"])
def test_a_tap_answered_too_late_does_not_matter(played: Any, answer: Any) -> None:
    asked, came = spoken(played, answer, delivery=ANSWERED)
    assert (len(asked), came) == (1, None)


def document(content: bytes, name: str = "รายงาน ๒๕๖๘.pdf") -> Delivery:
    file = {"digest": hashlib.sha256(content).hexdigest(), "name": name, "media_type": "application/pdf"}
    return Delivery("sendDocument", {"chat_id": 555, "document": file})


def test_a_document_is_sent_under_its_own_name(played: Any, tmp_path: Path) -> None:
    Files(tmp_path).put(b"%PDF-1.7")
    ((path, headers, body),), came = spoken(played, OK, delivery=document(b"%PDF-1.7"), folder=tmp_path)
    assert (path, came) == (f"/bot{TOKEN}/sendDocument", None)
    assert headers["content-type"].startswith("multipart/form-data; boundary=")
    assert 'name="document"; filename="รายงาน ๒๕๖๘.pdf"'.encode() in body
    assert b"\r\n\r\n%PDF-1.7\r\n" in body
    assert b'name="chat_id"\r\n\r\n555\r\n' in body


def test_a_document_that_is_not_stored_is_never_sent(played: Any, tmp_path: Path) -> None:
    asked, failed = spoken(played, delivery=document(b"gone"), folder=tmp_path)
    assert asked == []
    assert failed.permanent


PHOTO = b"\x89PNG\r\n\x1a\n the grid"


@pytest.mark.parametrize(
    ("answer", "fails"), [(OK, False), (refused(400, "PHOTO_INVALID_DIMENSIONS"), False), ("drop", True)]
)
def test_a_picture_too_long_for_a_photo_holds_up_nothing(played: Any, tmp_path: Path, answer: Any, fails: bool) -> None:
    stored = {"digest": Files(tmp_path).put(PHOTO), "name": "status-2568.png", "media_type": "image/png"}
    delivery = Delivery("sendPhoto", {"chat_id": 555, "photo": stored})
    ((path, _, body),), came = spoken(played, answer, delivery=delivery, folder=tmp_path)
    assert (path, bool(came)) == (f"/bot{TOKEN}/sendPhoto", fails)
    assert b'name="photo"; filename="status-2568.png"' in body and PHOTO in body


def fetched(played: Any, *answers: Any, limit: int = 100) -> Any:
    return talk(played, list(answers), lambda channel: channel.fetch("file-1", limit))


NAMED: Any = (200, {"ok": True, "result": {"file_id": "file-1", "file_path": "documents/file_3.pdf"}}, {})


def test_a_file_is_fetched_in_two_steps(played: Any) -> None:
    (named, loaded), came = fetched(played, NAMED, (200, b"%PDF-1.7", {}))
    assert (named[0], named[2]) == (f"/bot{TOKEN}/getFile", b'{"file_id": "file-1"}')
    assert loaded[0] == f"/file/bot{TOKEN}/documents/file_3.pdf"
    assert came == b"%PDF-1.7"


@pytest.mark.parametrize("answers", [[refused(400, "Bad Request: file is too big")], [NAMED, (200, b"0" * 101, {})]])
def test_a_file_past_the_limit_is_not_read_to_its_end(played: Any, answers: Any) -> None:
    _, came = fetched(played, *answers)
    assert isinstance(came, TooLarge)


@pytest.mark.parametrize(
    ("answers", "permanent"),
    [
        ([refused(400, "Bad Request: invalid file_id")], True),
        ([(200, {"ok": True, "result": {}}, {})], True),
        ([NAMED, refused(404, "Not Found")], True),
        ([NAMED, refused(502, "Bad Gateway")], False),
        ([NAMED, "drop", "drop"], False),
    ],
)
def test_a_file_that_does_not_come(played: Any, answers: Any, permanent: bool) -> None:
    _, failed = fetched(played, *answers)
    assert isinstance(failed, SendFailed)
    assert failed.permanent is permanent


def test_the_token_is_in_no_log_and_no_trace(played: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for answer, given in (
            (OK, {}),
            (refused(403, "Forbidden"), {}),
            ("drop", {}),
            ("hang", {"seconds": 0.2}),
            (OK, {"api_url": "http://[nowhere"}),
            (OK, {"api_url": "nowhere"}),
        ):
            _, failed = spoken(played, answer, **given)
            if failed:
                assert isinstance(failed, SendFailed)
                assert TOKEN not in "".join(traceback.format_exception(failed)) + repr(failed)
    assert TOKEN not in caplog.text
