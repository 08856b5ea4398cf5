"""Every command, who may use it, and the words that call it. Help and Telegram's menu read this table."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dialogue.hearing import ACTIONS
from dialogue.messages import Message
from dialogue.thai.polite import without_polite_ending
from dialogue.words import CATALOGUES
from handlers import (
    attaching,
    beginning,
    broadcast,
    cells,
    evidence_seen,
    guidance,
    history,
    language,
    leave,
    nothing,
    on_behalf,
    passing,
    periods,
    receipt,
    report,
    revise,
    status,
    taking_over,
    waiting,
    why,
)
from handlers.context import Context
from handlers.period_names import begins_with_period

EVERYONE = frozenset({"reporter", "head", "legal_officer", "administrator", "executive"})
REPORTERS = frozenset({"reporter"})
OF_DIVISIONS = frozenset({"reporter", "head"})
LEGAL_OFFICERS = frozenset({"legal_officer"})
REPORTING = frozenset({"reporter", "legal_officer"})
"""Those who may have a run open: the officer on behalf of a division."""
READERS = frozenset({"reporter", "head", "legal_officer"})
"""Those who may read what their own division has sent."""
NOBODY: frozenset[str] = frozenset()

Handler = Callable[[Context, str], Sequence[Message]]
"""(context, the words after the command) → replies."""


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    """As typed after a slash, and the `help_…` key of its line of help."""
    words: tuple[str, ...]
    """Thai and English words that call it without a slash."""
    roles: frozenset[str]
    handler: Handler
    helped: frozenset[str] | None = None
    """Whose help lists it, where that is not everyone who may use it."""
    guiding: bool = False
    """True: whoever says its words wants to find the way, even where an open question could take them for an answer."""
    year: bool = False
    """True: a year may follow its words."""
    day: bool = False
    """True: a day may follow its words."""
    period: bool = False
    """True: a period may follow its words."""
    more: bool = False
    """True: anything may follow its words."""
    refused: str = "not_allowed"
    """What is said to those who may not use it, where it is the officer's."""


_HELP = tuple("ช่วยเหลือ|ช่วยด้วย|ช่วยหน่อย|ขอความช่วยเหลือ|ไม่เข้าใจ|ทำยังไง|ต้องทำยังไง|วิธีใช้|เมนู|menu|help me".split("|"))
_UNCHANGED = (*ACTIONS["unchanged"], "๐ ทุกข้อ", *(words["unchanged"].lower() for words in CATALOGUES.values()))


def guide(context: Context, _: str) -> Sequence[Message]:
    """Help: the commands that make sense to this person."""
    roles = context.person.roles
    return guidance.guide(context, [c.name for c in COMMANDS if roles & (c.roles if c.helped is None else c.helped)])


