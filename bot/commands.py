"""What each command of `python -m bot …` does with its arguments. What it needs is loaded when it is asked for: no command
waits for another's libraries, and --help for none. Each gives the exit code."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from typing import TYPE_CHECKING

from bot.settings import checked_folder, read_settings

if TYPE_CHECKING:
    from bot.findings import Finding


def demo(asked: Namespace) -> int:
    from bot.demo import run_demo

    return run_demo(asked.port, fill=asked.fill)


def chat(asked: Namespace) -> int:
    from bot.chat import run_chat

    return run_chat(asked.save)


def serve(_: Namespace) -> int:
    from bot.serve import run_server

    return run_server(read_settings())


def setup_channels(asked: Namespace) -> int:
    from bot import setup_channels

    return _found(setup_channels.setup_channels(read_settings(), asked.office))


def doctor(asked: Namespace) -> int:
    from bot import clock
    from bot.doctor import examined

    return _found(examined(read_settings(), asked.office, clock.now()))


def office_add(asked: Namespace) -> int:
    from bot import office_commands

    return _say(office_commands.add_office(_database(), asked.key, asked.name))


def office_remove(asked: Namespace) -> int:
    from bot import office_commands

    return _say(office_commands.remove_office(_database(), asked.key))


def office_list(_: Namespace) -> int:
    from bot import office_commands

    return _say(office_commands.list_offices(_database()))


def plan_load(asked: Namespace) -> int:
    from bot import office_commands

    return _say(office_commands.load_plan(_database(), asked.file, asked.office, force=asked.force))


def plan_check(asked: Namespace) -> int:
    from bot import office_commands

    return _say(office_commands.check_plan(asked.file))


def invite(asked: Namespace) -> int:
    from bot import office_commands

    who = asked.role, asked.division, asked.section, asked.name
    return _say(office_commands.invite(_database(), *who, asked.office))


def holiday(asked: Namespace) -> int:
    from bot import calendar_commands

    return _say(calendar_commands.set_holiday(_database(), asked.day, asked.name, asked.office, closed=asked.closed))


def holiday_list(asked: Namespace) -> int:
    from bot import calendar_commands

    return _say(calendar_commands.list_holidays(_database(), asked.office))


def budget(asked: Namespace) -> int:
    from bot import calendar_commands

    return _say(calendar_commands.set_budget(_database(), asked.monthly, asked.office))


def fill(asked: Namespace) -> int:
    from bot import year_commands

    settings = read_settings()
    files = checked_folder(settings.files_dir)
    return _say(year_commands.fill(settings.database_url, files, asked.fiscal_year, asked.office))


def report(asked: Namespace) -> int:
    from bot import year_commands

    year, folder = asked.fiscal_year, asked.out
    return _say(*year_commands.report(_database(), year, folder, asked.office, draft=asked.draft))


def import_sheet(asked: Namespace) -> int:
    from bot import clock, import_commands

    return _say(import_commands.write_sheet(_database(), asked.fiscal_year, asked.out, asked.office, clock.now()))


def import_past(asked: Namespace) -> int:
    from bot import clock, import_commands

    year, file, now = asked.fiscal_year, asked.file, clock.now()
    return _say(import_commands.import_sheet(_database(), year, file, asked.office, now, check=asked.check))


def outbox_list(asked: Namespace) -> int:
    from bot import outbox_commands

    return _say(outbox_commands.list_unsent(_database(), asked.office))


def outbox_resend(asked: Namespace) -> int:
    from bot import clock, outbox_commands

    now = clock.now()
    return _say(outbox_commands.send_again(_database(), asked.office, asked.ids, now, unknown=asked.unknown))


def read(_: Namespace) -> int:
    from bot.read import read_lines

    for line in read_lines(line.decode("utf-8", "replace") for line in sys.stdin.buffer):
        print(line, flush=True)
    return 0


def _database() -> str:
    """Its address. Raises `BadSettings`."""
    return read_settings().database_url


def _found(findings: "Sequence[Finding]") -> int:
    """1 where something must be mended."""
    from bot.findings import printed

    _say(printed(findings))
    return 0 if all(one.good for one in findings) else 1


def _say(*lines: str) -> int:
    print("\n".join(lines))
    return 0
