"""The requests that say a message, kept with its row: a retry sends the same bytes, whatever has changed since."""

import json
import logging
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot.channels import Channel, Delivery
from bot.channels.splitting import split
from bot.problems import named
from dialogue.messages import Message
from storage import outbox, outcomes
from storage.office_store import OfficeStore
from storage.outbox import LOST, REPLY, Owed

log = logging.getLogger(__name__)

PIECE = 4000
"""UTF-16 units; a message of this length fits with others into one reply."""


def packed(deliveries: Sequence[Delivery]) -> str:
    return json.dumps([[d.method, d.body, d.part] for d in deliveries], ensure_ascii=False)


def unpacked(rendered: str) -> Sequence[Delivery]:
    return [Delivery(*found) for found in json.loads(rendered)]


def rendered(channels: Mapping[str, Channel], row: Owed) -> str:
    """Its requests; empty where they cannot be made, which is then said when it is tried."""
    channel = channels.get(row.channel)
    return _rendered(channel, row.chat_id, row.messages, row.reply_token) if channel else ""


def owe_reply(
    channels: Mapping[str, Channel], store: OfficeStore, channel: str, chat_id: str, messages: Sequence[Message],
    now: datetime, reply_token: str, person_id: int | None,
) -> Sequence[Owed]:  # fmt: skip
    """Owe a reply, rendered, and before it what that chat was told and did not hear, as much of it as one reply holds.

    A reply is never pushed: what it cannot hold is lost for now, and is said with the next one. The rows to speak.
    """
    speaker = channels.get(channel)
    lost = outbox.take_lost(store, channel, chat_id)
    missed = [message for row in lost for message in row.messages]

    def body(said: Sequence[Message]) -> str:
        return _rendered(speaker, chat_id, said, reply_token) if speaker else ""

    fits = _fitting(body, missed, messages, split_up=bool(reply_token))
    owed = []
    if fits.said:
        owed.append(
            outbox.owe(
                store, channel, chat_id, fits.said, REPLY, now, reply_token=reply_token, person_id=person_id,
                rendered=fits.body,
            )
        )  # fmt: skip
    if fits.again:
        for row in lost:
            outcomes.repeated(store.connection, row.id, owed[0].id, now)
    if fits.later:
        outbox.owe(store, channel, chat_id, fits.later, REPLY, now, person_id=person_id, state=LOST)
    return owed


@dataclass(frozen=True, slots=True)
class _Fit:
    said: Sequence[Message]
    body: str
    """The requests that say them."""
    again: int
    """How many of `said`, from the first, are what was missed."""
    later: Sequence[Message]
    """What one reply does not hold."""


def _fitting(
    body: Callable[[Sequence[Message]], str], missed: Sequence[Message], messages: Sequence[Message], *, split_up: bool
) -> _Fit:
    """As much of `missed` and `messages` as one reply holds. What is missed gives way first; without `split_up`, all that is
    new is said or nothing."""
    again, said, later = len(missed), messages, tuple[Message, ...]()
    whole = body([*missed, *said])
    while said and _pushes(whole):
        if again:
            again -= 1
        else:
            said, later = _shorter(said, later) if split_up else ((), tuple(messages))
        whole = body([*missed[:again], *said])
    waiting = missed[again:] if again else ()  # what is said again in no part stays in its own row
    return _Fit([*missed[:again], *said] if said else (), whole, again, (*waiting, *later))


def _shorter(said: Sequence[Message], later: tuple[Message, ...]) -> tuple[Sequence[Message], tuple[Message, ...]]:
    """Put off the last message; the only one is cut first, and its buttons stay with its end."""
    if len(said) == 1:
        *pieces, end = split(said[0].text, PIECE) or [""]
        said = [*(Message(piece) for piece in pieces), replace(said[0], text=end)]
    return said[:-1], (said[-1], *later)


def _pushes(body: str) -> bool:
    """Quotes inside a text are escaped in JSON, so no text looks like this."""
    return '["push", {' in body


def _rendered(speaker: Channel, chat_id: str, messages: Sequence[Message], reply_token: str) -> str:
    try:
        return packed(speaker.render(chat_id, messages, reply_token))
    except Exception as problem:  # our own mistake must not cost the answer that this replies to
        log.error("a message could not be rendered: channel=%s: %s", speaker.name, named(problem))
        return ""
