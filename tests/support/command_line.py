"""`samenspraak` on the command line, and a database for it to work on."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from tests.support.until import LIMIT

GIVEN, REAL = "tests.support.program", "bot"
"""The program on a clock that it is given, and as it is; with that a test depends on the date."""
PYTHON = [sys.executable, "-m", GIVEN]
ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "tests" / "fixtures" / "content"


def run(
    *arguments: str, program: str = GIVEN, **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", program, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        timeout=LIMIT if program == GIVEN else None,  # that sleeps, which faketime breaks
        check=False,
    )


def url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder}/data/samenspraak.sqlite3"


def environment(folder: Path) -> dict[str, str]:
    return {
        "SAMENSPRAAK_DATA_DIR": str(folder / "data"),
        "SAMENSPRAAK_KEY_FILE": str(folder / "key"),
    }


def files(folder: Path) -> dict[str, bytes]:
    """All but the lock, and but what a reader makes beside a database: those hold nothing."""
    found = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    made = {path for path in found if path.name.endswith(("-shm", ".lock"))}
    made |= {path for path in found if path.name.endswith("-wal") and not path.stat().st_size}
    return {str(path): path.read_bytes() for path in found if path not in made}
