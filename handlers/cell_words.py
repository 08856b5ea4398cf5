"""How an edit of the report is said: which column is meant, and what is no new text but an answer about it."""

from dialogue.hearing import action_heard
from dialogue.thai.polite import without_polite_ending, yes_or_no

COLUMN_WORDS = {
    "title": ("มาตรการ", "title", "1"),
    "method": ("วิธีดำเนินการ", "วิธี", "method", "2"),
    "period": ("ระยะเวลา", "period", "3"),
    "responsible": ("ผู้รับผิดชอบ", "responsible", "4"),
    "output": ("ผลการดำเนินการ", "ผล", "output", "5"),
    "outcome": ("ผลลัพธ์", "ผลสัมฤทธิ์", "outcome", "6"),
}
"""Column → what it may be called; the first is what the bot calls it in Thai."""
CANCEL = ("ไม่แก้", "leave it", "cancel")
LEAVING = ("cancel", "back", "skip", "same")
"""The short ways that leave the cell as it is."""
ORIGINAL = ("คืนข้อความเดิม", "restore")
USE = ("ใช้ข้อความนี้", "ใช้", "use this text", "use it")


def column_called(word: str) -> str | None:
    return next((column for column, names in COLUMN_WORDS.items() if word.lower() in names), None)


def shown_column(column: str, language: str) -> str:
    return COLUMN_WORDS[column][0] if language == "th" else column


def only_manners(text: str) -> bool:
    """ค่ะ, ครับ, นะคะ: not even a word."""
    return without_polite_ending(f"1 {text}") == "1"


def takes(text: str) -> bool:
    """Yes to the text that was shown."""
    return _bare(text) in USE or action_heard(text) == "send" or bool(yes_or_no(text))


def leaves(text: str) -> bool:
    """No: also where it stands behind the command."""
    return _bare(text) in CANCEL or action_heard(text) == "cancel"


def leaves_in_short(text: str) -> bool:
    """What means no only as the answer to what was shown."""
    return action_heard(text) in LEAVING or yes_or_no(text) is False


def restores(text: str) -> bool:
    return _bare(text) in ORIGINAL


def _bare(text: str) -> str:
    return without_polite_ending(text).lower()
