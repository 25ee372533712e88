"""Which message has buttons that are to come off: its number at the channel."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("outbox", sa.Column("keyboard", sa.String))
    filled = sa.text("keyboard IS NOT NULL")
    op.create_index(
        "outbox_keyboards",
        "outbox",
        ["channel", "id"],
        sqlite_where=filled,
        postgresql_where=filled,
    )
