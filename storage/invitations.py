"""รหัสเข้าร่วม: one-time joining codes. Only their hashes are kept; five wrong ones in a row make a pause."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from storage import people
from storage.office_store import OfficeStore
from storage.people import Person
from storage.statements import AddOnce, add, change, find
from storage.tables import invitation, stranger

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O or U to be misread."""
LENGTH = 8
"""40 bits; with five tries an hour nobody guesses one in 72 hours."""
LIFETIME = timedelta(hours=72)
TRIES = 5
PAUSE = timedelta(hours=1)
_MISREAD = str.maketrans("OIL", "011")

_ADD = add(invitation)
_BY_HASH = find(invitation, "code_hash")
_USE = change(invitation, "id")
_STRANGER = find(stranger, "channel", "chat_id")
_NEW_STRANGER = AddOnce(stranger)
_TRIED = change(stranger, "channel", "chat_id")


@dataclass(frozen=True, slots=True)
class Refused:
    reason: str
    """"unknown", "used", "expired" or "paused"; of one who has joined already also "already" and "elsewhere"."""


def invite(store: OfficeStore, role: str, division: str, section: str, now: datetime, *, name: str = "") -> str:
    """A new code for one person, as it is to be handed out ("7KQ2-M9XD"); it is not kept and cannot be shown again.

    `role` may be several, with spaces between them."""
    code = _new_code()
    store.run(
        _ADD, code_hash=_hash(code), role=role, division=division, section=section, name=name,
        expires_at=now + LIFETIME,
    )  # fmt: skip
    return f"{code[:4]}-{code[4:]}"


def looks_like_code(text: str) -> bool:
    """Whether `text` is meant as a code: eight letters and digits with at least one digit or dash, whatever their case."""
    code = _plain(text)
    return (
        len(code) == LENGTH
        and all(letter in ALPHABET for letter in code)
        and text.isascii()
        and " " not in text.strip()
        and any(letter.isdigit() or letter == "-" for letter in text)
    )


def redeem(store: OfficeStore, code: str, channel: str, chat_id: str, name: str, now: datetime) -> Person | Refused:
    """The person that `code` makes of this chat, or why it does not."""
    found = _tried(store, code, channel, chat_id, now)
    if isinstance(found, Refused):
        return found
    _use(store, found.id, channel, chat_id, now)
    person_id = people.add_person(store, found.name or name, found.division, found.section, _roles(found), "th", now)
    people.link_address(store, person_id, channel, chat_id, now)
    return _present(store, person_id)


def add_role(
    store: OfficeStore, person: Person, code: str, channel: str, chat_id: str, now: datetime
) -> Person | Refused:
    """`person` with the roles of `code` besides their own, or why not; a code that adds nothing stays good.

    One human answers for one place: a code of another division is not theirs, nor one to report for another section."""
    found = _tried(store, code, channel, chat_id, now)
    if isinstance(found, Refused):
        return found
    roles = _roles(found)
    division, section = found.division or person.division, person.section
    if found.division and ("reporter" in roles or not person.division):
        section = found.section
    if person.division not in ("", division) or ("reporter" in person.roles and section != person.section):
        return Refused("elsewhere")
    if roles <= person.roles:
        return Refused("already")
    _use(store, found.id, channel, chat_id, now)
    people.set_roles(store, person.id, person.roles | roles, division, section)
    return _present(store, person.id)


def _tried(store: OfficeStore, code: str, channel: str, chat_id: str, now: datetime) -> Any:
    """The row of a code that is still good, or `Refused`; a wrong one is counted."""
    tried = store.row(_STRANGER, channel=channel, chat_id=chat_id)
    if tried and tried.paused_until and tried.paused_until > now:
        return Refused("paused")
    found = store.row(_BY_HASH, code_hash=_hash(_plain(code)))
    if found is None:
        return _wrong(store, channel, chat_id, tried.wrong + 1 if tried else 1, now)
    if found.used_at is not None:
        return Refused("used")
    if found.expires_at <= now:
        return Refused("expired")
    return found


def _use(store: OfficeStore, invitation_id: int, channel: str, chat_id: str, now: datetime) -> None:
    store.run(_USE, at_id=invitation_id, used_at=now)
    store.run(_TRIED, at_channel=channel, at_chat_id=chat_id, wrong=0, paused_until=None)


def _roles(row: Any) -> frozenset[str]:
    return frozenset(row.role.split())


def _present(store: OfficeStore, person_id: int) -> Person:
    person = people.person_named(store, person_id)
    if person is None:
        raise LookupError("whom the code is for is not there")
    return person


def _wrong(store: OfficeStore, channel: str, chat_id: str, wrong: int, now: datetime) -> Refused:
    pause = now + PAUSE if wrong >= TRIES else None
    values = {"wrong": 0 if pause else wrong, "paused_until": pause}
    if not _NEW_STRANGER.run(store, channel=channel, chat_id=chat_id, **values):
        store.run(_TRIED, at_channel=channel, at_chat_id=chat_id, **values)
    return Refused("paused" if pause else "unknown")


def _new_code() -> str:
    """With a digit in it, so that it is not taken for a word when it is typed without its dash."""
    while True:
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        if not code.isalpha():
            return code


def _plain(code: str) -> str:
    return code.strip().upper().replace("-", "").replace(" ", "").translate(_MISREAD)


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()
