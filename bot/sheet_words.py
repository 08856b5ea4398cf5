"""What the workbook for past months says: how to fill it in, how each question is answered, what its columns are called."""

from collections.abc import Iterator

from dialogue.question import Question
from dialogue.thai.dates import BUDDHIST_ERA, SHORT_MONTHS
from measures.fiscal_year import YEAR_END, Period
from measures.sheet_rows import Row

GUIDE = (
    "วิธีกรอกข้อมูลย้อนหลัง ปีงบประมาณ {year}",
    "1. หนึ่งแผ่นต่อหนึ่งกอง แถวคือคำถาม คอลัมน์คืองวด กรอกเฉพาะช่องสีขาว",
    "2. เดือนที่ไม่กรอกเลยจะไม่ถูกนำเข้า เดือนที่กรอกต้องตอบให้ครบทุกข้อที่บังคับ เดือนที่ส่งในแชตแล้วให้เว้นว่าง",
    "3. พิมพ์ได้เหมือนในแชต: ๑๒๐, 120 ครั้ง, ไม่มี, 24 ต.ค. 2567, เลขข้อหรือคำของตัวเลือก, ไม่เกี่ยวกับกองเรา, ข้าม",
    "4. ถ้าไม่มีตัวเลขรายเดือน กรอกช่อง “สรุปรวม” ช่องเดียวแทนทุกเดือนของข้อนั้นได้ (ยอดรวม สถานะล่าสุด หรือรายการทั้งหมด)",
    "5. หลายรายการให้ขึ้นบรรทัดใหม่ในช่อง (Alt+Enter) ตัวเลือกอื่น ๆ พิมพ์ว่า อื่น ๆ: ตามด้วยคำ  ช่องที่เป็นสูตรจะอ่านค่าที่คำนวณไว้",
    "6. รูปและไฟล์หลักฐานส่งในแชตด้วยคำว่า ส่งหลักฐาน",
    "7. ตรวจก่อนด้วย python -m bot import {year} แฟ้มนี้ --check แล้วนำเข้าโดยไม่ใส่ --check ผิดแม้ช่องเดียวจะไม่นำเข้าเลย",
)
HINTS = {
    "number": "จำนวน",
    "choice": "เลือก 1 ข้อ",
    "multi_choice": "เลือกได้หลายข้อ คั่นด้วย ,",
    "text": "ข้อความ",
    "text_list": "บรรทัดละ 1 รายการ",
    "date": "วันที่ เช่น 24 ต.ค. 2567",
    "url": "ลิงก์",
    "evidence": "ลิงก์ บรรทัดละ 1 ลิงก์",
}


def hint(row: Row) -> str:
    """How the question is answered in a cell."""
    question = row.question
    return "\n".join(_hints(question, HINTS[question.kind]))


def _hints(question: Question, kind: str) -> Iterator[str]:
    yield f"{kind} ({question.unit})" if question.unit else kind
    yield from (f"{place} {choice}" for place, choice in enumerate(question.choices, 1))
    if question.other:
        yield f"{question.other}: พิมพ์ต่อท้ายว่าคืออะไร"
    if question.allow_none:
        yield "ถ้าไม่มี พิมพ์ ไม่มี"
    if question.not_applicable:
        yield "หรือ ไม่เกี่ยวกับกองเรา"
    if question.show_if is not None:
        yield "ตอบเฉพาะเมื่อคำตอบข้อก่อนหน้าทำให้ต้องตอบ"
    if not question.required:
        yield "เว้นว่างได้"


def period_label(period: Period) -> str:
    """ "ต.ค. 67", "สิ้นปี 68"."""
    if period.kind == YEAR_END:
        return f"สิ้นปี {period.fiscal_year % 100}"
    return f"{SHORT_MONTHS[period.first_day.month - 1]} {(period.first_day.year + BUDDHIST_ERA) % 100}"
