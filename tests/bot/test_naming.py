"""Whoever joins by a code without a name is called what they call themselves in LINE."""

from datetime import timedelta
from pathlib import Path

import pytest

from bot.naming import LONGEST
from storage import invitations, people
from storage.database import Connection
from storage.office_store import OfficeStore
from tests.bot.platforms import Platforms, on_platforms
from tests.doubles.faults import Fault
from tests.doubles.line_people import user_id

NEW = user_id(77)
STAND_IN = "เจ้าหน้าที่กองคลัง"


async def join(bot: Platforms, name: str = "") -> None:
    def invite(connection: Connection) -> str:
        return invitations.invite(OfficeStore(connection, bot.office), "reporter", "khlang", "", bot.clock(), name=name)

    await bot.hear("line", bot.line.people.text(NEW, await bot.tidtam.writer.run(invite)))


async def called(bot: Platforms) -> str:
    def look(connection: Connection) -> str:
        person = people.at_address(OfficeStore(connection, bot.office), "line", NEW)
        assert person
        return person.name

    return await bot.tidtam.writer.run(look)


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("สมหญิง ใจดี", "สมหญิง ใจดี"),
        (" เเดง\u200b\n\x00 ", "แดง"),
        ("ก" * 500, "ก" * LONGEST),
        ("", STAND_IN),
    ],
)
def test_the_display_name_becomes_theirs(tmp_path: Path, told: str, kept: str) -> None:
    async def scene(bot: Platforms) -> None:
        bot.line.names[NEW] = told
        await join(bot)
        assert (await called(bot), bot.line.calls["profile"]) == (kept, 1)

    on_platforms(tmp_path, scene)


def test_the_name_of_the_invitation_goes_before_it(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        await join(bot, "สมชาย")
        assert (await called(bot), bot.line.calls["profile"]) == ("สมชาย", 0)

    on_platforms(tmp_path, scene)


def test_while_line_does_not_answer_they_are_called_by_their_division_and_it_is_asked_again(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        bot.line.names[NEW] = "สมหญิง"
        bot.line.faults.plan("profile", Fault("refuse"))
        await join(bot)
        assert await called(bot) == STAND_IN
        bot.clock.move(bot.clock() + timedelta(minutes=2))
        await bot.tidtam.settle()
        assert await called(bot) == "สมหญิง"

    on_platforms(tmp_path, scene)


def test_where_line_tells_nobodys_name_it_is_asked_once(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        bot.line.faults.plan("profile", Fault("refuse", 404))
        await join(bot)
        await bot.wait(minutes=5)
        assert (await called(bot), bot.line.calls["profile"]) == (STAND_IN, 1)

    on_platforms(tmp_path, scene)
