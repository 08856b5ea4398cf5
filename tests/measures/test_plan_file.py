"""Every sort of mistake in a plan file is named, with its measure and question, and all of them at once.

Each case is one edit to the real plan, (what stands there, what stands there instead), and what the officer is told.
"""

import pytest

from measures.answers_file import read_answers
from measures.plan import Plan
from measures.plan_error import PlanError
from measures.plan_file import read_plan

Edit = tuple[str, str]

USAGE = 'id = "usage"'
KEY = "ต้องเป็นอักษรอังกฤษ ตัวเลข หรือ _ ขึ้นต้นด้วยอักษร ไม่เกิน 64 ตัว"
FIRST = "มาตรการ staff_manual"
STATUS = f"{FIRST} · คำถาม status"
COUNT = f"{FIRST} · คำถาม manual_count"

CASES: list[tuple[Edit, str]] = [
    # the file
    (('fiscal_year = 2568', 'fiscal_year = '), "อ่านแฟ้มแผนไม่ได้: ผิดรูปแบบที่บรรทัด 26 ตัวที่ 15"),
    (('note = "อาจมีชื่อบุคคล ไม่พิมพ์ลงเล่ม"', 'note = "'), "อ่านแฟ้มแผนไม่ได้: ผิดรูปแบบที่บรรทัด"),
    # the plan
    (("fiscal_year = 2568", "fiscal_year = 2025"), "แผน: fiscal_year ต้องเป็นจำนวนเต็ม 2500 ถึง 2700"),
    (("fiscal_year = 2568", 'fiscal_year = "2568"'), "แผน: fiscal_year ต้องเป็นจำนวนเต็ม"),
    (("fiscal_year = 2568", "fiscal_yaer = 2568"), "แผน: ขาด fiscal_year"),
    (("fiscal_year = 2568", "fiscal_yaer = 2568"), "แผน: ไม่รู้จัก fiscal_yaer (สะกดผิดหรือไม่)"),
    (("[office]", "[ofice]"), "แผน: ขาด office"),
    (('seat = "สำนักงานเทศบาลเมืองตากใบ"', 'seat = "  "'), "office: seat ว่างอยู่"),
    (('    "วิธีดำเนินการ/ขั้นตอน",\n', ""), "report: columns ต้องมี 6 ช่อง"),
    (('date = 2025-10-24', 'date = "24 ต.ค."'), "memo: date ต้องเป็นวันที่ เช่น 2025-10-24"),
    (('agency = "สำนักปลัดเทศบาล งานนิติการ"\n', ""), "memo: ขาด agency"),
    (('position = ["นิติกรชำนาญการ"]', 'postion = ["นิติกรชำนาญการ"]'), "ผู้ลงนาม ที่ 1: ไม่รู้จัก postion (สะกดผิดหรือไม่)"),
    (('position = ["นิติกรชำนาญการ"]', "position = [3]"), "ผู้ลงนาม ที่ 1: position ต้องเป็นรายการข้อความ"),
    # the calendar
    (("due_working_day = 7 ", "due_working_day = 25 "), "calendar: due_working_day ต้องเป็นจำนวนเต็ม 1 ถึง 20"),
    (("due_working_day = 7 ", "due_working_day = true "), "calendar: due_working_day ต้องเป็นจำนวนเต็ม 1 ถึง 20"),
    (("quarter_months = [12, 3, 6, 9]", "quarter_months = [12, 13]"),
     "calendar: quarter_months ต้องเป็นรายการจำนวนเต็ม 1 ถึง 12"),
    (("year_end_opens = { day = 1, month = 9 }", "year_end_opens = { day = 31, month = 9 }"),
     "year_end_opens: ไม่มีวันที่ 31 เดือน 9"),
    (("year_end_opens = { day = 1, month = 9 }", "year_end_opens = { day = 1, month = 9, year = 1 }"),
     "year_end_opens: ไม่รู้จัก year (สะกดผิดหรือไม่)"),
    (("ladder = [-7, -3, -1, 0, 2, 7]", "ladder = [-90]"), "calendar: ladder ต้องเป็นรายการจำนวนเต็ม -31 ถึง 62"),
    # the divisions
    (('key = "chang"', 'key = "khlang"'), "กอง khlang: ใช้ key ซ้ำกัน"),
    (('key = "chang"', 'key = "ช่าง"'), f"กอง ช่าง: key {KEY.replace('64', '32')}"),
    (('key = "chang"', f'key = "{33 * "c"}"'), f"กอง {33 * 'c'}: key {KEY.replace('64', '32')}"),
    (('name = "กองการประปา"\nactive', 'name = "กองการประปา"\nactiv'), "กอง prapa: ไม่รู้จัก activ (สะกดผิดหรือไม่)"),
    (('name = "กองการประปา"\nactive = false', 'name = "กองการประปา"\nactive = "no"'),
     "กอง prapa: active ต้องเป็น true หรือ false"),
    (('sections = ["งานนิติการ"]', 'sections = ["งานอื่น"]'),
     "มาตรการ no_gift_policy: ไม่มีงาน งานนิติการ ในกองที่รับผิดชอบ"),
    # a measure
    (("number = 3\n", "number = 4\n"), "แผน: number ของมาตรการต้องเรียง 1 ถึง 8 ไม่ใช่ 1 2 4 4 5 6 7 8"),
    (('key = "citizen_manual"', 'key = "staff_manual"'), "มาตรการ staff_manual: ใช้ key ซ้ำกัน"),
    (('key = "citizen_manual"', 'key = "citizen.manual"'), f"มาตรการ citizen.manual: key {KEY}"),
    (('key = "citizen_manual"', 'key = "common"'), "มาตรการ common: key common สงวนไว้สำหรับคำถามท้ายปี"),
    (('responsible_keys = ["palad"]\noutcome', 'responsible_keys = ["plad"]\noutcome'),
     "มาตรการ state_property: responsible_keys มี plad ซึ่งไม่มีในรายการกอง"),
    (('if_zero = "อยู่ระหว่างจัดทำประกาศ No Gift Policy"\n', ""), "มาตรการ no_gift_policy: มี zero_when แต่ไม่มี if_zero"),
    (('zero_when = "manual_count == 0"', 'zero_when = "manual_cuont == 0"'), f"{FIRST}: zero_when: ไม่รู้จักชื่อ manual_cuont"),
    (('zero_when = "manual_count == 0"', 'zero_when = "manual_count = 0"'),
     f"{FIRST}: zero_when: เงื่อนไข “manual_count = 0” ตัวอักษรที่ 14: อ่านไม่ออก"),
    (("{manual_count} เล่ม", "{manual_cuont} เล่ม"), f"{FIRST}: outcome: ไม่รู้จักชื่อ manual_cuont"),
    (("[when: print_counts | จำนวน {manual_count} เล่ม]", "[when: print_counts จำนวน {manual_count} เล่ม]"),
     "[when: เงื่อนไข | ข้อความ] ไม่ครบ"),
    (("any(status == 'เสร็จและเผยแพร่แล้ว')", "any(status == 'เสร็จและเผยเเพร่แล้ว')"),
     f"{FIRST}: outputs ข้อ 1 holds_when: 'เสร็จและเผยเเพร่แล้ว' ไม่อยู่ใน choices ของ status"),
    (("any(status == 'เสร็จและเผยแพร่แล้ว')", "status == 'เสร็จและเผยแพร่แล้ว'"),
     f"{FIRST}: outputs ข้อ 1 holds_when: status รวมทุกกองเป็นรายการ "
     "ใช้ 'เสร็จและเผยแพร่แล้ว' in status หรือ any(status == 'เสร็จและเผยแพร่แล้ว')"),
    (("'ไทย' in langs\"\nen =", "'ไท' in langs\"\nen ="),
     "มาตรการ no_gift_policy: derived.th: 'ไท' ไม่อยู่ใน choices ของ langs"),
    (('usage_total = "sum(usage)"', 'usage_total = "sum(usage) + 1"'), "มาตรการ e_service: derived.usage_total: เงื่อนไข"),
    (('usage_total = "sum(usage)"', "usage_total = 5"), "มาตรการ e_service: derived.usage_total ต้องเป็นข้อความ"),
    (('usage_total = "sum(usage)"', 'usage_total = "has_stats"'), "มาตรการ e_service: derived.usage_total อ้างถึงตัวเอง"),
    (('usage_total = "sum(usage)"', 'usage = "sum(usage)"'), "มาตรการ e_service: derived.usage ชื่อซ้ำกับคำถาม"),
    (('usage_total = "sum(usage)"', 'all = "sum(usage)"'),
     "มาตรการ e_service: derived.all ใช้ชื่อ all ไม่ได้ เป็นคำของภาษาเงื่อนไข"),
    (('print_counts = false # true = พิมพ์จำนวนลงในช่องผลลัพธ์ด้วย\noutput_numbered = false',
      'print_count = false\noutput_numbered = false'), f"{FIRST}: ไม่รู้จัก print_count (สะกดผิดหรือไม่)"),
    (("holds_when = \"in_plan ==", "hold_when = \"in_plan =="),
     "มาตรการ disbursement_control · ผลการดำเนินการ ที่ 1: ไม่รู้จัก hold_when (สะกดผิดหรือไม่)"),
    # a question
    (('id = "manual_count"', 'id = "status"'), f"{STATUS}: ใช้ id ซ้ำกัน"),
    (('id = "manual_count"', 'id = "manual-count"'), f"{FIRST} · คำถาม manual-count: id {KEY}"),
    (('id = "posted_on"', 'id = "count"'), f"{FIRST} · คำถาม count: id ใช้ชื่อ count ไม่ได้ เป็นคำของภาษาเงื่อนไข"),
    (('id = "posted_on"', 'id = "print_counts"'),
     f"{FIRST} · คำถาม print_counts: id ใช้ชื่อ print_counts ไม่ได้ เป็นคำของภาษาเงื่อนไข"),
    (('id = "manual_count"\n', ""), f"{FIRST} · คำถาม ที่ 2: ขาด id"),
    (("เดือน{month} ไปถึงไหนแล้วคะ", "เดือน{monht} ไปถึงไหนแล้วคะ"),
     f"{STATUS}: ไม่รู้จักชื่อ monht ใน text ใช้ได้เฉพาะ {{division}} {{month}} {{quarter}} {{fy}}"),
    (("เดือน{month} ไปถึงไหนแล้วคะ", "เดือน{month ไปถึงไหนแล้วคะ"), f"{STATUS}: text: แม่แบบ"),
    (('label = "คู่มือปฏิบัติงาน"\nkind = "choice"', 'label = "คู่มือปฏิบัติงาน"\nkind = "choise"'),
     f"{STATUS}: kind = choise ใช้ไม่ได้ ต้องเป็น number choice multi_choice text text_list date url evidence"),
    (('label = "คู่มือปฏิบัติงาน"\nkind = "choice"', 'label = "คู่มือปฏิบัติงาน"\nkind = "text"'),
     f"{STATUS}: choices ใช้กับ kind = text ไม่ได้"),
    (('label = "คู่มือปฏิบัติงาน"\n', ""), f"{STATUS}: ขาด label"),
    (('choices = ["ไม่พบ", "พบ"]', 'choices = ["ไม่พบ"]'),
     "มาตรการ state_property · คำถาม misuse: ต้องมี choices อย่างน้อย 2 ข้อ"),
    (('choices = ["ไม่พบ", "พบ"]', 'choices = ["ไม่พบ", "พบ", "พบ"]'),
     "มาตรการ state_property · คำถาม misuse: choices มี พบ ซ้ำกัน"),
    (('other = "อื่น ๆ"\nprefix', 'other = "อื่นๆ"\nprefix'),
     "มาตรการ budget_transparency · คำถาม channels: other = อื่นๆ ไม่อยู่ใน choices"),
    (("min = 0\nmax = 100", "min = 200\nmax = 100"), "มาตรการ disbursement_control · คำถาม spent_pct: min มากกว่า max"),
    (('show_if = "loans > 0"', 'show_if = "loans > 0"\nnot_applicable = true'),
     "not_applicable ใช้กับคำถามที่มี show_if ไม่ได้ ให้ย้ายไปไว้ที่คำถามแรกของมาตรการ"),
    (("min = 0\nmax = 100", "min = true\nmax = 100"), "มาตรการ disbursement_control · คำถาม spent_pct: min ต้องเป็นตัวเลข"),
    (("min = 0\nmax = 100", 'min = "0"\nmax = 100'), "มาตรการ disbursement_control · คำถาม spent_pct: min ต้องเป็นตัวเลข"),
    (('until = "status ==', 'until = "state =='), f"{STATUS}: until: ไม่รู้จักชื่อ state"),
    (('zero_when = "topic_count == 0"', 'zero_when = "topic_count == \'0\'"'),
     "zero_when: topic_count เป็นตัวเลข จึงเทียบกับ '0' ไม่ได้"),
    (('id = "posted_on"', 'id = "posted_on"\nrequired_if = "3 < posted_on"'),
     "required_if: posted_on ไม่ใช่ตัวเลข (kind = date) จึงเทียบกับ 3 ไม่ได้"),
    (('check = "ack <= staff"', 'check = "ack <= "'), "มาตรการ no_gift_policy · คำถาม ack: check: เงื่อนไข “ack <= ”"),
    (('check = "ack <= staff"', 'check = "ack <= staff_total"'),
     "มาตรการ no_gift_policy · คำถาม ack: check: ไม่รู้จักชื่อ staff_total"),
    (('check = "ack <= staff"', 'check = ""'), "มาตรการ no_gift_policy · คำถาม ack: check ว่างอยู่"),
    (("required_if = \"'ไทย' in langs\"", "required_if = \"'จีน' in langs\""),
     "มาตรการ no_gift_policy · คำถาม notice_th: required_if: 'จีน' ไม่อยู่ใน choices ของ langs"),
    (('show_if = "listened ==', 'show_if = "usage =='),
     "มาตรการ budget_transparency · คำถาม feedback_count: show_if: ไม่รู้จักชื่อ usage"),
    (('across = "tally"\nfeeds = ["output", "progress"]', 'across = "talley"\nfeeds = ["output", "progress"]'),
     f"{STATUS}: across = talley ใช้ไม่ได้ ต้องเป็น sum union any all tally min max single append"),
    (('across = "tally"\nfeeds = ["output", "progress"]', 'across = "sum"\nfeeds = ["output", "progress"]'),
     f"{STATUS}: รวมด้วย sum ได้เฉพาะ kind = number ไม่ใช่ choice"),
    (('feeds = ["outcome", "output"]', 'feeds = ["outcome", "outptu"]'),
     f"{COUNT}: feeds มี outptu ซึ่งใช้ไม่ได้ ต้องเป็น output outcome evidence progress appendix"),
    (('accept = ["image", "pdf", "xlsx"]', 'accept = ["image", "exe"]'),
     "มาตรการ e_service · คำถาม photo: accept มี exe ซึ่งใช้ไม่ได้ ต้องเป็น image pdf docx xlsx link"),
    (("max_files = 5", "max_files = 50"), "max_files ต้องเป็นจำนวนเต็ม 1 ถึง 20"),
    (('kind = "number"\nunit = "เล่ม"', 'kind = "number"\nunits = "เล่ม"'), f"{COUNT}: ไม่รู้จัก units (สะกดผิดหรือไม่)"),
    (('kind = "number"\nunit = "เล่ม"', 'kind = "number"\nunit = 3'), f"{COUNT}: unit ต้องเป็นข้อความ"),
    (("ask = \"all\"\nstep = 1\nrequired = true\nuntil", "ask = \"owners\"\nstep = 1\nrequired = true\nuntil"),
     f"{STATUS}: ask = owners ใช้ไม่ได้ ต้องเป็น all owner"),
    (("step = 1\nrequired = true\nuntil", "step = 1\nrequired = \"yes\"\nuntil"), f"{STATUS}: required ต้องเป็น true หรือ false"),
    # the questions of the year's end
    (('id = "problem"\ntext = "ปีงบ {fy}', 'id = "problem"\ntext = "ปีงบ {year}'),
     "คำถามท้ายปี · คำถาม problem: ไม่รู้จักชื่อ year ใน text ใช้ได้เฉพาะ"),
    (('id = "suggestion"', 'id = "suggestion"\nshow_if = "problem == \'ใช่\'"'),
     "คำถามท้ายปี · คำถาม suggestion: show_if: ไม่รู้จักชื่อ problem"),
    (('id = "suggestion"', 'id = "problem"'), "คำถามท้ายปี · คำถาม problem: ใช้ id ซ้ำกัน"),
]  # fmt: skip


