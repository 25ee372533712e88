"""Which points of the source documents the content uses: those that it names as its source."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from dialogues.definition.content import Content
from frameworks.definition.model import fields_of


def used_points(content: Content) -> set[str]:
    """The ids in every `source:` of the dialogues, the frameworks that these use, the ways, and the
    questions to the coach."""
    used = {point for way in content.guide.ways for point in way.source}
    used.update(point for entry in content.faq.entries for point in entry.source)
    for flow in content.dialogues.values():
        used.update(_sources(flow.raw))
        used.update(point for state in flow.states.values() for point in state.source)
        for framework in flow.frameworks.values():
            used.update(_sources(framework))
    return used


def _sources(part: Any) -> Iterator[str]:
    yield from getattr(part, "source", ())
    for name in fields_of(part):
        value = getattr(part, name)
        for inner in value if isinstance(value, list) else [value]:
            yield from _sources(inner)
