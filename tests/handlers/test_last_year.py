"""ปีก่อน: what the division answered to the open question last year, of the same month where there is one."""

from datetime import date, timedelta
from pathlib import Path

from dialogue.question import Value
from measures.fiscal_year import month_period
from storage import submissions
from storage.office_store import OfficeStore
from tests.bot.scripted import NOW, Bot, played


def sent(store: OfficeStore, division: str, month: date, **answers: Value) -> None:
    submissions.submit(store, "staff_manual", division, "", month_period(month), 1, "line", answers, 1, NOW)


async def last_year(bot: Bot) -> str:
    bot.clock.move(bot.clock() + timedelta(seconds=20))
    await bot.say("chang", "เริ่ม", f"start-{bot.clock()}")
    return (await bot.say("chang", "ปีก่อนค่ะ", f"ask-{bot.clock()}"))[0]


def test_the_same_month_goes_before_the_newest(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        assert "ปีงบประมาณ 2567 ยังไม่มีคำตอบ" in await last_year(bot)
        await bot.store(lambda s: sent(s, "khlang", date(2023, 10, 1), status="ของกองอื่น"))
        assert "ยังไม่มีคำตอบ" in await last_year(bot), "another division's answer is not ours"
        await bot.store(lambda s: sent(s, "chang", date(2024, 9, 1), status="เสร็จแล้ว"))
        assert "ก.ย. 2567 · คู่มือปฏิบัติงาน: เสร็จแล้ว" in await last_year(bot)
        await bot.store(lambda s: sent(s, "chang", date(2023, 10, 1), status="ยังไม่เริ่ม"))
        assert "ต.ค. 2566 · คู่มือปฏิบัติงาน: ยังไม่เริ่ม" in await last_year(bot)

    played(tmp_path, scene)
