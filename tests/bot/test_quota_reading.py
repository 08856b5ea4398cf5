"""The month's figures are the platform's own: read daily and after broadcasts, and obeyed."""

from datetime import timedelta
from pathlib import Path

from scheduler.timetable import tick_office
from storage import budgets
from storage.budgets import Budget
from storage.database import Connection
from storage.office_store import OfficeStore
from storage.outbox import REPORT
from tests.bot.platforms import Platforms, on_platforms
from tests.doubles.faults import Fault


async def budget(bot: Platforms) -> Budget | None:
    return await bot.tidtam.writer.run(lambda c: budgets.budget(OfficeStore(c, bot.office), "line", bot.clock()))


async def tick(bot: Platforms) -> None:
    def ticked(connection: Connection) -> None:
        tick_office(connection, bot.office, bot.clock())

    await bot.tidtam.writer.run(ticked)
    await bot.tidtam.settle()


def test_they_are_read_once_a_day_and_what_others_have_sent_counts(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        bot.line.pushed["somebody whom LINE's own console wrote to"] += 40
        for _ in range(3):
            await tick(bot)
        assert (bot.line.calls["quota"], bot.line.calls["consumption"]) == (1, 1)
        assert await budget(bot) == Budget(
            300, 40 + 2
        )  # one of the very moment of the reading counts twice rather than not at all
        await bot.owe("line", "รายงานค่ะ", cause=REPORT)
        assert await budget(bot) == Budget(300, 43)
        for day in range(2, 5):
            bot.clock.move(bot.clock() + timedelta(days=1))
            await bot.tidtam.settle()
            assert bot.line.calls["quota"] == day

    on_platforms(tmp_path, scene, monthly=300)


def test_where_there_is_no_limit_nothing_is_kept_back(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        await tick(bot)
        assert bot.line.calls["quota"] == 1
        assert await budget(bot) is None

    on_platforms(tmp_path, scene)


def test_a_day_on_which_it_cannot_be_read_breaks_no_chain(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        bot.line.faults.plan("quota", *(Fault("refuse") for _ in range(3)))
        await tick(bot)
        for _ in range(3):
            await bot.wait(minutes=2)
        assert (bot.line.calls["quota"], await budget(bot)) == (3, None)
        await bot.wait(days=1)
        assert bot.line.calls["quota"] == 4
        found = await budget(bot)
        assert found is not None and found.monthly == 300

    on_platforms(tmp_path, scene, monthly=300)


def test_when_line_says_that_the_month_is_over_it_is_believed_until_it_is_read_again(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        await tick(bot)
        bot.line.monthly = 0
        await bot.owe("line", "รายงานค่ะ", cause=REPORT)
        await bot.wait(seconds=1)
        found = await budget(bot)
        assert found is not None and found.left() == 0
        bot.line.monthly = 500
        await bot.wait(days=1)
        assert (await budget(bot)) == Budget(500, 1)

    on_platforms(tmp_path, scene, monthly=300)
