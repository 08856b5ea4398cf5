"""Every command, who may use it, and the words that call it. Help and Telegram's menu read this table."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dialogue.messages import Message
from dialogue.thai.polite import without_polite_ending
from handlers import cells, guidance, progress, report, status, waiting
from handlers.context import Context

EVERYONE = frozenset({"reporter", "head", "legal_officer", "administrator", "executive"})
OFFICERS = frozenset({"legal_officer", "administrator"})

Handler = Callable[[Context, str], Sequence[Message]]
"""(context, the words after the command) → replies."""


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    """As typed after a slash, and the `help_…` key of its line of help."""
    words: tuple[str, ...]
    """Thai and English words that call it without a slash; the longest match wins."""
    roles: frozenset[str]
    handler: Handler


COMMANDS: tuple[Command, ...] = (
    Command("start", ("เริ่ม", "เริ่มเลย", "เริ่มรายงาน", "ทำต่อ", "ทำต่อเลย"), frozenset({"reporter"}), progress.start),
    Command("evidence", ("ส่งหลักฐาน", "หลักฐาน", "ส่งตอนนี้"), frozenset({"reporter"}), progress.evidence),
    Command("takeover", ("รับช่วงต่อ",), frozenset({"reporter"}), progress.take_over),
    Command("snooze", ("พรุ่งนี้", "พรุ่งนี้ค่อยเตือน"), frozenset({"reporter"}), waiting.snooze),
    Command("later", ("ไว้ทีหลัง",), frozenset({"reporter"}), waiting.later),
    Command("status", ("สถานะ", "ใครยังไม่ส่ง"), EVERYONE, status.status),
    Command("report", ("รายงานประจำปี", "ออกรายงาน"), frozenset({"legal_officer"}), report.report),
    Command("edit", ("แก้ช่อง",), frozenset({"legal_officer"}), cells.edit),
    Command("where", ("อยู่ไหน", "ถึงไหนแล้ว", "อยู่ข้อไหน"), EVERYONE, guidance.where),
    Command("help", ("ช่วยเหลือ", "ช่วยด้วย", "วิธีใช้", "เมนู", "menu"), EVERYONE, guidance.guide),
)

_CALLS = sorted(
    ((call, command) for command in COMMANDS for call in (command.name, f"/{command.name}", *command.words)),
    key=lambda pair: -len(pair[0]),
)


def called(text: str) -> tuple[Command, str] | None:
    """The command that `text` calls and the words after it, or None: "/report ๒๕๖๘" → (report, "๒๕๖๘").

    Words without a slash must be the whole message, except where the command takes an argument that can be told apart
    (a year): "รายงานประจำปี 2568".
    """
    said = text.strip()
    return _called(said) or _called(without_polite_ending(said))  # สถานะ ends like a polite word and is none


def _called(stripped: str) -> tuple[Command, str] | None:
    lowered = stripped.lower()
    for call, command in _CALLS:
        if lowered == call:
            return command, ""
        if (
            lowered.startswith(call)
            and lowered[len(call)].isspace()
            and (call[0] == "/" or _is_year(lowered[len(call) :]))
        ):
            return command, stripped[len(call) :].strip()
    return None


def _is_year(words: str) -> bool:
    return words.split()[0].isdecimal()


def allowed(command: Command, roles: frozenset[str]) -> bool:
    """Deny by default: a person needs one of the command's roles."""
    return bool(command.roles & roles)
