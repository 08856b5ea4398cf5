"""งบข้อความ: how many messages a month an office may send unasked on a channel that counts them, and how many it has."""

from datetime import datetime

from sqlalchemy import bindparam, func, select

from storage import looks
from storage.office_store import OfficeStore
from storage.outbox import FAILED, WITHDRAWN
from storage.statements import OFFICE_ID, AddOnce, change, find
from storage.tables import UNASKED, outbox
from storage.tables import push_budget as table

_ONE = find(table, "channel").with_only_columns(table.c.monthly)
_ADD = AddOnce(table)
_CHANGE = change(table, "channel")
_PUSHED = (
    select(func.count())
    .select_from(outbox)
    .where(
        outbox.c.office_id == OFFICE_ID,
        UNASKED,
        outbox.c.created_at >= bindparam("since"),
        outbox.c.channel == bindparam("channel"),
        outbox.c.state.not_in((FAILED, WITHDRAWN)),
    )
)


def set_monthly(store: OfficeStore, channel: str, monthly: int) -> None:
    if not _ADD.run(store, channel=channel, monthly=monthly):
        store.run(_CHANGE, at_channel=channel, monthly=monthly)
    looks.again(store)


def monthly(store: OfficeStore, channel: str) -> int | None:
    """Messages a calendar month; None where nobody counts."""
    found = store.value(_ONE, channel=channel)
    return None if found is None else int(found)


def pushed(store: OfficeStore, channel: str, since: datetime) -> int:
    """What was said unasked on `channel` since then, or still waits to be: what may have arrived counts."""
    return int(store.value(_PUSHED, channel=channel, since=since))
