"""What telling 10,000 people takes, against doubles that keep to the platforms' limits: python -m bench.broadcast."""

import argparse
import asyncio
import logging
import os
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import uvicorn

from bench.platform_doubles import Doubles, doubles
from bench.server import ROOT
from bot import clock, sample_office
from bot.channels import Channel
from bot.channels.line import LineChannel
from bot.channels.telegram import TelegramChannel
from bot.pacing import LIMITS, Paces
from bot.running import Tidtam
from handlers.broadcast import JOB
from storage import broadcasts, jobs, people
from storage.database import Connection, Database, open_database
from storage.files import Files
from storage.office_store import OfficeStore
from tests.doubles.line import LineDouble
from tests.doubles.line_people import user_id
from tests.doubles.telegram import TelegramDouble

PEOPLE = 10_000
SCALES: Mapping[str, float] = {"line": 1, "telegram": 5}
"""How many times the real limits the doubles allow here, so that it ends within two minutes."""
TEXT = "พรุ่งนี้ครบกำหนดรายงานประจำเดือนแล้วค่ะ ขอความร่วมมือทุกกองด้วยนะคะ"


@dataclass(frozen=True, slots=True)
class Told:
    seconds: float
    """From the officer's yes to the last message at the platform."""
    messages: int
    reached: int
    too_fast: int
    """How often the platform answered 429."""
    megabytes: tuple[float, float]
    """Before, and at most."""
    cpu: float
    """Seconds of processor time that the bot took for it."""


def told(channel: str, count: int, scale: float) -> Told:
    """Tell so many people on that channel, whose platform allows `scale` times what the real one does."""
    (ROOT / "out").mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=ROOT / "out") as folder, doubles(scale) as there:
        database = open_database(f"sqlite:///{folder}/tidtam.db")
        database.migrate()
        office = _founded(database, channel, count)
        loop = uvicorn.Config("", log_config=None).get_loop_factory()  # the one that `serve` runs on
        with asyncio.Runner(loop_factory=loop) as runner:
            return runner.run(_tell(database, Path(folder), there, channel, count, scale, office))


def _founded(database: Database, channel: str, count: int) -> int:
    now = clock.now()
    with database.engine.begin() as connection:
        office = sample_office.create(connection, now)
        store = OfficeStore(connection, office)
        people.add_person(store, "นิติกร", "palad", "", frozenset({"legal_officer"}), "th", now)
        for number in range(1, count + 1):
            person = people.add_person(store, f"จนท. {number}", "chang", "", frozenset({"reporter"}), "th", now)
            chat = user_id(number) if channel == "line" else str(100_000 + number)
            people.link_address(store, person, channel, chat, now)
    return office


async def _tell(
    database: Database, folder: Path, there: Doubles, channel: str, count: int, scale: float, office: int
) -> Told:
    files = Files(folder / "files")
    line, telegram = LineDouble(checking=False), TelegramDouble(checking=False)
    channels: dict[str, Channel] = {
        "line": LineChannel(line.secret, line.access_token, "", there.line_url, there.line_url),
        "telegram": TelegramChannel(telegram.token, telegram.secret, files, there.telegram_url),
    }
    limits = {n: replace(one, a_second=one.a_second * scale, burst=one.burst * scale) for n, one in LIMITS.items()}
    tidtam = Tidtam(database, files, channels, clock.now, "", Paces(limits))
    await tidtam.start()
    before = peak = _megabytes()
    begun, worked = time.perf_counter(), time.process_time()
    await tidtam.writer.run(lambda connection: _begin(connection, office, count, clock.now()))
    tidtam.wake()
    while (found := await asyncio.to_thread(there.counts))[channel] < count:
        peak = max(peak, _megabytes())
        await asyncio.sleep(0.1)
    seconds, cpu = time.perf_counter() - begun, time.process_time() - worked
    await tidtam.outbox.idle()
    await tidtam.stop()
    return Told(seconds, found[channel], found[f"{channel}_people"], found[f"{channel}_429"], (before, peak), cpu)


def _begin(connection: Connection, office: int, count: int, now: datetime) -> None:
    """What the officer's yes does."""
    store = OfficeStore(connection, office)
    officer, *others = people.people(store)
    number = broadcasts.draft(store, officer.id, TEXT, "all", now)
    broadcasts.begin(store, number, [person.id for person in others], now)
    jobs.owe_job(store, JOB, {"broadcast": number}, now)


def _megabytes() -> float:
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:")) / 1024


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m bench.broadcast", description=__doc__)
    parser.add_argument("--people", type=int, default=PEOPLE)
    asked = parser.parse_args()
    logging.disable(logging.WARNING)
    print(f"\nA broadcast to {asked.people:,} people, from the officer's yes to the last message at the platform")
    for channel, scale in SCALES.items():
        allowed = LIMITS[channel].a_second * scale
        scaled = f", {scale:g} times the real limit, to be done sooner" if scale != 1 else ", the real limit"
        print(f"  {channel}: {allowed:,.0f} messages a second{scaled}", flush=True)
        found, least = told(channel, asked.people, scale), asked.people / allowed
        print(f"    {found.seconds:.1f} s ÷ {least:.1f} s in theory = {found.seconds / least:.3f} (aim: at most 1.05)")
        print(f"    {found.messages:,} messages to {found.reached:,} people, {found.too_fast} times 429")
        print(f"    {found.cpu:.1f} s of processor time; load on {os.cpu_count()} cores: {os.getloadavg()[0]:.1f}")
        print(f"    memory {found.megabytes[0]:.0f} MB before, {found.megabytes[1]:.0f} MB at most", flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
