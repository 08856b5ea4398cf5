"""What people said while nothing was open for it: the เริ่ม that was said before it may still arrive (docs/adr/0008)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam

from storage.office_store import OfficeStore
from storage.statements import add, find, remove
from storage.tables import unheard as table

KEPT = timedelta(minutes=10)
"""LINE sends what it could not deliver again within minutes; what is older was answered by the person's next words."""

_ADD = add(table)
_OF = find(table, "channel", "chat_id").where(table.c.at > bindparam("since")).order_by(table.c.order, table.c.id)
_FORGET = remove(table, "channel", "chat_id")
_SENT: list[Any] = []
"""Stands for what sent a report: nothing said before it belongs to any other."""


def keep(store: OfficeStore, channel: str, chat_id: str, order: int, said: list[Any], now: datetime) -> None:
    store.run(_ADD, channel=channel, chat_id=chat_id, order=order, said=said, at=now)


def take(store: OfficeStore, channel: str, chat_id: str, order: int, now: datetime) -> Sequence[tuple[int, list[Any]]]:
    """(order, what was said) of everything that chat said after `order` and that arrived lately, in order. All that
    was kept of it is forgotten."""
    rows = store.rows(_OF, channel=channel, chat_id=chat_id, since=now - KEPT)
    store.run(_FORGET, at_channel=channel, at_chat_id=chat_id)
    return [(row.order, row.said) for row in rows if row.order > order and row.said != _SENT]


def keep_sent(store: OfficeStore, channel: str, chat_id: str, order: int, now: datetime) -> None:
    """A report was sent by what was said up to `order`."""
    store.run(_ADD, channel=channel, chat_id=chat_id, order=order, said=_SENT, at=now)


def before_sent(store: OfficeStore, channel: str, chat_id: str, order: int, now: datetime) -> bool:
    """Whether what was said at `order` was said before that chat sent its last report, a while ago."""
    rows = store.rows(_OF, channel=channel, chat_id=chat_id, since=now - KEPT)
    return any(row.order > order > 0 and row.said == _SENT for row in rows)
