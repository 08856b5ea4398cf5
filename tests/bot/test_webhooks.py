"""Webhooks: verified before anything is kept, kept before 200, and each office and platform by itself."""

import json
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import select
from starlette.applications import Starlette

from bot.webhooks import LARGEST, webhook_routes
from storage.tables import event, office
from tests.bot.scripted import SECRET, Bot, ScriptedChannel, played, refused

SIGNED = {"x-secret": SECRET}


def body(words: str, event_id: str = "e1", chat: str = "chang") -> str:
    return json.dumps([{"id": event_id, "chat": chat, "text": words}])


async def post(
    bot: Bot, path: str, content: str | bytes | AsyncIterator[bytes], headers: dict[str, str] | None = None
) -> int:
    app = Starlette(routes=webhook_routes(bot.tidtam))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="https://bot.example") as client:
        answer = await client.post(path, content=content, headers=SIGNED if headers is None else headers)
    return answer.status_code


async def kept(bot: Bot) -> list[tuple[str, str]]:
    """(office, event) of everything noted."""
    found = select(office.c.key, event.c.event_id).join_from(event, office, event.c.office_id == office.c.id)
    return [tuple(row) for row in await bot.look(lambda c: c.execute(found).all())]


def test_a_signed_event_is_kept_when_200_is_said_and_answered_then(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        assert await post(bot, "/webhook/scripted/takbai", body("เริ่ม")) == 200
        assert await kept(bot) == [("takbai", "e1")]
        await bot.tidtam.settle()
        assert [chat for chat, _ in bot.channel.said] == ["chang"]

    played(tmp_path, scene)


@pytest.mark.parametrize("headers", [{}, {"x-secret": ""}, {"x-secret": SECRET[:-1]}, {"x-other": SECRET}])
def test_whoever_does_not_know_the_secret_gets_401_and_nothing_is_kept(tmp_path: Path, headers: dict[str, str]) -> None:
    async def scene(bot: Bot) -> None:
        assert await post(bot, "/webhook/scripted/takbai", body("เริ่ม"), headers) == 401
        assert await kept(bot) == []
        await bot.tidtam.settle()
        assert bot.channel.said == []

    played(tmp_path, scene)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/webhook/scripted/phuket", 404),
        ("/webhook/scripted", 404),  # there are two offices, so the address must name one
        ("/webhook/scripted/takbai/more", 404),
    ],
)
def test_an_office_that_is_not_there_is_404_and_nothing_is_kept(tmp_path: Path, path: str, expected: int) -> None:
    async def scene(bot: Bot) -> None:
        assert await post(bot, path, body("เริ่ม")) == expected
        assert await kept(bot) == []

    played(tmp_path, scene)


def test_an_unknown_platform_cannot_be_told_from_a_forged_request(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        assert await post(bot, "/webhook/whatsapp/takbai", body("เริ่ม")) in (401, 404)
        assert await kept(bot) == []

    played(tmp_path, scene)


def test_a_body_beyond_the_limit_is_413_whether_it_tells_its_length_or_not(tmp_path: Path) -> None:
    async def streamed() -> AsyncIterator[bytes]:
        for _ in range(LARGEST // 65536 + 2):
            yield b" " * 65536

    async def scene(bot: Bot) -> None:
        assert await post(bot, "/webhook/scripted/takbai", b" " * (LARGEST + 1)) == 413
        assert await post(bot, "/webhook/scripted/takbai", streamed()) == 413
        assert await kept(bot) == []

    played(tmp_path, scene)


def test_a_signed_body_that_is_not_the_platforms_is_400(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        assert await post(bot, "/webhook/scripted/takbai", b"\xff not json") == 400

    played(tmp_path, scene)


def test_what_cannot_be_kept_is_503_so_that_the_platform_sends_it_again(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        bot.tidtam.writer.stop()
        assert await post(bot, "/webhook/scripted/takbai", body("เริ่ม")) == 503

    played(tmp_path, scene)


def test_two_offices_never_meet(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        assert await post(bot, "/webhook/scripted/takbai", body("เริ่ม", "same")) == 200
        assert await post(bot, "/webhook/scripted/narathiwat", body("เริ่ม", "same")) == 200
        assert sorted(await kept(bot)) == [("narathiwat", "same"), ("takbai", "same")]
        await bot.tidtam.settle()
        told = [text for _, text in bot.channel.said]
        assert told[0].startswith("📌 รายงานประจำเดือน")
        assert "เทศบาลเมืองนราธิวาส พิมพ์รหัสเข้าร่วม" in told[1], "the same chat is a stranger to the other office"

    played(tmp_path, scene)


def test_a_platform_that_is_down_does_not_stop_the_other(tmp_path: Path) -> None:
    down = ScriptedChannel("down")
    down.failures = [refused() for _ in range(3)]

    async def scene(bot: Bot) -> None:
        assert await post(bot, "/webhook/down/takbai", body("สวัสดี", "e0", "someone")) == 200
        assert await post(bot, "/webhook/scripted/takbai", body("เริ่ม")) == 200
        await bot.tidtam.outbox.idle()
        assert bot.channel.said[0][0] == "chang" and down.said == []
        for _ in range(6):
            await bot.wait(timedelta(seconds=30))
        assert [chat for chat, _ in down.said] == ["someone"], "and nothing is lost of the one that was down"

    played(tmp_path, scene, down)
