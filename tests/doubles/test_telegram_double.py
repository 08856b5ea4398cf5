"""The Telegram double keeps Telegram's rules: what a test passes against, production meets."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from aiohttp import ClientSession, FormData

from tests.doubles.contracts import TelegramContract, have_contracts
from tests.doubles.faults import Fault
from tests.doubles.serving import served
from tests.doubles.telegram import LARGEST, TelegramDouble

pytestmark = pytest.mark.skipif(not have_contracts(), reason="the platforms' contracts are not here")

HELLO = {"chat_id": 555, "text": "สวัสดีค่ะ"}


class Caller:
    def __init__(self, telegram: TelegramDouble, session: ClientSession) -> None:
        self._telegram = telegram
        self._session = session

    async def __call__(self, method: str, **body: object) -> dict[str, Any]:
        address = f"{self._telegram.url}/bot{self._telegram.token}/{method}"
        async with self._session.post(address, json=body) as response:
            found: dict[str, Any] = await response.json()
            assert found["ok"] is (response.status == 200)
            return found

    async def upload(self, name: str, content: bytes) -> dict[str, Any]:
        form = FormData({"chat_id": "555"})
        form.add_field("document", content, filename=name)
        async with self._session.post(f"{self._telegram.url}/bot{self._telegram.token}/sendDocument", data=form) as got:
            found: dict[str, Any] = await got.json()
            return found

    async def download(self, path: str) -> bytes:
        async with self._session.get(f"{self._telegram.url}/file/bot{self._telegram.token}/{path}") as response:
            return await response.read()


def played(telegram: TelegramDouble, doing: Callable[[Caller], Awaitable[None]]) -> None:
    async def run() -> None:
        async with served(telegram), ClientSession() as session:
            await doing(Caller(telegram, session))

    asyncio.run(run())


class Clock:
    now = 1_732_000_000.0

    def __call__(self) -> float:
        return self.now


def test_a_message_and_a_document_arrive() -> None:
    telegram = TelegramDouble()

    async def sends(call: Caller) -> None:
        assert (await call("sendMessage", **HELLO))["result"]["text"] == "สวัสดีค่ะ"
        assert (await call.upload("รายงาน.pdf", b"%PDF"))["ok"]
        assert (await call("getMe"))["result"]["is_bot"]

    played(telegram, sends)
    assert [one.method for one in telegram.of(555)] == ["sendMessage", "sendDocument"]
    assert telegram.of(555)[1].body["document"] == b"%PDF"
    assert telegram.mistakes == []


def test_too_many_are_told_how_long_to_wait() -> None:
    clock = Clock()
    telegram = TelegramDouble(a_second=4, burst=2, clock=clock)

    async def sends(call: Caller) -> None:
        one_chat = [(await call("sendMessage", **HELLO))["ok"] for _ in range(3)]
        assert one_chat == [True, True, False]
        found = await call("sendMessage", **{**HELLO, "chat_id": 556})
        assert found["ok"]
        found = await call("sendMessage", **{**HELLO, "chat_id": 557})
        assert (found["error_code"], found["parameters"]) == (429, {"retry_after": 1})
        clock.now += 1
        assert (await call("sendMessage", **HELLO))["ok"]

    played(telegram, sends)
    assert telegram.flooded == 2


def test_who_cannot_be_reached() -> None:
    telegram = TelegramDouble(blocked={1}, unknown={2}, migrated={-3: -1003})

    async def sends(call: Caller) -> None:
        assert (await call("sendMessage", chat_id=1, text="ก"))["error_code"] == 403
        assert (await call("sendMessage", chat_id=2, text="ก"))["description"] == "Bad Request: chat not found"
        assert (await call("sendMessage", chat_id=-3, text="ก"))["parameters"] == {"migrate_to_chat_id": -1003}

    played(telegram, sends)
    assert telegram.received == []
    assert telegram.mistakes == []


def test_a_tap_is_answered_once_and_in_time() -> None:
    clock = Clock()
    telegram = TelegramDouble(clock=clock)

    async def answers(call: Caller) -> None:
        updates: list[Any] = [telegram.people.tap(555, "start") for _ in range(2)]
        first, late = (str(update["callback_query"]["id"]) for update in updates)
        assert (await call("answerCallbackQuery", callback_query_id=first))["ok"]
        assert not (await call("answerCallbackQuery", callback_query_id=first))["ok"]
        clock.now += 16
        assert "too old" in (await call("answerCallbackQuery", callback_query_id=late))["description"]

    played(telegram, answers)


def test_a_file_is_named_then_given() -> None:
    telegram = TelegramDouble(files={"f1": b"%PDF", "f2": bytes(LARGEST + 1)})

    async def fetches(call: Caller) -> None:
        path = (await call("getFile", file_id="f1"))["result"]["file_path"]
        assert await call.download(path) == b"%PDF"
        assert "too big" in (await call("getFile", file_id="f2"))["description"]
        assert not (await call("getFile", file_id="f3"))["ok"]

    played(telegram, fetches)
    assert telegram.mistakes == []


@pytest.mark.parametrize(
    "body",
    [
        {"chat_id": 555},
        {**HELLO, "txet": "ก"},
        {**HELLO, "text": "ก" * 4097},
        {**HELLO, "text": 5},
        {**HELLO, "text": " "},
    ],
)
def test_a_body_that_telegram_would_not_take_is_a_mistake(body: dict[str, object]) -> None:
    telegram = TelegramDouble()

    async def sends(call: Caller) -> None:
        assert (await call("sendMessage", **body))["error_code"] == 400

    played(telegram, sends)
    assert len(telegram.mistakes) == 1
    assert telegram.received == []


def test_a_deed_whose_answer_is_lost() -> None:
    telegram = TelegramDouble()
    telegram.faults.plan("sendMessage", Fault("done_refuse", 502))

    async def sends(call: Caller) -> None:
        assert (await call("sendMessage", **HELLO))["error_code"] == 502

    played(telegram, sends)
    assert telegram.texts(555) == ["สวัสดีค่ะ"]


def test_its_updates_are_telegrams_updates() -> None:
    people, contract = TelegramDouble().people, TelegramContract()
    updates = [
        people.text(555, "/start 7KQ2-M9XD"), people.text(555, "สอง"), people.tap(555, "start"),
        people.document(555, "f1", "ก.pdf", 9), people.photo(555, "f2", 9), people.blocks(555),
    ]  # fmt: skip
    for update in updates:
        contract.check_update(update)
    assert [update["update_id"] for update in updates] == [1, 2, 3, 4, 5, 6]
