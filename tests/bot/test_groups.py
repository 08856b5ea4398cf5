"""Put into a group, the bot says one line and leaves; nothing of the group is read or kept (Q6)."""

from pathlib import Path
from typing import Any

from sqlalchemy import MetaData, create_engine, select

from tests.bot.platforms import Platforms, on_platforms
from tests.doubles.faults import Fault

GROUP, SUPERGROUP = "C" + "c" * 32, -1001234567890
SECRET = "ความลับของกลุ่ม"


def kept(url: str) -> str:
    """Everything in the database, but the one line that was owed to the group."""
    engine, tables = create_engine(url), MetaData()
    tables.reflect(engine)
    with engine.connect() as connection:
        rows: list[Any] = [
            row
            for table in tables.tables.values()
            if table.name != "outbox"
            for row in connection.execute(select(table))
        ]
    engine.dispose()
    return repr(rows)


def test_a_line_group_hears_one_line_and_is_left(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        people = bot.line.people
        spoken = {**people.text("U" + "1" * 32, SECRET), "source": {"type": "group", "groupId": GROUP}}
        await bot.hear("line", people.join(GROUP), spoken)
        (line,) = bot.line.texts(GROUP)
        assert "แชต" in line
        assert (bot.line.left, bot.line.calls["push"]) == ([GROUP], 0)
        assert SECRET not in kept(bot.url) and GROUP not in kept(bot.url)

    on_platforms(tmp_path, scene)


def test_a_telegram_group_hears_one_line_and_is_left(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        people = bot.telegram.people
        await bot.hear("telegram", people.adds(SUPERGROUP), people.in_group(SUPERGROUP, SECRET))
        (line,) = bot.telegram.texts(SUPERGROUP)
        assert "แชต" in line
        assert bot.telegram.left == [SUPERGROUP]
        assert SECRET not in kept(bot.url) and str(SUPERGROUP) not in kept(bot.url)

    on_platforms(tmp_path, scene)


def test_a_group_is_left_even_if_it_takes_a_second_try(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        bot.line.faults.plan("leave", Fault("refuse", 500))
        await bot.hear("line", bot.line.people.join(GROUP))
        await bot.wait(seconds=10)
        assert (len(bot.line.texts(GROUP)), bot.line.left) == (1, [GROUP])

    on_platforms(tmp_path, scene)
