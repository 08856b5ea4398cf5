"""LINE says that the month is used up, whatever it said in the morning: nothing is lost, and what is owed comes later."""

from pathlib import Path

import pytest

from scheduler.remind import WITHHELD
from storage import people, reminders
from storage.outbox import NOTICE, REPORT
from tests.bot.days import OFFICER, Days
from tests.bot.platforms import CHATS, Platforms, on_platforms
from tests.bot.scripted import NOW
from tests.doubles.faults import Fault

LINE = CHATS["line"]


async def used_up_by_others_before_the_rungs(days: Days) -> None:
    """The figures of 07:00 are fine; at 08:30 two reminders and the digest come due, and LINE takes neither of its two."""
    await days.begin()
    await days.at("2024-11-12T08:30", "2024-11-18T07:00")
    days.bot.line.received.clear()
    days.bot.telegram.received.clear()
    days.bot.line.calls.clear()
    days.bot.line.pushed["somebody whom LINE's own console wrote to"] += 300
    await days.at("2024-11-18T08:30")
    assert days.pushed() == {}
    assert len(days.bot.telegram.received) == 1


@pytest.mark.parametrize("room", ["a larger plan", "figures that were wrong"])
def test_the_rung_and_the_digest_are_withheld_on_record_and_come_when_there_is_room(tmp_path: Path, room: str) -> None:
    async def scene(bot: Platforms) -> None:
        days = Days(bot)
        await used_up_by_others_before_the_rungs(days)
        await days.at("2024-11-18T08:31", "2024-11-18T08:35", "2024-11-18T12:00")
        assert bot.line.calls["push"] <= 2  # both at once, and then it is believed
        assert (await bot.states())[3:] == ["withdrawn", "sent", "withdrawn", "lost"]  # the last says that it is gone
        recorded = await bot.tidtam.writer.run(lambda c: reminders.claimed(bot.store(c), WITHHELD))
        assert {person for _, person, _ in recorded} == {bot.persons["line"]}
        await days.at("2024-11-19T07:00", "2024-11-19T07:01", "2024-11-19T08:30", "2024-11-19T09:00")
        assert days.pushed() == {}
        if room == "a larger plan":
            bot.line.monthly = 500
        else:
            bot.line.pushed.clear()
        await days.at("2024-11-20T07:00", "2024-11-20T07:01", "2024-11-20T08:30", "2024-11-20T08:31")
        assert days.pushed() == {LINE: 1, OFFICER: 1}
        (digest,) = (one for one in bot.line.received if one.chat == OFFICER)
        assert "พักการเตือนไว้ 1 คน" in bot.line.texts_of(digest)[0]
        assert len(bot.telegram.received) == 1

    on_platforms(tmp_path, scene, monthly=300)


def test_whoever_has_another_channel_is_reminded_there_within_the_minute(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        days = Days(bot)
        await bot.tidtam.writer.run(
            lambda c: people.link_address(bot.store(c), bot.persons["line"], "telegram", "556", NOW.replace(hour=10))
        )
        await used_up_by_others_before_the_rungs(days)
        await days.at("2024-11-18T08:31", "2024-11-18T08:32")
        assert len(bot.telegram.of(556)) == 1
        assert days.pushed() == {}

    on_platforms(tmp_path, scene, monthly=300)


def test_what_was_asked_for_or_told_is_said_with_the_next_free_reply(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        await bot.owe("line", "รายงานค่ะ", cause=REPORT)
        await bot.owe("line", "มีคนฝากงานค่ะ", cause=NOTICE)
        await bot.wait(seconds=1)
        assert await bot.states() == ["lost", "lost"]
        await bot.say("line", "ช่วยเหลือ")
        words = bot.line.texts(LINE)
        assert {"รายงานค่ะ", "มีคนฝากงานค่ะ"} < set(words)
        assert {one.how for one in bot.line.received} == {"reply"}

    on_platforms(tmp_path, scene, monthly=0)


def test_what_may_have_arrived_before_is_not_owed_anew(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        bot.line.faults.plan("push", Fault("refuse"))
        key = await bot.owe("line", "เตือนค่ะ")
        await bot.wait(seconds=1)
        bot.line.monthly = 0
        await bot.wait(seconds=5)
        assert (await bot.row(key)).state == "unknown"

    on_platforms(tmp_path, scene)
