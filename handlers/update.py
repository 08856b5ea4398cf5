"""One thing that happened on a channel, as the handlers see it: who, when, and what was said."""

from dataclasses import dataclass
from datetime import datetime

from dialogue.said import Said

SAID = "said"
JOINED = "joined"
"""The person added or unblocked us (LINE follow), or pressed Start (a Telegram deep link's code is then in `said`)."""
LEFT = "left"
"""The person blocked us."""
EDITED = "edited"
"""A message that was sent before now says something else, which is in `said` (Telegram)."""
UNSENT = "unsent"
"""A message that was sent before is taken back (LINE, which gives no reply token with it)."""
GROUP = "group"
"""We were put into a group: say one line, leave, and keep nothing of it."""


@dataclass(frozen=True, slots=True)
class Update:
    channel: str
    event_id: str
    """The platform's own id; redelivery repeats it."""
    chat_id: str
    at: datetime
    """When it was said, by the platform's clock, UTC."""
    kind: str
    said: Said | None = None
    reply_token: str = ""
    """LINE: answers for free, once, within a minute. Telegram: the callback query to be answered."""
    name: str = ""
    """What the platform calls the person; shown to the officer at joining, never used to recognise anyone."""
    file_ref: str = ""
    """For a `File` whose bytes are not here yet: what `Channel.fetch` needs to get them."""
    album: str = ""
    """The platform's id of the pictures that were sent in one go with this one."""
    album_size: int = 0
    """How many they are; 0 where the platform does not tell."""
    message_id: str = ""
    """The platform's id of the message: what is edited or unsent later; empty for a tap."""

    @property
    def message(self) -> str:
        """The message's name among all chats of its channel: Telegram numbers the messages of each chat anew."""
        return f"{self.chat_id} {self.message_id}" if self.message_id else ""

    @property
    def order(self) -> int:
        """Grows with what one chat says, in whatever order it arrives (docs/adr/0008).

        LINE tells the millisecond. Telegram tells the second, and of a tap not even that, but numbers its updates.
        """
        number = self.event_id.partition("+")[0]
        if self.channel == "telegram" and number.isdecimal():
            return int(number)
        return round(self.at.timestamp() * 1_000_000)
