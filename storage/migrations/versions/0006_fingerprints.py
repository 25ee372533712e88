"""Fingerprints of what is gone; and what was left of messages that are, goes too."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "fingerprints",
        sa.Column("mark", sa.String, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("day", sa.Integer, nullable=False),
    )
    op.create_index("fingerprints_old", "fingerprints", ["kind", "day"])
    op.execute("DELETE FROM inbox WHERE data IS NULL")
