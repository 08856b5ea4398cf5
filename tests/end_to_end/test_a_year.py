"""The whole product on the real data: a year lived through in conversations gives back the municipality's own report."""

import asyncio
import json
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import docx
import pypdfium2
import pytest

from bot.tryout import TryOut
from console.stage import Bubble
from dialogue.said import Text

pytestmark = pytest.mark.slow

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "annual-report-2568.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What the officer is sent for /report 2568 after a year of answers: file name → content."""

    async def live(tryout: TryOut) -> tuple[Sequence[Bubble], dict[str, bytes]]:
        await tryout.start()
        try:
            await tryout.fill()
            await tryout.move("year_end")
            heard = len(tryout.bubbles(0))
            await tryout.say("officer", Text("/report ๒๕๖๘"), "/report ๒๕๖๘")
            answers = [b for b in tryout.bubbles(heard) if not b.mine]
            files = {a.name: tryout.file(a.digest) for b in answers for a in b.message.attachments}
            return answers, files
        finally:
            await tryout.stop()

    answers, files = asyncio.run(live(TryOut(tmp_path_factory.mktemp("year"))))
    assert [bubble.message.text for bubble in answers] == ["รายงานประจำปีงบประมาณ 2568 เสร็จแล้วค่ะ ✅"]
    return files


def test_pdf_and_docx_come_without_a_draft_mark(year: dict[str, bytes]) -> None:
    assert sorted(year) == ["report-2568.docx", "report-2568.pdf"]
    assert "ร่าง" not in _plain("".join(_pages(year["report-2568.pdf"])).replace("โครงร่าง", ""))


def test_every_cell_of_the_table_is_the_reference(year: dict[str, bytes]) -> None:
    table = docx.Document(BytesIO(year["report-2568.docx"])).tables[0]
    rows = [["\n".join(p.text for p in cell.paragraphs) for cell in row.cells] for row in table.rows[1:]]
    assert rows == [row["cells"] for row in GOLDEN["rows"]]


def test_the_pdf_has_the_reference_s_pages(year: dict[str, bytes]) -> None:
    """Memo, cover, then 1,2 · 3,4 · 4,5 · 6,7 · 8 (measure 4 is parted)."""
    pages = [_plain(text) for text in _pages(year["report-2568.pdf"])]
    begins = [_plain(row["cells"][0]) for row in GOLDEN["rows"]]
    assert len(pages) == 7
    assert "บันทึกข้อความ" in pages[0]
    first = [[number for number, title in enumerate(begins, 1) if title in page] for page in pages[2:]]
    assert first == [[1, 2], [3, 4], [5], [6, 7], [8]]
    assert _plain(GOLDEN["rows"][3]["cells"][1].splitlines()[2]) in pages[4]


def test_the_pdf_says_all_that_the_report_says(year: dict[str, bytes]) -> None:
    said = _plain("".join(_pages(year["report-2568.pdf"])))
    memo = GOLDEN["memo"]
    lines = [*memo["body"], memo["subject"], memo["agency"], memo["number"], memo["date_text"], memo["to"]]
    for signed in memo["signatures"]:
        lines += [signed["heading"], signed["name"], *signed["position"]]
    lines += [*GOLDEN["cover"]["title"], GOLDEN["cover"]["office"], GOLDEN["cover"]["address"]]
    for line in filter(None, lines):
        assert _plain(line) in said


def _pages(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def _plain(text: str) -> str:
    """Without white space: where a line ends is the page's business."""
    return "".join(text.split())
