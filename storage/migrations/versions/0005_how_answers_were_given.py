"""Of a submission: which answers were carried over or set to 0 with others, and why something is the same once more."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

ADDED = (("marks", sa.JSON(), "{}"), ("remark", sa.Text(), ""))
"""(column, type, what the rows of before get)"""


def upgrade() -> None:
    with op.batch_alter_table("submission") as submission:
        for name, type_, before in ADDED:
            submission.add_column(sa.Column(name, type_, nullable=False, server_default=before))
    with op.batch_alter_table("submission") as submission:
        for name, type_, _ in ADDED:
            submission.alter_column(name, existing_type=type_, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("submission") as submission:
        for name, _, _ in ADDED:
            submission.drop_column(name)
