"""The tables. Every row but the office itself carries its office; every moment is UTC."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Date,
    Dialect,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
    text,
)
from sqlalchemy.types import BigInteger

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Moment(TypeDecorator[datetime]):
    """A moment in UTC as microseconds since 1970: exact, ordered, and the same in every database."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone")
        return (value - _EPOCH) // timedelta(microseconds=1)

    def process_result_value(self, value: int | None, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + timedelta(microseconds=value)


Words = Text().with_variant(Text(collation="C"), "postgresql")
"""Compared and ordered by its bytes in every database; of any length, for SQLite knows no lengths to hold others to."""


def _number() -> Column[int]:
    return Column("id", Integer, primary_key=True, autoincrement=True)


def _office(**options: Any) -> Column[int]:
    return Column("office_id", ForeignKey("office.id"), nullable=False, **options)


def _required(name: str, type_: Any = Words, **options: Any) -> Column[Any]:
    return Column(name, type_, nullable=False, **options)


UNASKED = text("cause <> 'reply'")
"""Of an outbox row: nobody waits for it as an answer."""
REPLIES = text("cause = 'reply'")
"""Of an outbox row: somebody waits for it as an answer."""
LOST = text("state = 'lost'")
"""Of an outbox row: a reply that did not arrive, to be said again with the next one to that chat."""

office = Table("office", metadata, _number(), _required("key", unique=True), _required("name"),
               _required("created_at", Moment))  # fmt: skip

division = Table("division", metadata, _office(primary_key=True), Column("key", Words, primary_key=True),
                 _required("name"), _required("active", Boolean), _required("sections", JSON),
                 _required("position", Integer))  # fmt: skip

person = Table(
    "person", metadata, _number(), _office(index=True), _required("name"), _required("division"),
    _required("section"), _required("roles", JSON), _required("language"), Column("quiet_until", Date),
    Column("draft_id", Integer), _required("awaiting"), _required("created_at", Moment), Column("left_at", Moment),
)  # fmt: skip

address = Table(
    "address", metadata, _office(primary_key=True), Column("channel", Words, primary_key=True),
    Column("chat_id", Words, primary_key=True), _required("person_id", Integer, index=True),
    _required("alive", Boolean), _required("linked_at", Moment),
)  # fmt: skip

invitation = Table(
    "invitation", metadata, _number(), _office(), _required("code_hash"), _required("role"),
    _required("division"), _required("section"), _required("name"), _required("expires_at", Moment),
    Column("used_at", Moment), UniqueConstraint("office_id", "code_hash"),
)  # fmt: skip

stranger = Table("stranger", metadata, _office(primary_key=True), Column("channel", Words, primary_key=True),
                 Column("chat_id", Words, primary_key=True), _required("wrong", Integer),
                 Column("paused_until", Moment))  # fmt: skip

plan = Table("plan", metadata, _office(primary_key=True), Column("fiscal_year", Integer, primary_key=True),
             Column("version", Integer, primary_key=True), _required("text"), _required("published_at", Moment))  # fmt: skip

duty = Table(
    "duty", metadata, _office(primary_key=True), Column("fiscal_year", Integer, primary_key=True),
    Column("measure", Words, primary_key=True), Column("division", Words, primary_key=True),
    Column("section", Words, primary_key=True), Column("period", Words, primary_key=True),
    _required("due_on", Date), _required("state"), _required("opened_at", Moment),
    Index(None, "office_id", "state"),
)  # fmt: skip

draft = Table(
    "draft", metadata, _number(), _office(), _required("division"), _required("section"),
    _required("period"), _required("person_id", Integer), _required("plan_version", Integer),
    _required("conversation"), _required("heard"), _required("begun_at", Moment), _required("kept_at", Moment),
    Column("source", Words), UniqueConstraint("office_id", "division", "section", "period"),
    sqlite_autoincrement=True,  # a button carries the draft's number: one that is gone must never come again
)  # fmt: skip

unheard = Table(
    "unheard", metadata, _number(), _office(), _required("channel"), _required("chat_id"),
    _required("order", BigInteger), _required("said", JSON), _required("at", Moment),
    Index(None, "office_id", "channel", "chat_id"),
)  # fmt: skip

submission = Table(
    "submission", metadata, _number(), _office(), _required("fiscal_year", Integer), _required("measure"),
    _required("division"), _required("section"), _required("period"),
    _required("version", Integer), _required("person_id", Integer), _required("channel"),
    _required("answers", JSON), _required("marks", JSON), _required("remark"), _required("plan_version", Integer),
    _required("at", Moment), Column("source", Words),
    UniqueConstraint("office_id", "fiscal_year", "measure", "division", "section", "period", "version",
                     name="uq_submission_version"),  # PostgreSQL's names end after 63 letters
)  # fmt: skip

event = Table("event", metadata, _office(primary_key=True), Column("channel", Words, primary_key=True),
              Column("event_id", Words, primary_key=True), _required("at", Moment, index=True))  # fmt: skip

dead_letter = Table("dead_letter", metadata, _number(), _office(), _required("channel"),
                    _required("event_id"), _required("error"), _required("at", Moment))  # fmt: skip

outbox = Table(
    "outbox", metadata, Column("id", Words, primary_key=True), _office(), _required("channel"),
    _required("chat_id"), Column("person_id", Integer), _required("cause"),
    _required("reply_token"), _required("messages"), _required("rendered"), _required("delivered", Integer),
    _required("state"), _required("attempts", Integer), Column("try_at", Moment),
    _required("holder"), _required("error"), _required("created_at", Moment), Column("given_up_at", Moment),
    Column("done_at", Moment),
    Index(None, "try_at"),
    # What was said unasked, for the month's budget and the digest; replies, which are nearly all rows, stay out of it.
    Index("ix_outbox_unasked", "office_id", "created_at", sqlite_where=UNASKED, postgresql_where=UNASKED),
    # Asked only of replies that failed: has a later one been said there? It grows at its end alone.
    Index("ix_outbox_replies", "office_id", "created_at", sqlite_where=REPLIES, postgresql_where=REPLIES),
    Index("ix_outbox_lost", "office_id", "channel", "chat_id", sqlite_where=LOST, postgresql_where=LOST),
)  # fmt: skip

reminder = Table(
    "reminder", metadata, _office(primary_key=True), Column("campaign", Words, primary_key=True),
    Column("period", Words, primary_key=True), Column("person_id", Integer, primary_key=True),
    Column("rung", Integer, primary_key=True), _required("at", Moment),
)  # fmt: skip

edit = Table("edit", metadata, _number(), _office(), _required("fiscal_year", Integer), _required("measure", Integer),
             _required("column"), _required("text"), _required("person_id", Integer),
             _required("at", Moment))  # fmt: skip

file = Table("file", metadata, _office(primary_key=True), Column("digest", Words, primary_key=True),
             _required("name"), _required("media_type"), _required("size", Integer),
             Column("person_id", Integer), _required("at", Moment), Column("display", Words))  # fmt: skip

document = Table(
    "document", metadata, _number(), _office(), _required("fiscal_year", Integer), _required("format"),
    _required("draft", Boolean), _required("digest"), _required("size", Integer), _required("at", Moment),
)  # fmt: skip

link = Table("link", metadata, _office(), Column("token_hash", Words, primary_key=True),
             _required("title"), _required("files", JSON), Column("person_id", Integer),
             _required("expires_at", Moment))  # fmt: skip

job = Table("job", metadata, _number(), _office(), _required("kind"), _required("payload", JSON),
            _required("state"), _required("attempts", Integer), Column("try_at", Moment, index=True),
            _required("error"), _required("created_at", Moment))  # fmt: skip

holiday = Table("holiday", metadata, _office(primary_key=True), Column("day", Date, primary_key=True),
                _required("closed", Boolean), _required("name"))  # fmt: skip

absence = Table(
    "absence", metadata, _number(), _office(), _required("person_id", Integer), _required("first_day", Date),
    _required("last_day", Date), Column("stand_in", Integer), _required("at", Moment), Column("ended_at", Moment),
    Index(None, "office_id", "last_day"),
)  # fmt: skip

push_budget = Table("push_budget", metadata, _office(primary_key=True), Column("channel", Words, primary_key=True),
                    _required("monthly", Integer))  # fmt: skip

broadcast = Table(
    "broadcast", metadata, _number(), _office(), _required("person_id", Integer), _required("text"),
    _required("whom"), _required("state"), _required("at", Moment),
    Index(None, "office_id", "state"),
)  # fmt: skip

broadcast_to = Table(
    "broadcast_to", metadata, _office(primary_key=True), Column("broadcast_id", Integer, primary_key=True),
    Column("person_id", Integer, primary_key=True), _required("state"), Column("outbox_id", Words),
)  # fmt: skip

quota = Table("quota", metadata, _office(primary_key=True), Column("channel", Words, primary_key=True),
              Column("month", Words, primary_key=True), Column("monthly", Integer), _required("used", Integer),
              _required("read_at", Moment))  # fmt: skip

period_change = Table(
    "period_change", metadata, _number(), _office(), _required("period"), _required("action"),
    Column("due_on", Date), _required("reason"), _required("person_id", Integer), _required("at", Moment),
    Index(None, "office_id", "period"),
)  # fmt: skip

look = Table("look", metadata, _office(primary_key=True), _required("asked", Integer),
             Column("until", Moment))  # fmt: skip
