"""Moments and sizes as the pages write them: Bangkok's clock, the Buddhist era."""

from datetime import datetime

from dialogue.thai.dates import BUDDHIST_ERA, MONTHS, WEEKDAYS, short_date
from measures.calendar import BANGKOK

SHORT_WEEKDAYS = ("จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา.")
"""Monday first."""


def clock_text(moment: datetime) -> str:
    """As the try-out's clock shows it: "จ. 7 ต.ค. 2567 08:30"."""
    there = moment.astimezone(BANGKOK)
    return f"{SHORT_WEEKDAYS[there.weekday()]} {short_date(there.date())} {there:%H:%M}"


def day_text(moment: datetime) -> str:
    """As a chat parts its days: "จันทร์ 7 ตุลาคม 2567"."""
    there = moment.astimezone(BANGKOK)
    return f"{WEEKDAYS[there.weekday()]} {there.day} {MONTHS[there.month - 1]} {there.year + BUDDHIST_ERA}"


def time_text(moment: datetime) -> str:
    """ "08:30"."""
    return f"{moment.astimezone(BANGKOK):%H:%M}"


def size_text(size: int) -> str:
    """`size` bytes as people say it: "245 KB", "1.2 MB"; a KB has 1,024 bytes."""
    if size < 1024:
        return f"{size} B"
    if size < 1024 * 1024:
        return f"{round(size / 1024)} KB"
    return f"{size / (1024 * 1024):.1f} MB"
