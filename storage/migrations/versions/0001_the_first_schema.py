"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

WORDS = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    op.create_table(
        "office",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_office")),
        sa.UniqueConstraint("key", name=op.f("uq_office_key")),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("stand_in", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_absence_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    op.create_index(op.f("ix_absence_office_id_last_day"), "absence", ["office_id", "last_day"])
    op.create_table(
        "address",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("chat_id", WORDS, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("alive", sa.Boolean(), nullable=False),
        sa.Column("linked_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_address_office_id")),
        sa.PrimaryKeyConstraint("office_id", "channel", "chat_id", name=op.f("pk_address")),
    )
    op.create_index(op.f("ix_address_person_id"), "address", ["person_id"])
    op.create_table(
        "broadcast",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("whom", WORDS, nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_broadcast_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_broadcast")),
    )
    op.create_index(op.f("ix_broadcast_office_id_state"), "broadcast", ["office_id", "state"])
    op.create_table(
        "broadcast_to",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("outbox_id", WORDS, nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_broadcast_to_office_id")),
        sa.PrimaryKeyConstraint("office_id", "broadcast_id", "person_id", name=op.f("pk_broadcast_to")),
    )
    op.create_table(
        "dead_letter",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("event_id", WORDS, nullable=False),
        sa.Column("error", WORDS, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_dead_letter_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dead_letter")),
    )
    op.create_table(
        "division",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("key", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("sections", sa.JSON(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_division_office_id")),
        sa.PrimaryKeyConstraint("office_id", "key", name=op.f("pk_division")),
    )
    op.create_table(
        "document",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("format", WORDS, nullable=False),
        sa.Column("draft", sa.Boolean(), nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_document_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("division", WORDS, nullable=False),
        sa.Column("section", WORDS, nullable=False),
        sa.Column("period", WORDS, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("conversation", WORDS, nullable=False),
        sa.Column("heard", WORDS, nullable=False),
        sa.Column("begun_at", sa.BigInteger(), nullable=False),
        sa.Column("kept_at", sa.BigInteger(), nullable=False),
        sa.Column("source", WORDS, nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_draft_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint(
            "office_id", "division", "section", "period", name=op.f("uq_draft_office_id_division_section_period")
        ),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "duty",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("measure", WORDS, nullable=False),
        sa.Column("division", WORDS, nullable=False),
        sa.Column("section", WORDS, nullable=False),
        sa.Column("period", WORDS, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("opened_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_duty_office_id")),
        sa.PrimaryKeyConstraint(
            "office_id", "fiscal_year", "measure", "division", "section", "period", name=op.f("pk_duty")
        ),
    )
    op.create_index(op.f("ix_duty_office_id_state"), "duty", ["office_id", "state"])
    op.create_table(
        "edit",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("measure", sa.Integer(), nullable=False),
        sa.Column("column", WORDS, nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_edit_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edit")),
    )
    op.create_table(
        "event",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("event_id", WORDS, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_event_office_id")),
        sa.PrimaryKeyConstraint("office_id", "channel", "event_id", name=op.f("pk_event")),
    )
    op.create_index(op.f("ix_event_at"), "event", ["at"])
    op.create_table(
        "file",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("digest", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("media_type", WORDS, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("display", WORDS, nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_file_office_id")),
        sa.PrimaryKeyConstraint("office_id", "digest", name=op.f("pk_file")),
    )
    op.create_table(
        "holiday",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_holiday_office_id")),
        sa.PrimaryKeyConstraint("office_id", "day", name=op.f("pk_holiday")),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", WORDS, nullable=False),
        sa.Column("role", WORDS, nullable=False),
        sa.Column("division", WORDS, nullable=False),
        sa.Column("section", WORDS, nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_invitation_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
        sa.UniqueConstraint("office_id", "code_hash", name=op.f("uq_invitation_office_id_code_hash")),
    )
    op.create_table(
        "job",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("kind", WORDS, nullable=False),
        sa.Column("payload", sa.JSON(), nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("try_at", sa.BigInteger(), nullable=True),
        sa.Column("error", WORDS, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_job_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    op.create_index(op.f("ix_job_try_at"), "job", ["try_at"])
    op.create_table(
        "link",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", WORDS, nullable=False),
        sa.Column("title", WORDS, nullable=False),
        sa.Column("files", sa.JSON(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_link_office_id")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_link")),
    )
    op.create_table(
        "look",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_look_office_id")),
        sa.PrimaryKeyConstraint("office_id", name=op.f("pk_look")),
    )
    op.create_table(
        "outbox",
        sa.Column("id", WORDS, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("chat_id", WORDS, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("cause", WORDS, nullable=False),
        sa.Column("reply_token", WORDS, nullable=False),
        sa.Column("messages", WORDS, nullable=False),
        sa.Column("rendered", WORDS, nullable=False),
        sa.Column("delivered", sa.Integer(), nullable=False),
        sa.Column("state", WORDS, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("try_at", sa.BigInteger(), nullable=True),
        sa.Column("holder", WORDS, nullable=False),
        sa.Column("error", WORDS, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("given_up_at", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_outbox_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index(
        "ix_outbox_lost",
        "outbox",
        ["office_id", "channel", "chat_id"],
        sqlite_where=sa.text("state = 'lost'"),
        postgresql_where=sa.text("state = 'lost'"),
    )
    op.create_index(
        "ix_outbox_replies",
        "outbox",
        ["office_id", "created_at"],
        sqlite_where=sa.text("cause = 'reply'"),
        postgresql_where=sa.text("cause = 'reply'"),
    )
    op.create_index(op.f("ix_outbox_try_at"), "outbox", ["try_at"])
    op.create_index(
        "ix_outbox_unasked",
        "outbox",
        ["office_id", "created_at"],
        sqlite_where=sa.text("cause <> 'reply'"),
        postgresql_where=sa.text("cause <> 'reply'"),
    )
    op.create_table(
        "period_change",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("period", WORDS, nullable=False),
        sa.Column("action", WORDS, nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reason", WORDS, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_period_change_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_change")),
    )
    op.create_index(op.f("ix_period_change_office_id_period"), "period_change", ["office_id", "period"])
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("name", WORDS, nullable=False),
        sa.Column("division", WORDS, nullable=False),
        sa.Column("section", WORDS, nullable=False),
        sa.Column("roles", sa.JSON(), nullable=False),
        sa.Column("language", WORDS, nullable=False),
        sa.Column("quiet_until", sa.Date(), nullable=True),
        sa.Column("draft_id", sa.Integer(), nullable=True),
        sa.Column("awaiting", WORDS, nullable=False),
        sa.Column("created_at", sa.BigInteger(), nullable=False),
        sa.Column("left_at", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_person_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_office_id"), "person", ["office_id"])
    op.create_table(
        "plan",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", WORDS, nullable=False),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_plan_office_id")),
        sa.PrimaryKeyConstraint("office_id", "fiscal_year", "version", name=op.f("pk_plan")),
    )
    op.create_table(
        "push_budget",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("monthly", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_push_budget_office_id")),
        sa.PrimaryKeyConstraint("office_id", "channel", name=op.f("pk_push_budget")),
    )
    op.create_table(
        "quota",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("month", WORDS, nullable=False),
        sa.Column("monthly", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_quota_office_id")),
        sa.PrimaryKeyConstraint("office_id", "channel", "month", name=op.f("pk_quota")),
    )
    op.create_table(
        "reminder",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("campaign", WORDS, nullable=False),
        sa.Column("period", WORDS, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("rung", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_reminder_office_id")),
        sa.PrimaryKeyConstraint("office_id", "campaign", "period", "person_id", "rung", name=op.f("pk_reminder")),
    )
    op.create_table(
        "stranger",
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("chat_id", WORDS, nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("paused_until", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_stranger_office_id")),
        sa.PrimaryKeyConstraint("office_id", "channel", "chat_id", name=op.f("pk_stranger")),
    )
    op.create_table(
        "submission",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("fiscal_year", sa.Integer(), nullable=False),
        sa.Column("measure", WORDS, nullable=False),
        sa.Column("division", WORDS, nullable=False),
        sa.Column("section", WORDS, nullable=False),
        sa.Column("period", WORDS, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("marks", sa.JSON(), nullable=False),
        sa.Column("remark", WORDS, nullable=False),
        sa.Column("plan_version", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("source", WORDS, nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_submission_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submission")),
        sa.UniqueConstraint(
            "office_id",
            "fiscal_year",
            "measure",
            "division",
            "section",
            "period",
            "version",
            name="uq_submission_version",
        ),
    )
    op.create_table(
        "unheard",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("channel", WORDS, nullable=False),
        sa.Column("chat_id", WORDS, nullable=False),
        sa.Column("order", sa.BigInteger(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_unheard_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unheard")),
    )
    op.create_index(op.f("ix_unheard_office_id_channel_chat_id"), "unheard", ["office_id", "channel", "chat_id"])
