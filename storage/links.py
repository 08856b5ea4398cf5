"""Expiring links to documents. Only the token's hash is kept; reading a link does not use it up."""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, bindparam, select

from dialogue.messages import Attachment
from storage.office_store import OfficeStore
from storage.statements import add
from storage.tables import link as table

LIFETIME = timedelta(hours=24)

_ADD = add(table)
_BY_TOKEN = select(table).where(table.c.token_hash == bindparam("token_hash"))


@dataclass(frozen=True, slots=True)
class Link:
    title: str
    files: tuple[Attachment, ...]
    expires_at: datetime


def make_link(store: OfficeStore, title: str, files: Sequence[Attachment], person_id: int, now: datetime) -> str:
    """The token of a new link to `files`, 192 bits; it cannot be shown again."""
    token = secrets.token_urlsafe(24)
    store.run(
        _ADD, token_hash=_hash(token), title=title, files=[[f.digest, f.name, f.media_type, f.size] for f in files],
        person_id=person_id, expires_at=now + LIFETIME,
    )  # fmt: skip
    return token


def link(connection: Connection, token: str) -> Link | None:
    """What `token` leads to, expired or not; None for a token that never was. It carries its office by itself."""
    row = connection.execute(_BY_TOKEN, {"token_hash": _hash(token)}).first()
    return Link(row.title, tuple(Attachment(*found) for found in row.files), row.expires_at) if row else None


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
