"""A Telegram edit of the answer just given updates it, a LINE unsend withdraws it; what was sent stays as it was."""

import json
from pathlib import Path
from typing import Any

from storage import drafts, people, submissions
from tests.bot.crafted import photo
from tests.bot.platforms import CHATS, Platforms, on_platforms
from tests.doubles.line_records import Content

LINE, TELEGRAM = CHATS["line"], int(CHATS["telegram"])


async def say(bot: Platforms, *texts: str) -> list[Any]:
    """The person in LINE says these, one after another; the events."""
    events = [bot.line.people.text(LINE, text) for text in texts]
    for event in events:
        await bot.hear("line", event)
    return events


async def write(bot: Platforms, *texts: str) -> list[Any]:
    """The same in Telegram."""
    updates = []
    for text in texts:
        updates.append(bot.telegram.people.text(TELEGRAM, text))
        await bot.hear("telegram", updates[-1])
    return updates


async def unsend(bot: Platforms, event: Any) -> None:
    await bot.hear("line", bot.line.people.unsend(LINE, event["message"]["id"]))


async def answers(bot: Platforms, channel: str) -> list[Any]:
    """What stands in the person's open run."""

    def look(connection: Any) -> list[Any]:
        (draft,) = drafts.of_person(bot.store(connection), bot.persons[channel])
        return list(json.loads(draft.conversation)["answers"].values())

    return await bot.tidtam.writer.run(look)


async def reported(bot: Platforms) -> list[Any]:
    def look(connection: Any) -> list[Any]:
        return [v for r in submissions.latest(bot.store(connection), 2568) for v in r.answers.values()]

    return await bot.tidtam.writer.run(look)


