"""/broadcast on LINE and Telegram as they behave: to each once, what became of it, and again only what failed."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from bot.broadcasting import SOME, Broadcasting
from bot.quota_reading import QuotaReading
from dialogue.said import Said, Tap, Text
from handlers.update import SAID, Update
from storage import broadcasts, budgets, people
from storage.jobs import Job
from storage.office_store import OfficeStore
from tests.bot.platforms import Platforms, on_platforms
from tests.doubles.faults import Fault
from tests.doubles.line_people import user_id

OFFICER = 777


class Town:
    """The two of the platforms, the officer on Telegram, and whoever a test adds."""

    def __init__(self, bot: Platforms) -> None:
        self.bot = bot
        self._events = 0

    async def add(self, name: str, *places: tuple[str, str], role: str = "reporter") -> None:
        def added(store: OfficeStore) -> None:
            person = people.add_person(store, name, "chang", "", frozenset({role}), "th", self.bot.clock())
            for number, (channel, chat) in enumerate(places):
                at = self.bot.clock() + timedelta(seconds=number)
                people.link_address(store, person, channel, chat, at)

        await self.store(added)

    async def officer(self, said: Said | str) -> str:
        """What the officer reads next."""
        self._events += 1
        self.bot.clock.move(self.bot.clock() + timedelta(seconds=5))
        words = Text(said) if isinstance(said, str) else said
        update = Update("telegram", f"{5000 + self._events}", str(OFFICER), self.bot.clock(), SAID, words)
        await self.bot.tidtam.inbox.receive(self.bot.office, [update])
        await self.bot.tidtam.settle()
        return self.bot.telegram.texts(OFFICER)[-1]

    async def store(self, work: Callable[[OfficeStore], object]) -> object:
        return await self.bot.tidtam.writer.run(lambda connection: work(OfficeStore(connection, self.bot.office)))

    def heard(self, text: str) -> Counter[str]:
        """Chat → how often it was told so."""
        pushed = (o.chat for o in self.bot.line.received for found in self.bot.line.texts_of(o) if text in found)
        sent = (str(o.chat) for o in self.bot.telegram.received if text in str(o.body.get("text")))
        return Counter([*pushed, *(chat for chat in sent if chat != str(OFFICER))])


def in_town(folder: Path, scene: Callable[[Town], Awaitable[None]], monthly: int | None = None) -> None:
    async def play(bot: Platforms) -> None:
        town = Town(bot)
        await town.add("นิติกร", ("telegram", str(OFFICER)), role="legal_officer")
        await scene(town)

    on_platforms(folder, play, monthly)


def test_everybody_hears_it_once_however_often_send_is_tapped(tmp_path: Path) -> None:
    async def scene(town: Town) -> None:
        shown = await town.officer("/broadcast พรุ่งนี้ประชุม")
        assert "ถึงทุกคน 2 คน" in shown and "LINE 1 คน" in shown and "Telegram 1 คน" in shown
        assert town.heard("ประชุม") == {}
        for _ in range(3):
            await town.officer(Tap("broadcast send 1"))
        assert town.heard("ประชุม") == {user_id(1): 1, "555": 1}
        assert "✅ รับแล้ว 2 คน" in await town.officer("ผลการส่ง")
        assert "ไม่มีใครที่ส่งไม่สำเร็จ" in await town.officer("/broadcast resend")

    in_town(tmp_path, scene)


def test_a_job_that_is_done_again_tells_nobody_twice(tmp_path: Path) -> None:
    async def scene(town: Town) -> None:
        bot = town.bot
        for number in range(2, SOME + 50):
            await town.add(f"จนท. {number}", ("line", user_id(number)))
        await town.officer("/broadcast ประกาศค่ะ")
        await town.officer("ส่งเลย")
        reading = QuotaReading(bot.tidtam.writer, bot.tidtam.channels, bot.clock)
        job = Job(1, bot.office, "broadcast", {"broadcast": 1}, False, bot.clock())
        again = Broadcasting(bot.tidtam.writer, bot.tidtam.outbox, bot.clock, reading)
        await asyncio.gather(again(job), again(job))
        for _ in range(3):
            await bot.wait(minutes=1)  # on a busy machine some are answered too late, and tried again
        heard = town.heard("ประกาศค่ะ")
        assert len(heard) == SOME + 50
        assert set(heard.values()) == {1}

    in_town(tmp_path, scene)


def test_what_failed_alone_is_sent_again_with_the_same_key(tmp_path: Path) -> None:
    async def scene(town: Town) -> None:
        town.bot.line.faults.plan("push", Fault("refuse", 400))
        await town.officer("/broadcast ประชุม")
        await town.officer("ส่งเลย")
        assert "❌ ส่งไม่สำเร็จ 1 คน: จนท." in await town.officer("/broadcast status")
        await town.officer("/broadcast resend")
        assert town.heard("ประชุม") == {user_id(1): 1, "555": 1}
        assert "✅ รับแล้ว 2 คน" in await town.officer("/broadcast status")

    in_town(tmp_path, scene)


def test_whoever_has_blocked_us_is_told_elsewhere_when_it_is_sent_again(tmp_path: Path) -> None:
    async def scene(town: Town) -> None:
        await town.add("สมชาย", ("line", user_id(8)), ("telegram", "888"))
        town.bot.telegram.blocked |= {888, 555}
        await town.officer("/broadcast ประชุม")
        await town.officer("ส่งเลย")
        shown = await town.officer("ผลการส่ง")
        assert "✅ รับแล้ว 1 คน\n🚫 บล็อกบอตไว้ 2 คน: จนท., สมชาย" in shown
        await town.officer(Tap("broadcast resend"))
        assert town.heard("ประชุม") == {user_id(1): 1, user_id(8): 1}
        assert "📵 ติดต่อไม่ได้ 1 คน: จนท." in await town.officer("ผลการส่ง")

    in_town(tmp_path, scene)


def test_what_may_have_arrived_is_told_apart_and_never_sent_again(tmp_path: Path) -> None:
    async def scene(town: Town) -> None:
        await town.officer("/broadcast @khlang ประชุม")
        town.bot.telegram.faults.plan("sendMessage", Fault("slow"), Fault("done_reset"))
        await town.officer("ส่งเลย")
        assert "❔ ไม่แน่ใจว่าถึง 1 คน" in await town.officer("ผลการส่ง")
        await town.officer("/broadcast resend")
        assert town.heard("ประชุม") == {"555": 1}

    in_town(tmp_path, scene)


def test_what_line_may_have_taken_before_it_refused_is_never_sent_again(tmp_path: Path) -> None:
    async def scene(town: Town) -> None:
        town.bot.line.faults.plan("push", Fault("done_refuse"), Fault("refuse", 401))
        await town.officer("/broadcast @กองช่าง ประชุม")
        await town.officer("ส่งเลย")
        await town.bot.wait(seconds=5)
        assert "❔ ไม่แน่ใจว่าถึง 1 คน: จนท." in await town.officer("ผลการส่ง")
        await town.bot.wait(hours=25)  # LINE no longer knows its key
        await town.officer("/broadcast resend")
        assert town.heard("ประชุม") == {user_id(1): 1}

    in_town(tmp_path, scene)


def test_near_the_months_limit_the_rest_is_kept_back_and_comes_in_the_new_month(tmp_path: Path) -> None:
    async def scene(town: Town) -> None:
        for number in range(2, 11):
            await town.add(f"จนท. {number}", ("line", user_id(number)))
        town.bot.line.monthly, town.bot.line.pushed["somebody of the console's"] = 10, 3
        await town.store(lambda store: budgets.keep_quota(store, "line", 10, 3, town.bot.clock()))
        shown = await town.officer("/broadcast ประชุม")
        assert "LINE 10 จากที่เหลือเดือนนี้ 7" in shown and "กันไว้ 2" in shown and "ไม่พอสำหรับ 5 คน" in shown
        await town.officer("ส่งเลย")
        assert town.bot.line.used == 3 + 5
        assert "โควตาไม่พอ 5 คน" in await town.officer("ผลการส่ง")
        town.bot.line.pushed.clear()
        await town.bot.wait(days=1)  # November
        await town.officer("/broadcast resend")
        assert set(town.heard("ประชุม").values()) == {1}
        assert len(town.heard("ประชุม")) == 11

    in_town(tmp_path, scene)


def test_what_line_takes_no_more_of_this_month_is_kept_back_and_can_be_sent_again(tmp_path: Path) -> None:
    async def scene(town: Town) -> None:
        await town.officer("/broadcast @กองช่าง ประชุม")
        await town.officer("ส่งเลย")
        assert "โควตาไม่พอ 1 คน" in await town.officer("ผลการส่ง")
        asked = "จะถาม LINE ก่อนว่าเหลือโควตาเท่าไร แล้วส่งซ้ำเท่าที่พอ จากทั้งหมด 1 คนค่ะ"
        assert asked in await town.officer("/broadcast resend")
        assert town.heard("ประชุม") == {}
        town.bot.line.monthly = 300
        shown = await town.officer("/broadcast resend")
        assert asked in shown and "นับเป็นข้อความ LINE 1 จากที่เหลือเดือนนี้ 0" in shown
        assert town.heard("ประชุม") == {user_id(1): 1}

    in_town(tmp_path, scene, monthly=0)


def test_an_officer_without_a_name_goes_by_whose_they_are_as_was_shown(tmp_path: Path) -> None:
    async def scene(town: Town) -> None:
        officer = await town.store(lambda store: people.at_address(store, "telegram", str(OFFICER)))
        assert isinstance(officer, people.Person)
        await town.store(lambda store: people.rename(store, officer.id, officer.name, ""))
        assert "📣 จากเจ้าหน้าที่กองช่าง\nประชุม" in await town.officer("/broadcast ประชุม")
        await town.officer("ส่งเลย")
        assert town.heard("📣 จากเจ้าหน้าที่กองช่าง\nประชุม") == {user_id(1): 1, "555": 1}

    in_town(tmp_path, scene)


@pytest.mark.parametrize("words", ["1", "๑ ค่ะ", "ส่ง"])
def test_the_preview_s_first_button_is_1(tmp_path: Path, words: str) -> None:
    async def scene(town: Town) -> None:
        await town.officer("/broadcast @กองช่าง ประชุม")
        await town.officer(words)
        assert set(town.heard("ประชุม")) == {user_id(1)}

    in_town(tmp_path, scene)


@pytest.mark.parametrize(
    ("words", "heard"), [("@กองคลัง", {"555"}), ("@ค้าง", {user_id(1), "555"}), ("@chang", {user_id(1)})]
)
def test_whom_it_is_for(tmp_path: Path, words: str, heard: set[str]) -> None:
    async def scene(town: Town) -> None:
        await town.officer(f"/broadcast {words} ประชุม")
        await town.officer("ส่งเลย")
        assert set(town.heard("ประชุม")) == heard

    in_town(tmp_path, scene)


@pytest.mark.parametrize("words", ["ไม่ส่ง", "เดี๋ยวก่อน", "2"])
def test_only_a_yes_sends_it_and_only_what_was_shown_last(tmp_path: Path, words: str) -> None:
    async def scene(town: Town) -> None:
        await town.officer("/broadcast หนึ่ง")
        await town.officer("/broadcast สอง")
        assert "ยกเลิกแล้ว" in await town.officer(Tap("broadcast send 1"))
        await town.officer("/broadcast สาม")
        assert "ไม่ได้ส่ง" in await town.officer(words)
        assert "ยกเลิกแล้ว" in await town.officer(Tap("broadcast send 3"))
        assert town.bot.line.received == []
        assert await town.store(broadcasts.last) is None

    in_town(tmp_path, scene)
