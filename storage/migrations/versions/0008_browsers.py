"""Browsers in which people are signed in; and since when what gave access before gives none."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column(
        "addresses", sa.Column("signed_out", sa.Float, nullable=False, server_default=sa.text("0"))
    )
    op.create_table(
        "browsers",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("channel", sa.String, nullable=False),
        sa.Column("address", sa.String, nullable=False),
        sa.Column("home", sa.String, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
        sa.Column("before", sa.String, nullable=False),
        sa.Column("began", sa.Float, nullable=False, index=True),
        sa.Column("turned", sa.Float, nullable=False),
        sa.Column("seen", sa.Float, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
    op.create_index("browsers_of", "browsers", ["channel", "address"])
