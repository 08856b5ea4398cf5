"""The try-out's page and what its script asks for: what is said arrives, what is hostile stays harmless."""

import asyncio
import re
import runpy
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import httpx
import pytest
from fastapi import FastAPI

from console.stage import TryOut
from console.tryout import tryout_routes

MEMORY: Callable[[], TryOut] = runpy.run_path(str(Path(__file__).with_name("memory_tryout.py")))["MemoryTryOut"]
HOSTILE = "<script>alert(1)</script> & \"quoted\" 'เทศบาล' {{ 7*7 }}"
PNG = b"\x89PNG\r\n\x1a\n picture"


class Page:
    """Asks the app in this process, as the page in a browser would."""

    def __init__(self, tryout: TryOut) -> None:
        self._app = FastAPI()
        self._app.include_router(tryout_routes(tryout))

    def ask(self, method: str, path: str, **more: Any) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8000") as client:
                return await client.request(method, path, **more)

        return asyncio.run(asked())

    def state(self, after: int = 0, **known: str) -> Any:
        return self.ask("GET", "/tryout/state", params={"after": after, **known}).json()

    def say(self, text: str) -> list[Any]:
        """Say `text` in the works division's chat; the bubbles that follow."""
        last = self.state()["last"]
        assert self.ask("POST", "/tryout/say", json={"chat_id": "works", "text": text}).status_code == 204
        found: list[Any] = self.state(last)["bubbles"]
        return found

    def send(self, name: str, content: bytes, media_type: str = "image/png") -> httpx.Response:
        upload = {"file": (name, content, media_type)}
        return self.ask("POST", "/tryout/file", data={"chat_id": "works"}, files=upload)


@pytest.fixture
def page() -> Page:
    return Page(MEMORY())


def test_the_page_names_everybody_and_only_what_we_serve(page: Page) -> None:
    shown = page.ask("GET", "/")
    assert shown.status_code == 200
    assert "จ. 7 ต.ค. 2567 08:30" in shown.text
    assert "กองช่าง · สมหญิง &lt;b&gt;ใจดี&lt;/b&gt;" in shown.text
    assert not re.search(r"<script(?![^>]*\ssrc=)|\son[a-z]+=|style=|<style", shown.text)
    addresses = re.findall(r'(?:href|src)="([^"]+)"', shown.text)
    assert addresses
    for address in addresses:
        assert page.ask("GET", f"/{address}").status_code == 200, address
    for script in ("tryout.js", "phone.js"):
        for other in re.findall(r'from "\./([^"]+)"', page.ask("GET", f"/static/{script}").text):
            assert page.ask("GET", f"/static/{other}").status_code == 200, other


def test_the_state_tells_all_that_is_new(page: Page) -> None:
    state = page.state()
    assert (state["clock"], state["now"], state["busy"]) == ("จ. 7 ต.ค. 2567 08:30", "2024-10-07T08:30:00+07:00", "")
    assert state["last"] == 2
    first = state["bubbles"][0]
    assert (first["chat_id"], first["mine"], first["time"]) == ("works", False, "08:30")
    assert first["day"] == "จันทร์ 7 ตุลาคม 2567"
    assert first["buttons"][0] == {"label": "เริ่มเลย", "data": "start"}
    assert [bubble["number"] for bubble in page.state(1)["bubbles"]] == [2]


def test_the_state_waits_when_nothing_is_new_and_then_says_so(page: Page) -> None:
    state = page.state(2, clock="จ. 7 ต.ค. 2567 08:30", busy="")
    assert (state["bubbles"], state["last"]) == ([], 2)


def test_words_and_taps_reach_the_bot(page: Page) -> None:
    assert [bubble["text"] for bubble in page.say("๑๒๐ ครั้ง")] == ["๑๒๐ ครั้ง", "บันทึกแล้วค่ะ ✅"]
    tapped = {"chat_id": "works", "data": "start", "label": "เริ่มเลย"}
    assert page.ask("POST", "/tryout/say", json=tapped).status_code == 204
    mine, question = page.state(4)["bubbles"]
    assert (mine["mine"], mine["text"]) == (True, "เริ่มเลย")
    assert len(question["buttons"]) == 6


def test_text_is_cleaned_and_otherwise_untouched(page: Page) -> None:
    assert page.say(HOSTILE)[0]["text"] == HOSTILE
    assert page.say("a\x00\x07\u202eข")[0]["text"] == "aข"
    longest = "ก" * 5000
    assert page.say(longest)[0]["text"] == longest


def test_only_web_links_become_buttons(page: Page) -> None:
    assert page.say("ลิงก์ร้าย")[1]["link"] is None
    report = page.say("/report 2568")[1]
    assert report["link"] == {"url": "https://example.go.th/r/token", "label": "ดาวน์โหลด PDF และ Word"}
    (file,) = report["attachments"]
    assert (file["name"], file["kind"], file["size"], file["picture"]) == (
        "รายงานประจำปี 2568.pdf",
        "PDF",
        "19 B",
        False,
    )
    given = page.ask("GET", f"/{file['url']}")
    assert given.headers["content-disposition"].startswith("attachment;")
    assert unquote(given.headers["content-disposition"].partition("''")[2]) == "รายงานประจำปี 2568.pdf"


