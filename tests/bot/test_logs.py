"""The log knows numbers and kinds; never what was said, by whom, from where, or a token."""

import logging
from pathlib import Path

import pytest
from sqlalchemy import update

from storage import invitations
from storage.tables import draft
from tests.bot.scripted import Bot, played, refused

WORDS = ("กระเช้าผลไม้ลับ", "บริษัทลับเฉพาะ จำกัด")
CHAT = "U-a-secret-chat"
NAME = "ชื่อลับ"
TOKEN = "a-secret-reply-token"


async def talk(bot: Bot) -> None:
    """A code, a run of questions with a gift in it, a file, a reply that is refused, and a failure of our own."""
    code = await bot.store(lambda s: invitations.invite(s, "reporter", "chang", "", bot.clock(), name=NAME))
    said = [code, "เริ่ม", "3", "2", "120", "1", *WORDS, "1", "ส่งเลย", "สถานะ", "/hello"]
    for number, words in enumerate(said):
        await bot.say(CHAT, words, f"e{number}", token=TOKEN)
    assert "บันทึกแล้ว" in "".join(text for chat, text in bot.channel.said if chat == CHAT)
    bot.channel.failures = [refused(), ValueError(f"{CHAT} {TOKEN} {WORDS[0]}"), refused(permanent=True)]
    for number in range(3):
        await bot.say(CHAT, WORDS[0], f"f{number}", token=TOKEN)
    await bot.say("chang", "ส่งหลักฐาน", "g0")
    await bot.look(lambda c: c.execute(update(draft).values(conversation=f'{{"at": "{WORDS[0]}"')))
    await bot.say("chang", WORDS[1], "g1")


def test_a_conversation_leaves_nothing_of_itself_in_the_log(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        played(tmp_path, talk)
    written = "\n".join(logging.Formatter("%(name)s %(message)s").format(record) for record in caplog.records)
    assert "not sent: outbox=" in written and "an update failed: office=1" in written, "there is a log at all"
    assert not [secret for secret in (*WORDS, CHAT, NAME, TOKEN) if secret in written]
