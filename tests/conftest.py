"""What all tests share."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog

from bot.logs import set_up_logs
from dialogues.loader import Content, load
from storage.unit_of_work import Store
from tests.postgres import Postgres, started

FIXTURES = Path(__file__).parent / "fixtures"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write golden files anew")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written instead of compared."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def content() -> Content:
    """Our own content and the small dialogues of the tests."""
    return load(FIXTURES / "content")


@pytest.fixture(autouse=True)
def plain_tracebacks() -> None:
    """As in `bot.logs`. Where rich is installed, and our tools bring it, structlog by itself prints
    every variable along the way: seconds for each error."""
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, plain])


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What is logged, as JSON lines."""
    stream = io.StringIO()
    set_up_logs("json", stream=stream)
    yield stream
    structlog.reset_defaults()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL server that the tests of this process share."""
    server = started()
    yield server
    server.remove()


@pytest.fixture
async def store(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Store]:
    """A real SQLite database in a folder of its own; or what a test asks for: see `on_both`."""
    url = f"sqlite+aiosqlite:///{tmp_path}/data/db.sqlite3"
    if getattr(request, "param", "") == "postgresql":
        url = request.getfixturevalue("postgres").database()
    store = await Store.open(url, tmp_path / "key")
    yield store
    await store.close()
