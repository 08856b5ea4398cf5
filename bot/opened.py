"""What every command works on: the database at its address, and the office it is for."""

from collections.abc import Iterator
from contextlib import contextmanager

from storage import offices
from storage.database import Connection, open_database
from storage.offices import Office


class Refused(Exception):
    """What was asked cannot be done; the message says why and names the mend."""


@contextmanager
def opened(url: str) -> Iterator[Connection]:
    """One transaction on the migrated database at `url`. Raises `storage.database.BadDatabase`."""
    database = open_database(url)
    try:
        database.migrate()
        with database.engine.begin() as connection:
            yield connection
    finally:
        database.close()


def chosen_office(connection: Connection, key: str) -> Office:
    """The office called `key`; with no key, the only one there is. Raises `Refused` with the keys there are."""
    found = offices.office_by_key(connection, key) if key else offices.only_office(connection)
    if found is not None:
        return found
    known = " ".join(office.key for office in offices.offices(connection))
    if key:
        raise Refused(f"There is no office {key}. Offices: {known or 'none yet'}")
    if known:
        raise Refused(f"There are several offices: add --office and one of {known}")
    raise Refused('There is no office yet. Add one: python -m bot office add takbai --name "เทศบาลเมืองตากใบ"')
