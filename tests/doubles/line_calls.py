"""Which calls of the Messaging API the double has, and where the contract describes them."""

import re
from collections.abc import Sequence

from aiohttp import web

_BOT = "/v2/bot"
_PATHS = [
    (re.compile(re.sub(r"\{\w+\}", "([^/]+)", path)), name, path if path.startswith(_BOT) else "")
    for name, path in (
        ("POST reply", f"{_BOT}/message/reply"),
        ("POST push", f"{_BOT}/message/push"),
        ("POST validate", f"{_BOT}/message/validate/reply"),
        ("POST validate", f"{_BOT}/message/validate/push"),
        ("POST loading", f"{_BOT}/chat/loading/start"),
        ("GET quota", f"{_BOT}/message/quota"),
        ("GET consumption", f"{_BOT}/message/quota/consumption"),
        ("GET content", f"{_BOT}/message/{{messageId}}/content"),
        ("GET transcoding", f"{_BOT}/message/{{messageId}}/content/transcoding"),
        ("GET info", f"{_BOT}/info"),
        ("GET profile", f"{_BOT}/profile/{{userId}}"),
        ("POST leave", f"{_BOT}/group/{{groupId}}/leave"),
        ("POST leave", f"{_BOT}/room/{{roomId}}/leave"),
        ("GET webhook", f"{_BOT}/channel/webhook/endpoint"),
        ("PUT webhook", f"{_BOT}/channel/webhook/endpoint"),
        ("POST webhook_test", f"{_BOT}/channel/webhook/test"),
        ("GET menus", f"{_BOT}/richmenu/list"),
        ("POST menu", f"{_BOT}/richmenu"),
        ("POST menu_picture", f"{_BOT}/richmenu/{{richMenuId}}/content"),
        ("DELETE menu", f"{_BOT}/richmenu/{{richMenuId}}"),
        ("GET default_menu", f"{_BOT}/user/all/richmenu"),
        ("POST default_menu", f"{_BOT}/user/all/richmenu/{{richMenuId}}"),
        ("POST token", "/oauth2/v3/token"),
    )
]


def called_in(request: web.Request) -> tuple[str, str, Sequence[str]] | None:
    """(our name for the call, the contract's path, the parts of the path that vary)"""
    for path, name, contract in _PATHS:
        verb, _, method = name.partition(" ")
        if verb == request.method and (found := path.fullmatch(request.path)):
            return method, contract, found.groups()
    return None
