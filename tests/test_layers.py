"""What contracts on imports cannot say: the layers and their rooms are held by import-linter.

Here: that it does, that no files go round in a circle, that libraries stay in their places.
"""

from __future__ import annotations

import ast
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from graphlib import TopologicalSorter
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
PLANTED = {
    "Imports point down": ("storage/core/planted.py", "bot.clock"),
    "Rooms of frameworks": ("frameworks/scoring/planted.py", "frameworks.groups.rules"),
    "Rooms of dialogues": ("dialogues/engine/planted.py", "dialogues.dispatcher"),
    "Rooms of storage": ("storage/database/planted.py", "storage.repositories.inbox"),
    "Rooms of bot": ("bot/services/planted.py", "bot.turns.batch"),
    "Channels": ("bot/channels/telegram/planted.py", "bot.channels.console"),
    "Rooms of the web chat": ("bot/channels/web/common/planted.py", "bot.channels.web.chat.page"),
    "Rooms of reports": ("bot/reports/charts/planted.py", "bot.reports.renderers.pdf"),
}
"""By contract: a file, and what it may not import."""


def imported(path: Path) -> Iterator[str]:
    """The modules that a file names, wherever in it, and what it takes out of them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def contracts() -> list[dict[str, object]]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        found = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    assert isinstance(found, list)
    return found


def test_contracts_forget_nothing_and_forgive_nothing() -> None:
    """Every room is named in them, and no import is left out."""
    for contract in contracts():
        assert contract.get("exhaustive") or contract["layers"] == LAYERS[::-1]
        assert not any("ignore" in key for key in contract)


def test_each_contract_notices_what_breaks_it(tmp_path: Path) -> None:
    """In a copy of the code each has an import planted that it forbids."""
    for layer in LAYERS:
        ignored = shutil.ignore_patterns("__pycache__", "content", "static", "templates")
        shutil.copytree(ROOT / layer, tmp_path / layer, ignore=ignored)
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for file, module in PLANTED.values():
        (tmp_path / file).write_text(f"import {module}\n", encoding="utf-8")
    lint = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run(
        [lint, "--no-logo", "--no-cache"], cwd=tmp_path, check=False, capture_output=True, text=True
    )
    broken = {
        line.removesuffix(" BROKEN") for line in done.stdout.splitlines() if " BROKEN" in line
    }
    assert broken == set(PLANTED) == {contract["name"] for contract in contracts()}


def test_no_files_go_round_in_a_circle() -> None:
    """Also not where one is imported late, or for its types only."""
    names = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): path
        for path in FILES
    }
    graph = {
        name: {module for module in imported(path) if module in names and module != name}
        for name, path in names.items()
    }
    TopologicalSorter(graph).prepare()  # raises CycleError with the circle


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(ROOT)))
def test_libraries_stay_in_their_places(path: Path) -> None:
    name = str(path.relative_to(ROOT))
    for module in imported(path):
        place = ONLY_IN.get(module.split(".")[0], "")
        assert name.startswith(place), f"{name} imports {module}"


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
