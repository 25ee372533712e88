"""A folder of content of one's own: which files in it are read, and what is wrong with the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from frameworks.definition.faults import Fault, FaultText

HOMES = ("dialogues", "frameworks")
OF_EDITORS = ("~", ".swp", ".swo", ".bak", ".orig", ".old", ".tmp")
"""What the names end with of files that an editor keeps beside ours."""
HIDDEN = (".", "#", "~")
"""What the names begin with of files of editors, and of a Mac."""
ALIKE = 0.6
"""How like `dialogues` the name of a folder is, of 1, to be meant so."""


def yaml_files(folders: Iterable[Path], below: str = "") -> list[Path]:
    """The files in these folders, or in one below them, without those that are no author's."""
    found = (path for folder in folders for path in (folder / below).glob("*.yaml"))
    return [path for path in found if not path.name.startswith(HIDDEN)]


def left_out(extra: Path) -> list[Path]:
    """Files beside the content that are of an editor or a Mac: they are no fault, and not read."""
    return [path for path in _files(extra) if _is_of_an_editor(path)]


def folder_faults(extra: Path) -> Iterator[tuple[Path, FaultText]]:
    """What would not be read of it, without anybody noticing."""
    if not extra.is_dir():
        yield extra, Fault.FOLDER.told(why="there is no such folder", remedy="check its name")
        return
    there = {path.name for path in extra.iterdir() if path.is_dir()}
    for name in sorted(there.difference(HOMES)):
        if meant := get_close_matches(name.casefold(), HOMES, 1, ALIKE):
            why, remedy = "a folder of this name is not read", f"call it '{meant[0]}'"
            yield extra / name, Fault.FOLDER.told(why=why, remedy=remedy)
            there.add(meant[0])
    if there.isdisjoint(HOMES):
        above = "give the folder above it" if extra.name in HOMES else "give the folder they are in"
        why = f"there is no {' and no '.join(f'{name}/' for name in HOMES)} in it"
        yield extra, Fault.FOLDER.told(why=why, remedy=above)
    for path in _files(extra):
        name = path.name.casefold().removesuffix(".txt")
        wrong = name.endswith((".yml", ".yaml")) and path.suffix != ".yaml"
        if wrong and not _is_of_an_editor(path):
            stem = path.name[: len(name.rpartition(".")[0])]
            yield path, Fault.ENDING.told(name=f"{stem}.yaml")


def _files(extra: Path) -> list[Path]:
    return sorted(path for home in HOMES for path in (extra / home).rglob("*") if path.is_file())


def _is_of_an_editor(path: Path) -> bool:
    return path.name.startswith(HIDDEN) or path.name.endswith(OF_EDITORS)
