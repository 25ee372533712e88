"""The first tables. Later changes come in files of their own; this one is never edited."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "meta",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("created", sa.Float, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "addresses",
        sa.Column("channel", sa.String, primary_key=True),
        sa.Column("address", sa.String, primary_key=True),
        sa.Column("person", sa.String, nullable=False, index=True),
        sa.Column("reachable", sa.Integer, nullable=False, server_default=sa.text("1")),
    )
    op.create_table(
        "sessions",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("person", sa.String, nullable=False, index=True),
        sa.Column("dialogue", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("touched", sa.Float, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    _boxes()


def _boxes() -> None:
    op.create_table(
        "inbox",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("update_id", sa.String, nullable=False),
        sa.Column("address", sa.String),
        sa.Column("person", sa.String, index=True),
        sa.Column("received", sa.Float, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("error", sa.String),
        sa.Column("data", sa.LargeBinary),
        sa.UniqueConstraint("channel", "update_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, primary_key=True, autoincrement=True),
        sa.Column("key", sa.String, nullable=False, unique=True),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("address", sa.String, nullable=False),
        sa.Column("person", sa.String, index=True),
        sa.Column("after", sa.Integer, nullable=False),
        sa.Column("created", sa.Float, nullable=False),
        sa.Column("not_before", sa.Float, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("error", sa.String),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sqlite_autoincrement=True,
    )
    pending = sa.text("status = 'pending'")
    op.create_index(
        "outbox_due",
        "outbox",
        ["channel", "id"],
        sqlite_where=pending,
        postgresql_where=pending,
    )
    op.create_index("outbox_history", "outbox", ["channel", "address", "id"])
    op.create_index("inbox_history", "inbox", ["channel", "address", "id"])