COMMANDS: tuple[Command, ...] = (
    Command(
        "start",
        ("เริ่ม", "เริ่มเลย", "เริ่มรายงาน", "ทำต่อ", "ทำต่อเลย", "go on"),
        REPORTING,
        beginning.start,
        helped=REPORTERS,
        guiding=True,
    ),
    Command("unchanged", _UNCHANGED, REPORTERS, beginning.unchanged),
    Command("attach", ("ส่งหลักฐาน", "ส่งตอนนี้", "send now", "send evidence"), REPORTERS, attaching.attach, period=True),
    Command("evidence", ("หลักฐาน", "ดูหลักฐาน"), READERS, evidence_seen.show),
    Command("takeover", ("รับช่วงต่อ", "take over"), REPORTING, taking_over.take_over, helped=NOBODY),
    Command("noprogress", ("ไม่มีความคืบหน้า", "no progress"), REPORTERS, nothing.nothing, more=True),
    Command("passon", ("ไม่ใช่งานของฉัน", "ไม่ใช่งานของผม", "not mine"), REPORTERS, passing.pass_on, guiding=True),
    Command("revise", ("แก้รายงาน", "แก้ที่ส่งแล้ว"), REPORTERS, revise.revise, more=True),
    Command("history", ("ประวัติ", "ประวัติการส่ง"), READERS, history.show, guiding=True, period=True),
    Command("receipt", ("ใบรับ", "ขอใบรับ"), READERS, receipt.receipt, helped=NOBODY, guiding=True, period=True),
    Command(
        "why",
        ("ถามทำไม", "ถามไปทำไม", "ทำไมต้องถาม", "ทำไมต้องตอบ", "ตอบไปทำไม", "why am i asked"),
        REPORTING,
        why.why,
        helped=REPORTERS,
        guiding=True,
    ),
    Command("lastyear", ("ปีก่อน", "ปีที่แล้ว", "last year"), REPORTING, why.last_year, helped=NOBODY, guiding=True),
    Command("onbehalf", ("บันทึกแทน",), LEGAL_OFFICERS, on_behalf.on_behalf, more=True),
    Command("language", ("ภาษา", "เปลี่ยนภาษา"), EVERYONE, language.language, guiding=True),
    Command("snooze", ("พรุ่งนี้", "พรุ่งนี้ค่อยเตือน"), REPORTERS, waiting.snooze),
    Command("later", ("ไว้ทีหลัง",), REPORTERS, waiting.later, helped=NOBODY),
    Command("leave", ("ลา",), leave.TOLD, leave.leave, day=True),
    Command("until", ("ลาถึง",), leave.TOLD, leave.until, helped=NOBODY, day=True),
    Command("return", ("กลับมาแล้ว", "กลับแล้ว", "i am back"), leave.TOLD, leave.back),
    Command("status", ("สถานะ", "ดูสถานะ", "ใครยังไม่ส่ง"), EVERYONE, status.status, guiding=True, year=True),
    Command(
        "picture", ("ดูเป็นภาพ", "as a picture"), status.OFFICER, status.picture, year=True, refused="not_allowed_picture"
    ),
    Command("extend", ("ขยายเวลา",), LEGAL_OFFICERS, periods.extend, period=True, refused="not_allowed_period"),
    Command("lock", ("ปิดรับ",), LEGAL_OFFICERS, periods.lock, period=True, refused="not_allowed_period"),
    Command("reopen", ("เปิดรับอีกครั้ง",), LEGAL_OFFICERS, periods.reopen, period=True, refused="not_allowed_period"),
    Command("broadcast", ("ประกาศ",), LEGAL_OFFICERS, broadcast.broadcast, more=True),
    Command("results", ("ผลการส่ง",), LEGAL_OFFICERS, broadcast.results, helped=NOBODY),
    Command(
        "report",
        ("รายงานประจำปี", "ออกรายงาน"),
        LEGAL_OFFICERS,
        report.report,
        year=True,
        refused="not_allowed_document",
    ),
    Command("edit", ("แก้ช่อง",), LEGAL_OFFICERS, cells.edit, refused="not_allowed_document"),
    Command(
        "where",
        ("อยู่ไหน", "ถึงไหนแล้ว", "อยู่ข้อไหน", "ตอนนี้อยู่ข้อไหน", "where am i"),
        EVERYONE,
        guidance.where,
        helped=REPORTERS,
        guiding=True,
    ),
    Command("help", _HELP, EVERYONE, guide, helped=REPORTERS, guiding=True),
)
BY_NAME = {command.name: command for command in COMMANDS}

_RUN_TOGETHER = re.compile(r"^(\D*[^\s\d])(\d{4}(?!\d))")
"""A year right behind its command: /report2568, สถานะ๒๕๖๘."""
_CALLS = {call: command for command in COMMANDS for call in (command.name, f"/{command.name}", *command.words)}


def called(text: str) -> tuple[Command, str] | None:
    """The command that `text` calls and the words after it, or None: "/report ๒๕๖๘" → (report, "๒๕๖๘").

    Words without a slash must be the whole message, except where what the command takes follows: "รายงานประจำปี 2568".
    """
    said = text.strip()
    # The end of สถานะ looks like the polite นะ and is not, so as little as possible is taken off first.
    bare = said.removesuffix("ค่ะ").removesuffix("คะ").removesuffix("ครับ").strip()
    return _called(said) or _called(bare) or _called(without_polite_ending(said.rstrip(" ?")))


def _called(words: str) -> tuple[Command, str] | None:
    if command := _CALLS.get(words.lower()):
        return command, ""
    words = _RUN_TOGETHER.sub(r"\1 \2", words)
    call, rest = (*words.split(maxsplit=1), "", "")[:2]
    command = _CALLS.get(call.lower())
    if command is None or not (
        call.startswith("/")
        or command.more
        or (command.year and _is_year(rest))
        or (command.day and _is_day(rest))
        or (command.period and begins_with_period(rest))
    ):
        return None
    return command, rest


def _is_year(words: str) -> bool:
    return words[:4].isdecimal() and not words[4:5].isdecimal()


def _is_day(words: str) -> bool:
    return words.startswith(("ถึง", "วัน", "พรุ่งนี้", "until ")) or words[:1].isdecimal()


def allowed(command: Command, roles: frozenset[str]) -> bool:
    """Deny by default: a person needs one of the command's roles."""
    return bool(command.roles & roles)


def refusal(command: Command) -> str:
    """The sentence for somebody who is not allowed it: whose it is, and what they may do instead."""
    return "not_allowed_reporting" if command.roles & OF_DIVISIONS else command.refused
