"""The judge's own calendar of the year, written out: a mistake in the product's must not be the judge's as well."""

from collections.abc import Iterator
from datetime import date, time, timedelta

OPENS, CLOSES = time(8, 30), time(16, 30)
HOLIDAYS = {
    date(2024, 10, 23): "วันปิยมหาราช",
    date(2024, 12, 5): "วันพ่อแห่งชาติ",
    date(2024, 12, 10): "วันรัฐธรรมนูญ",
    date(2024, 12, 30): "วันหยุดพิเศษตามมติคณะรัฐมนตรี",
    date(2024, 12, 31): "วันสิ้นปี",
    date(2025, 1, 1): "วันขึ้นปีใหม่",
    date(2025, 2, 12): "วันมาฆบูชา",
    date(2025, 4, 7): "ชดเชยวันจักรี",
    date(2025, 4, 14): "วันสงกรานต์",
    date(2025, 4, 15): "วันสงกรานต์",
    date(2025, 4, 16): "ชดเชยวันสงกรานต์",
    date(2025, 5, 5): "ชดเชยวันฉัตรมงคล",
    date(2025, 5, 9): "วันพืชมงคล",
    date(2025, 5, 12): "ชดเชยวันวิสาขบูชา",
    date(2025, 6, 2): "วันหยุดพิเศษตามมติคณะรัฐมนตรี",
    date(2025, 6, 3): "วันเฉลิมพระชนมพรรษาพระบรมราชินี",
    date(2025, 7, 10): "วันอาสาฬหบูชา",
    date(2025, 7, 11): "วันเข้าพรรษา",
    date(2025, 7, 28): "วันเฉลิมพระชนมพรรษาพระบาทสมเด็จพระเจ้าอยู่หัว",
    date(2025, 8, 11): "วันหยุดพิเศษตามมติคณะรัฐมนตรี",
    date(2025, 8, 12): "วันแม่แห่งชาติ",
    date(2025, 10, 13): "วันนวมินทรมหาราช",
    date(2025, 10, 23): "วันปิยมหาราช",
}
"""Working days of the week that no office works on, October 2024 to October 2025."""
DAYS_OFF = frozenset({date(2024, 11, 29), date(2025, 3, 6), date(2025, 7, 7)})
"""This office's own."""
WORKED = date(2025, 5, 1)
"""วันแรงงาน: in the country's list, and this office works."""
LADDER = (-7, -3, -1, 0, 2, 7)
HEAD_HEARS, OFFICER_ACTS = 2, 7
"""Days after the due day."""
DAY = timedelta(days=1)
MONTHS = ("ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค.")
YEAR_END = "2568-end"


def is_holiday(day: date) -> bool:
    return day in HOLIDAYS or day in DAYS_OFF


def works(day: date) -> bool:
    return day.weekday() < 5 and not is_holiday(day)


def next_working(day: date) -> date:
    """`day` itself, or the first working day after it."""
    while not works(day):
        day += DAY
    return day


def periods() -> Iterator[tuple[str, date, date, str]]:
    """(code, the day it opens, D, its name in the chat) of all that the fiscal year 2568 owes: a month opens on its last
    working day and is due on the seventh of the next; the year's end lasts from 1 September to 15 October."""
    for number in range(12):
        first, following = _month(number), _month(number + 1)
        name = f"ประจำเดือน {MONTHS[first.month - 1]} {first.year + 543}"
        last = [day for day in _days(first, following) if works(day)][-1]
        seventh = [day for day in _days(following, _month(number + 2)) if works(day)][6]
        yield f"{first:%Y-%m}", last, seventh, name
    yield YEAR_END, date(2025, 9, 1), date(2025, 10, 15), "ปิดปีงบประมาณ 2568"


def rung(opens: date, due: date, today: date) -> date | None:
    """The newest rung that has come by `today`, by its own day: the opening, or one of the ladder's after it. One on a
    day off comes on the next working day."""
    days = {opens, *(due + after * DAY for after in LADDER)}
    return max((day for day in days if opens <= day and next_working(day) <= today), default=None)


def _month(number: int) -> date:
    """The first day of the month that comes so many after October 2024."""
    return date(2024 + (9 + number) // 12, (9 + number) % 12 + 1, 1)


def _days(first: date, end: date) -> Iterator[date]:
    while first < end:
        yield first
        first += DAY
