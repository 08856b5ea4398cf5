"""Several pictures sent in one go: each is a job of its own, and the person wants one answer."""

from sqlalchemy import bindparam, select

from storage.jobs import WAITING
from storage.office_store import OfficeStore
from storage.statements import OFFICE_ID
from storage.tables import job as table

NEAR = 200
"""Jobs of one album stand near each other: so far back is looked."""

_OF_ALBUM = select(table.c.id, table.c.state).where(
    table.c.office_id == OFFICE_ID,
    table.c.id > bindparam("after"),
    table.c.payload["album"].as_string() == bindparam("album"),
)


def more_to_come(store: OfficeStore, job_id: int, album: str, size: int) -> bool:
    """Whether another picture of `album` will be answered after the one of `job_id`: it waits, or it has not arrived of
    the `size` that the platform has told (0: it tells none). The last of them always finds nothing more."""
    rows = store.rows(_OF_ALBUM, after=job_id - NEAR, album=album)
    return len(rows) < size or any(row.id > job_id and row.state == WAITING for row in rows)
