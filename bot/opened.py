"""What every command works on: the database at its address, the office it is for, and that office's plan."""

from collections.abc import Iterator
from contextlib import contextmanager

from measures.plan import Plan
from storage import offices, plans
from storage.database import Connection, open_database
from storage.office_store import OfficeStore
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


def plan_of(store: OfficeStore, fiscal_year: int) -> Plan:
    """The year's plan as it stands. Raises `Refused` without one."""
    years = plans.fiscal_years(store)
    if fiscal_year not in years:
        known = " ".join(map(str, years)) or "none; load one: python -m bot plan load FILE"
        raise Refused(f"There is no plan for {fiscal_year}. Years: {known}")
    return plans.current_plan(store, fiscal_year)[1]
