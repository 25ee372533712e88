"""What people's own calendars have of us, and the addresses that these follow."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "calendars",
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("hash", sa.String, nullable=False, index=True),
        sa.Column("data", sa.LargeBinary, nullable=False),
    )
