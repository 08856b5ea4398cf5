"""What LINE refuses though its contract does not say so, with the bodies that LINE answers (#error-responses, #error-messages;
of Flex, as its answers stand in people's reports)."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import SplitResult, urlsplit

from aiohttp import web

from bot.channels import Delivery
from tests.channels.limits import TooMuch, check_line, units
from tests.doubles.contracts import Broken, LineContract

CHAT = re.compile("[UCR][0-9a-f]{32}")
_COLOUR = re.compile("#[0-9A-Fa-f]{6}([0-9A-Fa-f]{2})?")
_LENGTH = re.compile(r"none|xs|sm|md|lg|xl|xxl|\d+(\.\d+)?(px|%)")
_FONT = re.compile(r"xxs|xs|sm|md|lg|xl|xxl|[345]xl|\d+(\.\d+)?px")
_FORMS = {"color": _COLOUR, "backgroundColor": _COLOUR, "borderColor": _COLOUR} | dict.fromkeys(
    ("spacing", "margin", "cornerRadius", "paddingAll", "paddingTop", "paddingBottom", "paddingStart", "paddingEnd"),
    _LENGTH,
)
"""Property of a Flex component → how its value is written (#box, #f-text, flex-message-layout)."""
_SCHEMES = ("http", "https", "line", "tel")
"""Of a URI action (#uri-action)."""
_OF_A_MENU = ("size", "selected", "name", "chatBarText", "areas")
_BLOCKS = ("header", "hero", "body", "footer")

Detail = tuple[str, str]
"""(what is wrong, the property it stands in, which may be left out)"""


class Refused(Exception):
    def __init__(self, status: int, message: str, details: Sequence[Detail] = (), found: str = "") -> None:
        super().__init__(found or f"{message} {list(details)}")
        self.status = status
        self.body: dict[str, object] = {"message": message}
        if details:
            self.body["details"] = [
                {"message": said} | ({"property": where} if where else {}) for said, where in details
            ]


def errors(*details: Detail, found: str = "") -> Refused:
    return Refused(400, f"The request body has {len(details)} error(s)", details, found)


def read(method: str, request: web.Request, body: bytes) -> Any:
    """What is asked: a picture's bytes, or JSON. Raises `Refused`."""
    kind = request.content_type
    wanted = ("image/png", "image/jpeg") if method == "menu_picture" else ("application/json",)
    if method == "token" or not body:
        return {}
    if kind not in wanted:
        raise Refused(415, f"The content type, {kind}, is not supported")
    if method == "menu_picture":
        return body
    try:
        found = json.loads(body)
        json.dumps(found, ensure_ascii=False).encode()  # half a character is none
        return found
    except json.JSONDecodeError as problem:
        where = f"line: {problem.lineno}, column: {problem.colno}"
        raise Refused(400, f"The request body could not be parsed as JSON ({where})") from None
    except ValueError:
        raise Refused(400, "The request body could not be parsed as JSON (line: -, column: -)") from None


def check(contract: LineContract, method: str, verb: str, path: str, asked: Any) -> None:
    """`asked` of that call: by LINE's contract, which stands at `path`, and by what that leaves unsaid. Raises `Refused`."""
    if isinstance(asked, dict):
        _check_form(method, verb, asked)
    try:
        contract.check_request(verb, path, asked)
    except Broken as problem:
        where = str(problem).partition(": ")[0].removeprefix("$.")
        raise errors(("invalid property", where), found=str(problem)) from None
    if method in ("reply", "push", "validate"):
        _check_said(asked)
    if method == "menu" and verb == "POST" and not fits_menu(asked["size"]):
        raise errors(("invalid size", "size"))
    if method in ("webhook", "webhook_test") and isinstance(asked, dict) and "endpoint" in asked:
        _check_endpoint(asked["endpoint"])


def _check_form(method: str, verb: str, asked: Mapping[str, Any]) -> None:
    """What LINE has words of its own for, also where the contract refuses it."""
    wrong: list[Detail] = []
    if method == "menu" and verb == "POST":
        wrong += [("must be specified", name) for name in _OF_A_MENU if name not in asked]
        wrong += [("Size must be between 0 and 20", "areas")] if len(asked.get("areas", ())) > 20 else []
    if isinstance(seconds := asked.get("loadingSeconds"), int):
        wrong += [("Must be between 5 and 60", "loadingSeconds")] if not 5 <= seconds <= 60 else []
        wrong += [("must be a multiple of five", "loadingSeconds")] if seconds % 5 else []
    if isinstance(messages := asked.get("messages"), list):
        wrong += [("Size must be between 1 and 5", "messages")] if not 1 <= len(messages) <= 5 else []
        for number, one in enumerate(messages):
            text = one.get("text", "") if isinstance(one, dict) and one.get("type") == "text" else "-"
            if not str(text).strip():
                wrong.append(("May not be empty", f"messages[{number}].text"))
            if units(str(text)) > 5000:
                wrong.append(("Length must be between 0 and 5000", f"messages[{number}].text"))
    if wrong:
        raise errors(*wrong)


def _check_said(asked: Mapping[str, Any]) -> None:
    """A reply or a push that keeps to the contract. Raises `Refused`."""
    if not CHAT.fullmatch(asked.get("to", "U" + "0" * 32)):
        raise Refused(400, "The property, 'to', in the request body is invalid (line: -, column: -)")
    for number, message in enumerate(asked["messages"]):
        if wrong := [*_flex(message.get("contents"), ""), *_flex(message.get("quickReply"), "/quickReply")]:
            raise Refused(400, f"A message (messages[{number}]) in the request body is invalid", wrong)
    try:
        check_line(Delivery("push", asked))
    except TooMuch as problem:
        said = f"Length must be between 0 and {problem.most}" if problem.most else "May not be empty"
        raise errors((said, ""), found=str(problem)) from None


def _flex(part: Any, where: str) -> Iterator[Detail]:
    """What is wrong in a container, and in whatever it holds."""
    if isinstance(part, list):
        for number, one in enumerate(part):
            yield from _flex(one, f"{where}/{number}")
    if not isinstance(part, dict):
        return
    kind = part.get("type")
    if kind == "bubble" and not any(block in part for block in _BLOCKS):
        yield "at least one block must be specified", where or "/"
    if kind in ("text", "span") and not part.get("contents") and not str(part.get("text", "")).strip():
        yield "must be non-empty text", f"{where}/text"
    if kind == "uri" and not _is_uri(str(part.get("uri", ""))):
        yield "invalid uri", f"{where}/uri"
    forms = {**_FORMS, "size": _FONT} if kind in ("text", "span", "icon") else _FORMS
    for name, one in part.items():
        if name in forms and isinstance(one, str) and not forms[name].fullmatch(one):
            yield "invalid property", f"{where}/{name}"
        yield from _flex(one, f"{where}/{name}")


def _is_uri(address: str) -> bool:
    parts = _split(address)
    return parts.scheme in _SCHEMES and bool(parts.netloc or parts.path) and not re.search(r"\s", address)


def _check_endpoint(address: str) -> None:
    """HTTPS; here loopback stands for the whole internet."""
    parts = _split(address)
    loopback = parts.scheme == "http" and parts.hostname == "127.0.0.1"
    if len(address) > 500 or not parts.hostname or not (parts.scheme == "https" or loopback):
        raise Refused(400, "Invalid webhook endpoint URL")


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError:
        return urlsplit("")


def fits_menu(size: Mapping[str, int]) -> bool:
    """#upload-rich-menu-image-requirements, which #rich-menu-object repeats."""
    width, height = size.get("width", 0), size.get("height", 0)
    return 800 <= width <= 2500 and height >= 250 and width / height >= 1.45
