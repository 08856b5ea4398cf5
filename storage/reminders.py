"""การแจ้งเตือน: which rung of which campaign each person has had. The row is the claim, and there is only one."""

from datetime import datetime

from storage.office_store import OfficeStore
from storage.statements import AddOnce, find
from storage.tables import reminder

NOBODY = 0
"""The person of a claim that is the whole office's."""

_CLAIM = AddOnce(reminder)
_OF = find(reminder, "campaign")


def claim(store: OfficeStore, campaign: str, period: str, person_id: int, rung: int, now: datetime) -> bool:
    """True for the one, of all who try, who shall send it."""
    return _CLAIM.run(store, campaign=campaign, period=period, person_id=person_id, rung=rung, at=now)


def claimed(store: OfficeStore, campaign: str) -> frozenset[tuple[str, int, int]]:
    """(period, person, rung) of every claim that has been made in `campaign`. Only `claim` can tell who came first."""
    return frozenset((row.period, row.person_id, row.rung) for row in store.rows(_OF, campaign=campaign))
