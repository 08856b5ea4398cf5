"""What is owed as rows: messages, jobs, links. Taken with a lease, once; and what becomes of each."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Connection, select

from dialogue.messages import Attachment, Button, Message
from storage import jobs, links, outbox, outcomes
from storage.office_store import OfficeStore
from storage.outbox import REMINDER, REPLY, Owed
from storage.tables import job as job_table
from storage.tables import link as link_table
from storage.tables import outbox as outbox_table

LEASE = timedelta(seconds=60)
HELLO = Message("สวัสดีค่ะ", (Button("เริ่ม", "start", "เริ่ม"),))


def waiting(store: OfficeStore, now: datetime) -> list[str]:
    return [owed.id for owed in outbox.take_waiting(store.connection, now, LEASE)]


def owe(store: OfficeStore, now: datetime, cause: str = REMINDER) -> Owed:
    return outbox.owe(store, "line", "U1", [HELLO], cause, now, reply_token="r" if cause == REPLY else "")


def state(connection: Connection, row_id: str) -> tuple[str, str, datetime | None]:
    row = connection.execute(select(outbox_table).where(outbox_table.c.id == row_id)).one()
    return row.state, row.error, row.done_at


def test_a_message_comes_back_as_it_was_owed(store: OfficeStore, now: datetime) -> None:
    owed = owe(store, now)
    (taken,) = outbox.take_waiting(store.connection, now, LEASE)
    assert (taken.id, taken.office_id, taken.channel, taken.chat_id) == (owed.id, store.office_id, "line", "U1")
    assert (taken.messages, taken.cause, taken.created_at) == ((HELLO,), REMINDER, now)


def test_a_taken_message_is_nobody_elses_until_the_lease_is_over(store: OfficeStore, now: datetime) -> None:
    owed = owe(store, now)
    assert waiting(store, now) == [owed.id]
    assert waiting(store, now) == []
    assert waiting(store, now + LEASE - timedelta(seconds=1)) == []
    assert waiting(store, now + LEASE) == [owed.id]
    (taken,) = outbox.take_waiting(store.connection, now + 2 * LEASE, LEASE)
    assert taken.attempts == 2  # before this one


def test_a_reply_is_leased_to_whoever_owed_it_and_goes_first_afterwards(store: OfficeStore, now: datetime) -> None:
    reminder = owe(store, now - timedelta(minutes=5))
    reply = owe(store, now, REPLY)
    assert waiting(store, now) == [reminder.id]
    assert waiting(store, now + LEASE) == [reply.id, reminder.id]


def test_a_reply_is_tried_again_until_a_later_one_has_been_said_in_its_chat(store: OfficeStore, now: datetime) -> None:
    first, second = owe(store, now, REPLY), owe(store, now + timedelta(seconds=1), REPLY)
    elsewhere = outbox.owe(store, "line", "U2", [HELLO], REPLY, now + timedelta(seconds=2))
    soon = now + LEASE
    assert waiting(store, soon) == [first.id, second.id, elsewhere.id]  # each in its turn
    outcomes.sent(store.connection, [second.id], soon)
    assert waiting(store, soon + LEASE) == [elsewhere.id]
    assert state(store.connection, first.id) == ("lost", outbox.OVERTAKEN, None)
    assert [row.id for row in outbox.take_lost(store, "line", "U1")] == [first.id]


@pytest.mark.parametrize("became", [outcomes.lost, outcomes.failed])
def test_a_later_reply_that_was_not_said_overtakes_none(
    became: Callable[..., None], store: OfficeStore, now: datetime
) -> None:
    first, second = owe(store, now, REPLY), owe(store, now + timedelta(seconds=1), REPLY)
    became(store.connection, second.id, "refused", *([now, None] if became is outcomes.failed else []))
    assert waiting(store, now + LEASE) == [first.id]


def test_what_is_sent_is_done(store: OfficeStore, now: datetime) -> None:
    one, two = owe(store, now), owe(store, now)
    outcomes.sent(store.connection, [one.id, two.id], now)
    outcomes.sent(store.connection, [], now)
    assert waiting(store, now + timedelta(days=9)) == []
    assert state(store.connection, two.id) == ("sent", "", now)


def test_what_failed_is_tried_again_when_it_is_time_and_not_before(store: OfficeStore, now: datetime) -> None:
    owed = owe(store, now)
    waiting(store, now)
    outcomes.failed(store.connection, owed.id, "503", now, now + timedelta(minutes=5))
    assert waiting(store, now + timedelta(minutes=4)) == []
    assert state(store.connection, owed.id)[1:] == ("503", None)
    assert waiting(store, now + timedelta(minutes=5)) == [owed.id]


def test_what_failed_for_good_or_may_have_arrived_is_never_sent_again(store: OfficeStore, now: datetime) -> None:
    failed, unknown = owe(store, now), owe(store, now)
    waiting(store, now)
    outcomes.failed(store.connection, failed.id, "403", now, None)
    outcomes.unknown(store.connection, unknown.id, "timeout", now)
    assert waiting(store, now + timedelta(days=9)) == []
    assert state(store.connection, failed.id) == ("failed", "403", now)
    assert state(store.connection, unknown.id) == ("unknown", "timeout", now)


def test_no_more_than_a_batch_is_taken_at_once(store: OfficeStore, now: datetime) -> None:
    for _ in range(outbox.BATCH + 1):
        owe(store, now)
    assert [len(waiting(store, now)), len(waiting(store, now))] == [outbox.BATCH, 1]


def take(store: OfficeStore, now: datetime) -> jobs.Job | None:
    return jobs.take(store.connection, now, LEASE)


def test_jobs_are_taken_oldest_first_and_once(store: OfficeStore, now: datetime) -> None:
    for number in (1, 2):
        jobs.owe_job(store, "report", {"number": number}, now)
    taken = [take(store, now), take(store, now)]
    assert [job.payload["number"] for job in taken if job] == [1, 2]
    assert take(store, now) is None
    assert [job.office_id for job in taken if job] == [store.office_id] * 2


def test_a_job_whose_worker_died_is_taken_by_another(store: OfficeStore, now: datetime) -> None:
    jobs.owe_job(store, "report", {}, now)
    first, none, again = take(store, now), take(store, now + LEASE / 2), take(store, now + LEASE)
    assert none is None
    assert first and again and first.id == again.id
    assert (first.last_try, again.last_try) == (False, False)


def test_a_job_that_kills_its_workers_is_given_up(store: OfficeStore, now: datetime) -> None:
    jobs.owe_job(store, "report", {}, now)
    jobs.owe_job(store, "other", {}, now + timedelta(hours=1))
    tries = [take(store, now + n * LEASE) for n in range(jobs.TRIES)]
    assert [job.last_try for job in tries if job] == [False, False, True]
    later = take(store, now + timedelta(hours=1))
    assert later and later.kind == "other"
    assert _job_states(store) == [("failed", "its worker died"), ("waiting", "")]


def test_a_failed_job_is_tried_three_times(store: OfficeStore, now: datetime) -> None:
    jobs.owe_job(store, "report", {}, now)
    for number in range(jobs.TRIES):
        job = take(store, now + number * timedelta(minutes=1))
        assert job
        jobs.failed(store.connection, job, "no paper", now + number * timedelta(minutes=1))
    assert take(store, now + timedelta(days=1)) is None
    assert _job_states(store) == [("failed", "no paper")]


def test_a_done_job_is_done(store: OfficeStore, now: datetime) -> None:
    jobs.owe_job(store, "report", {}, now)
    job = take(store, now)
    assert job
    jobs.done(store.connection, job.id)
    assert take(store, now + timedelta(days=1)) is None
    assert _job_states(store) == [("done", "")]


def _job_states(store: OfficeStore) -> Sequence[tuple[str, str]]:
    rows = store.connection.execute(select(job_table.c.state, job_table.c.error).order_by(job_table.c.id))
    return [(row.state, row.error) for row in rows]


FILES = (Attachment("ab" * 32, "รายงาน.pdf", "application/pdf", 7),)


def test_a_link_leads_to_its_files_and_says_when_it_ends(store: OfficeStore, now: datetime) -> None:
    token = links.make_link(store, "รายงาน 2568", FILES, 1, now)
    found = links.link(store.connection, token)
    assert found == links.Link("รายงาน 2568", FILES, now + timedelta(hours=24))
    assert links.link(store.connection, token) == found  # reading does not use it up


def test_only_the_hash_of_a_link_is_kept(store: OfficeStore, now: datetime) -> None:
    token = links.make_link(store, "รายงาน", FILES, 1, now)
    assert token not in repr(store.connection.execute(select(link_table)).all())
    assert len(token) == 32


@pytest.mark.parametrize("token", ["", "x", "../etc", "0" * 64])
def test_a_token_that_never_was_leads_nowhere(token: str, store: OfficeStore) -> None:
    assert links.link(store.connection, token) is None


def test_who_lost_a_message_to_another_neither_sends_it_nor_says_what_became_of_it(
    store: OfficeStore, now: datetime
) -> None:
    owed = owe(store, now)
    outbox.take_waiting(store.connection, now, LEASE, "first")
    outbox.take_waiting(store.connection, now + LEASE, LEASE, "second")
    assert not outcomes.begin_try(store.connection, owed.id, "first")
    assert not outcomes.part_delivered(store.connection, owed.id, "first", 1)
    outbox.renew(store.connection, [(owed.id, "first")], now + timedelta(days=1))
    assert outcomes.begin_try(store.connection, owed.id, "second")
    outcomes.sent(store.connection, [owed.id], now)
    outcomes.failed(store.connection, owed.id, "timeout", now, now)
    outcomes.unknown(store.connection, owed.id, "timeout", now)
    outcomes.lost(store.connection, owed.id, "timeout")
    assert state(store.connection, owed.id) == ("sent", "", now)


def test_a_lease_is_renewed_by_its_holder(store: OfficeStore, now: datetime) -> None:
    owed = owe(store, now)
    outbox.take_waiting(store.connection, now, LEASE, "first")
    outbox.renew(store.connection, [(owed.id, "first")], now + 3 * LEASE)
    assert waiting(store, now + 2 * LEASE) == []
    assert waiting(store, now + 3 * LEASE) == [owed.id]
