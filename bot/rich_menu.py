"""The menu below a chat in LINE: four large buttons, one picture, the same for everybody."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import typst

from bot.channels import SendFailed
from bot.channels.line import LineChannel
from bot.channels.wire import Answer
from dialogue.words import say
from handlers.commands import BY_NAME

HERE = Path(__file__).parent
WIDTH, HEIGHT = 2500, 843
"""Pixels. 800 to 2500 wide, and at least 1.45 times as wide as high (#upload-rich-menu-image-requirements)."""
LARGEST = 1_000_000
"""Bytes of the picture."""
BUTTONS = ("start", "status", "attach", "help")
"""Commands; each button bears the first word that calls its command."""
NAME = "tidtam "
"""How the names of our menus begin; nobody sees them. The rest tells one version from another."""


def definition() -> dict[str, object]:
    """The menu as LINE wants it (#rich-menu-object), without its name. LINE for PC shows none, so nothing needs it."""
    width = WIDTH // len(BUTTONS)
    return {
        "size": {"width": WIDTH, "height": HEIGHT},
        "selected": True,
        "chatBarText": say("th", "rich_menu"),
        "areas": [
            {
                "bounds": {"x": n * width, "y": 0, "width": width, "height": HEIGHT},
                "action": {"type": "postback", "label": word, "data": name, "displayText": word},
            }
            for n, (name, word) in enumerate(words().items())
        ],
    }


def words() -> Mapping[str, str]:
    """Command → what its button says."""
    return {name: BY_NAME[name].words[0] for name in BUTTONS}


@cache
def picture() -> bytes:
    """A PNG by typst, which sets Thai as it is written."""
    drawn: bytes = typst.compile(
        HERE / "rich_menu.typ",
        font_paths=[HERE.parent / "reports" / "fonts"],
        ignore_system_fonts=True,
        format="png",
        ppi=72.0,
        sys_inputs={"words": json.dumps(words(), ensure_ascii=False), "width": str(WIDTH), "height": str(HEIGHT)},
        timestamp=datetime(2024, 10, 1, tzinfo=UTC),
    )
    return drawn


async def put(line: LineChannel) -> str:
    """Make it everybody's menu, and take our older ones away; what was done. Raises `SendFailed`."""
    menu = definition()
    version = hashlib.sha256(json.dumps(menu, sort_keys=True).encode() + picture()).hexdigest()[:12]
    menu["name"] = f"{NAME}{version}"
    ours = {
        str(one["richMenuId"]): one["name"]
        for one in _list(await line.ask("GET", "richmenu/list"))
        if str(one["name"]).startswith(NAME)
    }
    shown = await _shown(line)
    if ours.get(shown) == menu["name"] and len(ours) == 1:
        return "the rich menu is there already"
    made = str(json.loads((await line.ask("POST", "richmenu", menu)).body)["richMenuId"])
    await line.ask("POST", f"richmenu/{made}/content", picture())
    await line.ask("POST", f"user/all/richmenu/{made}")
    for old in ours:
        await line.ask("DELETE", f"richmenu/{old}")
    return f"the rich menu is set ({', '.join(words().values())})"


async def _shown(line: LineChannel) -> str:
    """Which menu everybody has."""
    try:
        return str(json.loads((await line.ask("GET", "user/all/richmenu")).body)["richMenuId"])
    except SendFailed as failed:
        if failed.status == 404:
            return ""
        raise


def _list(answer: Answer) -> list[dict[str, object]]:
    found: list[dict[str, object]] = json.loads(answer.body)["richmenus"]
    return found
