"""A joining code is read as it was meant, however it was typed; what only resembles one costs no try."""

from collections.abc import Callable

import pytest

from dialogue.said import Text
from dialogue.thai.digits import thai_digits
from handlers.joining import code_in
from handlers.router import route
from handlers.update import SAID, Update
from storage import invitations
from storage.office_store import OfficeStore
from tests.bot.scripted import NOW


@pytest.mark.parametrize(
    "typed",
    [
        lambda code: code,
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: code.replace("-", " "),
        lambda code: code.replace("-", " - "),
        lambda code: code.replace("-", "–"),
        thai_digits,
        lambda code: f"  {thai_digits(code).lower().replace('-', ' ')} ค่ะ",
        lambda code: f"รหัส {code}",
        lambda code: f"รหัสเข้าร่วมคือ {code.lower()} นะคะ",
        lambda code: f"Code: {code}",
    ],
)
def test_a_code_is_read_as_meant(store: OfficeStore, typed: Callable[[str], str]) -> None:
    code = invitations.invite(store, "reporter", "chang", "", NOW)
    [welcome] = route(store, Update("web", "e", "me", NOW, SAID, Text(typed(code))), NOW).messages
    assert "กองช่าง" in welcome.text
    [again] = route(store, Update("web", "f", "me", NOW, SAID, Text(typed(code))), NOW).messages
    assert again.text.startswith("เข้าร่วมเรียบร้อยแล้ว")


@pytest.mark.parametrize(
    "said", ["สวัสดีค่ะ", "", "Good luck", "good-day", "I am 30 now", "รหัส", "1234 5678 9012", "081-234-5678", "7KQ2–M9X"]
)
def test_what_only_resembles_a_code_is_none(said: str) -> None:
    assert code_in(said) == ""
