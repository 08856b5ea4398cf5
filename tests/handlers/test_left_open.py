"""What was begun and not sent: gone on with by เริ่ม, named until it is sent, and never anybody else's."""

from datetime import date, datetime
from pathlib import Path

import pytest

from dialogue.said import File, Tap
from measures.calendar import BANGKOK
from measures.fiscal_year import anytime, month_period
from scheduler.timetable import tick_office
from storage import drafts
from storage.drafts import Draft
from tests.bot.crafted import photo
from tests.bot.scripted import Bot, played
from tests.handlers.talking import talk

OCTOBER = month_period(date(2024, 10, 1))
MONTH = ("เริ่ม", "3", "2", "120", "0", "ส่งเลย")
CORRECTED = ("แก้รายงาน", "2", "50", "ยกเลิก")


async def november(bot: Bot) -> None:
    bot.clock.move(datetime(2024, 11, 29, 9, 0, tzinfo=BANGKOK))
    await bot.look(lambda connection: tick_office(connection, bot.office, bot.clock()))


async def draft_of(bot: Bot, evidence: bool = False) -> Draft | None:
    period = anytime(OCTOBER) if evidence else OCTOBER
    return await bot.store(lambda store: drafts.draft_for(store, "chang", "", period))


async def send_photo(bot: Bot, chat: str) -> str:
    bot.channel.files["บอร์ด.jpg"] = photo()
    return "\n".join(await bot.say(chat, File("", "บอร์ด.jpg", "image/jpeg", 0), f"{chat}-photo"))


def test_a_correction_that_was_put_aside_goes_on_and_is_named_until_it_is_sent(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await talk(bot, "chang", *MONTH, *CORRECTED)
        for asked in ("สถานะ", "อยู่ไหน"):
            assert "• แก้รายงานประจำเดือน ต.ค. 2567 · กองช่าง" in await talk(bot, "chang", asked)
        told = await talk(bot, "chang", "เริ่ม")
        assert told.startswith("📌 ทำต่อ: แก้รายงานประจำเดือน ต.ค. 2567") and "50 เรื่อง" in told
        await talk(bot, "chang", "ส่งเลย")
        assert "ยังไม่ได้ส่ง" not in await talk(bot, "chang", "สถานะ")
        assert "ไม่มีอะไรค้าง" in await talk(bot, "chang", "เริ่ม")

    played(tmp_path, scene)


def test_a_reminder_s_button_opens_its_month_beside_a_correction_that_is_open(tmp_path: Path) -> None:
    """Neither the card of October nor "an old button": and the correction is still there afterwards."""

    async def scene(bot: Bot) -> None:
        await talk(bot, "chang", *MONTH, *CORRECTED, "เริ่ม")
        await november(bot)
        assert "1/4 " in await talk(bot, "chang", Tap("start 2024-11"))
        await talk(bot, "chang", "เริ่ม", "ยกเลิก", "แก้รายงาน ต.ค. 2567")
        assert "(0 ทุกข้อ)" in await talk(bot, "chang", Tap("unchanged 2024-11"))
        assert "แก้รายงานประจำเดือน ต.ค. 2567" in await talk(bot, "chang", "ส่งเลย")
        assert "50 เรื่อง" in await talk(bot, "chang", "เริ่ม")

    played(tmp_path, scene)


def test_a_card_that_was_only_looked_at_leaves_nothing_behind(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await talk(bot, "chang", *MONTH)
        for opened, evidence in (("แก้รายงาน", False), ("ส่งหลักฐาน", True)):
            assert "ไม่มีอะไรเปลี่ยน" in await talk(bot, "chang", opened, "ยกเลิก")
            assert await draft_of(bot, evidence) is None
        await talk(bot, "officer", "บันทึกแทน กองคลัง ต.ค. 2567", Tap("onbehalf khlang 2024-10 phone"), "ยกเลิก")
        assert "1/9 " in await talk(bot, "khlang", "เริ่ม"), "the division finds nobody in its way"

    played(tmp_path, scene)


@pytest.mark.parametrize("where", ["2", ""], ids=["at its question", "at the card"])
def test_a_photo_that_was_received_is_not_lost_by_going_away(tmp_path: Path, where: str) -> None:
    async def scene(bot: Bot) -> None:
        await talk(bot, "chang", *MONTH, "ส่งหลักฐาน", *filter(None, [where]))
        assert "บอร์ด.jpg" in await send_photo(bot, "chang")
        await talk(bot, "chang", "ยกเลิก")
        assert "ส่งหลักฐาน" not in await talk(bot, "khlang", "สถานะ"), "nobody else hears of it"
        assert "• แนบหลักฐานเดือน ต.ค. 2567 · กองช่าง" in await talk(bot, "chang", "หลักฐาน")
        assert "บอร์ด.jpg" in await talk(bot, "chang", "เริ่ม")

    played(tmp_path, scene)


def test_a_draft_is_gone_on_with_by_its_own_person_only_and_by_its_own_button(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await talk(bot, "chang", *MONTH, *CORRECTED)
        draft = await draft_of(bot)
        assert draft is not None
        for chat, data in (
            ("khlang", f"start {draft.id}"),
            ("officer", f"start {draft.id}"),
            ("chang", "start 999999"),
        ):
            assert "ไม่มีอะไรเปลี่ยน" in await talk(bot, chat, Tap(data))
        assert await draft_of(bot) == draft
        assert "50 เรื่อง" in await talk(bot, "chang", Tap(f"start {draft.id}"))

    played(tmp_path, scene)


def test_what_is_left_of_a_closed_month_is_not_gone_on_with(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await talk(bot, "chang", *MONTH, *CORRECTED)
        await talk(bot, "officer", "/lock ต.ค. 2567 ส่งเล่มแล้ว")
        assert "ทำต่อ" not in await talk(bot, "chang", "เริ่ม")
        assert "ส่งเล่มแล้ว" in await talk(bot, "chang", "ส่งหลักฐาน ต.ค. 2567")
        await talk(bot, "officer", "/reopen ต.ค. 2567 แก้ตัวเลข")
        assert "50 เรื่อง" in await talk(bot, "chang", "เริ่ม")

    played(tmp_path, scene)


def test_the_receipt_of_a_month_with_nothing_to_report_tells_the_reason_once(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await talk(bot, "chang", "เริ่ม", "3", "2", "/noprogress รองบประมาณ")
        told = (await talk(bot, "chang", "ใบรับ ต.ค. 2567")).splitlines()[3:]
        assert told == ["• 1 คู่มือปฏิบัติงาน: เสร็จแล้ว", "• 2 คู่มือประชาชน: 2 เรื่อง", "• หมายเหตุ: รองบประมาณ"]

    played(tmp_path, scene)


def test_the_receipt_numbers_what_was_skipped_as_the_card_did(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        card = await talk(bot, "officer", "เริ่ม", "ไทย,อังกฤษ", "ข้าม", "15 ต.ค. 67")
        await talk(bot, "officer", "ส่งเลย")
        told = (await talk(bot, "officer", "ใบรับ")).splitlines()[3:]
        assert told == [f"• {line}" for line in card.splitlines()[1:]]
        assert told[1] == "• 2 วันประชุม: ข้ามไว้"

    played(tmp_path, scene)
