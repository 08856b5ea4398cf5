"""A whole LINE and a whole Telegram on this machine: point `python -m bot serve` at them and write to the bot here."""

import argparse
import asyncio
import sys
from collections.abc import Mapping

from aiohttp import ClientError, ClientSession

from tests.doubles.line import LineDouble
from tests.doubles.serving import served
from tests.doubles.telegram import TelegramDouble
from tests.doubles.typed import HELP, Typed, read_typed

LINE_PORT, TELEGRAM_PORT = 8101, 8102
LOOK = 0.2
"""Seconds between two looks at what the bot has said."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.doubles", description=__doc__)
    parser.add_argument("--bot", default="http://127.0.0.1:8000", help="where the bot listens, until it has told so")
    parser.add_argument("--monthly", type=int, help="LINE's monthly limit, such as 300")
    asked = parser.parse_args()
    line, telegram = LineDouble(monthly=asked.monthly), TelegramDouble()
    try:
        asyncio.run(_run(line, telegram, asked.bot.rstrip("/")))
    except KeyboardInterrupt:
        print()


async def _run(line: LineDouble, telegram: TelegramDouble, bot: str) -> None:
    async with served(line, LINE_PORT), served(telegram, TELEGRAM_PORT), ClientSession() as session:
        print("Start the bot with these:", *_settings(line, telegram), "", HELP, sep="\n", flush=True)
        watching = asyncio.create_task(_watch(line, telegram))
        last: dict[str, Mapping[str, object]] = {}
        while typed := await asyncio.to_thread(sys.stdin.readline):
            found = read_typed(line, telegram, typed.strip(), last)
            if found is None:
                print(HELP, flush=True)
            else:
                await _deliver(line, telegram, bot, found, session)
        if not sys.stdin.isatty():
            await asyncio.Event().wait()  # nobody types: stand there until stopped
        watching.cancel()


async def _deliver(line: LineDouble, telegram: TelegramDouble, bot: str, found: Typed, session: ClientSession) -> None:
    """To where the bot has told to write, or into the queue from which it asks."""
    if found.channel == "telegram" and not telegram.webhook and telegram.calls["getUpdates"]:
        telegram.say(found.event)
        print("  it waits for the bot to ask", flush=True)
        return
    if found.channel == "line":
        told, (body, headers) = line.webhook, line.people.webhook([dict(found.event)])
    else:
        told, (body, headers) = str(telegram.webhook.get("url", "")), telegram.people.webhook(found.event)
    try:
        async with session.post(told or f"{bot}/webhook/{found.channel}", data=body, headers=headers) as answer:
            print(f"  bot answered {answer.status}", flush=True)
    except ClientError as problem:
        print(f"  the bot is not there: {problem}", flush=True)


def _settings(line: LineDouble, telegram: TelegramDouble) -> list[str]:
    settings = {
        "LINE_CHANNEL_SECRET": line.secret, "LINE_CHANNEL_ACCESS_TOKEN": line.access_token, "LINE_API_URL": line.url,
        "LINE_API_DATA_URL": line.url, "TELEGRAM_BOT_TOKEN": telegram.token,
        "TELEGRAM_WEBHOOK_SECRET": telegram.secret, "TELEGRAM_API_URL": telegram.url,
    }  # fmt: skip
    return [f"  export {name}='{value}'" for name, value in settings.items()]


async def _watch(line: LineDouble, telegram: TelegramDouble) -> None:
    told: dict[str, int] = {}
    while True:
        for platform, happened in _happened(line, telegram).items():
            for one in happened[told.get(platform, 0) :]:
                print(f"{platform} {one}", flush=True)
            told[platform] = len(happened)
        await asyncio.sleep(LOOK)


def _happened(line: LineDouble, telegram: TelegramDouble) -> Mapping[str, list[str]]:
    """Everything that has been seen there so far, each list in its order."""
    return {
        "LINE": [f"{_short(one.chat)} ({one.how}): {' / '.join(line.texts_of(one))}" for one in line.received],
        "LINE shows": [f"that {_short(chat)} is waited for" for chat in line.loading],
        "LINE:": [f"{_short(chat)} was left" for chat in line.left],
        "Telegram": [f"{one.chat} ({one.method}): {one.body.get('text', '(a file)')}" for one in telegram.received],
        "Telegram shows": [f"{action} to {chat}" for chat, action in telegram.actions],
        "Telegram:": [f"group {chat} was left" for chat in telegram.left],
    }


def _short(chat: str) -> str:
    """A person or group of LINE by the number it was made from."""
    return f"{'group ' if chat[0] == 'C' else ''}{int(chat[1:], 16)}"


if __name__ == "__main__":
    main()
