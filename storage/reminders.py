"""การแจ้งเตือน: which rung of which campaign each person has had. The row is the claim, and there is only one."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import bindparam, func

from storage.office_store import OfficeStore
from storage.statements import AddOnce, find, remove
from storage.tables import reminder

NOBODY = 0
"""The person of a claim that is the whole office's."""

Claim = tuple[str, str, int, int]
"""(campaign, period, person, rung)."""

_CLAIM = AddOnce(reminder)
_OF = find(reminder, "campaign")
_SINCE = find(reminder, "campaign").where(reminder.c.at > bindparam("since"))
_LAST = find(reminder, "campaign", "person_id").with_only_columns(func.max(reminder.c.at))
_MADE_AT = find(reminder, "person_id", "at")
_RELEASE = remove(reminder, "campaign", "person_id", "at")
_RELEASE_FROM = remove(reminder, "campaign", "person_id").where(reminder.c.at >= bindparam("since"))


def claim(store: OfficeStore, campaign: str, period: str, person_id: int, rung: int, now: datetime) -> bool:
    """True for the one, of all who try, who shall send it."""
    return _CLAIM.run(store, campaign=campaign, period=period, person_id=person_id, rung=rung, at=now)


def claim_all(store: OfficeStore, claims: Sequence[Claim], now: datetime) -> frozenset[Claim]:
    """`claim` for each of `claims`; those of them that are the caller's."""
    names = ("campaign", "period", "person_id", "rung")
    rows = _CLAIM.run_all(store, [{**dict(zip(names, one, strict=True)), "at": now} for one in claims])
    return frozenset((row.campaign, row.period, row.person_id, row.rung) for row in rows)


def claimed(store: OfficeStore, campaign: str) -> frozenset[tuple[str, int, int]]:
    """(period, person, rung) of every claim that has been made in `campaign`. Only `claim` can tell who came first."""
    return frozenset((row.period, row.person_id, row.rung) for row in store.rows(_OF, campaign=campaign))


def made_since(store: OfficeStore, campaign: str, since: datetime) -> frozenset[tuple[str, int, int]]:
    """`claimed`, of the claims made after `since` alone."""
    rows = store.rows(_SINCE, campaign=campaign, since=since)
    return frozenset((row.period, row.person_id, row.rung) for row in rows)


def last_of(store: OfficeStore, campaign: str, person_id: int) -> datetime | None:
    """When the person had the newest of that campaign."""
    found: datetime | None = store.value(_LAST, campaign=campaign, person_id=person_id)
    return found


def made_at(store: OfficeStore, person_id: int, at: datetime) -> frozenset[tuple[str, str, int]]:
    """(campaign, period, rung) of what the person was claimed for at that very moment."""
    rows = store.rows(_MADE_AT, person_id=person_id, at=at)
    return frozenset((row.campaign, row.period, row.rung) for row in rows)


def release(store: OfficeStore, campaigns: Collection[str], person_id: int, at: datetime) -> frozenset[str]:
    """Give back what the person was claimed for at that moment, for it has not been sent and never will be: the
    campaigns among `campaigns`, by how they begin, of which there was something."""
    found = {campaign for campaign, _, _ in made_at(store, person_id, at)}
    given_back = frozenset(name for name in found if name.startswith(tuple(campaigns)))
    for campaign in given_back:
        store.run(_RELEASE, at_campaign=campaign, at_person_id=person_id, at_at=at)
    return given_back


def release_from(store: OfficeStore, campaign: str, person_id: int, since: datetime) -> None:
    """Give back what the person was claimed for in that campaign at that moment and ever after."""
    store.run(_RELEASE_FROM, at_campaign=campaign, at_person_id=person_id, since=since)
