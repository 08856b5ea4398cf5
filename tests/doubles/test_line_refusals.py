"""What LINE refuses the double refuses, with LINE's own body; and it tells the test what was wrong."""

import io
import json
import uuid
from typing import Any

import pytest
from PIL import Image

from tests.doubles.calling import HELLO, SOMEBODY, Caller, played
from tests.doubles.contracts import have_contracts
from tests.doubles.line import LineDouble

pytestmark = pytest.mark.skipif(not have_contracts(), reason="the platforms' contracts are not here")

GROUP = "C" + "1" * 32
ERROR = "The request body has 1 error(s)"
FLEX = "A message (messages[0]) in the request body is invalid"
TO = "The property, 'to', in the request body is invalid (line: -, column: -)"


def text(words: str, **more: object) -> dict[str, object]:
    return {"type": "text", "text": words, **more}


def flex(*parts: object, **more: object) -> dict[str, object]:
    body = {"type": "box", "layout": "vertical", "contents": list(parts), **more}
    return {"type": "flex", "altText": "ก", "contents": {"type": "bubble", "body": body}}


def button(**action: str) -> dict[str, object]:
    return flex({"type": "button", "action": {"type": "postback", "label": "ก", "data": "1", **action}})


def quick(label: str, many: int = 1) -> dict[str, object]:
    action = {"type": "postback", "label": label, "data": "1"}
    return text("ก", quickReply={"items": [{"type": "action", "action": action}] * many})


REFUSED: dict[str, tuple[object, str, list[dict[str, str]]]] = {
    "no text": (text(""), ERROR, [{"message": "May not be empty", "property": "messages[0].text"}]),
    "a blank text": (text(" \n"), ERROR, [{"message": "May not be empty", "property": "messages[0].text"}]),
    "a long text": (
        text("ก" * 5001), ERROR, [{"message": "Length must be between 0 and 5000", "property": "messages[0].text"}]),
    "a long text of emoji": (
        text("😀" * 2501), ERROR, [{"message": "Length must be between 0 and 5000", "property": "messages[0].text"}]),
    "a label of 41": (button(label="น้ำ" * 41), ERROR, [{"message": "Length must be between 0 and 40"}]),
    "no label": (button(label=""), ERROR, [{"message": "May not be empty"}]),
    "a quick label of 21": (quick("น้ำ" * 21), ERROR, [{"message": "Length must be between 0 and 20"}]),
    "14 quick replies": (quick("ก", 14), ERROR, [{"message": "invalid property", "property": "messages[0]"}]),
    "a large bubble": (flex(*[text("ก" * 1000)] * 11), ERROR, [{"message": "Length must be between 0 and 30000"}]),
    "a displayText of 301": (
        button(displayText="ก" * 301), ERROR, [{"message": "invalid property", "property": "messages[0]"}]),
    "a Flex text of nothing": (
        flex(text("")), FLEX, [{"message": "must be non-empty text", "property": "/body/contents/0/text"}]),
    "a colour by name": (
        flex(text("ก", color="red")), FLEX, [{"message": "invalid property", "property": "/body/contents/0/color"}]),
    "a size by another name": (
        flex(text("ก", size="huge")), FLEX, [{"message": "invalid property", "property": "/body/contents/0/size"}]),
    "a spacing by another name": (
        flex(text("ก"), spacing="small"), FLEX, [{"message": "invalid property", "property": "/body/spacing"}]),
    "an address without a scheme": (
        flex({"type": "button", "action": {"type": "uri", "label": "ก", "uri": "example.com"}}), FLEX,
        [{"message": "invalid uri", "property": "/body/contents/0/action/uri"}]),
    "a bubble of nothing": (
        {"type": "flex", "altText": "ก", "contents": {"type": "bubble"}}, FLEX,
        [{"message": "at least one block must be specified", "property": "/"}]),
}  # fmt: skip
"""What is pushed → what LINE answers."""


