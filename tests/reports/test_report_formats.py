"""FORMATS: what the bot knows of the writers."""

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from docx import Document

from measures.annual_report import AnnualReport, Row
from reports import FORMATS

ROOT = Path(__file__).parents[2]
LIBRARIES = ("typst", "docx")

DIGESTS = """
import hashlib, json, sys
from measures.annual_report import AnnualReport, Cover, Memo, Row, Signature
from reports import FORMATS
told = json.load(sys.stdin)
signed = [Signature(each["heading"], each["name"], tuple(each["position"])) for each in told["memo"].pop("signatures")]
body = tuple(told["memo"].pop("body"))
report = AnnualReport(**told | {
    "memo": Memo(**told["memo"], body=body, signatures=tuple(signed)),
    "cover": Cover(tuple(told["cover"]["title"]), told["cover"]["office"], told["cover"]["address"]),
    "rows": [Row(row["number"], tuple(row["cells"])) for row in told["rows"]],
})
print(json.dumps({name: hashlib.sha256(format.write(report)).hexdigest() for name, format in FORMATS.items()}))
"""


def run(source: str, text: str = "", **environment: str) -> str:
    """What another Python prints."""
    done = subprocess.run(
        [sys.executable, "-c", source], input=text, capture_output=True, text=True, cwd=ROOT, check=True, encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8", **environment},
    )  # fmt: skip
    return done.stdout


def test_both_are_there() -> None:
    assert {name: format.media_type for name, format in FORMATS.items()} == {
        "pdf": "application/pdf",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }


def test_their_libraries_are_not_loaded_before_something_is_written() -> None:
    source = f"import sys, reports; print([name for name in {LIBRARIES} if name in sys.modules])"
    assert run(source).strip() == "[]"


@pytest.mark.parametrize("name", FORMATS)
@pytest.mark.parametrize("kind", ["reference", "draft"])
def test_the_same_report_gives_the_same_bytes(name: str, kind: str, request: pytest.FixtureRequest) -> None:
    report: AnnualReport = request.getfixturevalue(kind)
    assert FORMATS[name].write(report) == FORMATS[name].write(replace(report))


@pytest.mark.slow
@pytest.mark.parametrize("seed", ["1", "2"])
def test_another_process_gives_the_same_bytes(seed: str, reference: AnnualReport) -> None:
    undated = replace(reference, memo=replace(reference.memo, date=None))
    expected = {name: hashlib.sha256(format.write(undated)).hexdigest() for name, format in FORMATS.items()}
    assert json.loads(run(DIGESTS, json.dumps(asdict(undated)), PYTHONHASHSEED=seed)) == expected


def test_no_entry_of_the_docx_is_dated(reference: AnnualReport) -> None:
    with ZipFile(BytesIO(FORMATS["docx"].write(reference))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.slow
def test_two_hundred_measures_are_written(reference: AnnualReport) -> None:
    rows = tuple(Row(number, reference.rows[number % 8].cells) for number in range(1, 201))
    report = replace(reference, rows=rows)
    assert FORMATS["pdf"].write(report).startswith(b"%PDF")
    table = Document(BytesIO(FORMATS["docx"].write(report))).tables[0]
    assert len(table._tbl.tr_lst) == 201


def test_a_year_without_measures_is_written(reference: AnnualReport) -> None:
    report = replace(reference, rows=())
    assert FORMATS["pdf"].write(report).startswith(b"%PDF")
    assert len(Document(BytesIO(FORMATS["docx"].write(report))).tables[0].rows) == 1
