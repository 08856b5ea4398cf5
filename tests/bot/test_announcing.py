"""Whatever takes a moment is announced, and what becomes of the announcement never matters."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

from bot.announcing import announced
from bot.channels import SendFailed
from bot.jobs import Work
from storage import people
from storage.jobs import Job
from tests.bot.crafted import photo
from tests.bot.platforms import CHATS, Platforms, on_platforms
from tests.bot.scripted import NOW, ScriptedChannel
from tests.doubles.faults import Fault
from tests.doubles.line_records import Content

LINE, TELEGRAM, OFFICER = CHATS["line"], int(CHATS["telegram"]), 900


def job(**payload: object) -> Job:
    return Job(1, 1, "report", payload, False, NOW)


class Showing(ScriptedChannel):
    """Counts how often it was shown."""

    def __init__(self, seconds: float, failure: Exception | None = None) -> None:
        super().__init__()
        self.shown: list[str] = []
        self._seconds = seconds
        self._failure = failure

    async def busy(self, chat_id: str) -> float:
        self.shown.append(chat_id)
        if self._failure:
            raise self._failure
        return self._seconds


def done(channel: Showing, job: Job, until: int = 1) -> bool:
    """Whether the job was done, which takes until it has been shown so often."""
    finished = False

    async def work(_: Job) -> None:
        nonlocal finished
        for _time in range(100):
            if len(channel.shown) >= until:
                break
            await asyncio.sleep(0.001)
        finished = True

    async def run() -> None:
        await announced(work, {"scripted": channel})(job)
        await asyncio.sleep(0)
        assert len(asyncio.all_tasks()) == 1  # nothing is shown any longer

    asyncio.run(run())
    return finished


def test_it_is_shown_again_before_it_ends() -> None:
    channel = Showing(0.005)
    assert done(channel, job(channel="scripted", chat_id="chang"), until=3)
    assert set(channel.shown) == {"chang"}


@pytest.mark.parametrize("failure", [SendFailed("no", permanent=True), ValueError("odd")])
def test_a_showing_that_fails_leaves_the_work_alone(failure: Exception) -> None:
    channel = Showing(60, failure)
    assert done(channel, job(channel="scripted", chat_id="chang"))
    assert len(channel.shown) == 1


@pytest.mark.parametrize("payload", [{}, {"channel": "scripted"}, {"channel": "pigeon", "chat_id": "1"}])
def test_what_nobody_asked_for_in_a_chat_is_shown_to_nobody(payload: dict[str, object]) -> None:
    channel = Showing(60)
    assert done(channel, job(**payload), until=0)
    assert channel.shown == []


async def _awaited(work: Work, job: Job) -> None:
    await work(job)


def test_a_failed_job_fails_as_it_would_have() -> None:
    async def work(_: Job) -> None:
        raise LookupError("gone")

    with pytest.raises(LookupError):
        asyncio.run(_awaited(announced(work, {"scripted": Showing(60)}), job(channel="scripted", chat_id="chang")))


@pytest.mark.parametrize("method", ["loading", "sendChatAction"])
@pytest.mark.parametrize("fault", [None, Fault("refuse", 500), Fault("silence"), Fault("refuse", 400)])
def test_a_report_and_a_file_are_announced_on_both(tmp_path: Path, method: str, fault: Fault | None) -> None:
    async def scene(bot: Platforms) -> None:
        def appoint(connection: Any) -> None:
            store, roles = bot.store(connection), frozenset({"legal_officer"})
            officer = people.add_person(store, "นิติกร", "palad", "", roles, "th", NOW)
            people.link_address(store, officer, "telegram", str(OFFICER), NOW)

        await bot.tidtam.writer.run(appoint)
        if fault:
            bot.line.faults.plan(method, fault)
            bot.telegram.faults.plan(method, fault)
        bot.line.contents["900"] = Content(photo())
        await bot.hear("line", bot.line.people.image(LINE, "900"))
        await bot.hear("line", bot.line.people.text(LINE, "/status"))
        bot.telegram.files["pic"] = photo()
        await bot.hear("telegram", bot.telegram.people.photo(TELEGRAM, "pic", 9000))
        await bot.hear("telegram", bot.telegram.people.text(OFFICER, "/picture"))
        assert bot.line.calls["loading"] >= 1, "shown again where the machine is slow"
        assert bot.telegram.calls["sendChatAction"] >= 2
        assert len(bot.line.texts(LINE)) >= 2
        assert [one.method for one in bot.telegram.of(OFFICER)][-1] == "sendDocument"
        if not fault:
            assert set(bot.line.loading) == {LINE}
            assert list(dict.fromkeys(bot.telegram.actions)) == [(TELEGRAM, "typing"), (OFFICER, "typing")]

    on_platforms(tmp_path, scene)
