"""Replicas and what each of them holds; numbers that do not end on PostgreSQL either."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
COUNTED = ("inbox", "outbox", "fires")


def upgrade() -> None:
    op.create_table(
        "replicas",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("until", sa.Float, nullable=False),
    )
    op.create_table(
        "holdings",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("name", sa.String, primary_key=True),
        sa.Column(
            "holder",
            sa.String,
            sa.ForeignKey("replicas.id", ondelete="CASCADE"),
            nullable=False,
            index=True,
        ),
    )
    if op.get_context().dialect.name == "postgresql":
        for table, column in (*((one, "id") for one in COUNTED), ("outbox", "after")):
            op.alter_column(table, column, type_=sa.BigInteger)
        for table in COUNTED:
            op.execute(f"ALTER SEQUENCE {table}_id_seq AS bigint")
