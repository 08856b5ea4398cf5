"""The try-out in a real browser: a month is begun by tap, the year filled, on a phone and on a wide screen."""

import runpy
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import Browser, Locator, Page, expect

from console.stage import TryOut
from console.tryout import tryout_routes

MEMORY: Callable[[], TryOut] = runpy.run_path(str(Path(__file__).with_name("memory_tryout.py")))["MemoryTryOut"]
PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1280, "height": 800}

pytestmark = pytest.mark.browser


@pytest.fixture
def address() -> Iterator[str]:
    """Where the try-out in memory is served, on a port of its own."""
    app = FastAPI()
    app.include_router(tryout_routes(MEMORY()))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", timeout_graceful_shutdown=1))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        server.should_exit = True
        thread.join()


@pytest.fixture
def opened(browser: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    """The page at the size that the test is given; whatever the browser complains of fails the test."""
    page = browser.new_page(viewport=request.param, reduced_motion="reduce", locale="th-TH")
    page.set_default_timeout(5000)
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(address, wait_until="domcontentloaded")
    yield page
    page.close()
    assert complaints == []


def phone(page: Page, whose: str) -> Locator:
    return page.locator(f'[data-phone="{whose}"]')


def fits(page: Page) -> bool:
    """True when nothing sticks out of the window sideways or below."""
    found: bool = page.evaluate(
        "() => { const e = document.documentElement;"
        " return e.scrollWidth <= innerWidth && e.scrollHeight <= innerHeight }"
    )
    return found


def thai_is_drawn(page: Page) -> bool:
    found: bool = page.evaluate(
        "() => document.fonts.ready.then(() => document.fonts.check('16px Sarabun', 'ตากใบ ที่ ปู่ น้ำ ๒๕๖๘')"
        " && [...document.fonts].some(f => f.family === 'Sarabun' && f.status === 'loaded'))"
    )
    return found


@pytest.mark.parametrize("opened", [PHONE, WIDE], indirect=True)
def test_a_month_is_begun_by_tap_and_by_word(opened: Page) -> None:
    staff = phone(opened, "staff")
    bubbles = staff.get_by_test_id("bubble")
    expect(bubbles).to_have_count(1)
    assert thai_is_drawn(opened)
    assert fits(opened)

    bubbles.get_by_role("button", name="เริ่มเลย").click()
    expect(bubbles).to_have_count(3)
    expect(staff.get_by_test_id("quick-reply")).to_have_count(6)
    expect(bubbles.last.get_by_test_id("button").last).to_be_in_viewport(ratio=1)
    opened.locator("summary").click()  # the help opens or closes: the chat still ends at the newest
    expect(bubbles.last.get_by_test_id("button").last).to_be_in_viewport(ratio=1)

    staff.get_by_test_id("input").fill("<b>3</b>")
    staff.get_by_test_id("input").press("Enter")
    expect(bubbles).to_have_count(5)
    expect(bubbles.nth(3).locator(".words")).to_have_text("<b>3</b>")
    expect(staff.get_by_test_id("quick-reply")).to_have_count(0)

    bubbles.first.get_by_role("button", name="พรุ่งนี้ค่อยเตือน").click()  # an old button
    expect(bubbles.last).to_contain_text("ได้รับปุ่ม snooze")
    assert fits(opened)


@pytest.mark.parametrize("opened", [WIDE], indirect=True)
def test_a_wide_screen_shows_both_phones_and_plays_like_line_for_pc(opened: Page) -> None:
    expect(phone(opened, "staff")).to_be_visible()
    officer = phone(opened, "officer")
    officer.get_by_test_id("input").fill("/report 2568")
    officer.get_by_test_id("send").click()
    with opened.expect_download() as download:
        officer.get_by_test_id("file").click()
    assert download.value.suggested_filename == "รายงานประจำปี 2568.pdf"
    expect(officer.get_by_test_id("link")).to_have_attribute("rel", "noopener noreferrer")

    narrow = phone(opened, "staff").bounding_box()
    opened.get_by_test_id("pc-switch").check()
    wide = phone(opened, "staff").bounding_box()
    assert narrow and wide and wide["width"] > narrow["width"]
    expect(phone(opened, "staff").get_by_test_id("quick-reply").first).to_be_hidden()
    expect(phone(opened, "staff").get_by_test_id("button").first).to_be_visible()
    assert fits(opened)


@pytest.mark.parametrize("opened", [PHONE], indirect=True)
def test_a_phone_shows_one_chat_and_a_dot_on_the_others(opened: Page) -> None:
    staff = phone(opened, "staff")
    expect(phone(opened, "officer")).to_be_hidden()
    expect(staff.get_by_test_id("unread")).to_have_text("1 แชตใหม่")
    staff.get_by_test_id("player-select").select_option("clerk")
    expect(staff.get_by_test_id("chat")).to_have_attribute("data-chat", "clerk")
    expect(staff.get_by_test_id("unread")).to_be_hidden()
    opened.get_by_test_id("move-day").click()
    expect(opened.get_by_test_id("clock")).to_have_text("อ. 8 ต.ค. 2567 08:30")
    expect(staff.get_by_test_id("player-select").locator("option").first).to_have_text("● กองช่าง · สมหญิง <b>ใจดี</b>")
    opened.get_by_test_id("which-officer").click()
    expect(phone(opened, "officer")).to_be_visible()
    expect(staff).to_be_hidden()
    assert fits(opened)


@pytest.mark.parametrize("opened", [WIDE], indirect=True)
def test_a_filled_year_stays_readable_and_a_file_can_be_sent_by_keyboard(opened: Page) -> None:
    opened.get_by_test_id("fill").press("Enter")
    staff = phone(opened, "staff")
    expect(staff.get_by_test_id("bubble").last).to_contain_text("คำตอบที่ 300")
    expect(opened.get_by_test_id("busy")).to_have_text("")
    staff.get_by_test_id("file-input").set_input_files(
        {"name": "รายงาน.docx", "mimeType": "application/msword", "buffer": b"PK"}
    )
    expect(staff.get_by_test_id("bubble").last).to_contain_text("เก็บ รายงาน.docx แล้วค่ะ")
    assert fits(opened)
