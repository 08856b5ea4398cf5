"""What a handler works with: the office's store, the clock's reading, and who is speaking."""

from dataclasses import dataclass
from datetime import date, datetime

from dialogue.messages import Button
from dialogue.thai.dates import short_date
from dialogue.words import say
from measures.calendar import BANGKOK
from measures.fiscal_year import Period
from measures.forms import period_name
from storage.office_store import OfficeStore
from storage.people import Person


@dataclass(frozen=True, slots=True)
class Context:
    store: OfficeStore
    now: datetime
    channel: str
    chat_id: str
    person: Person
    reply_token: str = ""
    order: int = 0
    """Its place in what this chat says (`Update.order`); 0 where nobody knows, which is never too late."""
    message: str = ""
    """The name of the message that is being answered, by which its sender may change it; empty for a tap."""

    @property
    def today(self) -> date:
        """The day in Bangkok."""
        return self.now.astimezone(BANGKOK).date()

    @property
    def reports(self) -> bool:
        """Whether questions are this person's to answer."""
        return "reporter" in self.person.roles

    def period(self, period: Period) -> str:
        """What this person calls `period`."""
        return period_name(period, self.person.language)

    def day(self, day: date) -> str:
        """As this person writes `day`."""
        return short_date(day, self.person.language)

    def say(self, key: str, /, **values: object) -> str:
        """A sentence in this person's language."""
        return say(self.person.language, key, **values)

    def button(self, key: str, command: str) -> Button:
        """A button for `command`; a tap says what stands on it, the sentence `key`."""
        label = self.say(key)
        return Button(label, command, label)
