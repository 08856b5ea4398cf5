"""python -m bot …: every command, its arguments, and one clear line for what went wrong."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from bot.findings import Finding, printed
from bot.settings import BadSettings, checked_folder, read_settings
from measures.plan_error import PlanError
from storage.database import BadDatabase


def main(arguments: Sequence[str]) -> int:
    asked = _parser().parse_args(arguments)
    from bot.opened import Refused  # after --help has been answered: it loads the store

    try:
        return int(asked.run(asked))
    except (BadSettings, BadDatabase, Refused) as problem:
        print(problem, file=sys.stderr)
    except PlanError as problem:
        print("\n".join(problem.mistakes), file=sys.stderr)
    return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bot", description="Tidtam ติดตาม")
    commands = parser.add_subparsers(required=True, metavar="command")

    demo = commands.add_parser("demo", help="the try-out, in a browser on this machine")
    demo.add_argument("--port", type=_port)
    demo.add_argument("--fill", action="store_true", help="enter the reference year at once")
    demo.set_defaults(run=_demo)

    chat = commands.add_parser("chat", help="the same try-out, in this terminal")
    chat.add_argument("--save", type=Path, metavar="FILE", help="write the conversation down as tests/transcripts does")
    chat.set_defaults(run=_chat)

    serve = commands.add_parser("serve", help="the real server, from settings (see .env.example)")
    serve.set_defaults(run=_serve)

    setup = commands.add_parser("setup-channels", help="tell LINE and Telegram our addresses and menus")
    _office(setup)
    setup.set_defaults(run=_setup_channels)

    doctor = commands.add_parser(
        "doctor", help="check settings, database, disk, tokens, webhooks, quota; name the mends"
    )
    _office(doctor)
    doctor.set_defaults(run=_doctor)

    office = commands.add_parser("office", help="the municipalities of this deployment").add_subparsers(required=True)
    add = office.add_parser("add", help='office add takbai --name "เทศบาลเมืองตากใบ"')
    add.add_argument("key")
    add.add_argument("--name", required=True)
    add.set_defaults(run=_office_add)
    office.add_parser("list").set_defaults(run=_office_list)

    plan = commands.add_parser("plan", help="the year's measures and questions").add_subparsers(required=True)
    load = plan.add_parser("load", help="make FILE the plan of its year")
    load.add_argument("file", type=Path)
    load.add_argument("--force", action="store_true", help="also where answers of the year would disappear")
    _office(load)
    load.set_defaults(run=_plan_load)
    check = plan.add_parser("check", help="name every mistake in FILE (or in the plan that comes with us)")
    check.add_argument("file", type=Path, nargs="?")
    check.set_defaults(run=_plan_check)

    invite = commands.add_parser("invite", help="a one-time joining code")
    invite.add_argument("--role", required=True)
    invite.add_argument("--division", default="")
    invite.add_argument("--section", default="")
    invite.add_argument("--name", default="", help="shown to colleagues; else the name in LINE or Telegram")
    _office(invite)
    invite.set_defaults(run=_invite)

    holiday = commands.add_parser("holiday", help="the office's own days off").add_subparsers(required=True)
    for name, explained in (("add", "the office is closed on DAY"), ("remove", "it works on DAY, whatever others do")):
        day = holiday.add_parser(name, help=explained)
        day.add_argument("day", help="2026-01-02")
        day.add_argument("--name", default="")
        _office(day)
        day.set_defaults(run=_holiday, closed=name == "add")
    days = holiday.add_parser("list")
    _office(days)
    days.set_defaults(run=_holiday_list)

    budget = commands.add_parser("budget", help="how many LINE messages a month may go out unasked")
    budget.add_argument("monthly", type=int)
    _office(budget)
    budget.set_defaults(run=_budget)

    fill = commands.add_parser("fill", help="enter the reference answers of a year")
    fill.add_argument("fiscal_year", type=int)
    _office(fill)
    fill.set_defaults(run=_fill)

    sheet = commands.add_parser("import-sheet", help="an XLSX to fill in with the months that are over")
    sheet.add_argument("fiscal_year", type=int)
    sheet.add_argument("--out", type=Path, required=True, metavar="FILE")
    _office(sheet)
    sheet.set_defaults(run=_import_sheet)

    past = commands.add_parser("import", help="take in months that are over from such a sheet: all of it, or nothing")
    past.add_argument("fiscal_year", type=int)
    past.add_argument("file", type=Path)
    past.add_argument("--check", action="store_true", help="only name every mistake, by sheet and cell")
    _office(past)
    past.set_defaults(run=_import)

    report = commands.add_parser("report", help="write the annual report as PDF and DOCX")
    report.add_argument("fiscal_year", type=int)
    report.add_argument("--out", type=Path, default=Path())
    report.add_argument("--draft", action="store_true", help="also with gaps, marked as a draft")
    _office(report)
    report.set_defaults(run=_report)

    outbox = commands.add_parser("outbox", help="messages that were not sent").add_subparsers(required=True)
    unsent = outbox.add_parser(
        "list", help="what failed, what may have arrived, and replies that wait for the next one"
    )
    _office(unsent)
    unsent.set_defaults(run=_outbox_list)
    again = outbox.add_parser("resend", help="send again all that failed, or the messages named")
    again.add_argument("ids", nargs="*", metavar="ID", help="as outbox list shows them")
    again.add_argument("--unknown", action="store_true", help="also what may have arrived")
    _office(again)
    again.set_defaults(run=_outbox_resend)

    read = commands.add_parser("read", help="how typed answers are read: JSON lines in, JSON lines out")
    read.set_defaults(run=_read)
    return parser


def _office(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--office", default="", metavar="KEY", help="which one, where there are several")


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 5 or int(text) > 65_535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return int(text)


def _demo(asked: argparse.Namespace) -> int:
    from bot.demo import run_demo

    return run_demo(asked.port, fill=asked.fill)


def _chat(asked: argparse.Namespace) -> int:
    from bot.chat import run_chat

    return run_chat(asked.save)


def _serve(_: argparse.Namespace) -> int:
    from bot.serve import run_server

    return run_server(read_settings())


def _setup_channels(asked: argparse.Namespace) -> int:
    from bot.setup_channels import setup_channels

    return _found(setup_channels(read_settings(), asked.office))


def _doctor(asked: argparse.Namespace) -> int:
    from bot import clock
    from bot.doctor import examined

    return _found(examined(read_settings(), asked.office, clock.now()))


def _office_add(asked: argparse.Namespace) -> int:
    from bot import office_commands

    return _say(office_commands.add_office(read_settings().database_url, asked.key, asked.name))


def _office_list(_: argparse.Namespace) -> int:
    from bot import office_commands

    return _say(office_commands.list_offices(read_settings().database_url))


def _plan_load(asked: argparse.Namespace) -> int:
    from bot import office_commands

    return _say(office_commands.load_plan(read_settings().database_url, asked.file, asked.office, force=asked.force))


def _plan_check(asked: argparse.Namespace) -> int:
    from bot import office_commands

    return _say(office_commands.check_plan(asked.file))


def _invite(asked: argparse.Namespace) -> int:
    from bot import office_commands

    url = read_settings().database_url
    return _say(office_commands.invite(url, asked.role, asked.division, asked.section, asked.name, asked.office))


def _holiday(asked: argparse.Namespace) -> int:
    from bot import calendar_commands

    url = read_settings().database_url
    return _say(calendar_commands.set_holiday(url, asked.day, asked.name, asked.office, closed=asked.closed))


def _holiday_list(asked: argparse.Namespace) -> int:
    from bot import calendar_commands

    return _say(calendar_commands.list_holidays(read_settings().database_url, asked.office))


def _budget(asked: argparse.Namespace) -> int:
    from bot import calendar_commands

    return _say(calendar_commands.set_budget(read_settings().database_url, asked.monthly, asked.office))


def _fill(asked: argparse.Namespace) -> int:
    from bot import year_commands

    settings = read_settings()
    files = checked_folder(settings.files_dir)
    return _say(year_commands.fill(settings.database_url, files, asked.fiscal_year, asked.office))


def _import_sheet(asked: argparse.Namespace) -> int:
    from bot import clock, import_commands

    url = read_settings().database_url
    return _say(import_commands.write_sheet(url, asked.fiscal_year, asked.out, asked.office, clock.now()))


def _import(asked: argparse.Namespace) -> int:
    from bot import clock, import_commands

    url, now = read_settings().database_url, clock.now()
    return _say(import_commands.import_sheet(url, asked.fiscal_year, asked.file, asked.office, now, check=asked.check))


def _report(asked: argparse.Namespace) -> int:
    from bot import year_commands

    url = read_settings().database_url
    return _say(*year_commands.report(url, asked.fiscal_year, asked.out, asked.office, draft=asked.draft))


def _outbox_list(asked: argparse.Namespace) -> int:
    from bot import outbox_commands

    return _say(outbox_commands.list_unsent(read_settings().database_url, asked.office))


def _outbox_resend(asked: argparse.Namespace) -> int:
    from bot import clock, outbox_commands

    url = read_settings().database_url
    return _say(outbox_commands.send_again(url, asked.office, asked.ids, clock.now(), unknown=asked.unknown))


def _read(_: argparse.Namespace) -> int:
    from bot.read import read_lines

    for line in read_lines(line.decode("utf-8", "replace") for line in sys.stdin.buffer):
        print(line, flush=True)
    return 0


def _found(findings: Sequence[Finding]) -> int:
    """1 where something must be mended."""
    _say(printed(findings))
    return 0 if all(one.good for one in findings) else 1


def _say(*lines: str) -> int:
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
