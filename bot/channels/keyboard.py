"""A message as Telegram shows it: texts, the choices on keys below the last of them."""

from collections.abc import Iterator, Mapping, Sequence

from bot.channels.lengths import clusters, cut
from bot.channels.splitting import split
from dialogue.messages import Message

Key = Mapping[str, str]

TEXT = 4096
"""Characters of a text (core.telegram.org/bots/api#sendmessage); counted here in UTF-16 units, never fewer."""
KEYS = 100
"""Below one message: more are refused, though the documents name no number."""
A_ROW, ROW_LETTERS = 4, 28
"""Keys in one row, and how many letters a row shows on a phone; its keys are all as wide as the widest."""
LABEL = 64
"""Letters on a key; what is longer than a row cannot be read there and is listed in the text as well."""
MORE = "⋯"
"""Stands above the keys that did not fit below the message itself."""


def text_messages(message: Message) -> list[dict[str, object]]:
    """`text` and `reply_markup` of each message that `message` becomes, in order. Plain text: nothing is escaped."""
    long = [button.label for button in message.buttons if len(clusters(button.label)) > ROW_LETTERS]
    texts = split("\n".join((message.text, "", *long)) if long else message.text, TEXT)
    keys: list[Key] = [{"text": cut(b.label, LABEL), "callback_data": b.data} for b in message.buttons]
    if message.link and not message.attachments:  # the files themselves are better than a link to them
        keys.insert(0, {"text": cut(message.link_label, LABEL) or cut(message.link, LABEL), "url": message.link})
    pages = [keys[start : start + KEYS] for start in range(0, len(keys), KEYS)]
    if pages and not texts:
        texts = [MORE]
    spoken: list[dict[str, object]] = [{"text": text} for text in texts]
    spoken.extend({"text": MORE} for _ in pages[1:])
    for where, page in zip(spoken[len(spoken) - len(pages) :], pages, strict=True):
        where["reply_markup"] = {"inline_keyboard": list(_rows(page))}
    return spoken


def _rows(keys: Sequence[Key]) -> Iterator[list[Key]]:
    row: list[Key] = []
    widest = 0
    for key in keys:
        width = len(clusters(key["text"]))
        if row and (len(row) == A_ROW or (len(row) + 1) * max(widest, width) > ROW_LETTERS):
            yield row
            row, widest = [], 0
        row.append(key)
        widest = max(widest, width)
    if row:
        yield row
