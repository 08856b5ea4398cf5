"""The officer's own words in a cell of the report; every one is kept, the newest counts."""

from collections.abc import Mapping
from datetime import datetime

from storage.office_store import OfficeStore
from storage.statements import add, find
from storage.tables import edit as table

_ADD = add(table)
_YEAR = find(table, "fiscal_year").order_by(table.c.id)


def edit(
    store: OfficeStore, fiscal_year: int, measure: int, column: str, text: str, person_id: int, now: datetime
) -> None:
    """From now on the cell reads `text`; empty gives it back to the compiled words."""
    store.run(_ADD, fiscal_year=fiscal_year, measure=measure, column=column, text=text, person_id=person_id, at=now)


def edits(store: OfficeStore, fiscal_year: int) -> Mapping[tuple[int, str], str]:
    """(measure number, column) → the officer's words, where there are any."""
    newest = {(row.measure, row.column): row.text for row in store.rows(_YEAR, fiscal_year=fiscal_year)}
    return {cell: text for cell, text in newest.items() if text}
