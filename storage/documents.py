"""เอกสาร: the reports that were written, by digest."""

from datetime import datetime

from storage.office_store import OfficeStore
from storage.statements import add
from storage.tables import document

_ADD = add(document)


def keep_document(
    store: OfficeStore, fiscal_year: int, format_: str, draft: bool, digest: str, size: int, now: datetime
) -> None:
    """Remember that this was written; `size` in bytes."""
    store.run(_ADD, fiscal_year=fiscal_year, format=format_, draft=draft, digest=digest, size=size, at=now)
