"""What a person's next words are waited for, besides the answer to an open question: a reason, a yes, a cell's text."""

import json
from collections.abc import Sequence
from typing import Any

from handlers.context import Context
from storage import people


def wait_for(context: Context, *what: object) -> None:
    """The next words are for `what`: its name first, then all that it needs to know."""
    people.set_awaiting(context.store, context.person.id, json.dumps(what, ensure_ascii=False))


def wait_no_more(context: Context) -> None:
    people.set_awaiting(context.store, context.person.id, "")


def awaited(context: Context, name: str) -> Sequence[Any]:
    """What belongs to `name`, where the next words are for that; else nothing."""
    found, *what = json.loads(context.person.awaiting or '[""]')
    return what if found == name else ()
