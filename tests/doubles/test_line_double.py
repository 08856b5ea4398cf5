"""The LINE double keeps LINE's rules: what a test passes against, production meets."""

import json
import uuid

import pytest
from aiohttp import ClientError

from tests.doubles.calling import HELLO, SOMEBODY, Caller, played
from tests.doubles.contracts import LineContract, have_contracts
from tests.doubles.faults import Fault
from tests.doubles.line import MONTHLY, RATE, LineDouble
from tests.doubles.line_records import Content

pytestmark = pytest.mark.skipif(not have_contracts(), reason="the platforms' contracts are not here")

PUSH = {"to": SOMEBODY, "messages": HELLO}


class Clock:
    now = 1_732_000_000.0

    def __call__(self) -> float:
        return self.now


def test_a_reply_token_works_once_and_for_a_minute() -> None:
    clock = Clock()
    line = LineDouble(clock=clock)

    async def replies(call: Caller) -> None:
        first, late = (str(line.people.text(SOMEBODY, "เริ่ม")["replyToken"]) for _ in range(2))
        body = {"replyToken": first, "messages": HELLO}
        assert (await call("message/reply", body))[0] == 200
        assert await call("message/reply", body) == (400, {"message": "Invalid reply token"})
        clock.now += 61
        assert (await call("message/reply", {**body, "replyToken": late}))[0] == 400

    played(line, replies)
    assert [(one.how, one.chat) for one in line.received] == [("reply", SOMEBODY)]
    assert line.texts(SOMEBODY) == ["สวัสดีค่ะ"]
    assert (line.used, line.mistakes) == (0, [])


def test_a_retry_key_sends_once_in_24_hours() -> None:
    clock = Clock()
    line = LineDouble(clock=clock)
    key = str(uuid.uuid4())

    async def pushes(call: Caller) -> None:
        headers = {"X-Line-Retry-Key": key}
        status, sent = await call("message/push", PUSH, **headers)
        assert status == 200
        again, told = await call("message/push", PUSH, **headers)
        assert (again, told["sentMessages"]) == (409, sent["sentMessages"])
        assert line.used == 1
        clock.now += 24 * 3600 + 1
        assert (await call("message/push", PUSH, **headers))[0] == 200
        token = str(line.people.text(SOMEBODY, "เริ่ม")["replyToken"])
        assert (await call("message/reply", {"replyToken": token, "messages": HELLO}, **headers))[0] == 400

    played(line, pushes)
    assert line.used == 2
    assert line.mistakes == ["reply: a retry key"]


def test_the_two_kinds_of_429() -> None:
    line = LineDouble(monthly=2, a_second=3.0, clock=Clock(), members={"C" + "1" * 32: 2})

    async def pushes(call: Caller) -> None:
        assert (await call("message/push", PUSH))[0] == 200
        assert await call("message/push", {**PUSH, "to": "C" + "1" * 32}) == (429, {"message": MONTHLY})
        assert (await call("message/push", PUSH))[0] == 200
        assert await call("message/push", PUSH) == (429, {"message": RATE})
        assert await call("message/quota", verb="GET") == (200, {"type": "limited", "value": 2})
        assert await call("message/quota/consumption", verb="GET") == (200, {"totalUsage": 2})

    played(line, pushes)
    assert line.mistakes == []


def test_whoever_blocked_us_is_taken_and_gets_nothing() -> None:
    line = LineDouble(blocked={SOMEBODY})

    async def pushes(call: Caller) -> None:
        assert (await call("message/push", PUSH))[0] == 200

    played(line, pushes)
    assert (line.received, line.used) == ([], 0)


def test_a_body_that_line_would_not_take_is_a_mistake() -> None:
    line = LineDouble()

    async def pushes(call: Caller) -> None:
        assert (await call("message/push", {**PUSH, "messages": [{"type": "file"}]}))[0] == 400
        assert (await call("message/push", PUSH, Authorization="Bearer another"))[0] == 401

    played(line, pushes)
    assert len(line.mistakes) == 1
    assert line.received == []


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (Content(b"\xff\xd8\xff"), 200),
        (Content(status=202), 202),
        (Content(status=404), 404),
        (Content(status=410), 410),
    ],
)
def test_what_people_sent_can_be_had_or_not(content: Content, status: int) -> None:
    line = LineDouble(contents={"44": content})

    async def fetches(call: Caller) -> None:
        found, body = await call("message/44/content", verb="GET")
        assert found == status
        assert status != 200 or body == content.body

    played(line, fetches)
    assert line.mistakes == []


@pytest.mark.parametrize(
    ("kind", "received"),
    [("refuse", 0), ("reset", 0), ("silence", 0), ("done_refuse", 1), ("done_reset", 1), ("done_silence", 1)],
)
def test_a_fault_comes_before_or_after_the_deed(kind: str, received: int) -> None:
    line = LineDouble()
    line.faults.plan("push", Fault(kind, 503))

    async def pushes(call: Caller) -> None:
        if kind.endswith("refuse"):
            assert (await call("message/push", PUSH))[0] == 503
        else:
            with pytest.raises((ClientError, TimeoutError)):
                await call("message/push", PUSH)
        assert len(line.received) == received
        assert (await call("message/push", PUSH))[0] == 200

    played(line, pushes, patience=0.3)
    assert line.faults.met == [("push", kind)]
    assert line.mistakes == []


def test_its_events_are_lines_events() -> None:
    line = LineDouble()
    people, contract = line.people, LineContract()
    text = people.text(SOMEBODY, "เริ่ม")
    events = [
        text, people.redelivered(text), people.tap(SOMEBODY, "start"), people.image(SOMEBODY, "44"),
        people.file(SOMEBODY, "45", "รายงาน.pdf", 9), people.follow(SOMEBODY), people.unfollow(SOMEBODY),
        people.unsend(SOMEBODY, "44"), people.join("C" + "1" * 32),
    ]  # fmt: skip
    contract.check_webhook(json.loads(people.webhook(events)[0]))
    assert len({str(event["webhookEventId"]) for event in events}) == len(events) - 1
