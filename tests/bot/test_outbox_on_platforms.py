"""The outbox against LINE and Telegram as they behave: once where it can be once, never silently not at all."""

import asyncio
import json
import re
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from bot.outbox_commands import list_unsent, send_again
from bot.rendering import unpacked
from bot.running import Tidtam
from dialogue.messages import Message
from dialogue.said import Text
from handlers.update import SAID, Update
from storage import people
from storage.database import Connection
from storage.office_store import OfficeStore
from storage.outbox import REPORT, Owed
from tests.bot.platforms import CHATS, Platforms, on_platforms
from tests.doubles.faults import Fault
from tests.doubles.line_records import Received

LINE, TELEGRAM = CHATS["line"], int(CHATS["telegram"])


def pushes(bot: Platforms) -> list[Received]:
    return [one for one in bot.line.received if one.how == "push"]


@pytest.mark.parametrize("kind", ["refuse", "reset", "silence", "done_refuse", "done_reset", "done_silence"])
def test_a_push_arrives_once_whatever_happens_to_the_first_try(tmp_path: Path, kind: str) -> None:
    async def scene(bot: Platforms) -> None:
        bot.line.faults.plan("push", Fault(kind))
        key = await bot.owe("line", "รายงานค่ะ")
        for _ in range(3):
            await bot.wait(seconds=5)
        assert [one.key for one in pushes(bot)] == [key]
        assert bot.line.used == 1
        assert (await bot.row(key)).state == "sent"

    on_platforms(tmp_path, scene)


