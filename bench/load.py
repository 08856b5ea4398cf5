"""The load: people of many offices typing to the bot through LINE's webhook, so many of them at once."""

import asyncio
import base64
import hashlib
import hmac
import itertools
import json
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bench.deployment import SECRET
from bench.wire import connect

_numbers = itertools.count(1)


@dataclass(slots=True)
class Typist:
    """One person; their messages go one at a time."""

    office: str
    user_id: str
    texts: Iterator[str]


@dataclass(slots=True)
class Turns:
    """What became of the messages that were sent."""

    kept: dict[bytes, tuple[float, float]] = field(default_factory=dict)
    """Reply token → when it was sent and when its 200 came, which is after its commit."""
    refused: int = 0
    """Answers other than 200."""


async def drive(people: Sequence[Typist], port: int, in_flight: int, seconds: float = float("inf")) -> Turns:
    """Let everybody type until their texts or the `seconds` are over, `in_flight` messages under way at any time."""
    turns, waiting = Turns(), deque(people)
    until = time.perf_counter() + seconds

    async def one_at_a_time() -> None:
        connection = await connect(port)
        while waiting and time.perf_counter() < until:
            person = waiting.popleft()
            text = next(person.texts, None)
            if text is None:
                continue
            token, request = _signed(person, text)
            sent = time.perf_counter()
            status = await connection.ask(request)
            if status == 200:
                turns.kept[token] = (sent, time.perf_counter())
            else:
                turns.refused += 1
            waiting.append(person)
        connection.close()

    await asyncio.gather(*(one_at_a_time() for _ in range(in_flight)))
    return turns


def _signed(person: Typist, text: str) -> tuple[bytes, bytes]:
    """(reply token, the whole request) of a text message as LINE sends it."""
    number = next(_numbers)
    token = f"{number:032x}"
    event = {
        "type": "message",
        "message": {"type": "text", "id": str(number), "quoteToken": f"quote-{number}", "text": text},
        "webhookEventId": f"01BENCH{number:019}",
        "deliveryContext": {"isRedelivery": False},
        "timestamp": int(time.time() * 1000),
        "source": {"type": "user", "userId": person.user_id},
        "replyToken": token,
        "mode": "active",
    }
    body = json.dumps({"destination": "U" + "0" * 32, "events": [event]}, ensure_ascii=False).encode()
    signature = base64.b64encode(hmac.digest(SECRET.encode(), body, hashlib.sha256)).decode()
    head = (
        f"POST /webhook/line/{person.office} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        f"x-line-signature: {signature}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return token.encode(), head.encode() + body
