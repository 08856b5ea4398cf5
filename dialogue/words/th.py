"""ภาษาไทย: สั้น อบอุ่น สุภาพแบบราชการ ลงท้ายด้วย ค่ะ/คะ; ตัวเลขในแชตเป็นเลขอารบิก."""

from collections.abc import Mapping

SENTENCES: Mapping[str, str] = {
    # — The run of questions (dialogue) —
}