@pytest.mark.parametrize(
    "said",
    [
        {"chat_id": "works"},
        {"chat_id": "works", "text": " \n\x00"},
        {"chat_id": "works", "text": "ก" * 5001},
        {"chat_id": "works", "data": "x" * 65},
        {"chat_id": "works", "data": "เริ่ม"},
        {"chat_id": "works", "text": 5},
        {"text": "ใคร"},
        [],
    ],
)
def test_what_cannot_be_said_is_refused_and_changes_nothing(page: Page, said: Any) -> None:
    assert page.ask("POST", "/tryout/say", json=said).status_code == 422
    assert page.state()["last"] == 2


def test_too_long_a_text_is_told_so(page: Page) -> None:
    refused = page.ask("POST", "/tryout/say", json={"chat_id": "works", "text": "ก" * 6000})
    assert refused.json()["detail"] == "ข้อความยาวเกิน 5,000 ตัวอักษรค่ะ"


def test_half_a_character_is_refused_without_being_repeated(page: Page) -> None:
    refused = page.ask("POST", "/tryout/say", content=b'{"chat_id": "works", "text": "\\ud83d"}')
    assert refused.status_code == 422
    assert isinstance(refused.json()["detail"], str)


def test_nobody_speaks_for_a_stranger(page: Page) -> None:
    assert page.ask("POST", "/tryout/say", json={"chat_id": "mayor", "text": "สวัสดี"}).status_code == 404


def test_a_picture_is_shown_in_place(page: Page) -> None:
    assert page.send("กิจกรรม.png", PNG).status_code == 204
    (file,) = page.state(2)["bubbles"][0]["attachments"]
    assert file["picture"] is True
    shown = page.ask("GET", f"/{file['url']}")
    assert shown.content == PNG
    assert shown.headers["content-type"] == "image/png"
    assert shown.headers["content-disposition"].startswith("inline;")


def test_a_page_that_calls_itself_a_picture_is_only_saved(page: Page) -> None:
    assert page.send("..", b"<script>alert(1)</script>", "image/svg+xml").status_code == 204
    (file,) = page.state(2)["bubbles"][0]["attachments"]
    assert (file["name"], file["picture"]) == ("file", False)
    shown = page.ask("GET", f"/{file['url']}")
    assert shown.headers["content-type"] == "application/octet-stream"
    assert shown.headers["content-disposition"].startswith("attachment;")
    assert shown.headers["content-security-policy"].startswith("default-src 'none'; sandbox")


@pytest.mark.parametrize("size", [20 * 1024 * 1024 + 1, 21 * 1024 * 1024])
def test_a_file_over_20_mb_is_refused_kindly(page: Page, size: int) -> None:
    refused = page.send("ใหญ่.pdf", bytes(size))
    assert refused.status_code == 413
    assert "ไฟล์ใหญ่เกิน 20 MB" in refused.json()["detail"]
    assert page.state()["last"] == 2


def test_a_file_of_20_mb_is_taken(page: Page) -> None:
    assert page.send("ใหญ่พอดี.pdf", bytes(20 * 1024 * 1024)).status_code == 204


def test_no_file_at_all_is_refused(page: Page) -> None:
    assert page.send("ว่าง.pdf", b"").status_code == 422
    assert page.ask("POST", "/tryout/file", data={"chat_id": "works"}).status_code == 422
    assert page.ask("GET", f"/tryout/file/{'0' * 64}/x.pdf").status_code == 404


def test_the_clock_moves_and_the_year_is_filled(page: Page) -> None:
    assert page.ask("POST", "/tryout/move", json={"to": "day"}).status_code == 204
    assert page.state()["clock"] == "อ. 8 ต.ค. 2567 08:30"
    assert page.ask("POST", "/tryout/move", json={"to": "tomorrow"}).status_code == 422
    assert page.ask("POST", "/tryout/fill").status_code == 204
    assert page.state()["last"] == 303


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8000", 200),
        ("localhost", 200),
        ("[::1]:8000", 200),
        ("evil.example", 403),
        ("127.0.0.1.evil.example", 403),
        ("localhost@evil.example", 403),
        ("", 403),
    ],
)
def test_only_this_machine_is_answered(page: Page, host: str, status: int) -> None:
    for path in ("/", "/tryout/state"):
        answer = page.ask("GET", path, headers={"Host": host})
        assert answer.status_code == status
        assert answer.headers["content-security-policy"].startswith("default-src 'self';")


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:8000", "http://127.0.0.1:9999"])
def test_another_site_can_do_nothing(page: Page, origin: str) -> None:
    said = {"chat_id": "works", "text": "สวัสดี"}
    for path, body in (("/tryout/say", said), ("/tryout/move", {"to": "day"}), ("/tryout/fill", {})):
        assert page.ask("POST", path, json=body, headers={"Origin": origin}).status_code == 403
    assert page.state()["last"] == 2
    assert page.ask("POST", "/tryout/say", json=said, headers={"Origin": "http://127.0.0.1:8000"}).status_code == 204
