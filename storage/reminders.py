"""การแจ้งเตือน: which rung of which campaign each person has had. The row is the claim, and there is only one."""

from datetime import datetime

from storage.office_store import OfficeStore
from storage.statements import AddOnce
from storage.tables import reminder

NOBODY = 0
"""The person of a claim that is the whole office's."""

_CLAIM = AddOnce(reminder)


def claim(store: OfficeStore, campaign: str, period: str, person_id: int, rung: int, now: datetime) -> bool:
    """True for the one, of all who try, who shall send it."""
    return _CLAIM.run(store, campaign=campaign, period=period, person_id=person_id, rung=rung, at=now)
