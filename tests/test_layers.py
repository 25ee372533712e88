"""Imports only point down, and what is slow to load stays where it belongs."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ["frameworks", "dialogues", "storage", "bot"]
ONLY_IN = {
    "sqlalchemy": "storage/",
    "alembic": "storage/migrations/",
    "transitions": "dialogues/",
    "aiogram": "bot/channels/telegram/",
}
FILES = sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_imports_point_down(path: Path) -> None:
    """No file imports a layer above its own, nor a library that belongs to another place."""
    name = str(path.relative_to(ROOT))
    own = LAYERS.index(name.split("/")[0])
    for module in imported(path):
        top = module.split(".")[0]
        if top in LAYERS:
            assert LAYERS.index(top) <= own, f"{name} imports {module}"
        if top in ONLY_IN:
            assert name.startswith(ONLY_IN[top]), f"{name} imports {module}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_pure_layers_have_no_clock_and_no_chance(path: Path) -> None:
    """Time, randomness and I/O come in as arguments below `storage`."""
    name = str(path.relative_to(ROOT))
    if name.startswith(("frameworks", "dialogues")):
        assert not {"time", "random", "secrets", "asyncio", "os", "uuid"} & set(imported(path))


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_storage_decides_nothing(path: Path) -> None:
    """It keeps what it is given: when something is due and what is drawn by lot come from above."""
    if path.is_relative_to(ROOT / "storage"):
        when = ("dialogues.calendar", "dialogues.talks", "dialogues.domain.round_reminders")
        assert not [one for one in imported(path) if one.startswith(("random", *when))]


def test_files_stay_small() -> None:
    """No file is over 400 lines, and half of them are at most 100."""
    lengths = sorted(len(path.read_text(encoding="utf-8").splitlines()) for path in FILES)
    assert lengths[-1] <= 400
    assert lengths[len(lengths) // 2] <= 100


@pytest.mark.parametrize("module", ["bot.app", "bot.channels.web.app", "bot.channels.console"])
def test_aiogram_is_loaded_for_telegram_only(module: str) -> None:
    """The web chat and the console do not pay for the seconds that aiogram takes."""
    code = f"import sys, {module}; sys.exit('aiogram' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0


def test_postgresql_is_loaded_for_postgresql_only() -> None:
    """On SQLite its dialect would take 2 MB for nothing."""
    code = "import sys, bot.app; sys.exit('sqlalchemy.dialects.postgresql' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False).returncode == 0
