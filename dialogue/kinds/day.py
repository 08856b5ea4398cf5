"""วันที่: as Thai offices write it; kept as "2025-10-24"."""

from datetime import date

from dialogue.question import Question, Value
from dialogue.reading import Confirm, Reading, Unclear, Understood
from dialogue.thai.date_reading import NoDay, read_day
from dialogue.thai.dates import short_date


def read(question: Question, text: str, today: date) -> Reading:
    found = read_day(text, today)
    if isinstance(found, NoDay):
        return Unclear(f"date_{found.reason}")
    value = found.day.isoformat()
    return Understood(value) if found.certain else Confirm(value)


def show(question: Question, value: Value, language: str) -> str:
    return short_date(date.fromisoformat(value), language)
