"""Telegram's menu of commands, made from the one table of commands, in Thai and for English telephones in both."""

from collections.abc import Iterable, Sequence

from bot.channels import SendFailed
from bot.channels.lengths import cut
from bot.channels.telegram import TelegramChannel
from dialogue.words import say
from handlers.commands import COMMANDS

LONGEST = 256
"""Characters of a description (#botcommand)."""
REPORTER = frozenset({"reporter"})

Json = dict[str, object]


def commands_of(roles: frozenset[str], language: str) -> list[Json]:
    """What Telegram shows to somebody with these roles: the same commands as the bot's own help."""
    helped = [c.name for c in COMMANDS if roles & (c.roles if c.helped is None else c.helped)]
    return [{"command": name, "description": cut(_told(name, language), LONGEST, LONGEST)} for name in helped]


async def put(telegram: TelegramChannel, others: Iterable[tuple[int, frozenset[str]]]) -> str:
    """Give everybody a reporter's menu, and each of `others` (chat, roles) their own; what was done. Raises `SendFailed`.

    Many Thais run Telegram in English, and what is set for `en` hides the default from them: so it holds both languages.
    """
    for code in ("", "th", "en"):
        body: Json = {"commands": commands_of(REPORTER, code or "th")}
        await telegram.call("setMyCommands", {**body, "language_code": code} if code else body)
    count = sum([await _give(telegram, chat, roles) for chat, roles in others])
    return f"the command menu is set ({len(commands_of(REPORTER, 'th'))} commands; with a menu of their own: {count})"


async def _give(telegram: TelegramChannel, chat: int, roles: frozenset[str]) -> bool:
    """Whether that chat has its own menu now; one that has blocked us has none."""
    for code in ("", "en"):
        scope = {"type": "chat", "chat_id": chat}
        body: Json = {"commands": commands_of(roles, code or "th"), "scope": scope}
        try:
            await telegram.call("setMyCommands", {**body, "language_code": code} if code else body)
        except SendFailed as failed:
            if failed.gone:
                return False
            raise
    return True


def _told(name: str, language: str) -> str:
    """What help says of it, after the words that call it."""
    languages: Sequence[str] = ("th", "en") if language == "en" else (language,)
    key = "help_menu" if name == "help" else f"help_{name}"
    return " · ".join(say(code, key).rpartition(" — ")[2] for code in languages)
