"""The names in the code: each says one thing, in one place."""

from __future__ import annotations

import ast
import builtins
import importlib
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

from frameworks.definition.errors import SamenspraakError

ROOT = Path(__file__).parent.parent
LAYERS = ("bot", "dialogues", "frameworks", "storage")
FILES = sorted(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))
EMPTY = {"MOST", "LONGEST", "BIGGEST", "DAY", "FORMAT", "NAME"}
"""Constants of these names say nothing where they are imported: most of what, in which unit?"""
IGNORES = 5
FOR_TYPES = {
    "bot/app.py": "aiogram takes seconds to load",
    "bot/cli/run.py": "the command line loads only what a command needs",
    "bot/reports/renderers/pdf.py": "typst is a big library",
    "frameworks/definition/model.py": "no import: the arguments of a class with made fields",
    "storage/database/upsert.py": "a dialect of 2 MB",
}
"""Where something is known to the types only, and why: never to hide that it is above."""


def trees() -> Iterator[tuple[str, ast.Module]]:
    for path in FILES:
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text(encoding="utf-8"))


def test_no_class_has_the_name_of_another() -> None:
    """Whoever searches for one finds one."""
    found = defaultdict(list)
    for name, tree in trees():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                found[node.name].append(name)
    assert len(found) > 250
    assert {name: places for name, places in found.items() if len(places) > 1} == {}


def test_no_constant_is_without_its_noun() -> None:
    wrong = [
        f"{name}:{node.lineno}"
        for name, tree in trees()
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in ast.walk(node)
        if isinstance(target, ast.Name) and isinstance(target.ctx, ast.Store) and target.id in EMPTY
    ]
    assert wrong == []


def errors() -> list[tuple[str, str]]:
    """Each class that is named as an error, with its module."""
    return [
        (name.removesuffix(".py").replace("/", "."), node.name)
        for name, tree in trees()
        for node in tree.body
        if isinstance(node, ast.ClassDef)
        and (node.name.endswith("Error") or any("Exception" in ast.unparse(b) for b in node.bases))
        and node.name != SamenspraakError.__name__
    ]


@pytest.mark.parametrize(("module", "name"), errors(), ids=lambda word: str(word))
def test_every_error_is_ours(module: str, name: str) -> None:
    """So that one can catch what we foresaw, and nothing else."""
    assert name.endswith("Error")
    assert issubclass(getattr(importlib.import_module(module), name), SamenspraakError)


def test_types_are_ignored_with_a_reason() -> None:
    """A few times, each with a word on why."""
    tests = [path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__)]
    files = [*FILES, *tests]
    lines = [line for path in files for line in path.read_text(encoding="utf-8").splitlines()]
    ignored = [line for line in lines if "type: ignore" in line]
    assert len(ignored) <= IGNORES
    assert [line for line in ignored if not re.search(r"type: ignore\[[\w-]+\]  # \w", line)] == []


def test_few_names_are_for_types_only() -> None:
    found = [name for name, tree in trees() for node in ast.walk(tree) if _for_types(node)]
    assert sorted(found) == sorted(FOR_TYPES)


def _for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)


def test_what_is_raised_is_there() -> None:
    """A docstring that tells what is raised names a class that can be caught."""
    known = {
        node.name for _, tree in trees() for node in tree.body if isinstance(node, ast.ClassDef)
    }
    known |= set(dir(builtins))
    told = re.compile(r"Raises ([A-Z]\w+)")
    found = [
        (str(path.relative_to(ROOT)), name)
        for path in FILES
        for name in told.findall(path.read_text(encoding="utf-8"))
    ]
    assert len(found) > 20
    assert [(where, name) for where, name in found if name not in known] == []


MAX_FIELDS_IN_PROSE = 3


def _told(node: ast.stmt) -> str | None:
    """The field that a line of a class declares, when its docstring has to say what it is.

    Not so what is private, what tells classes apart (`kind: Literal["say"]`), the `Source` whose
    own docstring says it, and a setting, which is described where it stands.
    """
    if not isinstance(node, ast.AnnAssign) or not isinstance(node.target, ast.Name):
        return None
    name, kind = node.target.id, ast.unparse(node.annotation)
    is_tag = re.fullmatch(r"Literal\[[^,]+\]", kind) is not None
    is_described = node.value is not None and "description=" in ast.unparse(node.value)
    if name.startswith("_") or is_tag or is_described or kind.startswith(("Source", "ClassVar")):
        return None
    return name


def test_fields_are_told_one_a_line() -> None:
    """Where there are more than three, each has a line `name: what it is` in the docstring."""
    classes = [
        (f"{where}:{node.name}", node, [name for one in node.body if (name := _told(one))])
        for where, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
    ]
    many = [one for one in classes if len(one[2]) > MAX_FIELDS_IN_PROSE]
    assert len(many) > 80
    told = {
        where: set(re.findall(r"^(\w+): \S", ast.get_docstring(node) or "", re.MULTILINE))
        for where, node, _ in many
    }
    missing = [f"{where}.{name}" for where, _, names in many for name in set(names) - told[where]]
    assert sorted(missing) == []
    known = {where: {ast.unparse(one.target) for one in node.body if isinstance(one, ast.AnnAssign)}
             for where, node, _ in many}  # fmt: skip
    stale = [f"{where}.{name}" for where in told for name in told[where] - known[where]]
    assert sorted(stale) == [], "renamed, or gone"
