"""Sentences with values in them, as the head of the plan describes them; and that no answer is ever read as one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dialogue.question import Value
from measures.expressions import Own
from measures.plan_error import PlanError
from measures.templates import Template, printed

ANSWERS: dict[str, Value] = {
    "n": 1200,
    "zero": 0,
    "pct": 91.8,
    "no": False,
    "yes": True,
    "word": "มีแล้ว",
    "empty": "",
    "none": [],
    "day": "2025-10-24",
    "two": ["ก", "ข"],
    "three": ["ก", "ข", "ค"],
    "latin": ["เว็บไซต์", "Facebook", "LINE OA"],
}


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("จำนวน {n} เรื่อง", "จำนวน ๑,๒๐๐ เรื่อง"),
        ("จำนวน { n } เรื่อง", "จำนวน ๑,๒๐๐ เรื่อง"),
        ("ปี 2568 พ.ศ. ๒๕๖๘", "ปี 2568 พ.ศ. ๒๕๖๘"),  # the plan's own words stay as they are
        ("ยังไม่มี {missing} ค่า", "ยังไม่มี รอข้อมูล ค่า"),
        ("{zero} {pct} {word}", "๐ ๙๑.๘ มีแล้ว"),
        ("{two}/{three}", "กและข/ก ข และค"),
        ("ก [ข {n}] ค", "ก ข ๑,๒๐๐ ค"),
        ("ก [ข {zero}] ค", "ก ค"),
        ("ก [ข {missing}] ค", "ก ค"),
        ("ก [ข {none}] ค", "ก ค"),
        ("ก [ข {empty}] ค", "ก ค"),
        ("ก [ข {no}] ค", "ก ค"),
        ("ก [ข {n} {zero}] ค", "ก ค"),
        ("ก [ข] ค", "ก ข ค"),
        ("ก [when: n > 0 | ข] ค", "ก ข ค"),
        ("ก [when:n>0|ข] ค", "ก ข ค"),
        ("ก [when: n > 0|   ข   ] ค", "ก ข ค"),
        ("ก [when: n < 0 | ข] ค", "ก ค"),
        ("ก [when: missing == 1 | ข] ค", "ก ค"),
        ("ก [when: not (missing == 1) | ข] ค", "ก ค"),
        ("ก[when: n | ข][when: zero | ค]ง", "กขง"),
        ("ก [when: zero | ข] [when: zero | ค] [when: n | ง]", "ก ง"),
        ("ก [when: n | ได้ {missing}]", "ก ได้ รอข้อมูล"),
        ("[when: zero | ก] ข", "ข"),
        ("ก   ข\n\tค", "ก ข ค"),
        ("ก [ ข {n} ] ค", "ก ข ๑,๒๐๐ ค"),
        ("", ""),
    ],
)
def test_a_sentence(source: str, sentence: str) -> None:
    assert Template.parse(source).fill(Own(ANSWERS)) == sentence


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "รอข้อมูล"),
        (0, "๐"),
        (999, "๙๙๙"),
        (1000, "๑,๐๐๐"),
        (1200, "๑,๒๐๐"),
        (1234567.5, "๑,๒๓๔,๕๖๗.๕"),
        (0.1, "๐.๑"),
        (3.0, "๓"),
        ([], ""),
        (["ก"], "ก"),
        (["ก", "ข"], "กและข"),
        (["ก", "ข", "ค"], "ก ข และค"),
        (["ก", "Facebook"], "กและ Facebook"),
        (["ก", "ข", "LINE OA"], "ก ข และ LINE OA"),
        ([1200, 5], "๑,๒๐๐และ๕"),
        ({"มีแล้ว": 5}, "มีแล้ว ๕"),
        ({"มีแล้ว": 5, "กำลังทำ": 1, "ยังไม่มี": 2}, "มีแล้ว ๕ กำลังทำ ๑ และยังไม่มี ๒"),
        (
            [{"name": "ประกาศ-2568.pdf"}, {"url": "https://example.go.th/2568"}],
            "ประกาศ-2568.pdfและ https://example.go.th/2568",
        ),
        ("2025-10-24", "๒๔ ตุลาคม ๒๕๖๘"),
        ("2025-13-45", "๒๐๒๕-๑๓-๔๕"),  # only looks like a date
        ("0000-00-00", "๐๐๐๐-๐๐-๐๐"),
        ("คำสั่งที่ 12/2567", "คำสั่งที่ ๑๒/๒๕๖๗"),
        ("ดู https://example.go.th/2568", "ดู https://example.go.th/2568"),
        ("โรค COVID-19 รอบ 2", "โรค COVID-19 รอบ ๒"),
        (True, "ใช่"),
        (False, "ไม่ใช่"),
    ],
)
def test_a_value(value: Value, text: str) -> None:
    assert printed(value) == text


@pytest.mark.parametrize(
    ("items", "text"),
    [
        (["บอร์ดประชาสัมพันธ์", "เว็บไซต์"], "ทางบอร์ดประชาสัมพันธ์และทางเว็บไซต์"),
        (["เว็บไซต์", "Facebook", "LINE OA"], "ทางเว็บไซต์ ทาง Facebook และทาง LINE OA"),
        (["Facebook"], "ทาง Facebook"),
        ([], ""),
    ],
)
def test_a_prefix_stands_before_every_item(items: list[str], text: str) -> None:
    assert Template.parse("{list}").fill(Own({"list": items}), {"list": "ทาง"}) == text


@pytest.mark.parametrize(
    ("source", "mistake"),
    [
        ("ก [ข", "แม่แบบ “ก [ข”: ขาด ]"),
        ("ก ข]", "แม่แบบ “ก ข]”: ] เกินมา"),
        ("[ก] ข]", "แม่แบบ “[ก] ข]”: ] เกินมา"),
        ("[ก [ข] ค]", "แม่แบบ “[ก [ข] ค]”: ซ้อน [ ] ไม่ได้"),
        ("[when ก | ข]", "แม่แบบ “[when ก | ข]”: [when: เงื่อนไข | ข้อความ] ไม่ครบ"),
        ("[when: n > 0]", "แม่แบบ “[when: n > 0]”: [when: เงื่อนไข | ข้อความ] ไม่ครบ"),
        ("[when: n > | ข]", "เงื่อนไข “n >” ตัวอักษรที่ 4: ต้องเป็นชื่อคำถาม ตัวเลข 'ข้อความ' หรือวงเล็บ"),
        ("{n", "แม่แบบ “{n”: { } ต้องมีชื่อเดียวอยู่ข้างใน"),
        ("n}", "แม่แบบ “n}”: { } ต้องมีชื่อเดียวอยู่ข้างใน"),
        ("{}", "แม่แบบ “{}”: { } ต้องมีชื่อเดียวอยู่ข้างใน"),
        ("{a b}", "แม่แบบ “{a b}”: { } ต้องมีชื่อเดียวอยู่ข้างใน"),
        ("{1}", "แม่แบบ “{1}”: { } ต้องมีชื่อเดียวอยู่ข้างใน"),
    ],
)
def test_a_mistake_is_named(source: str, mistake: str) -> None:
    with pytest.raises(PlanError) as problem:
        Template.parse(source)
    assert problem.value.mistakes == (mistake,)


def test_a_question_is_asked_in_the_chats_own_digits() -> None:
    template = Template.parse("เดือน{month} {division}  [ปีงบ {fy}] [when: quarter == '1/2568' | ไตรมาสแรก]")
    values = {"month": "ตุลาคม 2567", "division": "กองช่าง", "fy": "2568", "quarter": "1/2568"}
    assert template.for_chat(**values) == "เดือนตุลาคม 2567 กองช่าง  ปีงบ 2568 ไตรมาสแรก"
    assert template.for_chat(**{**values, "quarter": "2/2568"}).strip() == "เดือนตุลาคม 2567 กองช่าง  ปีงบ 2568"


def test_it_knows_its_names() -> None:
    template = Template.parse("{a} [ข {b}] [when: c == 1 and sum(d) | {e}]")
    assert template.names == {"a", "b", "c", "d", "e"}
    assert template.printed_names == {"a"}


@pytest.mark.parametrize("said", ["{n}", "[ก]", "[when: n | ก]", "a | b", "{", "]", "{{n}}", "%s {0}", "\\1", "$n"])
def test_an_answer_is_never_read_as_a_template(said: str) -> None:
    filled = Template.parse("ผล: {a} [และ {a}] [when: b == 'x' | ไม่พิมพ์] จบ").fill(Own({"a": said, "b": said, "n": 7}))
    shown = printed(said)
    assert filled == f"ผล: {shown} และ {shown} จบ"
    assert shown.replace("๐", "0").replace("๑", "1") == said


@given(st.text(max_size=40), st.lists(st.text(min_size=1, max_size=10), max_size=4))
def test_answers_of_any_text_never_change_the_templates_own_words(said: str, items: list[str]) -> None:
    template = Template.parse("ต้น {a} กลาง {b} [when: a == '' | ว่าง] ปลาย")
    filled = template.fill(Own({"a": said, "b": items}))
    empty = "ว่าง " if said == "" else ""
    assert _plain(filled) == _plain(f"ต้น {printed(said)} กลาง {printed(items)} {empty}ปลาย")


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)
