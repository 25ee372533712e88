"""Rhythms: schedules with their next moment; and which rounds came back by themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.create_table(
        "rhythms",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("person", sa.String, nullable=False, index=True),
        sa.Column("collaboration", sa.String, nullable=False, index=True),
        sa.Column("going", sa.Integer, nullable=False),
        sa.Column("due", sa.Float, index=True),
        sa.Column("slot", sa.BigInteger().with_variant(sa.Integer, "sqlite"), nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.add_column(
        "rounds", sa.Column("pulse", sa.Integer, nullable=False, server_default=sa.text("0"))
    )