def edited(text: str, *edits: Edit) -> str:
    for before, after in edits:
        assert before in text, f"the plan no longer says {before!r}"
        text = text.replace(before, after, 1)
    return text


def mistakes(text: str) -> tuple[str, ...]:
    with pytest.raises(PlanError) as problem:
        read_plan(text)
    return problem.value.mistakes


@pytest.mark.parametrize(("edit", "mistake"), CASES, ids=[f"{n}" for n in range(len(CASES))])
def test_a_mistake_is_named(edit: Edit, mistake: str, plan_text: str) -> None:
    found = mistakes(edited(plan_text, edit))
    assert any(mistake in said for said in found), "\n".join(found)
    assert len(found) <= 6, "one slip should not bury the officer in sentences"


def test_all_mistakes_at_once(plan_text: str) -> None:
    found = mistakes(
        edited(
            plan_text,
            ("{manual_count} เล่ม", "{manual_cuont} เล่ม"),
            ('key = "chang"', 'key = "khlang"'),
            ('other = "อื่น ๆ"\nprefix', 'other = "อื่นๆ"\nprefix'),
            ('check = "ack <= staff"', 'check = "ack <= stuff"'),
            ("due_working_day = 7 ", "due_working_day = 0 "),
        )
    )
    assert found == (
        "calendar: due_working_day ต้องเป็นจำนวนเต็ม 1 ถึง 20",
        "กอง khlang: ใช้ key ซ้ำกัน",
        "มาตรการ staff_manual: outcome: ไม่รู้จักชื่อ manual_cuont",
        "มาตรการ budget_transparency · คำถาม channels: other = อื่นๆ ไม่อยู่ใน choices",
        "มาตรการ no_gift_policy · คำถาม ack: check: ไม่รู้จักชื่อ stuff",
    )


