"""A try-out that lives in memory: a whole one, with a bot that answers everything it is told."""

import asyncio
import hashlib
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from console.stage import Bubble, Player
from dialogue.messages import Attachment, Button, Message
from dialogue.said import File, Said, Tap, Text
from measures.calendar import BANGKOK

CHOICES = (
    "1 ยังไม่เริ่ม", "2 กำลังทำ/ปรับปรุง", "3 เสร็จแล้ว", "4 เสร็จและเผยแพร่แล้ว", "เหมือนเดิม", "ย้อนกลับ",
)  # fmt: skip
QUESTION = Message(
    "1/4 คู่มือปฏิบัติงานของกองช่าง เดือน ต.ค. 2567 ไปถึงไหนแล้วคะ\nเดือนก่อน: กำลังทำ/ปรับปรุง",
    tuple(Button(label, f"run.1.c{place}", label) for place, label in enumerate(CHOICES, 1)),
)
REMINDER = Message(
    "📌 รายงานประจำเดือน ต.ค. 2567 · กองช่าง\nเหลือ 4 ข้อ ใช้เวลาไม่ถึง 1 นาทีค่ะ",
    (Button("เริ่มเลย", "start", "เริ่มเลย"), Button("พรุ่งนี้ค่อยเตือน", "snooze", "พรุ่งนี้ค่อยเตือน")),
)
PDF = b"%PDF-1.7 the report"


class MemoryTryOut:
    def __init__(self) -> None:
        self._now = datetime(2024, 10, 7, 8, 30, tzinfo=BANGKOK)
        self._busy = ""
        self._bubbles: list[Bubble] = []
        self._files: dict[str, bytes] = {}
        self._waiting: list[asyncio.Future[None]] = []
        self._show("works", False, REMINDER)
        self._show("clerk", False, REMINDER)

    def players(self) -> Sequence[Player]:
        return (
            Player("works", "สมหญิง <b>ใจดี</b>", "กองช่าง", False),
            Player("clerk", "สมชาย ขยัน", "สำนักปลัดเทศบาล งานธุรการและการเจ้าหน้าที่", False),
            Player("law", "นิติกร", "สำนักปลัดเทศบาล", True),
        )

    def now(self) -> datetime:
        return self._now

    def bubbles(self, after: int) -> Sequence[Bubble]:
        return self._bubbles[after:]

    async def wait(self, after: int) -> None:
        if len(self._bubbles) <= after:
            change: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self._waiting.append(change)
            await asyncio.wait([change], timeout=0.05)

    async def say(self, chat_id: str, said: Said, shown: str) -> None:
        if isinstance(said, File):
            self._show(chat_id, True, Message(shown, attachments=(_attached(said),)))
            self._show(chat_id, False, Message(f"เก็บ {said.name} แล้วค่ะ"))
        else:
            self._show(chat_id, True, Message(shown))
            self._show(chat_id, False, self._answer(said))

    def largest_file(self) -> int:
        return 20 * 1024 * 1024

    def keep(self, name: str, media_type: str, content: bytes) -> File:
        digest = hashlib.sha256(content).hexdigest()
        self._files[digest] = content
        return File(digest, name, media_type, len(content))

    def file(self, digest: str) -> bytes:
        if digest not in self._files:
            raise FileNotFoundError(digest)
        return self._files[digest]

    async def move(self, to: str) -> None:
        self._now += timedelta(days={"day": 1, "reminder": 7, "year_end": 358}[to])
        self._show("works", False, REMINDER)

    async def fill(self) -> None:
        for done, following in pairwise(range(1, 302)):
            self._busy = f"กำลังเติมคำตอบ {done}/300"
            self._show("works", done % 2 == 0, Message(f"คำตอบที่ {following - 1}"))
            if done % 50 == 0:
                await asyncio.sleep(0)
        self._busy = ""
        self._changed()

    def busy(self) -> str:
        return self._busy

    def _answer(self, said: Said) -> Message:
        match said:
            case Tap("start"):
                return QUESTION
            case Tap(data):
                return Message(f"ได้รับปุ่ม {data}")
            case Text("/report 2568"):
                report = self.keep("รายงานประจำปี 2568.pdf", "application/pdf", PDF)
                link = "https://example.go.th/r/token"
                return Message("รายงานเสร็จแล้วค่ะ ✅", (), (_attached(report),), link, "ดาวน์โหลด PDF และ Word")
            case Text("ลิงก์ร้าย"):
                return Message("กดดูสิ", link="javascript:alert(1)", link_label="กด")
            case _:
                return Message("บันทึกแล้วค่ะ ✅")

    def _show(self, chat_id: str, mine: bool, message: Message) -> None:
        self._bubbles.append(Bubble(len(self._bubbles) + 1, chat_id, mine, self._now, message))
        self._changed()

    def _changed(self) -> None:
        for change in self._waiting:
            if not change.done():
                change.set_result(None)
        self._waiting.clear()


def _attached(file: File) -> Attachment:
    return Attachment(file.digest, file.name, file.media_type, file.size)
