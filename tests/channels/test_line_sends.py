"""What LINE answers when we speak, and what becomes of the message then. LINE is played on loopback."""

import asyncio
import logging
import socket
import zlib
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from bot.channels import Delivery, SendFailed, TooLarge
from bot.channels.line import LineChannel

KEY = "6a1c1a5e-6c1f-4a8e-9f0b-0f6a3c2d1e4b"
SAID = [{"type": "text", "text": "ครบแล้วค่ะ ✅"}]
REPLY = Delivery("reply", {"replyToken": "reply-1", "messages": SAID})
PUSH = Delivery("push", {"to": "U" + "a" * 32, "messages": SAID})
TOKEN = "the-access-token"
IDS = {"x-line-request-id": "req-1"}


def talk(played: Any, answers: list[Any], doing: Callable[[LineChannel], Awaitable[Any]], **given: Any) -> Any:
    """(what LINE was asked, what `doing` gave or raised)"""

    async def run() -> Any:
        async with played(*answers) as platform:
            urls = {"api_url": platform.url, "api_data_url": platform.url}
            channel = LineChannel("secret", **{"access_token": TOKEN, "seconds": 5.0, **urls, **given})
            await channel.start()
            try:
                came: Any = await doing(channel)
            except (SendFailed, TooLarge) as failed:
                came = failed
            await channel.stop()
            return platform.asked, came

    return asyncio.run(run())


def spoken(played: Any, *answers: Any, delivery: Delivery = PUSH, **given: Any) -> Any:
    return talk(played, list(answers), lambda channel: channel.say(delivery, KEY), **given)


def test_a_push_carries_the_key_and_the_very_words(played: Any) -> None:
    ((path, headers, body),), came = spoken(played, (200, {"sentMessages": [{"id": "1"}]}, IDS))
    assert came is None
    assert path == "/v2/bot/message/push"
    assert headers["authorization"] == f"Bearer {TOKEN}"
    assert headers["content-type"] == "application/json"
    assert headers["x-line-retry-key"] == KEY
    assert "ครบแล้วค่ะ ✅".encode() in body


def test_a_later_part_has_a_key_of_its_own_always_the_same(played: Any) -> None:
    later = Delivery("push", PUSH.body, 1)
    (first, second), _ = talk(played, [], lambda c: asyncio.gather(c.say(later, KEY), c.say(later, KEY)))
    assert first[1]["x-line-retry-key"] == second[1]["x-line-retry-key"] != KEY


def test_a_reply_carries_no_key_for_line_would_refuse_it(played: Any) -> None:
    ((path, headers, _),), came = spoken(played, (200, {}, IDS), delivery=REPLY)
    assert (path, came) == ("/v2/bot/message/reply", None)
    assert "x-line-retry-key" not in headers


@pytest.mark.parametrize(("chat", "path"), [("Cabc", "/v2/bot/group/Cabc/leave"), ("Rabc", "/v2/bot/room/Rabc/leave")])
def test_a_group_is_left(played: Any, chat: str, path: str) -> None:
    (asked,), came = spoken(played, (200, {}, IDS), delivery=Delivery("leave", {"chat": chat}, 1))
    assert (asked[0], asked[2], came) == (path, b"", None)


def test_a_second_try_that_line_knows_is_delivered(played: Any) -> None:
    _, came = spoken(played, (409, {"message": "The retry key is already accepted"}, IDS))
    assert came is None


BAD_TOKEN = {"message": "Invalid reply token"}
MONTHLY = {"message": "You have reached your monthly limit."}
RATE = {"message": "The API rate limit has been exceeded. Try again later."}
REFUSALS = [
    (PUSH, 400, {"message": "The property, 'to', in the request body is invalid"}, {}, True, None, "'to'"),
    (REPLY, 400, BAD_TOKEN, {}, True, None, "spent or expired"),
    (REPLY, 409, {"message": "odd"}, {}, True, None, "409"),
    (PUSH, 401, {"message": "Authentication failed"}, {}, True, None, "401"),
    (PUSH, 403, {"message": "Not available"}, {}, True, None, "403"),
    (PUSH, 429, MONTHLY, {}, True, None, "monthly limit"),
    (PUSH, 429, RATE, {}, False, None, "rate limit"),
    (PUSH, 429, RATE, {"Retry-After": "7"}, False, 7.0, "rate limit"),
    (PUSH, 500, {"message": "The request failed"}, {}, False, None, "500"),
    (PUSH, 503, b"<html>busy</html>", {}, False, None, "no reason given"),
    (PUSH, 302, b"", {"Location": "http://127.0.0.1:9/"}, True, None, "302"),
]


@pytest.mark.parametrize(("delivery", "status", "body", "headers", "permanent", "wait", "reason"), REFUSALS)
def test_a_refusal_says_whether_to_try_again(
    played: Any, delivery: Delivery, status: int, body: Any, headers: Any, permanent: bool, wait: Any, reason: str
) -> None:
    asked, failed = spoken(played, (status, body, IDS | headers), delivery=delivery)
    assert len(asked) == 1
    assert isinstance(failed, SendFailed)
    assert (failed.permanent, failed.unknown, failed.retry_after) == (permanent, status >= 500, wait)
    assert reason in str(failed)
    assert failed.spent is (body == BAD_TOKEN)
    assert "req-1" in str(failed)
    assert TOKEN not in repr(failed)


