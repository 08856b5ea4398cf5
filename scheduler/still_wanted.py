"""ถามอีกครั้งก่อนส่ง: what was owed unasked may have waited, for an outage or a platform; is it still to be said now?

What has lost its need is withdrawn. What has lost its hour waits for the next: a reminder or digest that has certainly not
been sent is withdrawn and gives its claims back, so that a later round writes it afresh, with what is true then; what no
round would write again waits as it is. A reminder that may have arrived is never owed anew: on LINE the same row is tried
again, within the hours and for as long as its key is good; elsewhere, and later, it is left for somebody to see. LINE's may
have arrived as soon as it is handed over, for nobody notes the beginning of each try, and whoever makes it may be killed
before it can tell.
"""

import logging
from collections.abc import Sequence
from datetime import datetime, timedelta

from measures.calendar import morning
from scheduler.giving_back import AFRESH, NO_ROOM, give_back, next_opening, withhold
from scheduler.look import Look
from scheduler.remind import told_on
from scheduler.verdict import DAILY, KEYED, LATE, OUTDATED, PUT_OFF, SEND, WAITS, WITHDRAW, Asked
from storage import looks, outcomes, reminders
from storage.database import Connection
from storage.office_store import OfficeStore
from storage.outbox import DIGEST, REMINDER, UNASKED, WEEKLY, Owed
from storage.transactions import OVER

log = logging.getLogger(__name__)

LATER = timedelta(minutes=5)
"""When a row is asked about again, whose office could not be."""


def still_wanted(connection: Connection, rows: Sequence[Owed], now: datetime) -> Sequence[Owed]:
    """The rows of `rows` that are to be sent at `now`; what becomes of the others is kept.

    An office whose plan cannot be read is asked again `LATER`. Raises what the database refused: that is no office's
    fault, and leaves every row as it was."""
    offices: dict[int, Asked] = {}
    found = []
    for row in rows:
        if row.cause not in UNASKED:
            found.append(row)
            continue
        if row.office_id not in offices:
            offices[row.office_id] = Asked(Look(OfficeStore(connection, row.office_id), now))
        office = offices[row.office_id]
        try:
            verdict = office.verdict(row)
        except OVER:
            raise
        except Exception:
            log.exception("nobody can tell whether it is still wanted: outbox=%s office=%s", row.id, row.office_id)
            outcomes.failed(connection, row.id, "its office cannot be asked", now, now + LATER, maybe=row.tried)
            continue  # one office's broken plan must keep no other's messages
        if row.tried and not office.may_repeat(row, verdict):
            outcomes.unknown(connection, row.id, "nobody knows whether it arrived", now)
            if row.cause in DAILY and verdict in (PUT_OFF, OUTDATED):
                _give_back(office, row)
        elif verdict == SEND:
            _begin(office, row)
            found.append(row)
        else:
            _keep_from(office, row, verdict)
    return found


def _begin(office: Asked, row: Owed) -> None:
    """It is about to be tried; an older reminder is the one that its person hears today."""
    store, today = office.look.store, office.look.today
    if row.channel == KEYED:
        outcomes.begin_try(store.connection, row.id, row.holder)
    if row.cause == REMINDER and office.earlier(row):
        reminders.claim(store, told_on(today), "", row.person_id or 0, LATE, office.look.now)
        looks.by(store, morning(today + timedelta(days=1)))  # what else has come waits until then


def _keep_from(office: Asked, row: Owed, verdict: str) -> None:
    """It is not sent now."""
    look = office.look
    if verdict == NO_ROOM:
        withhold(look, row)
    elif verdict == PUT_OFF and (row.tried or row.cause in WAITS):
        outcomes.put_off(look.store.connection, row.id, verdict, next_opening(look), maybe=row.tried)
    else:
        outcomes.withdrawn(look.store.connection, row.id, verdict, look.now)
        if row.cause == REMINDER and office.outdated(row) and row.person_id in office.told:
            looks.again(look.store)  # a newer one says all that it would
        elif row.cause in AFRESH or (row.cause == WEEKLY and verdict != WITHDRAW):
            _give_back(office, row)


def _give_back(office: Asked, row: Owed) -> None:
    give_back(office.look, row)
    if row.cause == DIGEST and row.person_id is not None:
        office.to_tell_again.add(row.person_id)
