"""Files by their contents: evidence and documents, kept under their sha-256; names live in the database only."""

import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from storage.office_store import OfficeStore
from storage.statements import AddOnce, find
from storage.tables import file as table

_NOTE = AddOnce(table)
_ONE = find(table, "digest")


class Files:
    """A folder of immutable files, `<first two>/<digest>`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def put(self, content: bytes) -> str:
        """Store `content`, whole or not at all; its digest. The same bytes are stored once."""
        digest = hashlib.sha256(content).hexdigest()
        path = self._path(digest)
        if path.exists():
            return digest
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        return digest

    def read(self, digest: str) -> bytes:
        """The bytes stored under `digest`. Raises FileNotFoundError, also for what is no digest."""
        if len(digest) != 64 or not digest.isalnum():
            raise FileNotFoundError(digest)
        return self._path(digest).read_bytes()

    def _path(self, digest: str) -> Path:
        return self._folder / digest[:2] / digest


def note_file(
    store: OfficeStore, digest: str, name: str, media_type: str, size: int, person_id: int | None, now: datetime,
    display: str = "",
) -> None:  # fmt: skip
    """Remember what a stored file was called and who sent it, and the digest of the copy that is shown, if there is
    one; the first name counts."""
    _NOTE.run(
        store, digest=digest, name=name, media_type=media_type, size=size, person_id=person_id, at=now,
        display=display or None,
    )  # fmt: skip


def display_of(store: OfficeStore, digest: str) -> str:
    """The digest of the copy that is shown and printed of this file; empty where there is none."""
    row = store.row(_ONE, digest=digest)
    return row.display or "" if row else ""
