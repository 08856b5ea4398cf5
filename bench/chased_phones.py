"""LINE and Telegram as the year's people have them: what arrives is seen, and what goes wrong goes wrong here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from bot.channels import SendFailed

LOST = 0.06
"""How often an answer is lost on its way back to us, whether the platform acted or not."""
MONTHLY = 1000
"""Messages that LINE allows the account in a month, whoever sends them."""
ARRIVED, BLOCKED, UNSURE, REFUSED = "arrived", "blocked", "unsure", "refused"
"""What becomes of a message; `UNSURE` has not arrived, and we cannot know."""


@dataclass(frozen=True, slots=True)
class Said:
    """One try to say something."""

    channel: str
    chat: str
    key: str
    """Its row of the outbox."""
    text: str
    buttons: Sequence[str]
    """What each one sends."""


Witness = Callable[[Said, str], None]


class Phone:
    """One platform. LINE knows a second try of the same push by its key; Telegram does not."""

    def __init__(self, name: str, random: Random, witness: Witness) -> None:
        """`witness` is shown every try and what becomes of it, but for a second one that LINE knows."""
        self.name = name
        self.down = False
        self.used = 0
        """What was pushed this month, by us and by others; at `MONTHLY` LINE takes no more."""
        self.refusing: set[str] = set()
        """Chats that have blocked us, and we do not know it."""
        self._random = random
        self._witness = witness
        self._taken: set[str] = set()

    def say(self, said: Said) -> None:
        """Take a message. Raises `SendFailed`, also where it has arrived nevertheless."""
        luck = self._random.random()
        if self.down and luck < 0.5:
            self._fail(said, REFUSED, SendFailed("no connection", permanent=False))
        if self.down:
            self._fail(said, UNSURE, SendFailed("answered 503", permanent=False, unknown=True, status=503))
        if said.chat in self.refusing:
            self._fail(said, BLOCKED, SendFailed("blocked", permanent=True))
        known = self.name == "line" and said.key in self._taken
        if self.name == "line" and self.used >= MONTHLY and not known:
            over = "LINE answered 429 to push: You have reached your monthly limit."
            self._fail(said, REFUSED, SendFailed(over, permanent=True, month_over=True))
        if luck < LOST / 2:
            self._fail(said, UNSURE, SendFailed("lost on its way there", permanent=False, unknown=True))
        if not known:
            self._taken.add(said.key)
            self.used += 1
            self._witness(said, ARRIVED)
        if luck < LOST:
            raise SendFailed("its answer was lost", permanent=False, unknown=True)

    def _fail(self, said: Said, outcome: str, failure: SendFailed) -> None:
        self._witness(said, outcome)
        raise failure
