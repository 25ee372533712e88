"""What all tests share."""

from __future__ import annotations

import gc
import io
from collections.abc import AsyncIterator, Generator, Iterator
from pathlib import Path

import pytest
import structlog
from coverage import Coverage
from hypothesis import settings

from bot.clock import now
from bot.config.logs import set_up_logs
from dialogues.definition.content import Content
from storage.database.unit_of_work import Store
from tests.support.clock import Clock
from tests.support.content import loaded
from tests.support.postgres import Postgres, started
from tests.support.wall import Watch

FIXTURES = Path(__file__).parent / "fixtures"
DATED = "dated"
"""The mark of the tests that depend on the date: `make days` runs them on days of every kind."""
MEASURED = "measured"
"""The mark of the tests whose coverage is measured: those nearest to the layers that must be
covered. It doubles their time; all others, from pages to whole years, reach few lines more."""
LAYERS = (
    "tests/unit/dialogues",
    "tests/unit/frameworks",
    "tests/unit/storage",
    "tests/integration",
)
CHANNELS = ("tests/integration/web", "tests/integration/telegram")
settings.register_profile("any speed", deadline=None)
settings.load_profile("any speed")
WATCH = pytest.StashKey[Watch]()


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", f"{DATED}: depends on the date; put on by `today`")
    config.addinivalue_line("markers", f"{MEASURED}: its coverage is measured; put on by its place")
    config.stash[WATCH] = Watch()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "today" in getattr(item, "fixturenames", ()):
            item.add_marker(DATED)
        if item.nodeid.startswith(LAYERS) and not item.nodeid.startswith(CHANNELS):
            item.add_marker(MEASURED)


def pytest_collection_finish() -> None:
    """What was loaded stays: nobody need look again and again whether it is garbage."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """A test that is not dated is watched, and of one that is not measured no line is counted: from
    its first fixture on."""
    watch = item.config.stash[WATCH]
    watch.on, watch.seen = item.get_closest_marker(DATED) is None, []
    counting = None if item.get_closest_marker(MEASURED) else Coverage.current()
    if counting:
        counting.stop()
    try:
        return (yield)
    finally:
        watch.on = False
        if counting:
            counting.start()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item) -> Generator[None, object, object]:
    """It fails when it read the clock on the wall, also where nobody noticed."""
    result = yield
    if seen := item.config.stash[WATCH].seen:
        pytest.fail("without the fixture `today` this read the date, by " + seen[0], pytrace=False)
    return result


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="write golden files anew")


@pytest.fixture
def update(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written instead of compared."""
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def content() -> Content:
    """Our own content and the small dialogues of the tests."""
    return loaded(FIXTURES / "content")


@pytest.fixture(autouse=True)
def plain_tracebacks() -> None:
    """As in `bot.logs`. Where rich is installed, and our tools bring it, structlog by itself prints
    every variable along the way: seconds for each error."""
    plain = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[structlog.processors.add_log_level, plain])


@pytest.fixture
def clock() -> Clock:
    """For a test in which the date plays no part: goes on from a day like any other."""
    return Clock()


@pytest.fixture
def today() -> Clock:
    """For a test that depends on the date: goes on from now."""
    return Clock(now())


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