@pytest.mark.parametrize("text", ["", "x = 1", "measures = 3", "measures = [1]", "[measures]", "divisions = [[1]]"])
def test_what_is_no_plan_at_all_is_refused_kindly(text: str) -> None:
    assert all(": " in mistake for mistake in mistakes(text))


def test_a_truncated_file_is_refused_or_is_a_shorter_plan(plan_text: str) -> None:
    for end in range(0, len(plan_text), 1531):
        try:
            assert len(read_plan(plan_text[:end]).measures) < 8 or end > plan_text.index('key = "no_gift_policy"')
        except PlanError as problem:
            assert problem.mistakes


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("= 1", "อ่านแฟ้มคำตอบไม่ได้"),
        ("[staff_manuel.status]\npalad = [1]", "ไม่มีคำถาม status ของมาตรการ staff_manuel ในแผน"),
        ("[staff_manual.state]\npalad = [1]", "ไม่มีคำถาม state ของมาตรการ staff_manual ในแผน"),
        ("[staff_manual.status]\nplad = [1]", "มาตรการ staff_manual · คำถาม status · กอง plad: ใช้คำตอบนี้ไม่ได้"),
        ("[staff_manual.status]\npalad = [5]", "ไม่มีตัวเลือกที่ 5"),
        ("[staff_manual.status]\npalad = [0]", "ไม่มีตัวเลือกที่ 0"),
        ("[staff_manual.status]\npalad = 1", "มาตรการ staff_manual · คำถาม status · กอง palad: ใช้คำตอบนี้ไม่ได้ 1"),
        (f"[staff_manual.status]\npalad = {[1] * 13}", "มี 13 ค่า แต่ถาม 12 งวด"),
        ('[staff_manual.posted_on]\npalad = "วันนี้"', "กอง palad: ใช้คำตอบนี้ไม่ได้ 'วันนี้'"),
        ("[budget_transparency.channels]\nkhlang = [1, 9]", "ไม่มีตัวเลือกที่ 9"),
    ],
)
def test_answers_that_do_not_fit_the_plan_are_refused_with_their_place(text: str, mistake: str, plan: Plan) -> None:
    with pytest.raises(PlanError, match=r".") as problem:
        read_answers(text, plan)
    assert mistake in str(problem.value)
