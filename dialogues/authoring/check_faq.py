"""Faults in the questions to the coach that only show when all files are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from dialogues.listening.faq_source import LEAST_EXAMPLES, MOST_WORDS, FaqEntry, FaqFile
from dialogues.texts.phrases import PhraseText
from frameworks.definition.faults import Fault, FaultText
from frameworks.definition.languages import LANGUAGES
from frameworks.definition.yaml_loader import Place


def faq_faults(files: Mapping[Path, FaqFile]) -> Iterator[tuple[Path, Place, FaultText]]:
    """All of them, each with its file and its place in there."""
    seen: set[str] = set()
    asked: dict[tuple[str, str], str] = {}
    for path, file in files.items():
        for number, entry in enumerate(file.entries):
            if entry.id in seen:
                yield path, ("entries", number, "id"), Fault.TAKEN.told(name=entry.id)
            seen.add(entry.id)
            for place, text in (*_one(entry), *_same(entry, asked)):
                yield path, ("entries", number, *place), text.of(entry.id)


def _one(entry: FaqEntry) -> Iterator[tuple[Place, FaultText]]:
    for language in LANGUAGES:
        given, words = len(entry.examples[language]), len(entry.answer[language].split())
        if given < LEAST_EXAMPLES:
            few = Fault.FEW_EXAMPLES.told(count=given, language=language, least=LEAST_EXAMPLES)
            yield ("examples", language), few
        if words > MOST_WORDS:
            long = Fault.LONG_ANSWER.told(count=words, language=language, limit=MOST_WORDS)
            yield ("answer", language), long


def _same(entry: FaqEntry, asked: dict[tuple[str, str], str]) -> Iterator[tuple[Place, FaultText]]:
    """Examples that another entry has too; whoever types one would be answered by chance."""
    for language in LANGUAGES:
        for index, example in enumerate(entry.examples[language]):
            other = asked.setdefault((language, PhraseText(example).line), entry.id)
            if other != entry.id:
                same = Fault.SAME_EXAMPLE.told(text=example, other=other)
                yield ("examples", language, index), same
