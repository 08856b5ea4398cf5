"""Several things on one line, with commas between them; but a comma may also stand inside the name of one."""

import re

_COMMA = re.compile(r"[,;](?!\d{3})")
_LAW = r"ฉบับที่|พ\.?\s?ศ\.?|มาตรา|ลงวันที่"
_GOES_ON = re.compile(
    rf"\(?(?:(?:และ|กับ|แก้ไขเพิ่มเติม)\s*)*\(?({_LAW}|ข้อ|หมวด|ส่วน|ภาค|ตอน|เล่ม|ชุด|ครั้ง|ระยะ)(?:ที่)?\s*[0-9๐-๙]"
)
"""How a part begins that names nothing by itself: it goes on with what stands before its comma."""


def parted(words: str) -> tuple[list[str], bool]:
    """`words` cut at its commas, and whether that is beyond doubt. "พ.ร.บ. … พ.ศ. 2522, ฉบับที่ 2" is one law; "เล่ม 1, เล่ม 2"
    may be one thing or two."""
    found: list[str] = []
    certain = True
    for part in _COMMA.split(words):
        goes_on = _GOES_ON.match(part.strip()) if found else None
        if goes_on is None:
            found.append(part)
            continue
        again = goes_on.group(1) in found[-1]
        certain = certain and not again and re.fullmatch(_LAW, goes_on.group(1)) is not None
        found[-1:] = [found[-1], part] if again else [f"{found[-1]}, {part.strip()}"]
    return found, certain
