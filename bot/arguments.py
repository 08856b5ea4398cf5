"""The arguments of `python -m bot …`, and which function of `bot.commands` does what they ask."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from bot import commands

if TYPE_CHECKING:
    Commands = argparse._SubParsersAction[argparse.ArgumentParser]


def parser() -> argparse.ArgumentParser:
    """What it reads has `run`: the function that does it, given what was read."""
    parser = argparse.ArgumentParser(prog="python -m bot", description="Tidtam ติดตาม")
    every = parser.add_subparsers(required=True, metavar="command")
    _running(every)
    _offices(every)
    _calendar(every)
    _year(every)
    _outbox(every)
    read = every.add_parser("read", help="how typed answers are read: JSON lines in, JSON lines out")
    read.set_defaults(run=commands.read)
    return parser


def _running(every: "Commands") -> None:
    demo = every.add_parser("demo", help="the try-out, in a browser on this machine")
    demo.add_argument("--port", type=_port)
    demo.add_argument("--fill", action="store_true", help="enter the reference year at once")
    demo.set_defaults(run=commands.demo)

    chat = every.add_parser("chat", help="the same try-out, in this terminal")
    chat.add_argument("--save", type=Path, metavar="FILE", help="write the conversation down as tests/transcripts does")
    chat.set_defaults(run=commands.chat)

    serve = every.add_parser("serve", help="the real server, from settings (see .env.example)")
    serve.set_defaults(run=commands.serve)

    setup = every.add_parser("setup-channels", help="tell LINE and Telegram our addresses and menus")
    _office(setup)
    setup.set_defaults(run=commands.setup_channels)

    doctor = every.add_parser("doctor", help="check settings, database, disk, tokens, webhooks, quota; name the mends")
    _office(doctor)
    doctor.set_defaults(run=commands.doctor)


def _offices(every: "Commands") -> None:
    office = every.add_parser("office", help="the municipalities of this deployment").add_subparsers(required=True)
    add = office.add_parser("add", help='office add takbai --name "เทศบาลเมืองตากใบ"')
    add.add_argument("key")
    add.add_argument("--name", required=True)
    add.set_defaults(run=commands.office_add)
    remove = office.add_parser("remove", help="one that was added by mistake, while nobody has joined it")
    remove.add_argument("key")
    remove.set_defaults(run=commands.office_remove)
    office.add_parser("list").set_defaults(run=commands.office_list)

    plan = every.add_parser("plan", help="the year's measures and questions").add_subparsers(required=True)
    load = plan.add_parser("load", help="make FILE the plan of its year")
    load.add_argument("file", type=Path)
    load.add_argument("--force", action="store_true", help="also where answers of the year would disappear")
    _office(load)
    load.set_defaults(run=commands.plan_load)
    check = plan.add_parser("check", help="name every mistake in FILE (or in the plan that comes with us)")
    check.add_argument("file", type=Path, nargs="?")
    check.set_defaults(run=commands.plan_check)

    invite = every.add_parser("invite", help="a one-time joining code")
    invite.add_argument("--role", required=True, action="append", help="again for another: one person may be several")
    invite.add_argument("--division", default="")
    invite.add_argument("--section", default="")
    invite.add_argument("--name", default="", help="shown to colleagues; else the name in LINE or Telegram")
    _office(invite)
    invite.set_defaults(run=commands.invite)


def _calendar(every: "Commands") -> None:
    holiday = every.add_parser("holiday", help="the office's own days off").add_subparsers(required=True)
    for name, explained in (("add", "the office is closed on DAY"), ("remove", "it works on DAY, whatever others do")):
        day = holiday.add_parser(name, help=explained)
        day.add_argument("day", help="2026-01-02")
        day.add_argument("--name", default="")
        _office(day)
        day.set_defaults(run=commands.holiday, closed=name == "add")
    days = holiday.add_parser("list")
    _office(days)
    days.set_defaults(run=commands.holiday_list)

    budget = every.add_parser("budget", help="how many LINE messages a month may go out unasked")
    budget.add_argument("monthly", type=int)
    _office(budget)
    budget.set_defaults(run=commands.budget)


def _year(every: "Commands") -> None:
    fill = every.add_parser("fill", help="enter the reference answers of a year")
    fill.add_argument("fiscal_year", type=int)
    _office(fill)
    fill.set_defaults(run=commands.fill)

    sheet = every.add_parser("import-sheet", help="an XLSX to fill in with the months that are over")
    sheet.add_argument("fiscal_year", type=int)
    sheet.add_argument("--out", type=Path, required=True, metavar="FILE")
    _office(sheet)
    sheet.set_defaults(run=commands.import_sheet)

    past = every.add_parser("import", help="take in months that are over from such a sheet: all of it, or nothing")
    past.add_argument("fiscal_year", type=int)
    past.add_argument("file", type=Path)
    past.add_argument("--check", action="store_true", help="only name every mistake, by sheet and cell")
    _office(past)
    past.set_defaults(run=commands.import_past)

    report = every.add_parser("report", help="write the annual report as PDF and DOCX")
    report.add_argument("fiscal_year", type=int)
    report.add_argument("--out", type=Path, default=Path())
    report.add_argument("--draft", action="store_true", help="also with gaps, marked as a draft")
    _office(report)
    report.set_defaults(run=commands.report)


def _outbox(every: "Commands") -> None:
    outbox = every.add_parser("outbox", help="messages that were not sent").add_subparsers(required=True)
    unsent = outbox.add_parser(
        "list", help="what failed, what may have arrived, and replies that wait for the next one"
    )
    _office(unsent)
    unsent.set_defaults(run=commands.outbox_list)
    again = outbox.add_parser("resend", help="send again all that failed, or the messages named")
    again.add_argument("ids", nargs="*", metavar="ID", help="as outbox list shows them")
    again.add_argument("--unknown", action="store_true", help="also what may have arrived")
    _office(again)
    again.set_defaults(run=commands.outbox_resend)


def _office(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--office", default="", metavar="KEY", help="which one, where there are several")


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 5 or int(text) > 65_535:
        raise argparse.ArgumentTypeError("a port is a number from 0 to 65535")
    return int(text)
