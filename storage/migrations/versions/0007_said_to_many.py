"""What an officer tells many at once, and what became of it person by person; the platforms' monthly figures."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _office() -> sa.Column[int]:
    return sa.Column("office_id", sa.Integer(), sa.ForeignKey("office.id"), nullable=False)


def upgrade() -> None:
    op.create_table(
        "broadcast",
        sa.Column("id", sa.Integer(), primary_key=True, autoincrement=True),
        _office(),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("whom", sa.String(length=200), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_broadcast_office_id_state", "broadcast", ["office_id", "state"])
    op.create_table(
        "broadcast_to",
        _office(),
        sa.Column("broadcast_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("outbox_id", sa.String(length=36), nullable=True),
        sa.PrimaryKeyConstraint("office_id", "broadcast_id", "person_id"),
    )
    op.create_table(
        "quota",
        _office(),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("month", sa.String(length=7), nullable=False),
        sa.Column("monthly", sa.Integer(), nullable=True),
        sa.Column("used", sa.Integer(), nullable=False),
        sa.Column("read_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("office_id", "channel", "month"),
    )


def downgrade() -> None:
    for table in ("quota", "broadcast_to", "broadcast"):
        op.drop_table(table)
