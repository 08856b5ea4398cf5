"""/report 2568: the annual report for the legal officer. The writing itself is a job; its result is sent when it is done."""

import re
from collections.abc import Sequence

from dialogue.messages import Message
from handlers.asked_for import owe
from handlers.context import Context
from handlers.years import no_such_year, year_meant
from storage import plans

_DRAFT = re.compile("ฉบับร่าง|ร่าง|draft", re.IGNORECASE)


def report(context: Context, words: str) -> Sequence[Message]:
    words, draft = _DRAFT.subn("", words)
    year = year_meant(context, words)
    if year not in plans.fiscal_years(context.store):
        return [Message(no_such_year(context, words, year))]
    owe(context, "report", fiscal_year=year, draft=bool(draft))
    return []
