"""The coach's own words: a folder for each language, which say the same things."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from dialogues.authoring import loader, reader
from dialogues.authoring.loader import HERE, load
from frameworks.definition.issues import ContentError
from frameworks.definition.languages import LANGUAGES

SUBJECTS = (
    "changes", "collaborations", "documents", "errors", "invitations", "menus", "model",
    "notifications", "preferences", "pulses", "questionnaire", "talk", "web",
)  # fmt: skip


@pytest.fixture
def strings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the words of all languages, which the loader reads."""
    shutil.copytree(HERE, tmp_path / "content")
    monkeypatch.setattr(loader, "HERE", tmp_path / "content")
    monkeypatch.setattr(reader, "ROOT", tmp_path / "content" / "strings")
    return tmp_path / "content" / "strings"


def faults() -> list[str]:
    with pytest.raises(ContentError) as raised:
        load()
    return str(raised.value).splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_file_for_each_subject(language: str) -> None:
    found = sorted((HERE / "strings" / language).iterdir())
    assert tuple(path.stem for path in found) == SUBJECTS
    assert max(len(path.read_text(encoding="utf-8").splitlines()) for path in found) <= 400


def test_what_a_language_lacks_is_told_where_it_belongs(strings: Path) -> None:
    file = strings / "en" / "menus.yaml"
    kept = [line for line in file.read_text(encoding="utf-8").splitlines() if "  menu:" not in line]
    file.write_text("\n".join(kept), encoding="utf-8")
    assert faults() == ["en/menus.yaml:2: 'menu' is missing (add 'menu:')"]


def test_what_a_language_says_twice_is_told(strings: Path) -> None:
    """In two files, in every language: else it would be missing in the others."""
    for language in LANGUAGES:
        with (strings / language / "web.yaml").open("a", encoding="utf-8") as file:
            file.write('  menu: "Nog eens."\n')
        last = len((strings / language / "web.yaml").read_text(encoding="utf-8").splitlines())
    told = [
        f"{language}/web.yaml:{last}: 'menu' stands in another file of this folder too (keep one)"
        for language in sorted(LANGUAGES)
    ]
    assert faults() == told


def test_a_file_that_is_not_there_is_told(strings: Path) -> None:
    (strings / "en" / "errors.yaml").unlink()
    (told,) = faults()
    assert told.startswith("en/errors.yaml:0: cannot be read") and told.endswith("(put it back)")
