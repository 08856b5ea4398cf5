"""Which stretches of a line must not be broken: words, numbers with their unit, names, marks with their word.

typst parts Thai by a trained model that gets some words wrong (เทศ|บาล), so we part the text ourselves and let it break
only between the boxes given here. The DOCX carries the plain text: Word parts Thai well.
"""

import re
from collections.abc import Collection, Iterator

from dialogue.thai.dates import MONTHS
from reports.line_widths import width
from reports.thai_words import LETTERS, NO_PARTING, words

UNITS = frozenset("ฉบับ เรื่อง ภารกิจ ครั้ง เล่ม คน ราย รายการ ชิ้น บาท ล้านบาท โครงการ แห่ง กอง วัน เดือน ปี ข้อ".split())
NUMBERED = frozenset("ข้อ มาตรา หมวด ที่ วันที่ เลขที่ ไตรมาส ร้อยละ ปี ปีงบประมาณ ประจำปีงบประมาณ".split())
"""Words that a number belongs to."""

CLOSING = "ๆฯ๚๛”’»)]}.,:;!?/%…-–—"
"""Never first on a line, even after a space: รายรับ -|รายจ่าย, ต่าง ๆ."""
OPENING = "“‘«([{"
NUMBER = r"[0-9๐-๙]+(?:[.,:/–-][0-9๐-๙]+)*"
SHORT = rf"(?:(?<![{LETTERS}])[ก-ฮ]{{1,4}}\.|[ก-ฮ]\.(?=[ก-ฮ]{{1,3}}\.))(?:[ก-ฮ]{{1,3}}\.)*"
"""พ.ศ., พ.ร.บ., ต.ค."""
ATOM = re.compile(
    rf"\s+|{SHORT}|(?:(?!{SHORT})[{LETTERS}])+|{NUMBER}|[{re.escape(CLOSING)}]+|[{re.escape(OPENING)}]"
    rf"|[^\s0-9๐-๙{LETTERS}][!-~]*"
)
THAI = re.compile(f"[{LETTERS}]+")
IS_NUMBER = re.compile(NUMBER)
LIST_NUMBER = re.compile(r"[๐-๙]+\.")
IS_SHORT = re.compile(SHORT)
LETTER = re.compile(f"[A-Za-z{LETTERS}]")

CUT_AFTER = re.compile(r"(?<=[\s/?&=_.\-])")
"""Where an address, or a name of several words, is cut when it is wider than its column."""
CUT_ANYWHERE = re.compile(
    f"(?!{NO_PARTING.pattern}|[\u0300-\u036f\u200d\ufe0f\U0001f3fb-\U0001f3ff])(?<!\u200d)(?=.)", re.DOTALL
)


def boxes(line: str, room: float, names: Collection[str] = ()) -> list[str]:
    """`line` in pieces that may end or begin a line on the page; white space between them is one piece, " ".

    No piece is wider than `room` (points, at the text's size): a word or address that would be is cut, at its slashes
    and dots if it has any. `names` are kept whole, spaces and all.
    """
    joined: list[str] = []
    last = ""
    for atom in _atoms(line.strip(), names):
        if atom.isspace():
            joined.append(" ")
        elif joined and joined[-1] == " " and _across_space(last, atom, joined[:-1]):
            joined[-2:] = [f"{joined[-2]} {atom}"]
        elif joined and joined[-1] != " " and _touching(last, atom):
            joined[-1] += atom
        else:
            joined.append(atom)
        last = last if atom.isspace() else atom
    return [piece for box in joined for piece in _cut(box, room)]


def _atoms(line: str, names: Collection[str]) -> Iterator[str]:
    """Words, numbers, marks and white space; joined they are `line` again."""
    one_word = [name for name in names if THAI.fullmatch(name)]
    several = sorted((name for name in names if name and not THAI.fullmatch(name)), key=len, reverse=True)
    parts = re.split(f"({'|'.join(map(re.escape, several))})", line) if several else [line]
    for place, part in enumerate(parts):
        if place % 2:
            yield part
            continue
        for found in ATOM.finditer(part):
            if THAI.fullmatch(found[0]):
                yield from words(found[0], one_word)
            else:
                yield found[0]


def _touching(left: str, right: str) -> bool:
    """Whether two atoms with nothing between them stay together."""
    if right[0] in CLOSING or left[-1] in OPENING:
        return True
    if left[-1] in CLOSING:
        return left[-1] in ".-" and IS_NUMBER.match(right) is not None
    if right[0] in OPENING:
        return False
    return not (LETTER.match(left[-1]) and LETTER.match(right[0]))


def _across_space(left: str, right: str, before: list[str]) -> bool:
    """Whether two atoms with a space between them stay together; `before` is the line so far, in boxes."""
    if right[0] in CLOSING or left[-1] in OPENING or left == "ณ":
        return True
    if len(before) == 1 and LIST_NUMBER.fullmatch(before[0]):
        return True
    if IS_NUMBER.fullmatch(right):
        return left in NUMBERED or left in MONTHS or IS_SHORT.fullmatch(left) is not None
    return IS_NUMBER.fullmatch(left) is not None and (right in UNITS or right in MONTHS)


def _cut(box: str, room: float) -> Iterator[str]:
    """`box`, or what it must be cut into to be no wider than `room`."""
    if width(box) <= room:
        yield box
        return
    held = ""
    for part in CUT_AFTER.split(box):
        for scrap in [part] if width(part) <= room else CUT_ANYWHERE.split(part):
            if held and width(held + scrap) > room:
                yield held
                held = ""
            held += scrap
    yield held
