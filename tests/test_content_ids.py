"""The code names no content: what it needs is found by a role that the content declares."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from dialogues.authoring import loader
from dialogues.authoring.loader import FRAMEWORKS, HERE, load
from dialogues.definition.content import Content
from dialogues.domain.round import Round
from dialogues.domain.round_dialogue import dialogue_for
from frameworks.groups.rules import Rules
from storage.database.unit_of_work import Store
from tests.support.collaboration_world import Circle
from tests.support.content import loaded

ROOT = Path(__file__).parent.parent
FILES = [p for f in ("bot", "dialogues", "frameworks", "storage") for p in (ROOT / f).rglob("*.py")]
OUR_WORDS = {"address", "collaboration", "forms", "invitation", "pulse", "start"}
"""Ids that are words of the code too: of these only a place that names content is a fault."""


def ids(content: Content) -> set[str]:
    bands = {band.id for f in content.frameworks.values() for band in f.bands}
    ways = {way.id for way in content.guide.ways}
    return {*content.dialogues, *content.frameworks, *bands, *ways}


def names(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Every name that a string could be, with its line; docstrings are no names."""
    told = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            for word in re.findall(r"\w+", node.value):
                yield node.lineno, word


def named(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Strings that stand where content is named: `dialogues["x"]`, `.dialogue == "x"`, …"""

    def last(node: ast.AST) -> str:
        return getattr(node, "attr", getattr(node, "id", ""))

    for node in ast.walk(tree):
        found: list[ast.expr] = []
        if isinstance(node, ast.Subscript) and last(node.value) in ("dialogues", "frameworks"):
            found = [node.slice]
        elif isinstance(node, ast.Compare) and last(node.left) in ("dialogue", "framework"):
            found = node.comparators
        elif isinstance(node, ast.Call) and last(node.func) in ("begin", "Round"):
            found = node.args[:2]
        elif isinstance(node, ast.Assign) and last(node.targets[0]) in ("DIALOGUE", "FRAMEWORK"):
            found = [node.value]
        elif isinstance(node, ast.Constant) and str(node.value).startswith("/start "):
            yield node.lineno, str(node.value).removeprefix("/start ")
        for one in found:
            if isinstance(one, ast.Constant):
                yield one.lineno, str(one.value)


def test_the_code_names_no_content(content: Content) -> None:
    """No id of a dialogue, a framework, a band or a way of working stands in it."""
    ours = {flow.id for flow in loaded().dialogues.values()}
    known = {name for name in ids(content) if name in ours or not name.startswith("tiny")}
    found = set()
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for line, word in (*names(tree), *named(tree)):
            plain = word not in OUR_WORDS or (line, word) in set(named(tree))
            if word in known and plain:
                found.add(f"{path.relative_to(ROOT)}:{line}: {word}")
    assert found == set()


RENAMED = {"pulse": "three_small_ones", "invitation": "come_along", "collaboration": "let_us_begin"}


@pytest.fixture
def renamed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Content:
    """Our own content, where what the code needs has other ids."""
    for folder, constant in ((HERE, "HERE"), (FRAMEWORKS, "FRAMEWORKS")):
        copy = tmp_path / constant
        shutil.copytree(folder, copy)
        monkeypatch.setattr(loader, constant, copy)
    for old, new in RENAMED.items():
        path = tmp_path / "HERE" / f"{old}.yaml"
        written = path.read_text(encoding="utf-8").replace(f"id: {old}\n", f"id: {new}\n", 1)
        path.unlink()
        path.with_stem(new).write_text(written, encoding="utf-8")
    return load()


async def test_content_may_call_itself_as_it_likes(renamed: Content, store: Store) -> None:
    """The pulse, the invitation and the founding of a collaboration are found by what they make."""
    circle = Circle(renamed, store)
    await circle.do("1", "pulse", "now")
    assert [button.label for button in circle.buttons("1")][:2] == ["nee", "meestal niet"]
    await circle.do("1", "stop")
    await circle.do("1", "group")
    begin = next(one for one in circle.buttons("1") if one.data.startswith("/start"))
    assert begin.data == f"/start {RENAMED['collaboration']}"
    found = renamed.made_by("membership").id, renamed.pulse.id
    assert found == (RENAMED["invitation"], "undercurrent")
    one = Round("r1", renamed.pulse.id, 0.0, 1.0, Rules(), pulse=True)
    assert dialogue_for(renamed, one) == RENAMED["pulse"]
