"""Jobs: leased, tried three times, and what becomes of a file that was sent and of a report that cannot be written."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select

from bot.channels import TooLarge
from bot.fetching import LIMIT
from bot.jobs import LEASE
from bot.media_types import media_type_of
from dialogue.said import File
from storage import files, jobs
from storage.tables import file, job, plan
from tests.bot.crafted import photo
from tests.bot.scripted import Bot, played, refused

MINUTE = timedelta(minutes=1)
PDF = b"%PDF-1.7\nstartxref\n9\n%%EOF\n"


def sent(name: str) -> File:
    return File("", name, "application/octet-stream", 0)


async def at_evidence(bot: Bot) -> None:
    """กองช่าง has reported and stands at the question for pictures and documents of its manual."""
    for number, words in enumerate(("เริ่ม", "1", "0", "0", "0", "ส่งเลย", "ส่งหลักฐาน", "2")):
        await bot.say("chang", words, f"before-{number}")


async def states(bot: Bot) -> list[tuple[str, int]]:
    return [(row.state, row.attempts) for row in await bot.look(lambda c: c.execute(select(job)).all())]


def test_a_file_is_fetched_and_then_said_like_any_message(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await at_evidence(bot)
        bot.channel.files["manual.doc"] = PDF
        told = await bot.say("chang", sent("manual.doc"), "f1")
        assert "ได้รับแล้ว: manual.pdf" in told[0]
        (kept,) = await bot.look(lambda c: c.execute(select(file)).all())
        assert (kept.name, kept.media_type, kept.size) == ("manual.pdf", "application/pdf", len(PDF))
        assert bot.tidtam.files.read(kept.digest) == PDF
        assert await states(bot) == [("done", 1)]

    played(tmp_path, scene)


def test_a_file_without_a_name_gets_one_by_what_it_is(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await at_evidence(bot)
        bot.channel.files[""] = photo()
        assert "file.jpg" in (await bot.say("chang", sent(""), "f1"))[0]

    played(tmp_path, scene)


def test_a_photos_copy_is_noted_with_it(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await at_evidence(bot)
        bot.channel.files["board.jpg"] = photo()
        await bot.say("chang", sent("board.jpg"), "f1")
        (kept,) = await bot.look(lambda c: c.execute(select(file)).all())
        display = await bot.store(lambda store: files.display_of(store, kept.digest))
        assert b"Somebody" in bot.tidtam.files.read(kept.digest)
        assert b"Somebody" not in bot.tidtam.files.read(display)
        assert await bot.store(lambda store: files.display_of(store, "ab" * 32)) == ""

    played(tmp_path, scene)


def test_a_program_called_pdf_is_not_taken_for_one(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await at_evidence(bot)
        bot.channel.files["report.pdf"] = b"MZ\x90\x00"
        assert (await bot.say("chang", sent("report.pdf"), "f1"))[0].startswith("ข้อนี้รับเฉพาะ")

    played(tmp_path, scene)


def test_too_large_a_file_is_refused_at_once_with_the_limit(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await at_evidence(bot)
        bot.channel.files["film.mp4"] = TooLarge()
        assert f"ไฟล์ใหญ่เกิน {LIMIT // 2**20} MB" in (await bot.say("chang", sent("film.mp4"), "f1"))[0]
        assert await states(bot) == [("done", 1)]

    played(tmp_path, scene)


def test_a_file_that_is_gone_is_asked_for_again_at_once(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await at_evidence(bot)
        bot.channel.files["a.pdf"] = refused(permanent=True)
        assert (await bot.say("chang", sent("a.pdf"), "f1"))[0].startswith("รับไฟล์ไม่สำเร็จค่ะ")

    played(tmp_path, scene)


def test_a_platform_that_is_down_is_tried_three_times_before_the_person_is_told(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await at_evidence(bot)
        bot.channel.files["a.pdf"] = refused()
        assert await bot.say("chang", sent("a.pdf"), "f1") == []
        assert await states(bot) == [("waiting", 1)]
        await bot.wait(MINUTE)
        assert await states(bot) == [("waiting", 2)]
        heard = len(bot.channel.said)
        await bot.wait(MINUTE)
        assert [text[:10] for _, text in bot.channel.said[heard:]] == ["รับไฟล์ไม่"]
        await bot.wait(MINUTE)
        assert (await states(bot))[0][1] == 3

    played(tmp_path, scene)


def test_a_platform_that_comes_back_loses_no_file(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        await at_evidence(bot)
        bot.channel.files["a.pdf"] = refused()
        await bot.say("chang", sent("a.pdf"), "f1")
        bot.channel.files["a.pdf"] = PDF
        await bot.wait(MINUTE)
        assert "ได้รับแล้ว: a.pdf" in bot.channel.said[-1][1]

    played(tmp_path, scene)


def test_a_job_is_anothers_only_when_its_worker_has_been_silent_for_the_lease(tmp_path: Path) -> None:
    async def scene(bot: Bot) -> None:
        now = bot.clock() + timedelta(days=1)
        await bot.store(lambda store: jobs.owe_job(store, "report", {}, now))
        first = await bot.look(lambda c: jobs.take(c, now, LEASE))
        assert first is not None and not first.last_try
        assert await bot.look(lambda c: jobs.take(c, now + LEASE - MINUTE, LEASE)) is None
        again = await bot.look(lambda c: jobs.take(c, now + LEASE, LEASE))
        assert again is not None and again.id == first.id
        last = await bot.look(lambda c: jobs.take(c, now + 2 * LEASE, LEASE))
        assert last is not None and last.last_try
        await bot.look(lambda c: jobs.failed(c, last, "why", now))
        assert await bot.look(lambda c: jobs.take(c, now + 9 * LEASE, LEASE)) is None

    played(tmp_path, scene)


@pytest.mark.parametrize(
    ("asked", "apology"),
    [("/report 2568", "ขออภัยค่ะ จัดทำรายงานไม่สำเร็จ"), ("/picture 2568", "ขออภัยค่ะ วาดภาพไม่สำเร็จ")],
)
def test_who_asked_for_what_cannot_be_made_is_told_after_the_third_time(
    asked: str, apology: str, tmp_path: Path
) -> None:
    async def scene(bot: Bot) -> None:
        await bot.receive("officer", asked, "r1")
        await bot.look(lambda c: c.execute(delete(plan)))
        await bot.tidtam.settle()
        for _ in range(2):
            assert bot.channel.said == []
            await bot.wait(MINUTE)
        ((chat, text),) = bot.channel.said
        assert chat == "officer"
        assert text.startswith(apology)
        assert await states(bot) == [("failed", 3)]

    played(tmp_path, scene)


@pytest.mark.parametrize(
    ("content", "media_type"),
    [
        (b"\xff\xd8\xff\xdb", "image/jpeg"),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
        (b"RIFF\x00\x00\x00\x00AVI ", "application/octet-stream"),
        (PDF, "application/pdf"),
        (b"PK\x03\x04 a document, or any zip", "application/zip"),
        (b"\0\0\0\x18ftypheic", "image/heic"),
        (b"\0\0\0\x18ftypisom", "application/octet-stream"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
        (b"<html>%PDF-", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)  # fmt: skip
def test_what_a_file_is_is_told_by_its_first_bytes(content: bytes, media_type: str) -> None:
    assert media_type in media_type_of(content)