def test_an_edit_of_the_answer_just_given_updates_it(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        *_, answer = await write(bot, "เริ่ม", "4", "10")
        before = bot.telegram.texts(TELEGRAM)[-1]
        await bot.hear("telegram", bot.telegram.people.edited(answer, "12"))
        assert (await answers(bot, "telegram"))[1:] == [12]
        told = bot.telegram.texts(TELEGRAM)[-1]
        assert told.startswith("แก้คำตอบ") and told.endswith(before)
        await bot.hear("telegram", bot.telegram.people.edited(answer, "๑๓"))
        assert (await answers(bot, "telegram"))[1:] == [13]

    on_platforms(tmp_path, scene)


def test_an_edit_that_cannot_be_read_asks_again(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        *_, answer = await write(bot, "เริ่ม", "4", "10")
        await bot.hear("telegram", bot.telegram.people.edited(answer, "ไม่ทราบจริง ๆ"))
        assert (await answers(bot, "telegram"))[1:] == []
        assert "2/" in bot.telegram.texts(TELEGRAM)[-1]
        await write(bot, "7")
        assert (await answers(bot, "telegram"))[1:] == [7]

    on_platforms(tmp_path, scene)


def test_an_edit_of_an_earlier_answer_changes_nothing_and_says_how(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        *_, first, _ = await write(bot, "เริ่ม", "4", "10", "11")
        await bot.hear("telegram", bot.telegram.people.edited(first, "12"))
        assert (await answers(bot, "telegram"))[1:] == [10, 11]
        earlier, screen = bot.telegram.texts(TELEGRAM)[-2:]
        assert "ย้อนกลับ" in earlier and "4/" in screen

    on_platforms(tmp_path, scene)


def test_buttons_that_were_shown_before_an_edit_are_stale_after_it(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        *_, answer = await write(bot, "เริ่ม", "4", "10")
        keys: Any = bot.telegram.of(TELEGRAM)[-1].body["reply_markup"]
        shown = [key["callback_data"] for row in keys["inline_keyboard"] for key in row]
        await bot.hear("telegram", bot.telegram.people.edited(answer, "12"))
        for data in shown:
            await bot.hear("telegram", bot.telegram.people.tap(TELEGRAM, data))
            assert (await answers(bot, "telegram"))[1:] == [12]

    on_platforms(tmp_path, scene)


def test_after_an_edit_the_run_goes_on_to_the_same_report(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        *_, answer = await write(bot, "เริ่ม", "4", "10")
        late = bot.telegram.people.text(TELEGRAM, "5")
        await bot.hear("telegram", bot.telegram.people.edited(answer, "12"))
        await write(bot, "6")
        assert (await answers(bot, "telegram"))[1:] == [12, 6]
        await bot.hear("telegram", late)  # said before the edit, so the edit was of an earlier answer
        assert (await answers(bot, "telegram"))[1:] == [10, 5, 6]

    on_platforms(tmp_path, scene)


def test_an_edit_of_what_was_sent_leaves_it_and_says_how_to_revise(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        updates = await write(bot, "เริ่ม", "ไม่มีความคืบหน้า ไม่มีงาน")
        kept = await reported(bot)
        await bot.hear("telegram", bot.telegram.people.edited(updates[0], "สถานะ"))
        assert await reported(bot) == kept
        assert "แก้" in bot.telegram.texts(TELEGRAM)[-1]

    on_platforms(tmp_path, scene)


def test_a_stranger_who_mends_a_code_joins_by_it(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        wrong = bot.telegram.people.text(777, "สวัสดี")
        await bot.hear("telegram", wrong, bot.telegram.people.edited(wrong, "AAAA-BBBB"))
        assert "ไม่พบรหัสนี้" in bot.telegram.texts(777)[-1]

    on_platforms(tmp_path, scene)


def test_an_unsent_answer_is_dropped_and_asked_again(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        *_, answer = await say(bot, "เริ่ม", "3", "2")
        told = len(bot.line.texts(LINE))
        await unsend(bot, answer)
        assert await answers(bot, "line") == ["เสร็จแล้ว"]
        assert len(bot.line.texts(LINE)) == told  # no token, and worth no push
        await say(bot, "5")  # meant for the second question, or for the third that still stands on the screen?
        assert await answers(bot, "line") == ["เสร็จแล้ว"]
        note, screen, *_ = bot.line.texts(LINE)[told:]
        assert note.startswith("ตัดคำตอบข้อ") and "ยังไม่ได้ใช้เป็นคำตอบ" in screen and "\n2/4" in screen
        await say(bot, "5")
        assert await answers(bot, "line") == ["เสร็จแล้ว", 5]
        assert bot.line.texts(LINE)[-1].startswith("3/4")
        assert bot.line.calls["push"] == 0

    on_platforms(tmp_path, scene)


def test_several_may_be_unsent_the_newest_first(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        _, first, second = await say(bot, "เริ่ม", "3", "2")
        for event in (second, first):
            await unsend(bot, event)
        assert await answers(bot, "line") == []
        await say(bot, "2", "1", "4")
        assert (await answers(bot, "line"))[0] == "ยังไม่เริ่ม"  # by the one that was said to it
        assert (await answers(bot, "line"))[1] == 4

    on_platforms(tmp_path, scene)


def test_an_earlier_unsent_answer_is_asked_again_in_its_turn(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        *_, second, _ = await say(bot, "เริ่ม", "3", "2", "120")
        await unsend(bot, second)
        assert await answers(bot, "line") == ["เสร็จแล้ว", 120]
        await say(bot, "0")  # the question that stands open
        assert bot.line.texts(LINE)[-1].startswith("2/4")
        await say(bot, "7", "ส่งเลย")
        assert sorted(map(str, await reported(bot))) == sorted(["เสร็จแล้ว", "7", "120", "0"])

    on_platforms(tmp_path, scene)


def test_nothing_is_sent_while_an_unsent_answer_is_missing(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        events = await say(bot, "เริ่ม", "3", "2", "120", "0")
        await unsend(bot, events[2])
        await say(bot, "ส่งเลย")
        assert await reported(bot) == []
        await say(bot, "9", "ส่งเลย")
        assert 9 in await reported(bot)

    on_platforms(tmp_path, scene)


def test_what_was_answered_anew_outlives_the_first_message(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        events = await say(bot, "เริ่ม", "3", "2", "ย้อนกลับ", "5")
        await unsend(bot, events[2])
        assert await answers(bot, "line") == ["เสร็จแล้ว", 5]

    on_platforms(tmp_path, scene)


def test_unsending_what_was_sent_leaves_it_and_says_how_to_revise(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        events = await say(bot, "เริ่ม", "3", "2", "120", "0", "ส่งเลย")
        kept = await reported(bot)
        await unsend(bot, events[2])
        assert await reported(bot) == kept and 2 in kept
        await say(bot, "สถานะ")
        assert any("แก้รายงาน" in text for text in bot.line.texts(LINE)[-2:])
        assert bot.line.calls["push"] == 0

    on_platforms(tmp_path, scene)


def test_only_one_s_own_run_follows(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        *_, answer = await say(bot, "เริ่ม", "3")

        def hand_over(connection: Any) -> None:
            store = bot.store(connection)
            (draft,) = drafts.of_person(store, bot.persons["line"])
            drafts.take_over(store, draft.id, bot.persons["telegram"])
            people.set_draft(store, bot.persons["telegram"], draft.id)

        await bot.tidtam.writer.run(hand_over)
        await unsend(bot, answer)
        assert await answers(bot, "telegram") == ["เสร็จแล้ว"]

    on_platforms(tmp_path, scene)


def test_an_unsent_photo_leaves_the_evidence_and_the_others_stay(tmp_path: Path) -> None:
    async def scene(bot: Platforms) -> None:
        await say(bot, "เริ่ม", "3", "2", "120", "0", "ส่งเลย", "ส่งหลักฐาน", "2")
        sent = []
        for number in range(3):
            bot.line.contents[f"9{number}"] = Content(photo((640, 480 + number)))
            sent.append(bot.line.people.image(LINE, f"9{number}"))
            await bot.hear("line", sent[-1])
        await unsend(bot, sent[0])
        await unsend(bot, sent[2])
        await say(bot, "เสร็จแล้ว")
        (kept,) = await answers(bot, "line")
        assert [item["name"] for item in kept] == ["91.jpg"]
        await unsend(bot, sent[1])
        assert await answers(bot, "line") == []

    on_platforms(tmp_path, scene)
