"""What has been sent already: seen, revised, put down to nothing, and never counted twice."""

from datetime import date, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot import sample_office
from dialogue.said import Tap
from measures.calendar import BANGKOK
from measures.compiling import compile_report
from measures.fiscal_year import Period, month_period, periods
from measures.plan_file import read_plan
from measures.reported import NOTHING, Reported
from measures.scope import MeasureScope
from scheduler.timetable import tick_office
from storage import divisions, duties, plans, submissions
from storage.office_store import OfficeStore
from storage.tables import submission
from tests.bot.scripted import Bot, played
from tests.handlers.talking import talk

OCTOBER = month_period(date(2024, 10, 1))
NOVEMBER = month_period(date(2024, 11, 1))
MONTH = ("เริ่ม", "3", "2", "120", "0", "ส่งเลย")
"""A month of กองช่าง: manual finished, two leaflets, 120 visits, no gift."""


def states(store: OfficeStore, measure: str, division: str = "chang") -> dict[Period, str]:
    found = duties.duties(store, 2568)
    return {d.period: d.state for d in found if (d.measure, d.division) == (measure, division)}


def visits(store: OfficeStore) -> object:
    """The year's sum of กองช่าง's visits, as the report would count it."""
    _, plan = plans.current_plan(store, 2568)
    measure = plan.measure("e_service")
    assert measure is not None
    reported = [r for r in submissions.latest(store, 2568) if r.measure == measure.key]
    return MeasureScope(plan, measure, divisions.divisions(store), reported).merged["chang"].get("usage")


def test_a_revision_is_counted_in_place_of_what_it_revises(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await talk(bot, "chang", *MONTH)
        assert await bot.store(visits) == 120
        assert "ฉบับที่ 2" in await talk(bot, "chang", "แก้รายงาน", "3", "150", "ส่งเลย")
        assert await bot.store(visits) == 150
        assert "ฉบับที่ 3" in await talk(bot, "chang", "แก้รายงาน", "3", "130", "ส่งเลย")
        assert await bot.store(visits) == 130
        told = await talk(bot, "chang", "ประวัติ")
        assert told.index("150 ครั้ง → 130 ครั้ง") < told.index("120 ครั้ง → 150 ครั้ง") < told.index("ส่งครั้งแรก 4 ข้อ")
        assert told.count("scripted") == 3, "the channel of each"

    played(tmp_path, scene)


def test_a_measure_that_is_as_it_was_gets_no_new_version(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await talk(bot, "chang", *MONTH)
        before = await bot.look(lambda c: c.scalar(select(func.count()).select_from(submission)))
        await talk(bot, "chang", "แก้รายงาน", "3", "150", "ส่งเลย")
        assert await bot.look(lambda c: c.scalar(select(func.count()).select_from(submission))) == (before or 0) + 1
        assert "ไม่มีอะไรเปลี่ยน" in await talk(bot, "chang", "แก้รายงาน", "ส่งเลย")

    played(tmp_path, scene)


def test_a_revision_that_takes_back_the_end_of_a_measure_opens_its_months_again(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        bot.clock.move(datetime(2024, 12, 2, 9, 0, tzinfo=BANGKOK))
        await bot.look(lambda connection: tick_office(connection, bot.office, bot.clock()))
        await talk(bot, "chang", "เริ่ม", "4", "2", "120", "0", "ส่งเลย")
        done = await bot.store(lambda s: {m for m in measures(s) if states(s, m).get(NOVEMBER) == "not_applicable"})
        assert done == {"staff_manual"}, "nothing more is asked of a manual that is published"
        await talk(bot, "chang", "แก้รายงาน", "1", "2", "ส่งเลย")
        assert (await bot.store(lambda s: states(s, "staff_manual")))[NOVEMBER] == "missing"

    played(tmp_path, scene)


def measures(store: OfficeStore) -> list[str]:
    return [m.key for m in plans.current_plan(store, 2568)[1].measures]


def test_a_locked_month_is_not_revised(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await talk(bot, "chang", *MONTH)
        await talk(bot, "chang", "แก้รายงาน")
        await talk(bot, "officer", "/lock ต.ค. 2567 ส่งเล่มแล้ว")
        for words in ("แก้รายงาน", "ส่งเลย"):
            assert "ส่งเล่มแล้ว" in await talk(bot, "chang", words)
        assert await bot.store(visits) == 120

    played(tmp_path, scene)


def october(store: OfficeStore) -> list[str]:
    """What has become of กองช่าง's four duties of October."""
    found = [states(store, measure).get(OCTOBER) for measure in measures(store)]
    return sorted(state for state in found if state)


def test_nothing_to_report_counts_as_reported_and_invents_no_number(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        assert "ไม่มีความคืบหน้า: รองบประมาณ" in await talk(bot, "chang", "/noprogress รองบประมาณ")
        assert await bot.store(october) == ["nothing"] * 4
        assert "ไม่มีอะไรค้าง" in await talk(bot, "chang", "เริ่ม")
        assert await bot.store(visits) is None

    played(tmp_path, scene)


def test_what_was_answered_before_there_was_nothing_more_to_tell_is_sent_along(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await talk(bot, "chang", "เริ่ม", "3", "2", "120", "/noprogress รองบประมาณ")
        assert await bot.store(visits) == 120
        assert await bot.store(october) == ["nothing", "submitted", "submitted", "submitted"]

    played(tmp_path, scene)


def test_the_report_waits_for_no_month_that_had_nothing_and_still_says_what_it_does_not_know() -> None:
    plan = read_plan(sample_office.plan_text())
    measure = plan.measure("e_service")
    assert measure is not None

    def gaps(*months: Reported) -> list[str]:
        found = compile_report(plan, plan.divisions, months, {}).gaps
        return [gap.reason for gap in found if gap.measure == measure.number]

    def nothing(division: str, period: Period) -> Reported:
        return Reported(measure.key, division, "", period, {}, {q.id: NOTHING for q in measure.questions}, "รองบประมาณ")

    waiting = gaps()
    assert any("ทุกสำนัก/กอง" in reason for reason in waiting)
    silent = gaps(*(nothing(d.key, period) for d in plan.divisions if d.active for period in periods(2568)))
    assert silent and not any("ทุกสำนัก/กอง" in reason for reason in silent), (
        "no number is made up, and nobody is waited for"
    )


@pytest.mark.parametrize("words", ["ไม่มี", "-", "..."])
def test_no_reason_is_asked_for_again(tmp_path: Path, words: str) -> None:
    async def scene(bot: Bot) -> None:
        assert "เพราะอะไรคะ" in await talk(bot, "chang", "ไม่มีความคืบหน้า")
        assert "ขอเหตุผลสั้น ๆ" in await talk(bot, "chang", words)
        assert await bot.store(lambda s: submissions.latest(s, 2568)) == ()

    played(tmp_path, scene)


def test_a_button_of_the_run_takes_the_place_of_the_reason(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await talk(bot, "chang", "เริ่ม", "ไม่มีความคืบหน้า")
        assert (await bot.say("chang", Tap("1.1.c3"), "tap"))[0].startswith("2/4")
        assert (await talk(bot, "chang", "7")).startswith("3/4"), "these words answer the question"

    played(tmp_path, scene)
