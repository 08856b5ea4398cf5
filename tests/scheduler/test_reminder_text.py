"""What a reminder says, in every case it can be in."""

from datetime import date

import pytest

from measures.fiscal_year import Period, month_period, year_end
from scheduler.reminder_text import reminder
from storage.owing import Run

NAMES = {"chang": "กองช่าง", "palad": "สำนักปลัดเทศบาล"}
OCTOBER = month_period(date(2024, 10, 1))
DUE = date(2024, 11, 11)


def run(questions: int, section: str = "", period: Period = OCTOBER, due: date = DUE) -> Run:
    return Run(2568, "palad" if section else "chang", section, period, due, questions)


@pytest.mark.parametrize(
    ("owed", "today", "text"),
    [
        (run(4), date(2024, 11, 4), "เหลือ 4 ข้อ ใช้เวลาไม่ถึง 1 นาทีค่ะ\nส่งภายใน 11 พ.ย. 2567"),
        (run(7), date(2024, 11, 10), "เหลือ 7 ข้อค่ะ\nส่งภายใน 11 พ.ย. 2567"),
        (run(1), DUE, "เหลือ 1 ข้อ ใช้เวลาไม่ถึง 1 นาทีค่ะ\nครบกำหนดวันนี้ค่ะ"),
        (run(4), date(2024, 11, 12), "เหลือ 4 ข้อ ใช้เวลาไม่ถึง 1 นาทีค่ะ\nเลยกำหนด 11 พ.ย. 2567 แล้ว ยังส่งได้นะคะ"),
        (run(0), date(2024, 11, 4), "ตอบครบแล้ว เหลือตรวจทานแล้วกดส่งค่ะ\nส่งภายใน 11 พ.ย. 2567"),
    ],
    ids=["a-minute", "longer", "today", "overdue", "unsent"],
)
def test_one_report(owed: Run, today: date, text: str) -> None:
    assert reminder([owed], NAMES, "th", today).text == f"📌 รายงานประจำเดือน ต.ค. 2567 · กองช่าง\n{text}"


def test_several_reports_in_one_message() -> None:
    runs = [run(4), run(2, "งานนิติการ"), run(0, "", year_end(2568), date(2025, 10, 15))]
    assert reminder(runs, NAMES, "th", date(2024, 11, 13)).text == (
        "📌 มีรายงานรออยู่ 3 รอบค่ะ ทำต่อกันได้ทีเดียวนะคะ\n"
        "• ประจำเดือน ต.ค. 2567 · กองช่าง\n   เหลือ 4 ข้อ · เลยกำหนด 11 พ.ย. 2567 แล้ว ยังส่งได้นะคะ\n"
        "• ประจำเดือน ต.ค. 2567 · งานนิติการ\n   เหลือ 2 ข้อ · เลยกำหนด 11 พ.ย. 2567 แล้ว ยังส่งได้นะคะ\n"
        "• ปิดปีงบประมาณ 2568 · กองช่าง\n   ตอบครบแล้ว เหลือตรวจทานแล้วกดส่งค่ะ · ส่งภายใน 15 ต.ค. 2568\n"
        "รวมแล้วเหลือ 6 ข้อ ใช้เวลาไม่ถึง 1 นาทีค่ะ"
    )


def test_in_english() -> None:
    text = reminder([run(4)], NAMES, "en", date(2024, 11, 13)).text
    assert text.endswith("Questions left: 4, less than a minute.\nWas due 11 Nov 2024; you can still send it")