@pytest.mark.parametrize(("answer", "seconds"), [("hang", 0.2), ("drop", 5.0)])
def test_a_lost_answer_is_unknown(played: Any, answer: str, seconds: float) -> None:
    asked, failed = spoken(played, answer, seconds=seconds)
    assert len(asked) == 1
    assert (failed.permanent, failed.unknown) == (False, True)


def test_without_a_connection_nothing_was_said(played: Any) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{taken.getsockname()[1]}"
        asked, failed = spoken(played, api_url=nobody)
    assert asked == []
    assert (failed.permanent, failed.unknown) == (False, False)


ISSUED: Any = (200, {"token_type": "Bearer", "access_token": "stateless-1", "expires_in": 900}, {})
NO_TOKEN: Any = {"access_token": "", "channel_id": "1657"}


async def twice(channel: LineChannel) -> None:
    await asyncio.gather(channel.say(PUSH, KEY), channel.say(PUSH, KEY))


def test_a_short_lived_token_is_asked_for_once(played: Any) -> None:
    (issue, first, second), came = talk(played, [ISSUED], twice, **NO_TOKEN)
    assert came is None
    assert (issue[0], issue[1]["content-type"]) == ("/oauth2/v3/token", "application/x-www-form-urlencoded")
    assert issue[2] == b"grant_type=client_credentials&client_id=1657&client_secret=secret"
    assert {first[1]["authorization"], second[1]["authorization"]} == {"Bearer stateless-1"}


def test_a_token_near_its_end_is_renewed(played: Any) -> None:
    short: Any = (200, {"access_token": "short", "expires_in": 59}, {})

    async def one_after_another(channel: LineChannel) -> None:
        await channel.say(PUSH, KEY)
        await channel.say(PUSH, KEY)

    asked, _ = talk(played, [short, (200, {}, {}), ISSUED], one_after_another, **NO_TOKEN)
    assert [headers.get("authorization") for _, headers, _ in asked] == [
        None,
        "Bearer short",
        None,
        "Bearer stateless-1",
    ]


def test_a_refused_short_lived_token_is_not_used_again(played: Any) -> None:
    async def try_twice(channel: LineChannel) -> SendFailed:
        with pytest.raises(SendFailed) as refused:
            await channel.say(PUSH, KEY)
        await channel.say(PUSH, KEY)
        return refused.value

    renewed: Any = (200, {"access_token": "stateless-2", "expires_in": 900}, {})
    asked, refused = talk(played, [ISSUED, (401, {"message": "no"}, {}), renewed], try_twice, **NO_TOKEN)
    assert not refused.permanent
    assert asked[-1][1]["authorization"] == "Bearer stateless-2"


@pytest.mark.parametrize(
    ("answer", "permanent"),
    [((400, {"error": "invalid_client"}, {}), True), ((500, {}, {}), False), ((200, {}, {}), False), ("drop", False)],
)
def test_without_a_token_nothing_was_said(played: Any, answer: Any, permanent: bool) -> None:
    asked, failed = spoken(played, answer, **NO_TOKEN)
    assert len(asked) == 1
    assert (failed.permanent, failed.unknown) == (permanent, False)
    assert "secret" not in str(failed)


def fetched(played: Any, answer: Any, limit: int) -> Any:
    return talk(played, [answer], lambda channel: channel.fetch("444", limit))


def test_a_file_is_fetched_from_where_line_keeps_files(played: Any) -> None:
    ((path, headers, _),), came = fetched(played, (200, b"%PDF-" * 100_000, {}), 500_000)
    assert path == "/v2/bot/message/444/content"
    assert headers["authorization"] == f"Bearer {TOKEN}"
    assert came == b"%PDF-" * 100_000


@pytest.mark.parametrize("headers", [{}, {"Content-Encoding": "deflate"}])
def test_a_file_past_the_limit_is_not_read_to_its_end(played: Any, headers: dict[str, str]) -> None:
    content = b"0" * 500_001
    _, came = fetched(played, (200, zlib.compress(content) if headers else content, headers), 500_000)
    assert isinstance(came, TooLarge)


@pytest.mark.parametrize(("status", "permanent"), [(202, False), (404, True), (410, True), (500, False), (429, False)])
def test_a_file_that_does_not_come(played: Any, status: int, permanent: bool) -> None:
    _, failed = fetched(played, (status, {"message": "no"}, {}), 10)
    assert isinstance(failed, SendFailed)
    assert failed.permanent is permanent


def test_no_token_is_ever_logged(played: Any, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for answer in ((200, {}, IDS), (401, {"message": "no"}, IDS), "drop"):
            spoken(played, answer)
    assert TOKEN not in caplog.text
