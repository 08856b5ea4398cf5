"""Of a picture that was sent, the copy that is shown; of a report, how it came to whoever wrote it down for others."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ADDED = (("file", "display", 64), ("draft", "source", 16), ("submission", "source", 16))
"""(table, column, length)"""


def upgrade() -> None:
    for table, name, length in ADDED:
        with op.batch_alter_table(table) as changed:
            changed.add_column(sa.Column(name, sa.String(length=length), nullable=True))


def downgrade() -> None:
    for table, name, _ in ADDED:
        with op.batch_alter_table(table) as changed:
            changed.drop_column(name)
