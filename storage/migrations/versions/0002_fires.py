"""Fires: the moments at which something is due; and which messages out are prompts."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "fires",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("key", sa.String, nullable=False, unique=True),
        sa.Column("person", sa.String, nullable=False, index=True),
        sa.Column("due", sa.Float, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("done_at", sa.Float),
    )
    pending = sa.text("status = 'pending'")
    op.create_index("fires_due", "fires", ["due"], sqlite_where=pending, postgresql_where=pending)
    op.add_column(
        "outbox", sa.Column("prompt", sa.Integer, nullable=False, server_default=sa.text("0"))
    )
