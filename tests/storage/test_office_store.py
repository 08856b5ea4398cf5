"""Every statement is bound to one office, or it is refused."""

from datetime import datetime

import pytest
from sqlalchemy import Executable, Table, bindparam, delete, insert, select, text, update

from storage import offices, statements
from storage.office_store import OFFICE, OfficeStore, Unbound
from storage.tables import division, metadata, office, person

UNBOUND: list[Executable] = [
    select(division),
    select(division).where(division.c.key == bindparam("key")),
    select(division).where(division.c.office_id == 1),
    select(division.c.office_id).limit(1),
    update(division).values(active=False),
    delete(division),
    insert(division).values(key="x", name="y", active=True, sections=[], position=1, office_id=1),
    text("SELECT * FROM division"),
    text("DELETE FROM division WHERE 'office' = 'office'"),
    select(division).join(office, office.c.id == division.c.office_id),
]


@pytest.mark.parametrize("statement", UNBOUND, ids=lambda s: " ".join(str(s).split())[:60])
def test_a_statement_that_binds_no_office_is_refused(statement: Executable, store: OfficeStore) -> None:
    for run in (store.execute, store.rows, store.row, store.value, store.run):
        with pytest.raises(Unbound):
            run(statement, key="x")


@pytest.mark.parametrize("table", [t for t in metadata.tables.values() if t is not office], ids=lambda t: t.name)
def test_every_shape_of_statement_here_is_bound(table: Table, store: OfficeStore) -> None:
    assert store.rows(statements.find(table)) == []
    assert f":{OFFICE}" in str(statements.add(table).compile(column_keys=table.c.keys()))
    assert f":{OFFICE}" in str(statements.change(table))
    assert store.run(statements.remove(table)) == 0


def test_a_bound_statement_finds_its_own_rows_alone(store: OfficeStore, now: datetime) -> None:
    other = OfficeStore(store.connection, offices.add_office(store.connection, "other", "เทศบาลอื่น", now))
    for each in (store, other):
        each.run(
            statements.add(division), key="chang", name=f"กองช่าง {each.office_id}", active=True, sections=[], position=0
        )
    assert [row.name for row in store.rows(statements.find(division))] == [f"กองช่าง {store.office_id}"]
    assert store.run(statements.change(division, "key"), at_key="chang", name="ใหม่") == 1
    assert [row.name for row in other.rows(statements.find(division))] == [f"กองช่าง {other.office_id}"]
    assert store.run(statements.remove(division)) == 1
    assert len(other.rows(statements.find(division))) == 1


def test_a_statement_around_a_bound_one_is_bound(store: OfficeStore) -> None:
    inner = statements.find(division).subquery()
    assert store.rows(select(inner)) == []
    assert store.rows(select(person).where(person.c.office_id == bindparam(OFFICE))) == []
