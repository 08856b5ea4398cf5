"""python -m bot outbox list | resend: what was not sent, or may have been, and sending it again."""

from collections.abc import Sequence
from datetime import datetime

from bot.opened import Refused, chosen_office, opened
from measures.calendar import BANGKOK
from storage.office_store import OfficeStore
from storage.outbox import FAILED, UNKNOWN
from storage.unsent import Unsent, resend, unsent

SHOWN = 8
"""Letters of a row's id, enough to tell it from the others."""


def list_unsent(url: str, office_key: str) -> str:
    with opened(url) as connection:
        found = unsent(OfficeStore(connection, chosen_office(connection, office_key).id))
    return "\n".join(_told(row) for row in found) or "Everything was sent."


def send_again(url: str, office_key: str, ids: Sequence[str], now: datetime, *, unknown: bool) -> str:
    """Those that begin with one of `ids`; without any, all that failed, and with `unknown` also what may have arrived."""
    with opened(url) as connection:
        store = OfficeStore(connection, chosen_office(connection, office_key).id)
        states = (FAILED, UNKNOWN) if unknown or ids else (FAILED,)
        waiting = [row for row in unsent(store) if row.state in states]
        for name in ids:
            if sum(row.id.startswith(name) for row in waiting) != 1:
                raise Refused(f"{name} is not one message that can be sent again: see python -m bot outbox list")
        chosen = [row for row in waiting if not ids or any(row.id.startswith(name) for name in ids)]
        count = sum(resend(store, row.id, now) for row in chosen)
    return (
        f"{count} to be sent again, by the server within seconds. Replies of LINE's, and any that a later one has "
        "overtaken, go with the next one to that chat."
    )


def _told(row: Unsent) -> str:
    at = row.created_at.astimezone(BANGKOK).strftime("%Y-%m-%d %H:%M")
    person = f"person {row.person_id}" if row.person_id else "nobody we know"
    parts = (row.id[:SHOWN], row.state, row.cause, row.channel, person, at, f"{row.attempts} tries", row.error)
    return "\t".join(parts)
