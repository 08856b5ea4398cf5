"""The only way to query: every statement is bound to one office, or it is refused."""

from collections.abc import Sequence
from typing import Any
from weakref import WeakSet

from sqlalchemy import BindParameter, Connection, CursorResult, Executable, Row
from sqlalchemy.sql import visitors

from storage.office_locks import hold

OFFICE = "office"
"""The parameter that binds a statement to its office: `.where(table.c.office_id == bindparam(OFFICE))`."""

_bound: "WeakSet[Executable]" = WeakSet()


class Unbound(Exception):
    """A statement that asks without naming the office. It would see every municipality's rows."""


class OfficeStore:
    """One office's rows, inside one transaction; on PostgreSQL no other transaction has a store of that office
    meanwhile (`storage.office_locks`)."""

    __slots__ = ("connection", "office_id")

    def __init__(self, connection: Connection, office_id: int) -> None:
        self.connection = connection
        self.office_id = office_id
        if connection.dialect.name == "postgresql":
            hold(connection, office_id)

    def execute(self, statement: Executable, **values: Any) -> CursorResult[Any]:
        """Run `statement` for this office. Raises `Unbound` for one that does not bind the office."""
        _check(statement)
        return self.connection.execute(statement, {OFFICE: self.office_id, **values})

    def rows(self, statement: Executable, **values: Any) -> Sequence[Row[Any]]:
        return self.execute(statement, **values).all()

    def row(self, statement: Executable, **values: Any) -> Row[Any] | None:
        return self.execute(statement, **values).first()

    def value(self, statement: Executable, **values: Any) -> Any:
        return self.execute(statement, **values).scalar()

    def run(self, statement: Executable, **values: Any) -> int:
        """Run a change; how many rows it met."""
        return self.execute(statement, **values).rowcount

    def run_all(self, statement: Executable, values: Sequence[dict[str, Any]]) -> Sequence[Row[Any]]:
        """Run a change once for each of `values`; the rows that it returned, of one that returns any."""
        _check(statement)
        if not values:
            return ()
        result = self.connection.execute(statement, [{OFFICE: self.office_id, **one} for one in values])
        return result.all() if result.returns_rows else ()


def _check(statement: Executable) -> None:
    if statement in _bound:
        return
    parts = visitors.iterate(statement)  # type: ignore[arg-type]
    if not any(isinstance(part, BindParameter) and part.key == OFFICE for part in parts):
        raise Unbound(str(statement))
    _bound.add(statement)
