"""What a draft has heard of late, and what was said while nothing was open."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEPT = {"sqlite_autoincrement": True}
"""A table that is made anew to change it loses this unless it is said again."""


def upgrade() -> None:
    with op.batch_alter_table("draft", table_kwargs=KEPT) as draft:
        draft.add_column(sa.Column("heard", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("draft", table_kwargs=KEPT) as draft:
        draft.alter_column("heard", server_default=None)
    op.create_table(
        "unheard",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("office_id", sa.Integer(), nullable=False),
        sa.Column("channel", sa.String(length=16), nullable=False),
        sa.Column("chat_id", sa.String(length=128), nullable=False),
        sa.Column("order", sa.BigInteger(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["office_id"], ["office.id"], name=op.f("fk_unheard_office_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unheard")),
    )
    op.create_index(op.f("ix_unheard_office_id_channel_chat_id"), "unheard", ["office_id", "channel", "chat_id"])


def downgrade() -> None:
    op.drop_table("unheard")
    with op.batch_alter_table("draft", table_kwargs=KEPT) as draft:
        draft.drop_column("heard")
