"""Working days of one's own, absences, push budgets, changed periods, and when each office is to be looked at next."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

UNASKED = sa.text("cause <> 'reply'")


def upgrade() -> None:
    op.create_table(
        "holiday",
        _office(),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_holiday_office_id")),
        sa.PrimaryKeyConstraint("office_id", "day", name=op.f("pk_holiday")),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        _office(),
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
        "push_budget",
        _office(),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("monthly", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_push_budget_office_id")),
        sa.PrimaryKeyConstraint("office_id", "channel", name=op.f("pk_push_budget")),
    )
    op.create_table(
        "period_change",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        _office(),
        sa.Column("period", sa.String(length=16), nullable=False),
        sa.Column("action", sa.String(length=8), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_period_change_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_period_change")),
    )
    op.create_index(op.f("ix_period_change_office_id_period"), "period_change", ["office_id", "period"])
    op.create_table(
        "look",
        _office(),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_look_office_id")),
        sa.PrimaryKeyConstraint("office_id", name=op.f("pk_look")),
    )
    op.create_index(
        "ix_outbox_unasked", "outbox", ["office_id", "created_at"], sqlite_where=UNASKED, postgresql_where=UNASKED
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_unasked", "outbox")
    for table in ("look", "period_change", "push_budget", "absence", "holiday"):
        op.drop_table(table)


def _office() -> sa.Column[int]:
    return sa.Column("office_id", sa.Integer(), nullable=False)
