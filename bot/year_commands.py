"""python -m bot fill | report: a year filled with the reference answers, and the annual report written to files."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

from bot import clock, sample_office
from bot.channels.web import WebChannel
from bot.clock import MovableClock
from bot.fill import Filler, reported_at
from bot.opened import Refused, chosen_office, opened, plan_of
from bot.running import Tidtam
from console.stage import Player
from dialogue.messages import Message
from measures.annual_report import AnnualReport
from measures.fiscal_year import periods
from measures.plan import Plan
from reports import FORMATS
from scheduler.open_periods import open_periods
from storage import annual_reports, offices, people, submissions
from storage.database import Connection, open_database
from storage.files import Files
from storage.office_store import OfficeStore

CHANNEL = "fill"
"""Nobody can be reached there: it is closed again when the year is filled."""


def fill(url: str, files: Path, fiscal_year: int, office_key: str) -> str:
    """Report the whole year with the reference answers, on a clock of its own."""
    if fiscal_year != sample_office.FISCAL_YEAR:
        raise Refused(f"There are reference answers for {sample_office.FISCAL_YEAR} only")
    with opened(url) as connection:
        if not offices.offices(connection):
            sample_office.create(connection, clock.now())
        office = chosen_office(connection, office_key)
        plan = plan_of(OfficeStore(connection, office.id), fiscal_year)
        if submissions.latest(OfficeStore(connection, office.id), fiscal_year):
            raise Refused(f"{office.key} has answers of {fiscal_year} already: fill needs an office without any")
    messages = asyncio.run(_fill(url, files, office.id, plan))
    return f"{office.name}: the year {fiscal_year} is filled, by {messages:,} messages"


async def _fill(url: str, files: Path, office_id: int, plan: Plan) -> int:
    times = [(period, reported_at(period, plan)) for period in periods(plan.fiscal_year)]
    moving = MovableClock(times[0][1])
    tidtam = Tidtam(open_database(url), Files(files), {CHANNEL: WebChannel(_nobody_reads)}, moving)
    await tidtam.start()
    try:
        cast = await tidtam.writer.run(
            lambda connection: sample_office.add_cast(OfficeStore(connection, office_id), CHANNEL, moving())
        )
        filler = Filler(tidtam, office_id, CHANNEL, sample_office.sample_answers(plan))
        for number, (period, moment) in enumerate(times, 1):
            moving.move(moment)
            await tidtam.writer.run(lambda connection: open_periods(OfficeStore(connection, office_id), moving()))
            for player in cast:
                await filler.report(player.chat_id, period)
            print(f"{number:2}/{len(times)} {period.code}: {filler.messages:,} messages", flush=True)
        await tidtam.writer.run(lambda connection: _close(OfficeStore(connection, office_id), cast))
    finally:
        await tidtam.stop()
    return filler.messages


def _close(store: OfficeStore, cast: Sequence[Player]) -> None:
    for player in cast:
        people.set_alive(store, CHANNEL, player.chat_id, False)


def _nobody_reads(chat_id: str, message: Message) -> None:
    """Whoever speaks for the divisions looks at the rows, not at what the bot says."""


def report(url: str, fiscal_year: int, folder: Path, office_key: str, *, draft: bool) -> Sequence[str]:
    """Write the report as it stands; what was written. Raises `Refused` with the gaps unless a draft will do."""
    with opened(url) as connection:
        found = _compiled(connection, fiscal_year, office_key, draft=draft)
    if found.gaps and not draft:
        gaps = "\n".join(f"  มาตรการ {gap.measure} {gap.column}: {gap.reason}" for gap in found.gaps)
        raise Refused(
            f"The report of {fiscal_year} has {len(found.gaps)} gaps; --draft writes it as it stands:\n{gaps}"
        )
    documents = {folder / f"report-{fiscal_year}.{name}": format_.write(found) for name, format_ in FORMATS.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in documents.items():
            path.write_bytes(content)
    except OSError as problem:
        raise Refused(f"--out: cannot write to {folder}: {problem.strerror}") from problem
    return [str(path) for path in documents]


def _compiled(connection: Connection, fiscal_year: int, office_key: str, *, draft: bool) -> AnnualReport:
    store = OfficeStore(connection, chosen_office(connection, office_key).id)
    plan_of(store, fiscal_year)
    return annual_reports.compiled(store, fiscal_year, draft=draft)
