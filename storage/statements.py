"""The few shapes of statement that every file here uses: built once at import, bound to the office."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BindParameter,
    Connection,
    Delete,
    Insert,
    Row,
    Select,
    Table,
    Update,
    bindparam,
    delete,
    insert,
    select,
    update,
)
from sqlalchemy.dialects import postgresql, sqlite

from storage.office_store import OFFICE, OfficeStore

OFFICE_ID: BindParameter[int] = bindparam(OFFICE)


def find(table: Table, *keys: str) -> Select[Any]:
    """Rows of this office whose `keys` equal the parameters of the same names."""
    return select(table).where(table.c.office_id == OFFICE_ID, *(table.c[key] == bindparam(key) for key in keys))


def add(table: Table) -> Insert:
    """A new row of this office; its other columns are the parameters it is run with."""
    return insert(table).values(office_id=OFFICE_ID)


class AddOnce:
    """`add`, but where a row with the same key is there already, nothing happens: once is a unique key."""

    def __init__(self, table: Table) -> None:
        on_postgresql = postgresql.insert(table).values(office_id=OFFICE_ID).on_conflict_do_nothing()
        one: dict[str, Insert] = {
            "sqlite": sqlite.insert(table).values(office_id=OFFICE_ID).on_conflict_do_nothing(),
            "postgresql": on_postgresql.execution_options(preserve_rowcount=True),  # psycopg tells it once, and early
        }
        self._one = one
        self._all = {name: statement.returning(*table.primary_key) for name, statement in one.items()}

    def run(self, store: OfficeStore, **values: Any) -> bool:
        """True only for the one who added the row."""
        return store.run(self._one[store.connection.dialect.name], **values) == 1

    def run_all(self, store: OfficeStore, values: Sequence[dict[str, Any]]) -> Sequence[Row[Any]]:
        """`run` for each of `values`; the primary keys of the rows that were added, and by nobody else."""
        return store.run_all(self._all[store.connection.dialect.name], values)

    def everywhere(self, connection: Connection, offices: Sequence[int], **values: Any) -> None:
        """`run` for each of these offices."""
        if offices:
            rows = [{OFFICE: office_id, **values} for office_id in offices]
            connection.execute(self._one[connection.dialect.name], rows)


def change(table: Table, *keys: str) -> Update:
    """Set what it is run with, where `keys` equal the parameters `at_…`."""
    return update(table).where(
        table.c.office_id == OFFICE_ID, *(table.c[key] == bindparam(f"at_{key}") for key in keys)
    )


def remove(table: Table, *keys: str) -> Delete:
    return delete(table).where(
        table.c.office_id == OFFICE_ID, *(table.c[key] == bindparam(f"at_{key}") for key in keys)
    )
