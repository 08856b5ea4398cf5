"""Days in an office on LINE and Telegram as they behave: ticks at given moments, and all that they lead to."""

from collections import Counter
from datetime import datetime

from scheduler.timetable import Timetable
from storage import people
from tests.bot.platforms import Platforms
from tests.bot.scripted import NOW
from tests.doubles.line_people import user_id

OFFICER = user_id(2)


class Days:
    """Of กองช่าง and the officer in LINE, กองคลัง in Telegram."""

    def __init__(self, bot: Platforms) -> None:
        self.bot = bot
        self._timetable = Timetable(bot.tidtam.writer, bot.clock, lambda: None)

    async def begin(self) -> None:
        """The officer joins."""

        def appointed(connection: object) -> int:
            store, roles = self.bot.store(connection), frozenset({"legal_officer"})
            officer = people.add_person(store, "นิติกร", "palad", "", roles, "th", NOW)
            people.link_address(store, officer, "line", OFFICER, NOW)
            return officer

        self.bot.persons["officer"] = await self.bot.tidtam.writer.run(appointed)

    async def at(self, *moments: str) -> None:
        """All that is due at each of these moments, such as "2024-11-18T08:30"; the tick comes after what was read."""
        for moment in moments:
            self.bot.clock.move(datetime.fromisoformat(moment).replace(tzinfo=NOW.tzinfo))
            await self.bot.tidtam.settle()
            await self._timetable.tick()
            await self.bot.tidtam.settle()

    def pushed(self, *words: str) -> Counter[str]:
        """Chat → how many pushes it has had in which all of `words` stand."""
        found = (one for one in self.bot.line.received if one.how == "push")
        return Counter(o.chat for o in found if all(w in "\n".join(self.bot.line.texts_of(o)) for w in words))
