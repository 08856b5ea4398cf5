"""Several pictures sent in one go are one step: each is kept, and they are answered once."""

from datetime import timedelta
from pathlib import Path

import pytest

from dialogue.said import File
from handlers.update import SAID, Update
from tests.bot.crafted import photo
from tests.bot.scripted import Bot, played, refused

ALBUM = 4
EVIDENCE = ("เริ่ม", "1", "0", "0", "0", "ส่งเลย", "ส่งหลักฐาน", "2")
NUMBER = ("เริ่ม", "1")


async def send(bot: Bot, names: list[str], size: int, *, apart: bool = False) -> list[str]:
    """An album as the platform tells of it: every picture an event of its own. What is answered."""
    heard = len(bot.channel.said)
    for number, name in enumerate(names):
        file = File("", name, "image/jpeg", 0)
        update = Update(
            bot.channel.name, f"a-{name}", "chang", bot.clock() + timedelta(seconds=1 + number), SAID, file,
            file_ref=name, album="album-1", album_size=size,
        )  # fmt: skip
        await bot.tidtam.inbox.receive(bot.office, [update])
        if apart:
            await bot.tidtam.settle()
    await bot.tidtam.settle()
    return [text for _, text in bot.channel.said[heard:]]


async def talk(bot: Bot, words: tuple[str, ...]) -> list[str]:
    """Say `words`, and have an album's pictures ready on the platform."""
    for number, word in enumerate(words):
        await bot.say("chang", word, f"before-{number}")
    names = [f"{number}.jpg" for number in range(1, ALBUM + 1)]
    for number, name in enumerate(names):
        bot.channel.files[name] = photo((64 + number, 48))
    return names


@pytest.mark.parametrize(("size", "apart"), [(ALBUM, False), (ALBUM, True), (0, False)])
def test_an_album_is_answered_once_with_everything_that_came(tmp_path: Path, size: int, apart: bool) -> None:
    """With its size told it may even come in drops; without, whatever waits is waited for."""

    async def scene(bot: Bot) -> None:
        (told,) = await send(bot, await talk(bot, EVIDENCE), size, apart=apart)
        assert "ได้รับแล้ว: 1.jpg, 2.jpg, 3.jpg, 4.jpg" in told
        assert "1.jpg, 2.jpg, 3.jpg, 4.jpg" in (await bot.say("chang", "เสร็จ", "done"))[0]

    played(tmp_path, scene)


def test_a_bad_picture_among_them_is_told_at_once_and_the_others_are_kept(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        names = await talk(bot, EVIDENCE)
        bot.channel.files["2.jpg"] = photo()[:300]
        bad, last = await send(bot, names, ALBUM)
        assert bad.startswith("รูปนี้เสียหรือมาไม่ครบค่ะ") and "ได้รับแล้ว: 1.jpg" in bad
        assert "ได้รับแล้ว: 1.jpg, 3.jpg, 4.jpg" in last

    played(tmp_path, scene)


def test_one_that_the_platform_gives_later_is_answered_when_it_comes(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        names = await talk(bot, EVIDENCE)
        bot.channel.files["4.jpg"] = refused()
        assert await send(bot, names, ALBUM) == []
        bot.channel.files["4.jpg"] = photo()
        await bot.wait(timedelta(minutes=1))
        assert "ได้รับแล้ว: 1.jpg, 2.jpg, 3.jpg, 4.jpg" in bot.channel.said[-1][1]

    played(tmp_path, scene)


def test_an_album_at_another_question_is_refused_once(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        (told,) = await send(bot, await talk(bot, NUMBER), ALBUM)
        assert told.startswith("ข้อนี้ยังไม่รับไฟล์ค่ะ")

    played(tmp_path, scene)


def test_an_album_that_nobody_asked_for_is_answered_once(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        (told,) = await send(bot, await talk(bot, ()), ALBUM)
        assert told.startswith("ยังไม่ได้เก็บไฟล์นี้ค่ะ ส่งรายงานเดือนแรกก่อน")

    played(tmp_path, scene)


def test_a_second_album_is_answered_for_itself(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        names = await talk(bot, EVIDENCE)
        assert len(await send(bot, names[:3], 3)) == 1
        assert len(await bot.say("chang", File("", "4.jpg", "image/jpeg", 0), "one-more")) == 1

    played(tmp_path, scene)
