"""Answering for others: passing a draft on, taking one over, and what the officer records for a division."""

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from dialogue.said import Tap
from measures.fiscal_year import month_period
from storage import drafts, people
from storage.office_store import OfficeStore
from storage.outbox import AT_MOST_ONCE
from storage.tables import outbox, submission
from tests.bot.scripted import NOW, Bot, played
from tests.handlers.talking import talk

OCTOBER = month_period(date(2024, 10, 1))


async def join(bot: Bot, chat: str, division: str, *roles: str) -> int:
    def add(store: OfficeStore) -> int:
        person = people.add_person(store, chat, division, "", frozenset(roles), "th", NOW)
        people.link_address(store, person, bot.channel.name, chat, NOW)
        return person

    return await bot.store(add)


async def holder(bot: Bot, division: str = "chang") -> tuple[int, int, str]:
    """(draft, whose it is, how it came)."""
    found = await bot.store(lambda s: drafts.draft_for(s, division, "", OCTOBER))
    assert found is not None
    return found.id, found.person_id, found.source


def test_a_draft_is_passed_to_a_colleague_who_is_told(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        colleague = await join(bot, "somchai", "chang", "reporter")
        await talk(bot, "chang", "เริ่ม", "3")
        draft, _, _ = await holder(bot)
        assert "ให้ใคร" in await talk(bot, "chang", "ไม่ใช่งานของฉัน")
        await talk(bot, "chang", Tap(f"passon {draft} #{colleague}"))
        assert (await holder(bot))[1] == colleague
        told = [text for chat, text in bot.channel.said if chat == "somchai"]
        assert len(told) == 1 and "ส่งต่อรายงานประจำเดือน ต.ค. 2567" in told[0]
        assert (await talk(bot, "somchai", Tap(f"takeover {draft}"))).startswith("2/4")

    played(tmp_path, scene)


def test_a_forged_button_passes_no_draft_to_another_division(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await join(bot, "somchai", "chang", "reporter")
        stranger = await join(bot, "somsri", "khlang", "reporter")
        await talk(bot, "chang", "เริ่ม", "3")
        draft, owner, _ = await holder(bot)
        for data in (
            f"passon {draft} #{stranger}",
            f"passon {draft + 1} #{stranger}",
            f"passon {draft}",
            "passon x #y",
        ):
            assert "ปุ่มนี้เป็นของรอบก่อน" in await talk(bot, "chang", Tap(data))
        assert (await holder(bot))[1] == owner

    played(tmp_path, scene)


@pytest.mark.parametrize("chat", ["khlang", "officer", "somying"])
def test_nobody_else_takes_a_division_s_draft_by_its_number(tmp_path: Path, chat: str) -> None:
    """Not another division, not the officer without saying how it came, not the division's own head."""

    async def scene(bot: Bot) -> None:
        await join(bot, "somying", "chang", "head")
        await talk(bot, "chang", "เริ่ม", "3")
        draft, owner, _ = await holder(bot)
        sources = ("", " phone") if chat != "officer" else ("", " hearsay")
        for source in sources:
            await talk(bot, chat, Tap(f"takeover {draft}{source}"))
        assert (await holder(bot))[1:] == (owner, "")

    played(tmp_path, scene)


def test_what_the_officer_records_is_marked_and_the_division_told(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await join(bot, "somchai", "chang", "reporter")
        await talk(
            bot, "officer", "บันทึกแทน กองช่าง ต.ค. 2567", Tap("onbehalf chang 2024-10 paper"), "3", "2", "120", "0"
        )
        assert (await holder(bot))[2] == "paper"
        assert "กองช่างครบแล้ว" in await talk(bot, "officer", "ส่งเลย")
        rows = await bot.look(lambda c: c.execute(select(submission)).all())
        assert {row.source for row in rows} == {"paper"} and {row.division for row in rows} == {"chang"}
        notices = await bot.look(lambda c: c.execute(select(outbox).where(outbox.c.cause == "notice")).all())
        assert {row.chat_id for row in notices} == {"chang", "somchai"}
        assert "notice" not in AT_MOST_ONCE, "a notice is better heard twice than not at all"
        assert "ไม่มีอะไรค้าง" in await talk(bot, "chang", "เริ่ม")
        await talk(bot, "chang", "แก้รายงาน", "3", "130", "ส่งเลย")
        rows = await bot.look(lambda c: c.execute(select(submission).where(submission.c.version == 2)).all())
        assert [row.source for row in rows] == [None], "the division's own words again"

    played(tmp_path, scene)


def test_the_officer_takes_over_what_a_division_has_begun_and_it_takes_it_back(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await talk(bot, "chang", "เริ่ม", "3")
        draft, owner, _ = await holder(bot)
        assert "กำลังตอบ" in await talk(bot, "officer", Tap("onbehalf chang 2024-10 phone"))
        assert (await talk(bot, "officer", Tap(f"takeover {draft} phone"))).startswith("2/4")
        assert (await holder(bot))[2] == "phone"
        await talk(bot, "chang", "เริ่ม", Tap(f"takeover {draft}"))
        assert (await holder(bot))[1:] == (owner, "")

    played(tmp_path, scene)


@pytest.mark.parametrize(
    "words", ["กองช่าง", "กองช่าง เมื่อวาน", "กองลม ต.ค. 2567", "ต.ค. 2567", "กองช่าง ต.ค. 2599", "chang 2024-10 hearsay"]
)
def test_what_names_no_division_and_month_is_asked_for_again(tmp_path: Path, words: str) -> None:
    async def scene(bot: Bot) -> None:
        assert "บันทึกแทน กองช่าง ต.ค. 2567" in await talk(bot, "officer", f"บันทึกแทน {words}")

    played(tmp_path, scene)


def test_a_closed_month_is_not_recorded_for_anybody(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await talk(bot, "chang", "เริ่ม", "3")
        draft, _, _ = await holder(bot)
        await talk(bot, "officer", "/lock ต.ค. 2567 ส่งเล่มแล้ว")
        for said in (Tap("onbehalf chang 2024-10 phone"), Tap(f"takeover {draft} phone")):
            assert "ส่งเล่มแล้ว" in await talk(bot, "officer", said)

    played(tmp_path, scene)
