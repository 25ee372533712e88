"""Collaborations with their members, invitations and rounds; and what a session is held for."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.add_column(
        "sessions", sa.Column("subject", sa.String, nullable=False, server_default=sa.text("''"))
    )
    op.create_table(
        "collaborations",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("created", sa.Float, nullable=False),
        sa.Column("chat", sa.String, nullable=False, server_default=sa.text("''"), index=True),
        sa.Column("topic", sa.String, nullable=False, server_default=sa.text("''")),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "members",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("collaboration", sa.String, nullable=False),
        sa.Column("person", sa.String, nullable=False, index=True),
        sa.Column("right", sa.String, nullable=False),
        sa.Column("joined", sa.Float, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("collaboration", "person"),
    )
    op.create_table(
        "invites",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("hash", sa.String, nullable=False, unique=True),
        sa.Column("collaboration", sa.String, nullable=False, index=True),
        sa.Column("expires", sa.Float, nullable=False),
        sa.Column("left", sa.Integer, nullable=False),
        sa.Column("single", sa.Integer, nullable=False),
        sa.Column("revoked", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("bound", sa.String, nullable=False, server_default=sa.text("''"), index=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    _rounds()


def _rounds() -> None:
    op.create_table(
        "rounds",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("collaboration", sa.String, nullable=False, index=True),
        sa.Column("framework", sa.String, nullable=False),
        sa.Column("opens", sa.Float, nullable=False),
        sa.Column("closes", sa.Float, nullable=False),
        sa.Column("rules", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("shared", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.Column("data", sa.LargeBinary),
    )
    is_open = sa.text("status = 'open'")
    op.create_index(
        "rounds_due", "rounds", ["closes"], sqlite_where=is_open, postgresql_where=is_open
    )
    op.create_table(
        "ballots",
        sa.Column("round", sa.String, primary_key=True),
        sa.Column("member", sa.String, primary_key=True, index=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
