"""Durable turns a second through the whole HTTP path, beside what sqlite3 can do on the same disk in the same minute."""

import asyncio
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from pathlib import Path
from statistics import quantiles

from bench.deployment import Seat, deploy, next_years_plan
from bench.line_double import Heard, line_double
from bench.load import Turns, Typist, drive
from bench.raw_limit import commits
from bench.scripts import Scripts, for_ever, whole_months, written_down
from bench.server import ROOT, Server, serving
from bench.wire import free_port
from bot import clock
from measures.calendar import day_in_bangkok
from measures.fiscal_year import months
from measures.plan_file import read_plan
from storage.database import open_database

MONTHS = 3
"""How many months everybody reports: two plain ones and one that ends a quarter."""
WARM_UP = 2.0
"""Seconds of typing that are not counted."""
DRAIN = 30.0
"""Seconds that the last replies may take after the last turn."""


class Broken(Exception):
    """The run cannot be counted: something was lost, doubled or not understood."""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one sort of typing came to."""

    turns: int
    a_second: float
    p50: float
    """Milliseconds from a message to its 200; `p99` likewise."""
    p99: float
    reply_p99: float
    """Milliseconds from a message to the bot's reply at LINE."""
    cpu: float
    """Microseconds of the server's processor time a turn."""


@dataclass(frozen=True, slots=True)
class Round:
    raw: float
    """Turns a second of bare sqlite3, a commit each."""
    raw_grouped: float
    """The same, as many turns a commit as there are messages under way."""
    answers: Measured
    """One answer after another, for ever."""
    reports: Measured
    """Whole months: เริ่ม, every answer, ส่งเลย."""
    megabytes: float
    """The server's memory at the end."""


def rounds(count: int, seconds: float, in_flight: int, offices: int, fresh: Callable[[Path], str]) -> Iterator[Round]:
    """`fresh`: the address of an empty database for a round, whose folder it is given.

    Raises `Broken` when a turn that was answered 200 is not in the database, or its reply not at LINE.
    """
    text = next_years_plan(day_in_bangkok(clock.now()))
    waiting = months(read_plan(text).fiscal_year)[:MONTHS]
    (ROOT / "out").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "out") as name:
        scripts = written_down(text, Path(name), waiting)
        for number in range(count):
            folder = Path(name) / str(number)
            folder.mkdir()
            url = fresh(folder)
            seats = deploy(url, folder, offices, waiting)
            raw = commits(folder / "raw.db", 1, seconds / 2)
            grouped = commits(folder / "raw.db", in_flight, seconds / 2)
            played = asyncio.run(_played(folder, url, seats, scripts, in_flight, seconds))
            yield Round(raw, grouped, *played)


async def _played(
    folder: Path, url: str, seats: Sequence[Seat], scripts: Scripts, in_flight: int, seconds: float
) -> tuple[Measured, Measured, float]:
    """Half of the offices answer for ever, the other half report whole months."""
    line_port = free_port()
    endless = {seat.office for seat in seats if int(seat.office.rpartition("-")[2]) % 2}
    answering = [
        _typist(seat, for_ever(scripts[seat.place])) for seat in seats if seat.office in endless and not seat.place[1]
    ]
    reporting = [_typist(seat, whole_months(scripts[seat.place])) for seat in seats if seat.office not in endless]
    async with line_double(line_port) as heard:
        with serving(url, folder, free_port(), line_port) as server:
            warm = await drive(answering, server.port, in_flight, WARM_UP)
            answers, kept = await _measured(answering, server, heard, in_flight, seconds)
            codes = [Typist(person.office, person.user_id, islice(person.texts, 1)) for person in reporting]
            joined = await drive(codes, server.port, in_flight)
            reports, kept_too = await _measured(reporting, server, heard, in_flight, float("inf"))
            megabytes = server.megabytes()
    _check(url, [warm, kept, joined, kept_too], heard)
    return answers, reports, megabytes


def _typist(seat: Seat, texts: Iterator[str]) -> Typist:
    user_id = "U" + f"{seat.office}{seat.place}".encode().hex()[-32:].rjust(32, "0")
    return Typist(seat.office, user_id, chain([seat.code], texts))


async def _measured(
    people: Sequence[Typist], server: Server, heard: Heard, in_flight: int, seconds: float
) -> tuple[Measured, Turns]:
    cpu, begun = server.cpu(), time.perf_counter()
    turns = await drive(people, server.port, in_flight, seconds)
    try:
        await heard.all_of(turns.kept.keys(), DRAIN)
    except TimeoutError:
        raise Broken(f"{len(turns.kept.keys() - heard.replies.keys())} replies missing of {len(turns.kept)}") from None
    return _summed_up(turns, heard.replies, server.cpu() - cpu, begun), turns


def _summed_up(turns: Turns, replies: Mapping[bytes, float], cpu: float, begun: float) -> Measured:
    """Measured up to the last reply, so that no work is left uncounted."""
    if turns.refused:
        raise Broken(f"{turns.refused} webhooks refused")
    answered = [1000 * (done - sent) for sent, done in turns.kept.values()]
    replied = [1000 * (replies[token] - sent) for token, (sent, _) in turns.kept.items()]
    ended = max(max(replies[token] for token in turns.kept), max(done for _, done in turns.kept.values()))
    at = quantiles(answered, n=100, method="inclusive")
    return Measured(
        turns=len(turns.kept),
        a_second=len(turns.kept) / (ended - begun),
        p50=at[49],
        p99=at[98],
        reply_p99=quantiles(replied, n=100, method="inclusive")[98],
        cpu=1e6 * cpu / len(turns.kept),
    )


def _check(url: str, all_turns: Sequence[Turns], heard: Heard) -> None:
    """Every 200 is a row on the disk and one reply, and every answer was understood."""
    kept = sum(len(turns.kept) for turns in all_turns)
    database = open_database(url)
    with database.engine.connect() as connection:
        noted, dead, unsent = (
            connection.exec_driver_sql(f"SELECT count(*) FROM {rows}").scalar_one()
            for rows in ("event", "dead_letter", "outbox WHERE state <> 'sent'")
        )
        drafts = [json.loads(found) for (found,) in connection.exec_driver_sql("SELECT conversation FROM draft")]
        connection.rollback()
    database.close()
    puzzled = sum(bool(draft["tries"]) for draft in drafts)
    found = (noted, dead, unsent, len(heard.replies), heard.others, puzzled)
    if found != (kept, 0, 0, kept, 0, 0):
        raise Broken(f"{kept} turns; events, dead, unsent, replies, other calls, misunderstood drafts: {found}")
