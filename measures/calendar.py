"""ปฏิทินราชการ: working days and office hours in Thailand."""

from datetime import timedelta, timezone

BANGKOK = timezone(timedelta(hours=7), "Asia/Bangkok")
"""The clock of every date, month and fiscal year. Fixed: Thailand keeps no daylight saving time."""
