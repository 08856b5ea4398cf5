"""The page a report is fetched from: shown by GET, given by POST, kindly refused when it is over."""

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote, unquote

import httpx
import pytest
from fastapi import FastAPI

from console.download import download_routes
from dialogue.messages import Attachment
from storage.files import Files
from storage.links import Link

NOW = datetime(2025, 10, 7, 2, 0, tzinfo=UTC)
PDF = b"%PDF-1.7 the report"
JPEG = b"\xff\xd8\xff and the rest"
PNG = b"\x89PNG\r\n\x1a\n the grid"
THAI = "รายงานประจำปี 2568 (ร่าง).pdf"


class Browser:
    """Asks the app in this process, as a browser out there would."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def get(self, path: str) -> httpx.Response:
        return self.request("GET", path)

    def post(self, path: str) -> httpx.Response:
        return self.request("POST", path)

    def request(self, method: str, path: str) -> httpx.Response:
        async def asked() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="https://tidtam.example.go.th") as client:
                return await client.request(method, path)

        return asyncio.run(asked())


@pytest.fixture
def browser(tmp_path: Path) -> Browser:
    files = Files(tmp_path)
    digest = files.put(PDF)
    both = (
        Attachment(digest, THAI, "application/pdf", 250_880),
        Attachment(digest, 'a"\r\nX-Bad: 1; b.docx', "text/html\r\nX-Bad: 1", len(PDF)),
        Attachment("0" * 64, "gone.pdf", "application/pdf", 1),
        Attachment(digest, "รายงาน.hta", "application/pdf", len(PDF)),
    )
    drawn = Attachment(files.put(PNG), "status-2568.png", "image/png", len(PNG))
    links = {
        "good": Link("รายงาน <script>alert(1)</script>", both, NOW + timedelta(hours=1)),
        "old": Link("รายงาน", both, NOW),
        "photo": Link("หลักฐาน", (Attachment(files.put(JPEG), "บอร์ด.jpg", "image/jpeg", 9),), NOW + timedelta(hours=1)),
        "grid": Link("สถานะ", (drawn,), NOW + timedelta(hours=1)),
        "false": Link("สถานะ", (replace(drawn, digest=digest),), NOW + timedelta(hours=1)),
        "lost": Link("สถานะ", (replace(drawn, digest="0" * 64),), NOW + timedelta(hours=1)),
        "past": Link("สถานะ", (drawn,), NOW),
    }

    async def find(token: str) -> Link | None:
        return links.get(token)

    app = FastAPI()
    app.include_router(download_routes(find, files, lambda: NOW))
    return Browser(app)


def test_a_get_shows_the_page_and_gives_no_file(browser: Browser) -> None:
    shown = browser.get("/r/good")
    assert shown.status_code == 200
    assert shown.headers["content-type"].startswith("text/html")
    assert THAI in shown.text and "245 KB" in shown.text
    assert "อ. 7 ต.ค. 2568 10:00 น." in shown.text  # Bangkok, Buddhist era
    assert PDF.decode() not in shown.text
    assert browser.get("/r/good/1").status_code == 405


def test_a_title_is_never_markup(browser: Browser) -> None:
    assert "<script" not in browser.get("/r/good").text


def test_the_button_posts_and_gives_the_file_under_its_thai_name(browser: Browser) -> None:
    actions = re.findall(r'action="([^"]+)"', browser.get("/r/good").text)
    given = browser.post(actions[0])
    assert given.status_code == 200
    assert given.content == PDF
    assert given.headers["content-type"] == "application/pdf"
    disposition = given.headers["content-disposition"]
    assert disposition.startswith("attachment; ")
    assert unquote(disposition.partition("filename*=UTF-8''")[2]) == THAI


def test_a_name_kept_of_old_cannot_make_a_program_of_a_file(browser: Browser) -> None:
    given = browser.post("/r/good/4")
    assert given.headers["content-disposition"] == (
        "attachment; filename=\"file.pdf\"; filename*=UTF-8''" + quote("รายงาน.pdf")
    )
    assert given.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/r/good/1", "/r/good/2"])
def test_a_file_is_never_guessed_kept_framed_or_told_of(browser: Browser, path: str) -> None:
    headers = browser.post(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["cache-control"] == "no-store"
    assert headers["referrer-policy"] == "no-referrer"
    assert "sandbox" in headers["content-security-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]


def test_a_hostile_name_and_type_stay_harmless(browser: Browser) -> None:
    given = browser.post("/r/good/2")
    assert given.content == PDF
    assert "x-bad" not in given.headers
    assert given.headers["content-type"] == "application/octet-stream"
    assert given.headers["content-disposition"].count('"') == 2


@pytest.mark.parametrize("number", [0, 5, 99999999999999999999])
def test_a_file_that_the_link_does_not_have_is_not_found(browser: Browser, number: int) -> None:
    assert browser.post(f"/r/good/{number}").status_code == 404


@pytest.mark.parametrize(
    ("method", "path", "status", "sentence"),
    [
        ("GET", "/r/old", 410, "ลิงก์นี้หมดอายุแล้วค่ะ"),
        ("POST", "/r/old/1", 410, "/report"),
        ("GET", "/r/never", 404, "ไม่พบลิงก์นี้ค่ะ"),
        ("POST", "/r/never/1", 404, "/report"),
        ("POST", "/r/good/3", 410, "หาไฟล์นี้ไม่พบแล้ว"),
    ],
)
def test_what_cannot_be_given_is_refused_kindly(
    browser: Browser, method: str, path: str, status: int, sentence: str
) -> None:
    refused = browser.request(method, path)
    assert refused.status_code == status
    assert sentence in refused.text
    assert PDF not in refused.content


@pytest.mark.parametrize("path", ["/r/good", "/r/old", "/r/never", "/static/page.css"])
def test_every_page_carries_the_promises_to_the_browser(browser: Browser, path: str) -> None:
    headers = browser.get(path).headers
    assert headers["content-security-policy"].startswith("default-src 'self';")
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"


def test_the_page_of_evidence_sends_nobody_to_the_report(browser: Browser) -> None:
    told = browser.get("/r/photo").text
    assert "คำสั่งเดิม" in told and "/report" not in told


def test_all_that_the_page_names_is_served_by_us(browser: Browser) -> None:
    for page in ("/r/good", "/r/never"):
        for address in re.findall(r'(?:href|src)="([^"]+)"', browser.get(page).text):
            assert browser.get(address).status_code == 200, address
    assert browser.get("/static/fonts/Sarabun-Regular.ttf").headers["content-type"] == "font/ttf"
    assert browser.get("/static/../security.py").status_code == 404
    assert browser.get("/static/%2e%2e/security.py").status_code == 404


def test_a_drawn_picture_is_given_by_get_to_be_shown_in_place_and_never_kept(browser: Browser) -> None:
    given = browser.get("/p/grid.png")
    assert (given.status_code, given.content) == (200, PNG)
    assert given.headers["content-type"] == "image/png"
    assert given.headers["content-disposition"].startswith("inline; ")
    assert given.headers["cache-control"] == "no-store"
    assert given.headers["x-content-type-options"] == "nosniff"
    assert given.headers["cross-origin-resource-policy"] == "cross-origin"
    assert browser.get("/r/grid").status_code == 200


def test_so_is_the_copy_of_a_photo(browser: Browser) -> None:
    given = browser.get("/p/photo.png")
    assert (given.status_code, given.content, given.headers["content-type"]) == (200, JPEG, "image/jpeg")


@pytest.mark.parametrize(
    ("token", "status"), [("good", 404), ("never", 404), ("false", 404), ("past", 410), ("lost", 410), ("old", 410)]
)
def test_nothing_but_a_picture_is_given_by_get(browser: Browser, token: str, status: int) -> None:
    refused = browser.get(f"/p/{token}.png")
    assert refused.status_code == status
    assert PDF not in refused.content and PNG not in refused.content
