"""What was said of late in one draft, so that a message that arrives late is still taken in its turn (docs/adr/0008)."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from dialogue.said import Said, said_from_json, said_to_json

KEPT = 16
"""How many messages back a late one can be put in its place."""
LATE = timedelta(days=1)
"""Whoever was silent for longer begins anew: Telegram numbers its updates at random after a quiet week (#update)."""


@dataclass(frozen=True, slots=True)
class One:
    channel: str
    order: int
    arrived: int
    """Seconds since 1970."""
    said: Said | None
    """None: what `changes` names is taken back."""
    message: str = ""
    """The message's own name, by which it can be changed; empty for a tap."""
    changes: str = ""
    """The name of the message that this one edits or takes back; empty for nearly every one."""


@dataclass(frozen=True, slots=True)
class Heard:
    before: str
    """JSON of the conversation before the first of `said`."""
    since: tuple[tuple[str, int, int], ...] = ()
    """(channel, order, arrived) of what was said last before them."""
    said: tuple[One, ...] = ()

    def late(self, one: One) -> bool:
        """Whether something said after it has been taken already."""
        if not one.order:
            return False
        limit = one.arrived - LATE.total_seconds()
        return any(o.channel == one.channel and o.order > one.order and o.arrived > limit for o in self.said)

    def too_late(self, one: One) -> bool:
        """Whether its place is before the first that can still be taken again, or before the draft was begun."""
        limit = one.arrived - LATE.total_seconds()
        later = (arrived for channel, order, arrived in self.since if channel == one.channel and order > one.order)
        return bool(one.order) and any(arrived > limit for arrived in later)

    def with_late(self, one: One) -> "Heard":
        """It stands before the first thing of its channel that was said after it."""
        place = next(n for n, o in enumerate(self.said) if o.channel == one.channel and o.order > one.order)
        return Heard(self.before, self.since, (*self.said[:place], one, *self.said[place:]))

    def with_next(self, one: One, before: str) -> "Heard":
        """It stands last; `before` is the conversation without it."""
        if len(self.said) < KEPT:
            return Heard(self.before or before, self.since, (*self.said, one))
        last = {channel: (channel, order, arrived) for channel, order, arrived in self.since}
        last |= {o.channel: (o.channel, o.order, o.arrived) for o in sorted(self.said, key=lambda o: o.order)}
        return Heard(before, tuple(last.values()), (one,))

    def has(self, message: str) -> bool:
        return any(one.message == message for one in self.said)

    def with_change(self, one: One) -> "Heard":
        """It stands last; what it changes stays where it is, so that everything can be taken again."""
        return Heard(self.before, self.since, (*self.said, one))


def begun(channel: str, order: int, conversation: str, now: datetime) -> Heard:
    """A draft just begun by what was said at `order`: nothing said before that belongs to it."""
    return Heard(conversation, ((channel, order, int(now.timestamp())),) if order else ())


def one(
    channel: str, order: int, said: Said | None, now: datetime, message: str = "", *, changes: str = ""
) -> One:  # fmt: skip
    return One(channel, order, int(now.timestamp()), said, message, changes)


def packed(heard: Heard) -> str:
    said = [
        [o.channel, o.order, o.arrived, said_to_json(o.said) if o.said else None, o.message, o.changes]
        for o in heard.said
    ]
    return json.dumps([heard.before, heard.since, said], ensure_ascii=False)


def unpacked(found: str, conversation: str) -> Heard:
    """A draft of before this was kept has heard nothing yet."""
    if not found:
        return Heard(conversation)
    before, since, said = json.loads(found)
    return Heard(
        before,
        tuple((channel, order, arrived) for channel, order, arrived in since),
        tuple(
            One(channel, order, arrived, said_from_json(one) if one else None, *names)
            for channel, order, arrived, one, *names in said  # without names before they were kept
        ),
    )
