"""The job of /report: compile, write PDF and DOCX, keep them by digest, and owe them to whoever asked."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

from bot.answering import asked, owe_answer, owe_apology, owe_unasked, whoever_asked
from bot.outbox import Outbox
from dialogue.messages import Attachment, Message
from dialogue.words import say
from measures.annual_report import AnnualReport
from reports import FORMATS
from scheduler.pushes import Pushes
from storage import annual_reports, documents, jobs, links, people
from storage.database import Connection
from storage.files import Files
from storage.jobs import Job
from storage.office_store import OfficeStore
from storage.outbox import Owed
from storage.people import Person
from storage.writer import Writer

GAPS_SHOWN = 10
"""How many gaps are named in chat; the document lists all."""


@dataclass(frozen=True, slots=True)
class Reporting:
    writer: Writer
    files: Files
    outbox: Outbox
    clock: Callable[[], datetime]
    public_url: str

    async def __call__(self, job: Job) -> None:
        """Write the report that `job` asks for and owe it to those who wait for it; after the last failure, say so."""
        try:
            owed = await self._written(job)
        except Exception:
            if job.last_try:
                self.outbox.speak(
                    await self.writer.run(partial(owe_apology, self.outbox, job, "report_failed", self.clock()))
                )
            raise
        self.outbox.speak(owed)

    async def _written(self, job: Job) -> Sequence[Owed]:
        year = int(job.payload["fiscal_year"])
        forced = bool(job.payload.get("draft"))
        report = await self.writer.run(
            lambda connection: annual_reports.compiled(OfficeStore(connection, job.office_id), year, draft=forced)
        )
        report = replace(report, draft=forced or bool(report.gaps))
        written = await asyncio.to_thread(self._write, report)
        return await self.writer.run(lambda connection: self._owe(connection, job, report, written))

    def _write(self, report: AnnualReport) -> Sequence[Attachment]:
        """Both documents, stored; runs in a thread of its own."""
        found = []
        for name, format_ in FORMATS.items():
            content = format_.write(report)
            file_name = f"report-{report.fiscal_year}{'-draft' if report.draft else ''}.{name}"
            found.append(Attachment(self.files.put(content), file_name, format_.media_type, len(content)))
        return found

    def _owe(
        self, connection: Connection, job: Job, report: AnnualReport, written: Sequence[Attachment]
    ) -> Sequence[Owed]:
        store, now = OfficeStore(connection, job.office_id), self.clock()
        for attachment in written:
            documents.keep_document(
                store, report.fiscal_year, attachment.name.rpartition(".")[2], report.draft, attachment.digest,
                attachment.size, now,
            )  # fmt: skip
        jobs.done(connection, job.id)  # together with what it leads to, so that neither is without the other

        def message(person: Person) -> Message:
            url = self._link(store, report, written, person.id) if self.public_url else ""
            return told(report, written, url, person.language, weekly=not asked(job))

        if asked(job):
            to = whoever_asked(store, job, now)
            return owe_answer(store, self.outbox, to, message(to.person), now) if to else ()
        places, pushes = people.places(store), Pushes(store, now)
        return [
            owe_unasked(store, pushes, officer, places[officer.id], message(officer), now)
            for officer in _officers(store, job)
            if officer.id in places
        ]

    def _link(self, store: OfficeStore, report: AnnualReport, written: Sequence[Attachment], person_id: int) -> str:
        token = links.make_link(store, _title(report), written, person_id, self.clock())
        return f"{self.public_url}/r/{token}"


def _officers(store: OfficeStore, job: Job) -> Sequence[Person]:
    """Whom it is told to that nobody asked for: every legal officer, or the one who has not had it yet."""
    officers = [person for person in people.people(store) if "legal_officer" in person.roles]
    return [person for person in officers if job.payload.get("officer") in (None, person.id)]


def _title(report: AnnualReport) -> str:
    return report.cover.title[0] if report.cover.title else report.memo.subject


def told(report: AnnualReport, written: Sequence[Attachment], url: str, language: str, *, weekly: bool) -> Message:
    """What the officer reads with the documents: whether it is final, and what is missing from whom."""
    year = report.fiscal_year
    key = "report_weekly" if weekly else "report_draft" if report.draft else "report_ready"
    lines = [say(language, key, year=year)]
    if report.gaps:
        named = list(dict.fromkeys((gap.measure, gap.reason) for gap in report.gaps))
        lines.append(say(language, "report_gaps", count=len(named)))
        for measure, reason in named[:GAPS_SHOWN]:
            lines.append(say(language, "report_gap", measure=measure, reason=reason))
        if (more := len(named) - GAPS_SHOWN) > 0:
            lines.append(say(language, "report_gaps_more", count=more))
    return Message("\n".join(lines), (), tuple(written), url, say(language, "report_link") if url else "")
