"""The platforms' documented limits, counted anew: what the contracts leave unsaid, or say in other units than the platforms
count in. Nothing here is shared with the code that keeps to them."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.channels import Delivery

LETTER = re.compile("👩\u200d👧|👧🏽|🇹🇭|.[\u0301\ufe0f\u0e31\u0e33-\u0e3a\u0e47-\u0e4e]*", re.DOTALL)
"""One letter as a reader sees it, of texts that hold nothing odder than these."""


class TooMuch(Exception):
    """What the platform would refuse, and where it stands."""

    def __init__(self, said: str, most: int = 0) -> None:
        super().__init__(said)
        self.most = most
        """The limit that was passed, where it is one."""


def letters(text: str) -> int:
    return len(LETTER.findall(text))


def units(text: str) -> int:
    """UTF-16 units."""
    return len(text) + sum(char > "\uffff" for char in text)


def size(part: object) -> int:
    """Bytes of its JSON."""
    return len(json.dumps(part, ensure_ascii=False).encode())


def check_line(delivery: Delivery) -> None:
    """developers.line.biz: #send-reply-message, #text-message, #flex-message, #bubble, #f-carousel, #quick-reply,
    #postback-action, #action-object-label-spec, text-character-count."""
    body: Any = delivery.body
    _at_most(5, len(body["messages"]), "messages")
    _at_most(2_000_000, size(body), "bytes")
    for message in body["messages"]:
        _at_most(5000, units(message.get("text", "")), "units of a text")
        _at_most(1500, units(message.get("altText", "")), "units of an altText")
        quick = message.get("quickReply", {})
        _at_most(13, len(quick.get("items", ())), "quick replies")
        _actions(quick, 20)
        contents = message.get("contents", {})
        _actions(contents, 40)
        bubbles = contents.get("contents", [contents])
        _at_most(12, len(bubbles), "bubbles")
        _at_most(50_000, size(contents), "bytes of a carousel")
        for bubble in bubbles:
            _at_most(30_000, size(bubble), "bytes of a bubble")


def _actions(part: object, label: int) -> None:
    for action in found(part, "action"):
        _at_most(label, letters(action.get("label", "")), "letters of a label")
        _at_most(300, letters(action.get("displayText", "")), "letters of a displayText")
        _at_most(300, len(action.get("data", "")), "characters of data")
        _at_most(1000, len(action.get("uri", "")), "characters of an address")
        if not action.get("label", "").strip():
            raise TooMuch("a label of nothing")


def check_telegram(delivery: Delivery) -> None:
    """core.telegram.org/bots/api: #sendmessage, #inlinekeyboardbutton. Without parse_mode nothing in a text is an entity, so
    its length is what arrives."""
    body: Any = delivery.body
    if "parse_mode" in body:
        raise TooMuch("a text that somebody wrote would be read as source")
    _at_most(4096, units(body.get("text", "")), "units of a text")
    _at_most(1024, units(body.get("caption", "")), "units of a caption")
    keys = [key for row in body.get("reply_markup", {}).get("inline_keyboard", ()) for key in row]
    _at_most(100, len(keys), "keys")
    for key in keys:
        _at_most(64, len(key.get("callback_data", "").encode()), "bytes of callback_data")
        if not key["text"].strip():
            raise TooMuch("a key of nothing")


def found(part: object, name: str) -> Iterator[Any]:
    if isinstance(part, Mapping):
        if name in part:
            yield part[name]
        part = list(part.values())
    if isinstance(part, list | tuple):
        for inner in part:
            yield from found(inner, name)


def _at_most(most: int, found: int, what: str) -> None:
    if found > most:
        raise TooMuch(f"{found} {what}, at most {most}", most)
