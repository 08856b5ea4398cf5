"""What has been heard: each platform event once, and those that we failed on."""

from datetime import datetime

from storage.office_store import OfficeStore
from storage.statements import AddOnce, add
from storage.tables import dead_letter, event

_NOTE = AddOnce(event)
_BURY = add(dead_letter)


def note(store: OfficeStore, channel: str, event_id: str, now: datetime) -> bool:
    """True the first time; False for an event that was noted before, however it comes again."""
    return _NOTE.run(store, channel=channel, event_id=event_id, at=now)


def bury(store: OfficeStore, channel: str, event_id: str, error: str, now: datetime) -> None:
    """Keep an event that failed by our fault, for whoever mends it."""
    store.run(_BURY, channel=channel, event_id=event_id, error=error, at=now)
