"""A language is one entry, its strings and its texts; what it lacks is told."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from frameworks.definition.languages import LANGUAGES, SPOKEN, following, written
from tests.support.yaml_text import from_yaml

ROOT = Path(__file__).parent.parent
CODE = ("bot", "dialogues", "frameworks", "storage")
HOME = ROOT / "frameworks" / "definition" / "languages.py"
GERMAN = '    "de": Habits("DE", decimal=",", thousands="."),\n'
LACKING = re.compile(r"\S+:\d+: '[\w.]+': the translation is missing \(add 'de:'\)")


def literals(path: Path) -> list[str]:
    """Where a language stands as a literal, a name of a field, or an argument."""
    found = []
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = getattr(node, "value", None) if isinstance(node, ast.Constant) else None
        name = node.attr if isinstance(node, ast.Attribute) else name
        name = node.arg if isinstance(node, ast.keyword) else name
        declared = node.target if isinstance(node, ast.AnnAssign) else None
        name = declared.id if isinstance(declared, ast.Name) else name
        if isinstance(name, str) and name in LANGUAGES:
            line = getattr(node, "lineno", 0)
            found.append(f"{path.relative_to(ROOT)}:{line}: {name}")
    return found


def test_no_other_code_names_a_language() -> None:
    """So that another one is added in one place."""
    files = [path for folder in CODE for path in (ROOT / folder).rglob("*.py") if path != HOME]
    assert len(files) > 200
    assert [one for path in files for one in literals(path)] == []
    assert len(literals(HOME)) == len(LANGUAGES)


def test_no_page_names_a_language() -> None:
    """Nor do templates and scripts: attributes come from data."""
    pages = [p for folder in CODE for p in (ROOT / folder).rglob("*.[hjt][tsy]*") if p.is_file()]
    words = re.compile(rf"""["'=](?:{"|".join(LANGUAGES)})["'>]""")
    named = [str(p) for p in pages if words.search(p.read_text(encoding="utf-8"))]
    assert len(pages) > 30 and named == []


def test_languages_follow_each_other_round() -> None:
    turned = [LANGUAGES[0]]
    for _ in LANGUAGES:
        turned.append(following(turned[-1]))
    assert turned == [*LANGUAGES, LANGUAGES[0]]


@pytest.mark.parametrize(("language", "words"), [("nl", "1.250,5"), ("en", "1,250.5")])
def test_numbers_have_the_marks_of_a_language(language: str, words: str) -> None:
    assert written("1,250.5", language) == words


# --- a third language


@pytest.fixture(scope="module")
def german(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All code and content, with one entry and one catalogue for German, and no texts yet."""
    tree = tmp_path_factory.mktemp("german")
    for folder in (*CODE, "tests/support"):
        shutil.copytree(ROOT / folder, tree / folder, ignore=shutil.ignore_patterns("__pycache__"))
    home = tree / "frameworks" / "definition" / "languages.py"
    entries = home.read_text(encoding="utf-8")
    last = next(line for line in entries.splitlines(keepends=True) if '"en": Habits' in line)
    home.write_text(entries.replace(last, last + GERMAN), encoding="utf-8")
    strings = tree / "dialogues" / "content" / "strings"
    shutil.copytree(strings / "en", strings / "de")
    return tree


def samenspraak(tree: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-m", "tests.support.program", *arguments]
    return subprocess.run(line, cwd=tree, capture_output=True, text=True, timeout=300)


def translated(written: Any) -> Any:
    """Every text with German beside it, which is as the English is."""
    if isinstance(written, list):
        return [translated(one) for one in written]
    if isinstance(written, dict):
        more = {"de": written["en"]} if set(SPOKEN) <= set(written) else {}
        return {key: translated(one) for key, one in {**written, **more}.items()}
    return written


def test_what_a_third_language_lacks_is_told(german: Path) -> None:
    """Every text by its file and line, with the remedy, and nothing but that."""
    told = samenspraak(german, "check")
    assert told.returncode == 1, told.stderr
    faults = (told.stdout + told.stderr).strip().splitlines()
    assert [line for line in faults if not LACKING.match(line)][:5] == []
    files = {line.split(":")[0] for line in faults}
    assert "dialogues/content/core_questions.yaml" in files
    assert "frameworks/content/success_factors.yaml" in files and len(faults) > 500


def test_a_third_language_is_spoken(german: Path) -> None:
    """Once all texts are there: the check is content, and a talk is held in it."""
    for path in german.rglob("content/**/*.yaml"):
        if "strings" not in path.parts:
            data = translated(from_yaml(path.read_text(encoding="utf-8")))
            path.write_text(yaml.safe_dump(data, sort_keys=False), encoding="utf-8")
    told = samenspraak(german, "check")
    assert told.returncode == 0, (told.stdout + told.stderr)[-2000:]
    answers = german / "answers.txt"
    answers.write_text("1\n3\n" + "4\n" * 20 + "/summary\n", encoding="utf-8")
    talk = samenspraak(german, "play", "success_factors", "--lang", "de", "--answers", str(answers))
    assert talk.returncode == 0, talk.stderr
    assert "4,0 (strength)" in talk.stdout, "its own marks, and its own words"
