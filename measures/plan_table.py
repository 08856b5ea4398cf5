"""One table of a plan file while it is read: every field asked for once, typed, and what is wrong noted with its place."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from measures.plan_error import PlanError

T = TypeVar("T")


class PlanTable:
    """Reading goes on after a mistake with a harmless value, so that all mistakes are found in one go."""

    def __init__(self, contents: Mapping[str, Any], name: str, mistakes: list[str]) -> None:
        self.name = name
        """How its mistakes are introduced: "มาตรการ e_service · คำถาม usage"."""
        self._contents = contents
        self._mistakes = mistakes
        self._read: set[str] = set()

    def __contains__(self, field: str) -> bool:
        return field in self._contents

    def wrong(self, mistake: str) -> None:
        self._mistakes.append(f"{self.name}: {mistake}")

    def refuse_the_rest(self) -> None:
        """A field nobody asked for is a slip of the pen, not something to be ignored."""
        for field in self._contents:
            if field not in self._read:
                self.wrong(f"ไม่รู้จัก {field} (สะกดผิดหรือไม่)")

    def words(self, field: str, usual: str | None = None) -> str:
        found = self._get(field, str, "ข้อความ", usual)
        if usual is None and field in self._contents and isinstance(found, str) and not found.strip():
            self.wrong(f"{field} ว่างอยู่")
        return found or ""

    def switch(self, field: str, usual: bool) -> bool:
        return bool(self._get(field, bool, " true หรือ false", usual))

    def number(self, field: str, usual: int | None = None, *, at_least: int, at_most: int) -> int:
        found = self._get(field, int, "จำนวนเต็ม", usual)
        if found is None or isinstance(found, bool) or not at_least <= found <= at_most:
            if found is not None:
                self.wrong(f"{field} ต้องเป็นจำนวนเต็ม {at_least} ถึง {at_most}")
            return usual if usual is not None else at_least
        return int(found)

    def amount(self, field: str) -> float | None:
        """A number that may be left out."""
        found = self._get(field, (int, float), "ตัวเลข", 0)
        if isinstance(found, bool):
            self.wrong(f"{field} ต้องเป็นตัวเลข")
            return None
        return found if field in self._contents else None

    def day(self, field: str) -> date | None:
        found = self._get(field, date, "วันที่ เช่น 2025-10-24", date.min)
        return None if found is None or found == date.min or isinstance(found, datetime) else found

    def list(self, field: str, *, required: bool = True) -> tuple[str, ...]:
        found = self._get(field, list, "รายการข้อความ", None if required else [])
        if found and not all(isinstance(item, str) and item.strip() for item in found):
            self.wrong(f"{field} ต้องเป็นรายการข้อความ")
            return ()
        if required and field in self._contents and not found:
            self.wrong(f"{field} ว่างอยู่")
        return tuple(found or ())

    def numbers(self, field: str, usual: tuple[int, ...], *, at_least: int, at_most: int) -> tuple[int, ...]:
        found = self._get(field, list, "รายการจำนวนเต็ม", list(usual)) or list(usual)
        if not all(type(item) is int and at_least <= item <= at_most for item in found):
            self.wrong(f"{field} ต้องเป็นรายการจำนวนเต็ม {at_least} ถึง {at_most}")
            return usual
        return tuple(found)

    def one_of(self, field: str, allowed: Sequence[str]) -> str:
        found = self.words(field)
        if found and found not in allowed:
            self.wrong(f"{field} = {found} ใช้ไม่ได้ ต้องเป็น {' '.join(allowed)}")
        return found if found in allowed else allowed[0]

    def each_of(self, field: str, allowed: Sequence[str]) -> tuple[str, ...]:
        found = self.list(field, required=False)
        for item in found:
            if item not in allowed:
                self.wrong(f"{field} มี {item} ซึ่งใช้ไม่ได้ ต้องเป็น {' '.join(allowed)}")
        return found

    def texts(self, field: str) -> Mapping[str, str]:
        """A small table of texts that may be left out."""
        found: dict[str, Any] = self._get(field, dict, "ตารางข้อความ", {}) or {}
        for name, item in found.items():
            if not isinstance(item, str):
                self.wrong(f"{field}.{name} ต้องเป็นข้อความ")
        return {name: item for name, item in found.items() if isinstance(item, str)}

    def table(self, field: str, *, required: bool = True) -> "PlanTable":
        found = self._get(field, dict, f"ตาราง [{field}]", None if required else {})
        return PlanTable(found or {}, field, self._mistakes if found or not required else [])

    def tables(self, field: str, name: str, *, required: bool = True) -> Sequence["PlanTable"]:
        """Each called `name` and its place, from 1, until it has told its own name."""
        found = self._get(field, list, f"ตาราง [[{field}]]", None if required else []) or []
        if not all(isinstance(item, dict) for item in found):
            self.wrong(f"{field} ต้องเป็นตาราง [[{field}]]")
            return []
        return [PlanTable(item, f"{name} ที่ {place}", self._mistakes) for place, item in enumerate(found, 1)]

    def parsed(self, field: str, parse: Callable[[str], T]) -> T:
        return self.parse(field, self.words(field), parse)

    def maybe(self, field: str, parse: Callable[[str], T]) -> T | None:
        return self.parsed(field, parse) if field in self._contents else None

    def parse(self, field: str, source: str, parse: Callable[[str], T]) -> T:
        try:
            return parse(source)
        except PlanError as problem:
            if source:
                for mistake in problem.mistakes:
                    self.wrong(f"{field}: {mistake}")
            return parse("0")

    def _get(self, field: str, type_: Any, wanted: str, usual: Any) -> Any:
        self._read.add(field)
        if field not in self._contents:
            if usual is None:
                self.wrong(f"ขาด {field}")
            return usual
        found = self._contents[field]
        if isinstance(found, type_):
            return found
        self.wrong(f"{field} ต้องเป็น{wanted}")
        return usual
