"""Fills a fiscal year with given answers by talking to the bot, as the divisions' staff would: every answer goes through
the inbox, the dialogue and the store like anybody's."""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from bot.media_types import PDF
from bot.running import Tidtam
from dialogue.conversation import REVIEWING
from dialogue.question import NOT_APPLICABLE, Question, Value
from dialogue.said import File, Said, Text
from handlers.progress import loaded
from handlers.update import SAID, Update
from measures.answers_file import Answers
from measures.calendar import BANGKOK, due_on, opens_on
from measures.fiscal_year import YEAR_END, Period
from measures.plan import Plan
from storage import drafts, people
from storage.database import Connection
from storage.files import Files
from storage.office_store import OfficeStore
from storage.owing import owed_runs
from storage.working_days import WORKING_DAYS

SAMPLE = b"%PDF-1.4\n% a sample, in place of a document that only the municipality has\n"
"""Stands for a file of which the answers know the name alone."""


class CannotFill(Exception):
    """The bot asked something that the answers do not tell, or would not take what they say."""


@dataclass(frozen=True, slots=True)
class Open:
    """Where one person is: the question that waits, or the review card."""

    place: tuple[str, str]
    """(division, period code)."""
    question: Question | None
    step: int


class Filler:
    """Answers for people; `channel` is where their messages seem to come from."""

    def __init__(self, tidtam: Tidtam, office_id: int, channel: str, answers: Answers) -> None:
        self.messages = 0
        """How many have been sent so far."""
        self._tidtam = tidtam
        self._office_id = office_id
        self._channel = channel
        self._answers = answers
        self._numbers = itertools.count(1)

    async def report(self, chat_id: str, until: Period, said: Callable[[Said], None] = lambda _: None) -> None:
        """Answer everything this person owes, up to that period. `said` hears each message as it goes."""
        while await self._tidtam.writer.run(lambda connection: self._owes(connection, chat_id, until)):
            await self._say(chat_id, Text("เริ่ม"), said)
            here = await self._open(chat_id)
            while here is not None:
                for message in self._answer(here):
                    await self._say(chat_id, message, said)
                there = await self._open(chat_id)
                if there is not None and there.step == here.step:
                    raise CannotFill(f"{here.place}: {here.question.key if here.question else 'review'} was not taken")
                here = there

    async def _say(self, chat_id: str, message: Said, said: Callable[[Said], None]) -> None:
        self.messages += 1
        said(message)
        now = self._tidtam.clock()
        event = f"fill-{now:%Y%m%d%H%M%S}-{next(self._numbers)}"
        update = Update(self._channel, event, chat_id, now, SAID, message)
        await self._tidtam.inbox.receive(self._office_id, [update])

    def _owes(self, connection: Connection, chat_id: str, until: Period) -> bool:
        store = OfficeStore(connection, self._office_id)
        person = people.at_address(store, self._channel, chat_id)
        runs = owed_runs(store, person, self._tidtam.clock()) if person else ()
        return any(run.period <= until for run in runs)

    async def _open(self, chat_id: str) -> Open | None:
        return await self._tidtam.writer.run(lambda connection: self._look(connection, chat_id))

    def _look(self, connection: Connection, chat_id: str) -> Open | None:
        store = OfficeStore(connection, self._office_id)
        person = people.at_address(store, self._channel, chat_id)
        draft = drafts.draft(store, person.draft_id) if person and person.draft_id is not None else None
        if draft is None:
            return None
        form, conversation = loaded(store, draft)
        question = None if conversation.stage == REVIEWING else form.question(conversation.at)
        return Open((draft.division, draft.period.code), question, conversation.step)

    def _answer(self, here: Open) -> list[Said]:
        if here.question is None:
            return [Text("ส่งเลย")]
        value = self._answers.get((here.question.group, here.question.name, *here.place))
        return said_for(here.question, value, self._tidtam.files)


def said_for(question: Question, value: Value, files: Files) -> list[Said]:
    """What a person would send to give `value`; nothing to give is a skip."""
    if value is None:
        return [Text("ข้าม")]
    if value == NOT_APPLICABLE:
        return [Text("ไม่เกี่ยวกับกองเรา")]
    match question.kind:
        case "choice":
            return [Text(str(question.choices.index(value) + 1))]
        case "multi_choice":
            return [Text(",".join(str(question.choices.index(choice) + 1) for choice in value) or "ไม่มี")]
        case "text_list":
            return [Text("\n".join(value) or "ไม่มี")]
        case "evidence":
            return [*(_evidence(item, files) for item in value), Text("เสร็จ")]
        case _:
            return [Text(str(value))]


def _evidence(item: Mapping[str, str], files: Files) -> Said:
    if "url" in item:
        return Text(item["url"])
    return File(files.put(SAMPLE), item["name"], PDF, len(SAMPLE))


def reported_at(period: Period, plan: Plan) -> datetime:
    """When the year is filled in: at a quarter past nine of the day a month opens; for the year's end, of its last day."""
    day = (due_on if period.kind == YEAR_END else opens_on)(period, plan.calendar, WORKING_DAYS)
    return datetime.combine(day, time(9, 15), BANGKOK)
