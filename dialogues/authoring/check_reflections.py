"""What is wrong in the lines that show an answer was heard: lines that could never be said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from dialogues.definition.content import Content
from dialogues.engine.story import STORY
from dialogues.listening.reflections_source import Line, ReflectionFile
from frameworks.definition.faults import Fault, FaultText
from frameworks.definition.yaml_loader import Place


def reflection_faults(
    content: Content, files: Mapping[Path, ReflectionFile]
) -> Iterator[tuple[Path, Place, FaultText]]:
    """All of them, each with its file and its place in there."""
    asked = {STORY} | {
        state.plain for flow in content.dialogues.values() for state in flow.states.values()
    }
    for path, file in files.items():
        for name, theme in file.themes.items():
            for number, line in enumerate(theme.lines):
                for key, fault in _of_line(content, line, asked):
                    yield path, ("themes", name, "lines", number, *key), fault.of(name)


def _of_line(content: Content, line: Line, asked: set[str]) -> Iterator[tuple[Place, FaultText]]:
    """Questions and themes that are nowhere; what a condition tests must be asked somewhere."""
    for index, question in enumerate(line.at):
        if question not in asked:
            yield ("at", index), Fault.UNKNOWN_FACT.told(fact=question)
    known = asked | {item.id for one in content.frameworks.values() for item in one.items}
    for test in line.when.tests():
        if test.fact.partition(".")[0] not in known:
            yield ("when",), Fault.UNKNOWN_FACT.told(fact=test.fact)
    for index, theme in enumerate(line.also):
        if theme not in content.reflections.themes:
            yield ("also", index), Fault.UNKNOWN_THEME.told(name=theme, known="these files")
