"""เดือนที่ไม่มีอะไรใหม่: the button that answers a whole month in one tap, on whatever message says that it is owed."""

from dialogue.messages import Button
from dialogue.words import say
from measures.fiscal_year import MONTH, Period

COMMAND = "unchanged"
"""The command behind the button; the code of the period follows it, so that an old button answers no other month."""


def nothing_to_tell(period: Period, questions: int, language: str) -> tuple[Button, ...]:
    """The button, where `period` is a month that has open questions: a year's end is never answered so."""
    if period.kind != MONTH or not questions:
        return ()
    label = say(language, "unchanged")
    return (Button(label, f"{COMMAND} {period.code}", label),)
