"""How much a month costs the staff, counted on the real thing: every tap and every message of a person is one action.

The README quotes these numbers. Fewer is better; the test fails when one grows.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import TypeAlias

import pytest

from bot.tryout import TryOut
from dialogue.messages import Message
from dialogue.said import Tap, Text
from measures.fiscal_year import periods
from measures.forms import period_name

FOUR, TEN, QUIET = 6, 13, 2
"""The most actions: a division with the usual four questions, the division with ten, a month with nothing to tell."""
SAVED = "บันทึกแล้วค่ะ ✅"
QUIET_BUTTON = "0 ทุกข้อ/เหมือนเดิม"
OCTOBER, NOVEMBER = (period_name(period) for period in periods(2568)[:2])


class Staff:
    """One person with a phone, who counts what they do."""

    def __init__(self, tryout: TryOut, chat_id: str) -> None:
        self.actions = 0
        self._tryout = tryout
        self._chat_id = chat_id

    def heard(self) -> Sequence[Message]:
        return [b.message for b in self._tryout.bubbles(0) if b.chat_id == self._chat_id and not b.mine]

    async def tap(self, *labels: str) -> None:
        """Buttons of the last message that has any."""
        for label in labels:
            offered = next(m.buttons for m in reversed(self.heard()) if m.buttons)
            data = next(button.data for button in offered if button.label == label)
            await self._tryout.say(self._chat_id, Tap(data), label)
            self.actions += 1

    async def type(self, *texts: str) -> None:
        for text in texts:
            await self._tryout.say(self._chat_id, Text(text), text)
            self.actions += 1

    def saved(self) -> list[str]:
        return [message.text for message in self.heard() if message.text.startswith(SAVED)]


Month: TypeAlias = Callable[[TryOut], Awaitable[None]]


async def reminded(tryout: TryOut, chat_id: str) -> Staff:
    """This person, when their next reminder comes; nothing is counted yet."""
    staff = Staff(tryout, chat_id)
    before = len(staff.heard())
    while len(staff.heard()) == before:
        await tryout.move("reminder")
    return staff


@pytest.fixture
def live(tmp_path: Path) -> Callable[[Month], None]:
    async def run(month: Month) -> None:
        tryout = TryOut(tmp_path)
        await tryout.start()
        try:
            await month(tryout)
        finally:
            await tryout.stop()

    return lambda month: asyncio.run(run(month))


async def answer_the_four(staff: Staff) -> None:
    """By taps, but for the two numbers."""
    await staff.tap("เริ่มเลย", "2 กำลังทำ/ปรับปรุง")
    await staff.type("2", "120")
    await staff.tap("ไม่มี (0)", "ส่งเลย")


def test_the_usual_four(live: Callable[[Month], None]) -> None:
    """Start, four answers, send; evidence is offered once, afterwards, and asked of nobody."""

    async def month(tryout: TryOut) -> None:
        staff = await reminded(tryout, "chang")
        await answer_the_four(staff)
        assert staff.actions <= FOUR
        assert OCTOBER in staff.saved()[-1]
        offered = [m for m in staff.heard() if "ส่งตอนนี้" in [b.label for b in m.buttons]]
        assert len(offered) == 1

    live(month)


def test_the_ten_of_the_finance_division_across_seven_measures(live: Callable[[Month], None]) -> None:
    """One of them takes several choices: a tap for the choice and one to say that it is all. A further choice is one
    tap more; typed, they are one message whatever their number."""

    async def month(tryout: TryOut) -> None:
        staff = await reminded(tryout, "khlang")
        await staff.tap("เริ่มเลย", "3 เสร็จแล้ว")
        await staff.type("1", "35", "12", "1250000")
        await staff.tap("1 ลงแล้ว")
        await staff.type("8.5")
        await staff.tap("1 ประชุมแล้ว", "1 แผนใช้จ่ายงบประมาณ", "เสร็จแล้ว", "ไม่มี (0)")
        card = staff.heard()[-1].text.splitlines()
        assert card[-1].startswith("10 "), "ten questions"
        await staff.tap("ส่งเลย")
        assert staff.actions <= TEN
        assert OCTOBER in staff.saved()[-1]

    live(month)


def test_a_month_with_nothing_to_tell(live: Callable[[Month], None]) -> None:
    """From the reminder itself: one tap for all answers, one to send them after a look at the card."""

    async def month(tryout: TryOut) -> None:
        await answer_the_four(await reminded(tryout, "chang"))
        staff = await reminded(tryout, "chang")
        await staff.tap(QUIET_BUTTON)
        card = staff.heard()[-1].text
        assert card.count("(0 ทุกข้อ)") == 3 and card.count("(เหมือนเดิม)") == 1
        await staff.tap("ส่งเลย")
        assert staff.actions <= QUIET
        assert NOVEMBER in staff.saved()[-1]

    live(month)


def test_two_months_behind_are_caught_up_without_a_detour(live: Callable[[Month], None]) -> None:
    """What was just sent leads on to what is still owed, with the same two ways to begin it."""

    async def months(tryout: TryOut) -> None:
        staff = await reminded(tryout, "chang")
        while NOVEMBER not in staff.heard()[-1].text:
            await tryout.move("reminder")
        await answer_the_four(staff)
        assert OCTOBER in staff.saved()[-1] and NOVEMBER in staff.saved()[-1]
        await staff.tap(QUIET_BUTTON, "ส่งเลย")
        assert staff.actions <= FOUR + QUIET
        assert NOVEMBER in staff.saved()[-1]

    live(months)
