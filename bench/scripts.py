"""What the staff of each place type, month by month: the reference answers, written down as the bot asks for them."""

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, time
from functools import partial
from itertools import chain, count
from pathlib import Path

from bench.deployment import Place, open_month, places
from bot import sample_office
from bot.channels.web import WebChannel
from bot.clock import MovableClock
from bot.fill import Filler
from bot.running import Tidtam
from dialogue.said import Said, Text
from measures.calendar import BANGKOK
from measures.fiscal_year import Period
from measures.plan import Plan
from measures.plan_file import read_plan
from storage import divisions, offices, people, plans
from storage.database import Connection, open_database
from storage.files import Files
from storage.office_store import OfficeStore

CHANNEL = "web"
"""Nobody listens there."""

Month = Sequence[str]
"""From เริ่ม to ส่งเลย: what one person types to report one month."""
Scripts = Mapping[Place, Sequence[Month]]


def whole_months(script: Sequence[Month]) -> Iterator[str]:
    return chain.from_iterable(script)


def for_ever(script: Sequence[Month]) -> Iterator[str]:
    """The first month up to its review card, then one answer after another changed from there, round and round."""
    begin, *answers, _ = script[0]
    yield from (begin, *answers)
    for turn in count():
        place = turn % len(answers)
        yield from (str(place + 1), answers[place])


def written_down(plan_text: str, folder: Path, months: Sequence[Period]) -> Scripts:
    """The scripts of `months` in every place. `folder` takes the files."""
    return asyncio.run(_written_down(plan_text, folder, months))


async def _written_down(plan_text: str, folder: Path, months: Sequence[Period]) -> Scripts:
    plan = read_plan(plan_text)
    database = open_database("sqlite://")
    database.migrate()
    clock = MovableClock(datetime.combine(plan.end, time(9), BANGKOK))
    tidtam = Tidtam(database, Files(folder), {CHANNEL: WebChannel(lambda *_: None)}, clock)
    await tidtam.start()
    try:
        store = partial(_staffed, plan_text, plan, clock())
        office_id = await tidtam.writer.run(store)
        filler = Filler(tidtam, office_id, CHANNEL, sample_office.sample_answers(plan))
        scripts: dict[Place, list[Month]] = {place: [] for place in places(plan)}
        for period in months:
            await tidtam.writer.run(partial(_open, office_id, plan, period))
            for place, script in scripts.items():
                said: list[Said] = []
                await filler.report(_chat(place), period, said.append)
                script.append([message.text for message in said if isinstance(message, Text)])
    finally:
        await tidtam.stop()
    return scripts


def _staffed(text: str, plan: Plan, now: datetime, connection: Connection) -> int:
    office_id = offices.add_office(connection, "bench", plan.office, now)
    store = OfficeStore(connection, office_id)
    plans.save_plan(store, plan.fiscal_year, text, now)
    divisions.save_divisions(store, plan.divisions)
    for division, section in places(plan):
        person = people.add_person(store, "", division, section, frozenset({"reporter"}), "th", now)
        people.link_address(store, person, CHANNEL, _chat((division, section)), now)
    return office_id


def _open(office_id: int, plan: Plan, period: Period, connection: Connection) -> None:
    open_month(OfficeStore(connection, office_id), plan, period)


def _chat(place: Place) -> str:
    return "/".join(place)
