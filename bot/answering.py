"""The answer to what took a while: by the free reply while its token lives, else as a message of its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.failures import TOKEN_LIVES
from bot.outbox import Outbox
from dialogue.messages import Message
from dialogue.words import say
from scheduler.pushes import Pushes
from storage import outbox, people
from storage.database import Connection
from storage.jobs import Job
from storage.office_store import OfficeStore
from storage.outbox import LOST, QUEUED, REPORT, WEEKLY, Owed
from storage.people import Address, Person

REPLIED_WITHIN = TOKEN_LIVES - timedelta(seconds=10)
"""Of the question: sending the reply takes some of its token's life as well."""


@dataclass(frozen=True, slots=True)
class Receiver:
    person: Person
    channel: str
    chat_id: str
    reply_token: str = ""
    """Empty where it lives no more."""


def asked(job: Job) -> bool:
    """Whether somebody waits for `job` in a chat."""
    return "person" in job.payload


def whoever_asked(store: OfficeStore, job: Job, now: datetime) -> Receiver | None:
    """None where nobody has asked, or nobody knows them any more."""
    person = people.person_named(store, int(job.payload["person"])) if asked(job) else None
    if person is None:
        return None
    channel, chat_id, token = (str(job.payload[name]) for name in ("channel", "chat_id", "reply_token"))
    return Receiver(person, channel, chat_id, token if now - job.owed_at <= REPLIED_WITHIN else "")


def owe_answer(store: OfficeStore, speaker: Outbox, to: Receiver, message: Message, now: datetime) -> Sequence[Owed]:
    """`speaker` says it once the transaction is committed."""
    if to.reply_token:
        return speaker.owe_reply(store, to.channel, to.chat_id, [message], now, to.reply_token, to.person.id)
    return [outbox.owe(store, to.channel, to.chat_id, [message], REPORT, now, person_id=to.person.id)]


def owe_unasked(
    store: OfficeStore, pushes: Pushes, person: Person, places: Sequence[Address], message: Message, now: datetime
) -> Owed:
    """To the first of their `places` for which the month has room; where it has none, with the next free reply there."""
    place = pushes.take(places, urgent=False)
    to, state = place or places[0], QUEUED if place else LOST
    return outbox.owe(store, to.channel, to.chat_id, [message], WEEKLY, now, person_id=person.id, state=state)


def owe_apology(speaker: Outbox, job: Job, words: str, now: datetime, connection: Connection) -> Sequence[Owed]:
    """`words` of the catalogue to whoever asked for what failed; what nobody asked for is missed by nobody yet."""
    store = OfficeStore(connection, job.office_id)
    to = whoever_asked(store, job, now)
    if to is None:
        return ()
    return owe_answer(store, speaker, to, Message(say(to.person.language, words, year=job.payload["fiscal_year"])), now)
