"""The report that nobody asked for goes out like all that is unasked: in the hours, inside the budget, and not twice."""

from pathlib import Path

import pytest

from storage import budgets, outbox, people
from storage.outbox import NOTICE, REPORT
from tests.bot.days import OFFICER, Days
from tests.bot.platforms import CHATS, Platforms, on_platforms
from tests.bot.scripted import NOW
from tests.doubles.faults import Fault

WEEKLY = "ระบบรวบรวมให้เอง"
COMPILED = "2025-10-16T08:30"  # the day after the year's end was due, a Thursday
UNASKED_OF_LATE = ("2025-10-16T08:30", "2025-10-16T12:00", "2025-10-16T16:29", "2025-10-16T16:31", "2025-10-16T20:00")


async def of_line(bot: Platforms) -> list[str]:
    """What became of each weekly report."""
    rows = await bot.tidtam.writer.run(
        lambda c: c.exec_driver_sql("SELECT state FROM outbox WHERE cause = 'weekly' ORDER BY created_at").all()
    )
    return [row.state for row in rows]


@pytest.mark.parametrize(("fault", "first"), [("refuse", "unknown"), ("limit", "withdrawn")])
def test_a_line_that_comes_back_in_the_evening_brings_it_next_morning_with_a_link_that_works(
    tmp_path: Path, fault: str, first: str
) -> None:
    async def scene(bot: Platforms) -> None:
        days = Days(bot)
        await days.begin()
        bot.line.faults.plan("push", *(Fault("refuse", 503 if fault == "refuse" else 429) for _ in range(200)))
        await days.at(*UNASKED_OF_LATE[:-1])
        bot.line.faults.none()
        await days.at(UNASKED_OF_LATE[-1])
        assert days.pushed() == {}
        await days.at("2025-10-17T08:29", "2025-10-17T08:30", "2025-10-17T08:31", "2025-10-17T12:00")
        assert days.pushed(WEEKLY) == {OFFICER: 1}
        assert await of_line(bot) == [first, "sent"]

    on_platforms(tmp_path, scene)


def test_without_a_budget_it_is_said_with_the_next_free_reply(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        days = Days(bot)
        await days.begin()
        await bot.tidtam.writer.run(lambda c: budgets.set_monthly(bot.store(c), "line", 0))
        await days.at(COMPILED, "2025-10-16T09:00")
        assert days.pushed() == {}
        await bot.hear("line", bot.line.people.text(OFFICER, "ช่วยเหลือ"))
        assert any(WEEKLY in text for text in bot.line.texts(OFFICER))
        assert days.pushed() == {}

    on_platforms(tmp_path, scene)


def test_without_a_budget_it_goes_by_a_channel_that_counts_nothing(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        days = Days(bot)
        await days.begin()
        later = NOW.replace(hour=10)
        await bot.tidtam.writer.run(
            lambda c: people.link_address(bot.store(c), bot.persons["officer"], "telegram", "900", later)
        )
        await bot.tidtam.writer.run(lambda c: budgets.set_monthly(bot.store(c), "line", 0))
        await days.at(COMPILED)
        assert any(WEEKLY in str(one.body) for one in bot.telegram.of(900))
        assert days.pushed() == {}

    on_platforms(tmp_path, scene)


def test_whoever_is_no_officer_any_more_does_not_get_it(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        await bot.owe("line", "รายงานค่ะ", cause=outbox.WEEKLY)
        await bot.wait(seconds=1)
        assert await bot.states() == ["withdrawn"]

    on_platforms(tmp_path, scene)


def test_a_notice_waits_for_the_hours_and_what_was_asked_for_does_not(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        days = Days(bot)
        await days.at("2024-11-01T19:00")
        for channel in ("line", "telegram"):
            await bot.owe(channel, "มีคนฝากงานค่ะ", cause=NOTICE)
            await bot.owe(channel, "รายงานค่ะ", cause=REPORT)
        await days.at("2024-11-01T19:01", "2024-11-02T10:00", "2024-11-04T08:29")
        assert (bot.line.texts(CHATS["line"]), len(bot.telegram.of(555))) == (["รายงานค่ะ"], 1)
        bot.line.faults.plan("push", Fault("refuse"))  # the time in which it is tried begins now
        await days.at("2024-11-04T08:30", "2024-11-04T08:31")
        assert bot.line.texts(CHATS["line"]).count("มีคนฝากงานค่ะ") == 1
        assert sum("มีคนฝากงานค่ะ" in text for text in bot.telegram.texts(555)) == 1

    on_platforms(tmp_path, scene)


def test_a_notice_without_a_budget_is_said_with_the_next_free_reply_and_a_report_goes_at_once(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        await bot.tidtam.writer.run(lambda c: budgets.set_monthly(bot.store(c), "line", 0))
        await bot.owe("line", "มีคนฝากงานค่ะ", cause=NOTICE)
        await bot.owe("line", "รายงานค่ะ", cause=REPORT)
        await bot.wait(seconds=1)
        assert bot.line.texts(CHATS["line"]) == ["รายงานค่ะ"]
        await bot.say("line", "ช่วยเหลือ")
        assert "มีคนฝากงานค่ะ" in bot.line.texts(CHATS["line"])

    on_platforms(tmp_path, scene)


def test_what_was_asked_for_is_not_counted_against_the_office_s_own_budget(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        await bot.tidtam.writer.run(lambda c: budgets.set_monthly(bot.store(c), "line", 2))
        for number in range(5):
            await bot.owe("line", f"รายงาน {number}", cause=REPORT)
        await bot.owe("line", "มีคนฝากงานค่ะ", cause=NOTICE)
        await bot.wait(seconds=1)
        assert len(bot.line.texts(CHATS["line"])) == 6

    on_platforms(tmp_path, scene)
