"""A message as LINE shows it: plain text, or Flex bubbles whose choices LINE for PC shows too.

LINE for PC has no quick replies (developers.line.biz, using-quick-reply); Flex is shown everywhere (#flex-message).
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from urllib.parse import urlencode, urlsplit, urlunsplit

from bot.channels.flex_table import fits, table_bodies
from bot.channels.lengths import cut, utf16
from bot.channels.splitting import split
from dialogue.messages import MAIN, QUIET, Button, Message

Json = Mapping[str, object]

TEXT = 5000
"""UTF-16 units of a text message (#text-message)."""
ALT_TEXT = 1500
"""UTF-16 units of what a notification and old clients show (#flex-message)."""
BUTTON_LABEL = 40
"""Grapheme clusters on a Flex button (#action-object-label-spec)."""
QUICK_LABEL, QUICK_REPLIES = 20, 13
"""Grapheme clusters on a quick reply, and how many there may be (#quick-reply)."""
DISPLAY_TEXT = 300
"""What a tap writes into the chat, in grapheme clusters (#postback-action); counted here in UTF-16 units, never fewer."""
BUBBLES, BUBBLE_BYTES, CAROUSEL_BYTES = 12, 30_000, 50_000
"""How many bubbles a carousel takes, and how large both may be as JSON (#bubble, #f-carousel)."""
NO_WORDS = "⋯"
"""What a notification shows of buttons without a text."""

BUBBLE_TEXT = 2000
"""UTF-16 units; a longer text goes before its buttons, in messages of its own."""
BUTTONS = 12
"""In one bubble: fewer where their words are long."""
BUTTONS_BELOW_TABLE = 2
"""With more of them the table is said in words."""
STYLES: Mapping[str, tuple[str, Json, str]] = {
    MAIN: ("primary", {"backgroundColor": "#17C950"}, "#FFFFFF"),
    QUIET: ("link", {}, "#42659A"),
    "": ("secondary", {"backgroundColor": "#DCDFE5"}, "#111111"),
}
"""A button's weight → its style (#button), and how LINE paints that, for the box that a longer one becomes."""
ONE_LINE = 22
"""Grapheme clusters that fit on one line of a button on a phone; a longer label becomes a box, which wraps."""


def line_messages(message: Message) -> list[Json]:
    """`message` as LINE's message objects, without quick replies. Of attachments only a picture with an address can be
    sent (#image-message)."""
    return [*_spoken(message), *([_picture(message.picture)] if message.picture else [])]


def _spoken(message: Message) -> list[Json]:
    parts: list[Json] = [_button(button) for button in _arranged(message.buttons, BUTTONS - bool(message.link))]
    if message.link:
        parts.insert(0, _link(message))
    if message.table and fits(message.table) and len(parts) <= BUTTONS_BELOW_TABLE:
        *full, last = (_body_bubble(body) for body in table_bodies(message.table))
        whole = {**last, "footer": _footer(parts)} if parts else last
        return _flex(message, [*full, whole] if _size(whole) <= BUBBLE_BYTES else [*full, last, _bubble("", parts)])
    if not parts:
        return [{"type": "text", "text": text} for text in split(message.text, TEXT)]
    inside = utf16(message.text) <= BUBBLE_TEXT and bool(message.text.strip())
    before = [] if inside else split(message.text, TEXT)
    bubbles = list(_bubbles(message.text if inside else "", parts))
    return [*({"type": "text", "text": text} for text in before), *_flex(message, bubbles)]


def _flex(message: Message, bubbles: Sequence[Json]) -> list[Json]:
    alt_text = cut(message.text, ALT_TEXT, ALT_TEXT) or cut(message.link_label, BUTTON_LABEL) or NO_WORDS
    return [{"type": "flex", "altText": alt_text, "contents": _container(group)} for group in _carousels(bubbles)]


def _picture(address: str) -> Json:
    return {"type": "image", "originalContentUrl": address, "previewImageUrl": address}


def quick_reply(buttons: Sequence[Button]) -> Json:
    """The first choices once more, above the keyboard of a phone."""
    return {
        "items": [
            {"type": "action", "action": _postback(b, _shown(b), QUICK_LABEL)} for b in islice(buttons, QUICK_REPLIES)
        ],
    }


def _shown(button: Button) -> str:
    return cut(button.label, DISPLAY_TEXT, DISPLAY_TEXT)


def _postback(button: Button, words: str, label: int) -> Json:
    """`words`: the button's own, as a tap writes them into the chat."""
    return {"type": "postback", "label": cut(words, label), "data": button.data, "displayText": words}


def _arranged(buttons: Sequence[Button], most: int) -> Sequence[Button]:
    """The main one last in the first bubble, which holds `most`: there the chat ends, and the eye and thumb are."""
    main = [button for button in buttons if button.weight == MAIN]
    others = [button for button in buttons if button.weight != MAIN]
    place = most - len(main)
    return [*others[:place], *main, *others[place:]] if main else others


def _button(button: Button) -> Json:
    words = _shown(button)
    action = _postback(button, words, BUTTON_LABEL)
    style, painted, colour = STYLES.get(button.weight, STYLES[""])
    if words == cut(words, ONE_LINE):
        return {"type": "button", "style": style, "height": "sm", "action": action}
    return {
        "type": "box",
        "layout": "vertical",
        "action": action,
        **painted,
        "cornerRadius": "md",
        "paddingAll": "md",
        "contents": [{"type": "text", "text": words, "wrap": True, "align": "center", "color": colour}],
    }


def _link(message: Message) -> Json:
    label = cut(message.link_label, BUTTON_LABEL) or cut(message.link, BUTTON_LABEL)
    action = {"type": "uri", "label": label, "uri": _outside(message.link)}
    return {"type": "button", "style": "primary", "height": "sm", "action": action}


def _outside(link: str) -> str:
    """`link` opening in the person's own browser, for LINE's cannot save files (using-line-url-scheme)."""
    parts = urlsplit(link)
    query = "&".join(filter(None, (parts.query, urlencode({"openExternalBrowser": 1}))))
    return urlunsplit(parts._replace(query=query))


def _bubble(text: str, parts: Sequence[Json]) -> Json:
    bubble: dict[str, object] = {"type": "bubble"}
    if text:
        bubble["body"] = {
            "type": "box",
            "layout": "vertical",
            "contents": [{"type": "text", "text": text, "wrap": True}],
        }
    bubble["footer"] = _footer(parts)
    return bubble


def _body_bubble(contents: Sequence[Json]) -> Json:
    body = {"type": "box", "layout": "vertical", "spacing": "sm", "contents": contents}
    return {"type": "bubble", "size": "giga", "body": body}


def _footer(parts: Sequence[Json]) -> Json:
    return {"type": "box", "layout": "vertical", "spacing": "sm", "contents": parts}


def _bubbles(text: str, parts: Sequence[Json]) -> Iterator[Json]:
    """`text` and `parts` in as few bubbles as LINE takes."""
    page: list[Json] = []
    size = _size(_bubble(text, ()))
    for part in parts:
        length = _size(part)
        if page and (len(page) == BUTTONS or size + length > BUBBLE_BYTES):
            yield _bubble(text, page)
            text, page, size = "", [], _size(_bubble("", ()))
        page.append(part)
        size += length + len(", ")
    yield _bubble(text, page)


def _carousels(bubbles: Sequence[Json]) -> Iterator[list[Json]]:
    """`bubbles` in groups that one message holds each."""
    group: list[Json] = []
    for bubble in bubbles:
        if group and (len(group) == BUBBLES or _size(_container([*group, bubble])) > CAROUSEL_BYTES):
            yield group
            group = []
        group.append(bubble)
    yield group


def _container(bubbles: list[Json]) -> Json:
    return bubbles[0] if len(bubbles) == 1 else {"type": "carousel", "contents": bubbles}


def _size(part: object) -> int:
    return len(json.dumps(part, ensure_ascii=False).encode())