def test_a_monthly_limit_is_no_rate_limit(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        keys = [await bot.owe("line", f"ข้อที่ {n}") for n in range(3)]
        for _ in range(3):
            await bot.wait(minutes=10)
        assert bot.line.calls["push"] == 3  # none was tried twice
        assert sorted([(await bot.row(key)).state for key in keys]) == ["sent", "sent", "withdrawn"]
        assert list_unsent(bot.url, "") == "Everything was sent."  # what was withheld is found again, and is no failure

    on_platforms(tmp_path, scene, monthly=2)


def test_what_was_refused_is_listed_without_names_and_sent_again_when_told(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        bot.line.faults.plan("push", Fault("refuse", 400))
        key = await bot.owe("line", "รายงานค่ะ")
        await bot.wait(seconds=1)
        (listed,) = list_unsent(bot.url, "").splitlines()
        assert listed.startswith(f"{key[:8]}\tfailed\treminder\tline\tperson ")
        assert "LINE answered 400" in listed
        assert LINE not in listed
        send_again(bot.url, "", [], bot.clock(), unknown=False)
        await bot.wait(seconds=1)
        assert [one.key for one in pushes(bot)] == [key]

    on_platforms(tmp_path, scene)


def test_a_rate_limit_is_waited_for(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        bot.line.faults.plan("push", Fault("refuse", 429))
        bot.telegram.faults.plan("sendMessage", Fault("refuse", 429))
        await bot.owe("line", "รายงานค่ะ")
        await bot.owe("telegram", "รายงานค่ะ")
        for _ in range(3):
            await bot.wait(seconds=5)
        assert len(pushes(bot)) == len(bot.telegram.of(TELEGRAM)) == 1

    on_platforms(tmp_path, scene)


@pytest.mark.parametrize(("kind", "received"), [("refuse", 0), ("done_refuse", 1), ("done_reset", 1), ("silence", 0)])
def test_a_telegram_reminder_of_unknown_end_is_left_alone_and_seen(tmp_path: Path, kind: str, received: int) -> None:
    async def scene(bot: Platforms) -> None:
        bot.telegram.faults.plan("sendMessage", Fault(kind))
        key = await bot.owe("telegram", "เตือนค่ะ")
        for _ in range(3):
            await bot.wait(minutes=5)
        assert len(bot.telegram.of(TELEGRAM)) == received
        assert list_unsent(bot.url, "").startswith(f"{key[:8]}\tunknown\treminder\ttelegram")
        send_again(bot.url, "", [key[:8]], bot.clock(), unknown=False)
        await bot.wait(seconds=5)
        assert len(bot.telegram.of(TELEGRAM)) == received + 1
        assert list_unsent(bot.url, "") == "Everything was sent."

    on_platforms(tmp_path, scene)


def test_a_report_of_unknown_end_is_sent_again(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        bot.telegram.faults.plan("sendMessage", Fault("done_reset"))
        await bot.owe("telegram", "รายงานเสร็จแล้วค่ะ", cause=REPORT)
        await bot.wait(seconds=5)
        await bot.wait(seconds=5)
        assert bot.telegram.texts(TELEGRAM) == ["รายงานเสร็จแล้วค่ะ"] * 2

    on_platforms(tmp_path, scene)


def test_without_a_connection_a_reminder_is_tried_again(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        channel = bot.tidtam.channels["telegram"]
        there, channel._methods = channel._methods, "http://127.0.0.1:9/bot"  # type: ignore[attr-defined]
        key = await bot.owe("telegram", "เตือนค่ะ")
        await bot.wait(seconds=1)
        assert "no connection" in (await bot.row(key)).error
        channel._methods = there  # type: ignore[attr-defined]
        await bot.wait(seconds=5)
        assert bot.telegram.texts(TELEGRAM) == ["เตือนค่ะ"]

    on_platforms(tmp_path, scene)


def test_of_several_requests_those_that_were_taken_are_never_made_again_and_none_changes(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        key = await bot.owe("telegram", "หนึ่ง", "สอง", "สาม", cause=REPORT)
        bot.telegram.faults.plan("sendMessage", Fault("slow"), Fault("reset"))
        await bot.wait(seconds=1)
        row = await bot.row(key)
        assert (row.delivered, row.state) == (1, "trying")
        again = bot.another()  # the first is gone; the next version of the program may render otherwise
        again.channels["telegram"].render = None  # type: ignore[method-assign,assignment]
        await _left_to(bot, again)
        assert bot.telegram.texts(TELEGRAM) == ["หนึ่ง", "สอง", "สาม"]
        assert [one.body for one in bot.telegram.received] == [d.body for d in unpacked(row.rendered)]

    on_platforms(tmp_path, scene)


async def _left_to(bot: Platforms, other: Tidtam) -> None:
    await other.start()
    for _ in range(4):
        bot.clock.move(bot.clock() + timedelta(seconds=40))
        await other.settle()
    await other.stop()


def test_two_processes_never_send_the_same_row(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        bot.telegram.a_chat_a_second = 1e6
        other = bot.another()
        await other.start()
        keys = [await bot.owe("line", f"ข้อที่ {n}") for n in range(20)]
        texts = [f"เตือน {n}" for n in range(5)]
        for text in texts:
            await bot.owe("telegram", text)
        await asyncio.gather(*(one.outbox.poll() for one in (bot.tidtam, other) for _ in range(3)))
        await asyncio.gather(bot.tidtam.settle(), other.settle())
        await other.stop()
        assert bot.line.calls["push"] == 20
        assert sorted(one.key for one in pushes(bot)) == sorted(keys)
        assert sorted(bot.telegram.texts(TELEGRAM)) == texts

    on_platforms(tmp_path, scene)


def test_a_lost_reply_is_said_before_the_next_and_never_pushed(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        bot.line.faults.plan("reply", *(Fault("refuse") for _ in range(9)))
        await bot.say("line", "เริ่ม")
        for _ in range(8):
            await bot.wait(seconds=12)
        assert await bot.states() == ["lost"]
        bot.line.faults.none()
        await bot.say("line", "3")
        (reply,) = bot.line.received
        words = bot.line.texts_of(reply)
        assert reply.how == "reply"
        assert [n for n, text in enumerate(words) if "1/4" in text] < [
            n for n, text in enumerate(words) if "2/4" in text
        ]
        assert await bot.states() == ["repeated", "sent"]
        assert (bot.line.used, bot.line.calls["push"]) == (0, 0)

    on_platforms(tmp_path, scene)


@pytest.mark.parametrize("kind", ["done_refuse", "done_reset"])
def test_a_reply_that_spent_its_token_unseen_was_said(tmp_path: Path, kind: str) -> None:
    async def scene(bot: Platforms) -> None:
        bot.line.faults.plan("reply", Fault(kind))
        await bot.say("line", "เริ่ม")
        await bot.wait(seconds=3)
        assert bot.line.calls["reply"] == 2
        assert len(bot.line.received) == 1
        assert await bot.states() == ["sent"]

    on_platforms(tmp_path, scene)


@pytest.mark.parametrize(
    ("channel", "method", "fault"),
    [
        ("line", "reply", Fault("refuse", 503)),
        ("telegram", "sendMessage", Fault("refuse", 429)),
        ("telegram", "sendMessage", Fault("done_refuse", 502)),
        ("telegram", "sendMessage", Fault("silence")),
    ],
)
def test_a_reply_that_a_later_one_has_overtaken_is_never_said_after_it(
    tmp_path: Path, channel: str, method: str, fault: Fault
) -> None:
    async def scene(bot: Platforms) -> None:
        await bot.say(channel, "เริ่ม")
        await bot.wait(seconds=5)
        (bot.line if channel == "line" else bot.telegram).faults.plan(method, fault)
        await bot.say(channel, "3")  # its reply asks 2/4, and fails
        await bot.say(channel, "4")
        for _ in range(3):
            await bot.wait(seconds=10)
        assert places(bot, channel)[-1] == "3"
        assert (await bot.states())[1] == "lost"
        await bot.say(channel, "0")
        assert [place for place in places(bot, channel) if place != "1"][-3:] == [
            "3",
            "2",
            "4",
        ]  # what was missed, and last where the person is
        assert (await bot.states())[1] == "repeated"

    on_platforms(tmp_path, scene)


@pytest.mark.parametrize(
    ("channel", "method", "status"),
    [("line", "reply", 401), ("line", "reply", 403), ("telegram", "sendMessage", 401)],
)
def test_a_reply_that_an_ended_access_token_refused_is_said_before_the_next(
    tmp_path: Path, channel: str, method: str, status: int
) -> None:
    async def scene(bot: Platforms) -> None:
        (bot.line if channel == "line" else bot.telegram).faults.plan(method, Fault("refuse", status))
        await bot.say(channel, "เริ่ม")
        await bot.wait(minutes=10)
        assert (places(bot, channel), await bot.states()) == ([], ["lost"])
        await bot.say(channel, "3")
        assert places(bot, channel) == ["1", "2"]

    on_platforms(tmp_path, scene)


@pytest.mark.parametrize(("channel", "status"), [("line", 400), ("telegram", 400), ("telegram", 403)])
def test_a_reply_that_was_refused_for_its_own_sake_does_not_take_the_next_along(
    tmp_path: Path, channel: str, status: int
) -> None:
    async def scene(bot: Platforms) -> None:
        refusals = {"line": ("reply", bot.line.faults), "telegram": ("sendMessage", bot.telegram.faults)}
        method, faults = refusals[channel]
        faults.plan(method, Fault("refuse", status))
        await bot.say(channel, "เริ่ม")
        await bot.say(channel, "3")
        assert (places(bot, channel), await bot.states()) == (["2"], ["failed", "sent"])
        assert "\t1 tries\t" in list_unsent(bot.url, "")

    on_platforms(tmp_path, scene)


def test_a_reply_that_fails_while_the_next_one_waits_for_it_is_said_with_a_later_one(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        await bot.say("telegram", "เริ่ม")
        await bot.wait(seconds=5)
        bot.telegram.faults.plan("sendMessage", Fault("silence"))
        for number, text in enumerate(("3", "4")):
            bot.clock.move(bot.clock() + timedelta(seconds=1))
            update = Update("telegram", f"{2000 + number}", CHATS["telegram"], bot.clock(), SAID, Text(text))
            await bot.tidtam.inbox.receive(bot.office, [update])
        await bot.tidtam.settle()
        assert (places(bot, "telegram"), await bot.states()) == (["1", "3"], ["sent", "lost", "sent"])
        assert bot.telegram.faults.met == [("sendMessage", "silence")]

    on_platforms(tmp_path, scene)


def places(bot: Platforms, channel: str) -> list[str]:
    """Which questions that chat was shown, in order."""
    texts = bot.line.texts(LINE) if channel == "line" else bot.telegram.texts(TELEGRAM)
    return re.findall(r"(\d)/\d", "\n".join(texts))


LONG = [" ".join(f"คำที่{n}" for n in range(6000))]
"""One text that even five messages do not hold."""


@pytest.mark.parametrize("texts", [[f"คำที่{n}" for n in range(12)], LONG], ids=["many", "long"])
def test_what_one_reply_cannot_hold_is_said_with_the_next(tmp_path: Path, texts: list[str]) -> None:
    async def scene(bot: Platforms) -> None:
        token = str(bot.line.people.text(LINE, "ถาม")["replyToken"])

        def owe(connection: Connection) -> Sequence[Owed]:
            store = OfficeStore(connection, bot.office)
            messages = [Message(text) for text in texts]
            return bot.tidtam.outbox.owe_reply(store, "line", LINE, messages, bot.clock(), token, None)

        bot.tidtam.outbox.speak(await bot.tidtam.writer.run(owe))
        await bot.tidtam.settle()
        assert 3 <= len(bot.line.texts(LINE)) <= 5
        for _ in range(4):
            await bot.say("line", "สถานะ")
        words = [word for text in bot.line.texts(LINE) for word in text.split() if word.startswith("คำที่")]
        assert words == " ".join(texts).split()
        assert "lost" not in await bot.states()
        assert bot.line.calls["push"] == 0

    on_platforms(tmp_path, scene)


def test_a_reply_does_not_wait_for_a_slow_reminder_to_the_same_chat(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        bot.telegram.faults.plan("sendMessage", Fault("slow", seconds=0.05))
        await bot.owe("telegram", "เตือนค่ะ")
        await bot.tidtam.outbox.poll()
        while not bot.telegram.faults.met:  # noqa: ASYNC110
            await asyncio.sleep(0)
        await bot.say("telegram", "ช่วยเหลือ")
        assert bot.telegram.texts(TELEGRAM)[-1] == "เตือนค่ะ"
        assert len(bot.telegram.received) > 1

    on_platforms(tmp_path, scene)


def test_what_was_rendered_is_kept_before_the_first_try(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        bot.line.faults.plan("push", Fault("refuse"))
        key = await bot.owe("line", "รายงานค่ะ")
        await bot.wait(seconds=1)
        kept = json.loads((await bot.row(key)).rendered)
        await bot.wait(seconds=5)
        assert [[["push", {"to": LINE, "messages": one.messages}, 0]] for one in pushes(bot)] == [kept]

    on_platforms(tmp_path, scene)


@pytest.mark.parametrize("way", ["blocked", "unknown"])
def test_a_chat_that_is_gone_is_written_to_no_more(tmp_path: Path, way: str) -> None:
    async def scene(bot: Platforms) -> None:
        getattr(bot.telegram, way).add(TELEGRAM)
        key = await bot.owe("telegram", "เตือนค่ะ")
        await bot.wait(minutes=5)
        assert (await bot.row(key)).state == "failed"
        assert bot.telegram.calls["sendMessage"] == 1
        reached = await bot.tidtam.writer.run(lambda c: people.addresses(OfficeStore(c, bot.office)))
        assert set(reached) == {bot.persons["line"]}

    on_platforms(tmp_path, scene)
