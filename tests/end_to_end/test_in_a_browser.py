"""A newcomer in a real browser: reports a month, sees a reminder, asks for the report, opens the PDF."""

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from bot.demo import TryOutServer
from bot.tryout import TryOut

pytestmark = [pytest.mark.browser, pytest.mark.slow]

OVERDUE = 120_000
"""Milliseconds that a busy machine may take for filling a year."""


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """The try-out, served as `make run` serves it."""
    listening = socket.create_server(("127.0.0.1", 0))
    server = TryOutServer(TryOut(tmp_path))
    serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    serving.start()
    try:
        opened = browser.new_page(viewport={"width": 1280, "height": 900})
        opened.set_default_timeout(20_000)
        opened.goto(f"http://127.0.0.1:{listening.getsockname()[1]}/")
        yield opened
        opened.close()
    finally:
        server.should_exit = True
        serving.join()
        listening.close()


def test_a_month_a_reminder_and_the_report(page: Page) -> None:
    staff, officer = page.locator("[data-phone]").first, page.locator("[data-phone]").last
    be(staff, "chang")
    page.get_by_test_id("move-reminder").click()
    heard(staff, "รายงานประจำเดือน ต.ค. 2567 · กองช่าง")

    staff.get_by_role("button", name="เริ่มเลย").first.click()
    heard(staff, "1/4 คู่มือปฏิบัติงานของกองช่าง")
    staff.get_by_role("button", name="3 เสร็จแล้ว").first.click()
    for question, answer in (("2/4", "สอง"), ("3/4", "๑๒๐ ครั้ง"), ("4/4", "ไม่มี")):
        heard(staff, question)
        say(staff, answer)
    heard(staff, "ตรวจทานก่อนส่งค่ะ")
    staff.get_by_role("button", name="ส่งเลย").first.click()
    heard(staff, "บันทึกแล้วค่ะ ✅ กองช่างครบแล้ว")

    be(staff, "khlang")
    told = staff.get_by_text("รายงานประจำเดือน ต.ค. 2567 · กองคลัง").count()
    page.get_by_test_id("move-reminder").click()
    expect(staff.get_by_text("รายงานประจำเดือน ต.ค. 2567 · กองคลัง")).to_have_count(told + 1)
    be(staff, "chang")
    expect(staff.get_by_text("ส่งภายใน 11 พ.ย. 2567")).to_have_count(1)  # the first reminder, and no other

    say(staff, "/report 2568")
    heard(staff, "คำสั่งนี้สำหรับนิติกรค่ะ")
    say(officer, "/report 2568")
    heard(officer, "ฉบับร่างของรายงานปีงบประมาณ 2568")


def test_a_filled_year_gives_the_report_to_download(page: Page, tmp_path: Path) -> None:
    officer = page.locator("[data-phone]").last
    page.get_by_test_id("fill").click()
    expect(page.get_by_test_id("clock")).to_contain_text("15 ต.ค. 2568", timeout=OVERDUE)
    expect(page.get_by_test_id("fill")).to_be_enabled(timeout=OVERDUE)
    say(officer, "รายงานประจำปี 2568")
    heard(officer, "รายงานประจำปีงบประมาณ 2568 เสร็จแล้วค่ะ ✅")
    with page.expect_download() as downloading:
        officer.get_by_text("report-2568.pdf").last.click()
    path = tmp_path / "report.pdf"
    downloading.value.save_as(path)
    document = pypdfium2.PdfDocument(path)
    text = "".join("".join(p.get_textpage().get_text_range().split()) for p in document)
    pages = len(document)
    document.close()
    assert pages == 7
    assert "จำนวน๑๐๐เรื่องที่สามารถเผยแพร่ผ่านเว็บไซต์เทศบาลเมืองตากใบได้" in text


def be(phone: Locator, chat: str) -> None:
    phone.get_by_test_id("player-select").select_option(chat)


def say(phone: Locator, words: str) -> None:
    phone.get_by_test_id("input").fill(words)
    phone.get_by_test_id("send").click()


def heard(phone: Locator, words: str) -> None:
    expect(phone.get_by_text(words).last).to_be_visible()
