"""A conversation with the scripted bot, twenty seconds between two messages."""

from datetime import timedelta

from dialogue.said import Said
from tests.bot.scripted import Bot


async def talk(bot: Bot, chat: str, *words: str | Said) -> str:
    """Say them one after another; what was answered to the last."""
    answered: list[str] = []
    for word in words:
        bot.clock.move(bot.clock() + timedelta(seconds=20))
        answered = await bot.say(chat, word, f"{chat}-{bot.clock().timestamp()}")
    return "\n".join(answered)