@pytest.mark.parametrize("what", REFUSED)
def test_a_message_that_line_does_not_take_is_refused_as_line_does(what: str) -> None:
    message, said, details = REFUSED[what]
    line = LineDouble()

    async def pushes(call: Caller) -> None:
        for path, body in (("push", {"to": SOMEBODY}), ("validate/reply", {})):
            found = await call(f"message/{path}", {**body, "messages": [message]})
            assert found == (400, {"message": said, "details": details})

    played(line, pushes)
    assert len(line.mistakes) == 2
    assert line.received == []


@pytest.mark.parametrize(
    "message",
    [
        text("ก" * 5000), text("😀" * 2500), button(label="น้ำ" * 40), quick("น้ำ" * 20, 13), flex(), flex(*[text("ก" * 900)] * 10),
        flex(text("ก", color="#1A2B3Cff", size="3xl"), spacing="12px"), button(displayText="ก" * 300),
    ],
)  # fmt: skip
def test_what_is_just_within_the_limits_is_taken(message: object) -> None:
    line = LineDouble()

    async def pushes(call: Caller) -> None:
        assert (await call("message/push", {"to": SOMEBODY, "messages": [message]}))[0] == 200

    played(line, pushes)
    assert line.mistakes == []


@pytest.mark.parametrize("many", [0, 6])
def test_a_request_holds_one_to_five_messages(many: int) -> None:
    line = LineDouble()

    async def pushes(call: Caller) -> None:
        status, told = await call("message/push", {"to": SOMEBODY, "messages": HELLO * many})
        assert (status, told["details"]) == (
            400, [{"message": "Size must be between 1 and 5", "property": "messages"}],
        )  # fmt: skip

    played(line, pushes)


@pytest.mark.parametrize("chat", ["x", "U1", "U" + "A" * 32, ""])
def test_whom_line_cannot_know_it_refuses(chat: str) -> None:
    line = LineDouble()

    async def pushes(call: Caller) -> None:
        assert await call("message/push", {"to": chat, "messages": HELLO}) == (400, {"message": TO})

    played(line, pushes)
    assert len(line.mistakes) == 1


def test_a_retry_key_is_the_same_however_it_is_written() -> None:
    line = LineDouble()
    key = str(uuid.uuid4())

    async def pushes(call: Caller) -> None:
        body = {"to": SOMEBODY, "messages": HELLO}
        assert (await call("message/push", body, **{"X-Line-Retry-Key": key}))[0] == 200
        assert (await call("message/push", body, **{"X-Line-Retry-Key": key.upper()}))[0] == 409
        assert (await call("message/push", body, **{"X-Line-Retry-Key": key.replace("-", "")}))[0] == 400

    played(line, pushes)
    assert (line.used, line.mistakes) == (1, [])


def test_a_group_is_left_once_and_hears_nothing_more() -> None:
    line = LineDouble()
    line.people.join(GROUP)

    async def leaves(call: Caller) -> None:
        assert (await call("message/push", {"to": GROUP, "messages": HELLO}))[0] == 200
        assert await call(f"group/{GROUP}/leave") == (200, {})
        assert await call(f"group/{GROUP}/leave") == (404, {"message": "Not found"})
        assert await call("group/x/leave") == (400, {"message": "The value for the 'groupId' parameter is invalid"})
        assert await call("room/x/leave") == (400, {"message": "The value for the 'roomId' parameter is invalid"})
        pushed = await call("message/push", {"to": GROUP, "messages": HELLO})
        assert pushed == (400, {"message": "Failed to send messages"})

    played(line, leaves)
    assert line.left == [GROUP]


@pytest.mark.parametrize("address", ["foo", "http://tidtam.example.go.th/webhook/line", "https://", "http://["])
def test_a_webhook_has_an_address_of_https(address: str) -> None:
    line = LineDouble()

    async def sets(call: Caller) -> None:
        for path, verb in (("endpoint", "PUT"), ("test", "POST")):
            found = await call(f"channel/webhook/{path}", {"endpoint": address}, verb)
            assert found == (400, {"message": "Invalid webhook endpoint URL"})

    played(line, sets)
    assert line.webhook == ""


