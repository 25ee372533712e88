"""Bring a database to the newest schema."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.core.errors import StorageError
from storage.core.schema import metadata

VERSIONS = Path(__file__).parent / "versions"


def newest() -> str:
    """The last revision: files are named by number."""
    return max(path.stem for path in VERSIONS.glob("[0-9]*.py"))[:4]


async def migrate(connection: AsyncConnection) -> None:
    """Upgrade in the open transaction; Alembic is loaded only for an older schema.

    A new database is made from the schema at once: that saves the process 10 MB, and a test sees
    to it that both ways lead to the same tables. Raises StorageError for a newer schema than ours.
    """
    version = await connection.run_sync(schema_version)
    if version and version > newest():
        raise StorageError(
            f"the database has schema {version}, and this version knows {newest()}: "
            "install the newer version again, or put back a backup from before it"
        )
    if version is None:
        await connection.run_sync(_create)
    elif version != newest():
        await connection.run_sync(upgrade)


def schema_version(connection: Connection) -> str | None:
    """The revision of a database, or None when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def _create(connection: Connection) -> None:
    metadata.create_all(connection, checkfirst=False)  # tables of somebody else are a fault
    stamp = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY)"
    connection.execute(text(stamp))
    connection.execute(text("INSERT INTO alembic_version VALUES (:v)"), {"v": newest()})


def upgrade(connection: Connection) -> None:
    """Run the migrations that this database has not had."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
