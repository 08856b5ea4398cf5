"""Rendered bodies, how far they were delivered, who holds a row and until when it is tried; lost replies."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

LOST = sa.text("state = 'lost'")
ADDED = (
    ("rendered", sa.Text(), ""),
    ("delivered", sa.Integer(), "0"),
    ("holder", sa.String(length=36), ""),
)
"""(column, type, what the rows of before get)"""


def upgrade() -> None:
    with op.batch_alter_table("outbox") as outbox:
        for name, type_, before in ADDED:
            outbox.add_column(sa.Column(name, type_, nullable=False, server_default=before))
        outbox.add_column(sa.Column("given_up_at", sa.BigInteger(), nullable=True))
    with op.batch_alter_table("outbox") as outbox:
        for name, type_, _ in ADDED:
            outbox.alter_column(name, existing_type=type_, server_default=None)
    op.create_index(
        "ix_outbox_lost", "outbox", ["office_id", "channel", "chat_id"], sqlite_where=LOST, postgresql_where=LOST
    )


def downgrade() -> None:
    op.drop_index("ix_outbox_lost", "outbox")
    with op.batch_alter_table("outbox") as outbox:
        for name, _, _ in ADDED:
            outbox.drop_column(name)
        outbox.drop_column("given_up_at")
