"""Makes the README's pictures anew: `python docs/pictures/make_pictures.py` (needs Chromium). The table, never the memo."""

import asyncio
import shutil
import struct
import sys
import tempfile
import threading
import zlib
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))

import pypdfium2  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from bot.demo import TryOutServer, listen  # noqa: E402
from bot.tryout import TryOut  # noqa: E402
from dialogue.said import Text  # noqa: E402

TABLE_PAGE = 2
"""Memo, cover, then the table; counted from 0."""
DOTS_PER_INCH = 110


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        _try_out(Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        pdf = asyncio.run(_report(TryOut(Path(folder))))
    (HERE / "table-page.png").write_bytes(_picture(pdf, TABLE_PAGE))


def _try_out(folder: Path) -> None:
    listening = listen(0)
    assert listening is not None
    server = TryOutServer(TryOut(folder))
    serving = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    serving.start()
    try:
        with sync_playwright() as playwright:
            chromium = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            page = chromium.new_page(viewport={"width": 1120, "height": 860}, device_scale_factor=1.5)
            page.goto(f"http://127.0.0.1:{listening.getsockname()[1]}/", wait_until="domcontentloaded")
            _play(page)
            page.screenshot(path=HERE / "try-out.png")
            chromium.close()
    finally:
        server.should_exit = True
        serving.join()


def _play(page: Page) -> None:
    staff, officer = page.locator('[data-phone="staff"]'), page.locator('[data-phone="officer"]')
    staff.get_by_test_id("player-select").select_option("chang")
    page.get_by_test_id("move-reminder").click()
    staff.get_by_role("button", name="เริ่มเลย").first.click()
    for place, words in (("1/4", "3"), ("2/4", "สอง"), ("3/4", "๑๒๐ ครั้ง"), ("4/4", "ไม่มี")):
        staff.get_by_text(place).last.wait_for()
        staff.get_by_test_id("input").fill(words)
        staff.get_by_test_id("send").click()
    staff.get_by_text("ตรวจทานก่อนส่งค่ะ").last.wait_for()
    officer.get_by_test_id("input").fill("/status")
    officer.get_by_test_id("send").click()
    officer.get_by_text("สถานะรายงาน").last.wait_for()
    page.wait_for_timeout(500)


async def _report(tryout: TryOut) -> bytes:
    await tryout.start()
    try:
        await tryout.fill()
        await tryout.say("officer", Text("/report 2568"), "/report 2568")
        pdf = tryout.bubbles(0)[-1].message.attachments[0]
        return tryout.file(pdf.digest)
    finally:
        await tryout.stop()


def _picture(pdf: bytes, number: int) -> bytes:
    """One page as PNG."""
    document = pypdfium2.PdfDocument(pdf)
    bitmap = document[number].render(scale=DOTS_PER_INCH / 72, rev_byteorder=True)
    rows = bytes(bitmap.buffer)
    width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    pixels = b"".join(b"\0" + rows[y * stride : y * stride + width * bitmap.n_channels] for y in range(height))
    document.close()

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(pixels, 9)) + chunk(b"IEND", b"")
    )


if __name__ == "__main__":
    main()
