"""Faults in what situations are learned from: too few examples, or one that teaches two things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from dialogues.listening.signs import SignFile, Signs
from frameworks.definition.faults import Fault, FaultText
from frameworks.definition.languages import LANGUAGES
from frameworks.definition.yaml_loader import Place

LEAST = 10
"""Of fewer examples a situation is not told from its neighbours."""
ENDS = " .!?…"
Read = Mapping[Path, SignFile]
Told = tuple[Path, Place, FaultText]


def sign_faults(files: Read) -> Iterator[Told]:
    """All of them, each with its file and its place in there."""
    yield from _too_few(files)
    yield from _twice(files)


def _too_few(files: Read) -> Iterator[Told]:
    """What is learned in one language is learned in all; told where the sign stands first."""
    for name, sign in Signs(files.values()).signs.items():
        counts = {one: len(sign.words(one).examples) for one in LANGUAGES}
        learned = any(counts.values()) or any(sign.words(one).cues for one in LANGUAGES)
        for language, count in counts.items() if learned else ():
            if count < LEAST:
                path = next(path for path, file in files.items() if name in file.signs)
                told = Fault.EXAMPLES_FEW.told(count=count, language=language, least=LEAST)
                yield path, ("signs", name, language), told.of(name)


def _twice(files: Read) -> Iterator[Told]:
    seen: dict[tuple[str, str], str] = {}
    for path, name, language, index, text in _examples(files.items()):
        key = language, text.casefold().strip(ENDS)
        first = seen.get(key)
        seen.setdefault(key, name)
        if first is not None:
            fault = Fault.EXAMPLE_AGAIN if first == name else Fault.EXAMPLE_TWICE
            told = fault.told(text=text, first=first, second=name)
            yield path, ("signs", name, language, "examples", index), told.of(name)


def _examples(
    files: Iterable[tuple[Path, SignFile]],
) -> Iterator[tuple[Path, str, str, int, str]]:
    for path, file in files:
        for name, sign in file.signs.items():
            for language in LANGUAGES:
                for index, text in enumerate(sign.words(language).examples):
                    yield path, name, language, index, text