@pytest.mark.parametrize(
    ("seconds", "said"),
    [(0, ["Must be between 5 and 60"]), (7, ["must be a multiple of five"]),
     (61, ["Must be between 5 and 60", "must be a multiple of five"])],
)  # fmt: skip
def test_the_loading_animation_lasts_5_to_60_seconds(seconds: int, said: list[str]) -> None:
    line = LineDouble()

    async def shows(call: Caller) -> None:
        status, told = await call("chat/loading/start", {"chatId": SOMEBODY, "loadingSeconds": seconds})
        details = [{"message": one, "property": "loadingSeconds"} for one in said]
        assert (status, told["details"]) == (400, details)

    played(line, shows)


MENU: dict[str, Any] = {
    "size": {"width": 1200, "height": 405}, "selected": True, "name": "ก", "chatBarText": "เมนู",
    "areas": [{"bounds": {"x": 0, "y": 0, "width": 1200, "height": 405},
               "action": {"type": "message", "label": "ก", "text": "ก"}}],
}  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [{"size": {"width": 10, "height": 10}}, {"size": {"width": 2600, "height": 900}},
     {"size": {"width": 1200, "height": 900}}, {"areas": MENU["areas"] * 21}, {"chatBarText": "ก" * 15}],
)  # fmt: skip
def test_a_menu_that_line_does_not_take(wrong: dict[str, object]) -> None:
    line = LineDouble()

    async def makes(call: Caller) -> None:
        status, told = await call("richmenu", {**MENU, **wrong})
        assert (status, told["details"][0]["property"]) == (400, next(iter(wrong)))
        lacking = {name: one for name, one in MENU.items() if name != "name"}
        assert (await call("richmenu", lacking))[1]["details"] == [{"message": "must be specified", "property": "name"}]

    played(line, makes)
    assert line.menus.menus == {}


def picture(width: int, height: int, kind: str = "PNG") -> bytes:
    found = io.BytesIO()
    Image.new("RGB", (width, height)).save(found, kind)
    return found.getvalue()


@pytest.mark.parametrize("rubbish", [b"xx", picture(1200, 405)[:40], picture(1200, 800), picture(1200, 405, "GIF")])
def test_a_menu_takes_one_picture_of_its_own_size_alone(rubbish: bytes) -> None:
    line = LineDouble()

    async def draws(call: Caller) -> None:
        menu = (await call("richmenu", MENU))[1]["richMenuId"]
        no_size = {"message": "The image size is not allowed for richmenu"}
        assert await call(f"richmenu/{menu}/content", rubbish) == (400, no_size)
        assert (await call(f"user/all/richmenu/{menu}"))[0] == 400
        assert (await call(f"richmenu/{menu}/content", picture(1200, 405)))[0] == 200
        again = {"message": "An image has already been uploaded to the richmenu"}
        assert await call(f"richmenu/{menu}/content", picture(1200, 405)) == (400, again)
        assert (await call(f"user/all/richmenu/{menu}"))[0] == 200
        for path, verb in (("richmenu/x", "DELETE"), ("user/all/richmenu/x", "POST")):
            assert await call(path, verb=verb) == (404, {"message": "Not found"})

    played(line, draws)
    assert line.mistakes == []


@pytest.mark.parametrize("kind", ["text/plain", "image/png"])
def test_a_push_of_another_content_type_is_refused(kind: str) -> None:
    line = LineDouble()

    async def pushes(call: Caller) -> None:
        found = await call("message/push", json.dumps({"to": SOMEBODY, "messages": HELLO}).encode(), content_type=kind)
        assert found == (415, {"message": f"The content type, {kind}, is not supported"})
        found = await call("message/push", b'{"to":', content_type="application/json")
        assert found == (400, {"message": "The request body could not be parsed as JSON (line: 1, column: 7)"})
        half = json.dumps({"to": SOMEBODY, "messages": [text("\ud800")]}).encode()
        assert (await call("message/push", half, content_type="application/json"))[0] == 400

    played(line, pushes)
    assert line.received == []
