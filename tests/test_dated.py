"""The tests that depend on the date are known: no other reads the clock on the wall."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.wall import started

ROOT = Path(__file__).parent.parent
RUFF = [str(Path(sys.executable).parent / "ruff"), "check", "--no-cache"]
FOLDERS = ["bot", "dialogues", "frameworks", "storage", "tests"]
READS = [
    "import time\ntime.time()",
    "import time\ntime.time_ns()",
    "from time import time\ntime()",
    "from time import time as wall\nwall()",
    "import datetime\ndatetime.datetime.now(datetime.UTC)",
    "from datetime import UTC, datetime\ndatetime.now(UTC)",
    "from datetime import datetime\ndatetime.now",
    "from datetime import datetime\ndatetime.utcnow()",
    "from datetime import datetime\ndatetime.today()",
    "from datetime import date\ndate.today()",
]
READ = "from bot.clock import now\n"
RUN = "import subprocess, sys\n"
TESTS = {
    "test_reads": f"{READ}def test_reads(): now()",
    "test_hides": f"{READ}import contextlib\n\ndef test_hides():\n"
    "    with contextlib.suppress(BaseException): now()",
    "test_runs": f"{RUN}def test_runs(): subprocess.run([sys.executable, '-m', 'bot', '--help'])",
    "test_by_fixture": f"{READ}import pytest\n\n@pytest.fixture\ndef it(): return now()\n\n"
    "def test_by_fixture(it): assert it",
    "test_dated": f"{READ}{RUN}def test_dated(today):\n    assert abs(today() - now()) < 60\n"
    "    subprocess.run([sys.executable, '-m', 'bot', '--help'])",
    "test_free": "def test_free(clock): assert clock.day().isoformat() == '2026-12-02'",
}


@pytest.mark.parametrize("folder", FOLDERS)
def test_no_code_reads_the_clock_on_the_wall(folder: str) -> None:
    """Ruff refuses every way to read it, in every folder, but in one file."""
    for read in READS:
        found = ruff(f"{folder}/some_module.py", read)
        assert re.search(r"DTZ\d|TID251", found), read
    assert "TID251" not in ruff("bot/clock.py", READS[0])


def ruff(name: str, text: str) -> str:
    command = [*RUFF, "--stdin-filename", str(ROOT / name), "-"]
    ran = subprocess.run(command, cwd=ROOT, input=text, capture_output=True, text=True, check=False)
    return ran.stdout


def test_nobody_is_excused() -> None:
    """A line with a `noqa` would be a second place."""
    excused = {
        str(path.relative_to(ROOT))
        for folder in FOLDERS
        for path in (ROOT / folder).rglob("*.py")
        if re.search(r"#\s*noqa:.*(DTZ|TID251)", path.read_text(encoding="utf-8"))
    }
    assert not excused


def test_who_reads_it_unknown_to_us_fails(tmp_path: Path) -> None:
    """In a test, a fixture, out of sight or by a program; with `today` it may, and is marked."""
    for name, text in TESTS.items():
        (tmp_path / f"{name}.py").write_text(text)
    (tmp_path / "conftest.py").write_text("from tests.conftest import *\n")
    told = pytest_says(tmp_path)
    assert sorted(re.findall(r"^ERROR \S+::(\w+)", told, re.M)) == [
        "test_by_fixture", "test_hides", "test_reads", "test_runs",
    ]  # fmt: skip
    assert "by the program bot" in told
    assert "FAILED" not in told
    marked = pytest_says(tmp_path, "-m", "dated", "--collect-only")
    assert re.findall(r"::(\w+)", marked) == ["test_dated"]


def pytest_says(folder: Path, *options: str) -> str:
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "-ra"]
    ran = subprocess.run(
        [*command, "-p", "no:cacheprovider", "-p", "no:xdist", *options, str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    return ran.stdout


@pytest.mark.parametrize(
    ("command", "program"),
    [
        ([sys.executable, "-m", "bot", "run"], "bot"),
        (
            ["setpriv", sys.executable, "-m", "tests.fake_bot_api.server"],
            "tests.fake_bot_api.server",
        ),
        ([sys.executable, "-m", "bot.documents.worker_process"], ""),
        ([sys.executable, "-m", "pip"], ""),
        (["git", "ls-files"], ""),
        ("git", ""),
    ],
)
def test_programs_of_ours_are_known(command: object, program: str) -> None:
    """But those that are given their time."""
    assert started(command) == program
