"""LINE and Telegram as the year's people have them: what arrives is seen, and what goes wrong goes wrong here."""

from collections.abc import Callable
from random import Random

from bot.channels import SendFailed

LOST = 0.02
"""How often an answer is lost on its way back to us, whether the platform acted or not."""

Arrived = Callable[[str, str, str], None]
"""(channel, chat, outbox row) of what has just arrived."""


class Phone:
    """One platform. LINE knows a second try of the same push by its key; Telegram does not."""

    def __init__(self, name: str, random: Random, arrived: Arrived) -> None:
        self.name = name
        self.down = False
        self.refusing: set[str] = set()
        """Chats that have blocked us, and we do not know it."""
        self._random = random
        self._arrived = arrived
        self._taken: set[str] = set()

    def say(self, chat: str, key: str) -> None:
        """Take a message for that chat. Raises `SendFailed`, also where it has arrived nevertheless."""
        if self.down:
            raise SendFailed("no connection", permanent=False)
        if chat in self.refusing:
            raise SendFailed("blocked", permanent=True)
        luck = self._random.random()
        if luck < LOST / 2:
            raise SendFailed("lost on its way there", permanent=False, unknown=True)
        if self.name != "line" or key not in self._taken:
            self._taken.add(key)
            self._arrived(self.name, chat, key)
        if luck < LOST:
            raise SendFailed("its answer was lost", permanent=False, unknown=True)
