"""A whole LINE and a whole Telegram on this machine: point `python -m bot serve` at them and write to the bot here."""

import argparse
import asyncio
import sys
from collections.abc import Mapping

from aiohttp import ClientError, ClientSession

from tests.doubles.line import LineDouble
from tests.doubles.line_people import user_id
from tests.doubles.serving import served
from tests.doubles.telegram import TelegramDouble

LINE_PORT, TELEGRAM_PORT = 8101, 8102
LOOK = 0.2
"""Seconds between two looks at what the bot has said."""
HELP = """Write as somebody:  1 เริ่ม   is person 1 in LINE,  t1 เริ่ม   person 1 in Telegram,  !1 start   taps a button."""


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.doubles", description=__doc__)
    parser.add_argument("--bot", default="http://127.0.0.1:8000", help="where the bot listens")
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
        while typed := await asyncio.to_thread(sys.stdin.readline):
            if found := _written(line, telegram, typed.strip()):
                channel, body, headers = found
                try:
                    async with session.post(f"{bot}/webhook/{channel}", data=body, headers=headers) as answer:
                        print(f"  bot answered {answer.status}", flush=True)
                except ClientError as problem:
                    print(f"  the bot is not there: {problem}", flush=True)
        if not sys.stdin.isatty():
            await asyncio.Event().wait()  # nobody types: stand there until stopped
        watching.cancel()


def _settings(line: LineDouble, telegram: TelegramDouble) -> list[str]:
    settings = {
        "LINE_CHANNEL_SECRET": line.secret, "LINE_CHANNEL_ACCESS_TOKEN": line.access_token, "LINE_API_URL": line.url,
        "LINE_API_DATA_URL": line.url, "TELEGRAM_BOT_TOKEN": telegram.token,
        "TELEGRAM_WEBHOOK_SECRET": telegram.secret, "TELEGRAM_API_URL": telegram.url,
    }  # fmt: skip
    return [f"  export {name}='{value}'" for name, value in settings.items()]


def _written(line: LineDouble, telegram: TelegramDouble, typed: str) -> tuple[str, bytes, Mapping[str, str]] | None:
    """(channel, body, headers) of the webhook that these words make."""
    who, _, words = typed.partition(" ")
    tap, who = who.startswith("!"), who.removeprefix("!")
    if not who.removeprefix("t").isdecimal() or not words:
        print(HELP, flush=True)
        return None
    if who.startswith("t"):
        chat, there = int(who[1:]), telegram.people
        return ("telegram", *there.webhook(there.tap(chat, words) if tap else there.text(chat, words)))
    user, people = user_id(int(who)), line.people
    return ("line", *people.webhook([people.tap(user, words) if tap else people.text(user, words)]))


async def _watch(line: LineDouble, telegram: TelegramDouble) -> None:
    heard = told = 0
    while True:
        for one in line.received[heard:]:
            print(f"LINE {int(one.chat[1:], 16)} ({one.how}): {' / '.join(line.texts_of(one))}", flush=True)
        for other in telegram.received[told:]:
            print(f"Telegram {other.chat} ({other.method}): {other.body.get('text', '(a file)')}", flush=True)
        heard, told = len(line.received), len(telegram.received)
        await asyncio.sleep(LOOK)


if __name__ == "__main__":
    main()
