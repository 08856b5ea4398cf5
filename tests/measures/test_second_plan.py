"""Another municipality with other measures, questions and words: every cell and gap here was written by hand."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from dialogue.question import NOT_APPLICABLE, Value
from measures.annual_report import AnnualReport
from measures.answers_file import read_answers
from measures.compiling import compile_report
from measures.fiscal_year import period_named, periods
from measures.forms import form_of, keys_asked
from measures.plan import Plan
from measures.plan_file import read_plan
from measures.reported import Reported

HERE = Path(__file__).parent
Said = dict[tuple[str, str, str, str], Value]
"""(measure, question, division, period code) → answer."""


@pytest.fixture(scope="module")
def second() -> Plan:
    return read_plan((HERE / "second_plan.toml").read_text(encoding="utf-8"))


@pytest.fixture
def said(second: Plan) -> Said:
    return dict(read_answers((HERE / "second_plan_answers.toml").read_text(encoding="utf-8"), second))


def compiled(plan: Plan, said: Mapping[tuple[str, str, str, str], Value]) -> AnnualReport:
    reported = [
        Reported(measure, division, "", period, {name: value})
        for (measure, name, division, code), value in said.items()
        if (period := period_named(code))
    ]
    return compile_report(plan, plan.divisions, reported, {})


def gaps(report: AnnualReport) -> list[tuple[int, str, str, tuple[str, ...]]]:
    return [(gap.measure, gap.column, gap.reason, gap.owed_by) for gap in report.gaps]


def test_the_page_is_the_offices_own(second: Plan, said: Said) -> None:
    report = compiled(second, said)
    assert (report.fiscal_year, report.office) == (2569, "เทศบาลตำบลบ้านสวน")
    assert (report.memo.number, report.memo.date, report.memo.date_text) == ("", None, "")
    assert report.memo.signatures[0].name == "(ผู้จัดทำ)"
    assert report.column_labels == ("มาตรการ", "ขั้นตอน", "เวลา", "ใคร", "ผล", "ผลลัพธ์")
    assert report.words == ("ตำบลบ้านสวน", "บ้านสวน")


def test_decimals_lists_dates_and_a_tally(second: Plan, said: Said) -> None:
    report = compiled(second, said)
    assert report.rows[0].cells == (
        "๑. มาตรการคัดแยกขยะ",
        "๑. แยก\n๒. ชั่ง\n๓. รายงาน",
        "ทั้งปี",
        "ทุกกอง",
        "๑. ความเห็นของกอง ได้แก่ พอใจ ๑และเฉย ๆ ๑\n๒. ทุกกองคัดแยกขยะ",
        "ลดขยะได้ ๑,๓๐๐.๗๕ กิโลกรัม โดยจัดการผ่านตลาดนัด ผ่าน LINE OA และผ่านธนาคารขยะ "
        "ตั้งแต่๒๐ ตุลาคม ๒๕๖๘ถึง๓๐ กันยายน ๒๕๖๙ (พิมพ์จำนวน)",
    )
    assert [gap for gap in gaps(report) if gap[0] == 1] == []


def test_nested_values_and_a_sentence_that_changes(second: Plan, said: Said) -> None:
    row = compiled(second, said).rows[1]
    assert row.cells[0] == "๒. รับเรื่องร้องทุกข์"
    assert row.cells[1] == "รับแล้วตอบ"
    assert row.cells[4] == "มีผู้ร้องทุกข์จากหมู่ ๑ หมู่ ๒ และ Soi ๙"
    assert row.cells[5] == "รับเรื่อง ๑,๒๓๔ เรื่อง ตอบครบ ตามคำสั่งที่ ๑๒/๒๕๖๘"
    fewer = said | {("complaints", "calls", "klang", "2025-10"): -300}
    assert compiled(second, fewer).rows[1].cells[5] == "รับเรื่อง ๘๓๔ เรื่อง ตอบไม่ครบ ตามคำสั่งที่ ๑๒/๒๕๖๘"


def test_divisions_that_disagree_are_a_gap_and_never_a_guess(second: Plan, said: Said) -> None:
    report = compiled(second, said)
    assert report.rows[2].cells[4:] == ("๑. ตรวจมากที่สุด ๕ ครั้ง", "น้ำประปา")
    assert [gap for gap in gaps(report) if gap[0] == 3] == [
        (3, "output", "สรุปค่าไม่ได้ คำตอบไม่ตรงกันหรือไม่มี: คุณภาพน้ำ", ()),
        (3, "outcome", "สรุปค่าไม่ได้ คำตอบไม่ตรงกันหรือไม่มี: คุณภาพน้ำ", ()),
    ]
    agreed = said | {("plant", "clean", "nam", "2569-end"): "สะอาด"}
    assert compiled(second, agreed).rows[2].cells[4:] == (
        "๑. ตรวจมากที่สุด ๕ ครั้ง\n๒. ทั้งสองกองเห็นว่าสะอาด",
        "น้ำประปาสะอาด",
    )
    worse = {**said, ("plant", "clean", "suan", "2569-end"): "ขุ่น"}
    report = compiled(second, worse)
    assert report.rows[2].cells[4:] == ("๑. ตรวจมากที่สุด ๕ ครั้ง", "น้ำประปาต้องปรับปรุง")
    assert (3, "output", "ยังอ้างไม่ได้จากคำตอบที่มี: “ทั้งสองกองเห็นว่าสะอาด”", ()) in gaps(report)


def test_zero_prints_if_zero_and_claims_nothing(second: Plan, said: Said) -> None:
    report = compiled(second, said)
    assert report.rows[3].cells[4:] == ("", "อยู่ระหว่างเปิดตลาด")
    assert [gap for gap in gaps(report) if gap[0] == 4] == [(4, "output", "ยังอ้างไม่ได้จากคำตอบที่มี: “มีตลาดที่โปร่งใส”", ())]
    assert report.draft


def test_what_a_condition_demands_is_waited_for(second: Plan, said: Said) -> None:
    end = "2569-end"
    few = said | {("market", "stalls", "suan", end): 3}
    assert compiled(second, few).rows[3].cells[5] == "รอข้อมูลจาก กองสวน"  # the file is required, the link is not
    few[("market", "file", "suan", end)] = [{"name": "ตลาด-2569.pdf"}, {"url": "https://example.go.th/a1"}]
    report = compiled(second, few)
    assert report.rows[3].cells[5] == "เปิดตลาด ๓ ร้าน ดูที่ รอข้อมูล และ ตลาด-2569.pdfและ https://example.go.th/a1"
    assert gaps(report)[-1] == (4, "outcome", "สรุปค่าไม่ได้ คำตอบไม่ตรงกันหรือไม่มี: เว็บ", ())
    many = few | {("market", "stalls", "suan", end): 11}
    assert gaps(compiled(second, many))[-1] == (4, "outcome", "รอข้อมูลจาก กองสวน", ("กองสวน",))
    many[("market", "site", "suan", end)] = "https://example.go.th/2569"
    assert compiled(second, many).rows[3].cells[5].startswith("เปิดตลาด ๑๑ ร้าน ดูที่ https://example.go.th/2569 และ")


@pytest.mark.parametrize(
    ("missing", "reason"),
    [
        ([("kilos", "suan", "2026-03")], "รอข้อมูลจาก กองสวน"),
        ([("kilos", "suan", "2026-03"), ("began", "klang", "2569-end")], "รอข้อมูลจาก กองกลางและกองสวน"),
        ([("ways", "klang", "2025-11")], "รอข้อมูลจาก กองกลาง"),
        ([("kilos", "nam", "2025-10")], "รอข้อมูลจาก กองน้ำ"),  # it had said that waste is not its business
        (
            [("kilos", "nam", "2025-10"), ("kilos", "suan", "2026-03"), ("began", "klang", "2569-end")],
            "รอข้อมูลจาก ทุกสำนัก/กอง",
        ),
    ],
)
def test_whoever_owes_an_answer_is_named(
    missing: list[tuple[str, str, str]], reason: str, second: Plan, said: Said
) -> None:
    for name, division, code in missing:
        del said["waste", name, division, code]
    report = compiled(second, said)
    assert report.rows[0].cells[5] == reason
    assert (1, "outcome", reason) in [gap[:3] for gap in gaps(report)]


def test_a_late_revision_replaces_and_never_adds(second: Plan, said: Said) -> None:
    revised = said | {("waste", "kilos", "suan", "2025-10"): 2000.5}
    assert compiled(second, revised).rows[0].cells[5].startswith("ลดขยะได้ ๒,๓๐๑.๒๕ กิโลกรัม")
    assert "๑. ทุกกองคัดแยกขยะ" in compiled(second, revised).rows[0].cells[4]  # one has more than 2,000: not claimed


def test_everybody_not_concerned_is_zero(second: Plan, said: Said) -> None:
    nobody = {key: value for key, value in said.items() if key[0] != "waste"}
    nobody |= {("waste", "kilos", division, "2025-10"): NOT_APPLICABLE for division in ("klang", "suan", "nam")}
    report = compiled(second, nobody)
    assert report.rows[0].cells[4:] == ("", "ยังไม่ได้เริ่มคัดแยกขยะ")


def test_an_edit_of_the_officer_stands_and_closes_its_gap(second: Plan, said: Said) -> None:
    reported = [Reported("plant", "suan", "", p, {"visits": 9}) for p in periods(2569)[:12]]
    report = compile_report(second, second.divisions, reported, {(4, "output"): "ยังไม่เปิดตลาด", (4, "outcome"): "-"})
    assert report.rows[3].cells[4:] == ("ยังไม่เปิดตลาด", "-")
    assert 4 not in {gap.measure for gap in report.gaps}


def test_its_quarters_are_its_own(second: Plan) -> None:
    klang = second.divisions[0]
    asked = {p.code: keys_asked(second, klang, "", p, ()) for p in periods(2569)[:12]}
    assert [code for code, keys in asked.items() if "waste.ways" in keys] == [
        "2025-11",
        "2026-02",
        "2026-05",
        "2026-08",
    ]
    november = periods(2569)[1]
    form = form_of(second, klang, "", november, asked["2025-11"])
    assert form.questions[0].text == "พฤศจิกายน 2568 กองกลาง แยกขยะได้กี่กิโลกรัมคะ"


def test_its_section_answers_and_nobody_else(second: Plan) -> None:
    klang = second.divisions[0]
    end = periods(2569)[-1]
    assert [q.split(".")[0] for q in keys_asked(second, klang, "งานร้องทุกข์", end, ())] == ["complaints"] * 2
    assert "complaints" not in {q.split(".")[0] for q in keys_asked(second, klang, "", end, ())}
    assert (second.start, second.end) == (date(2025, 10, 1), date(2026, 9, 30))
