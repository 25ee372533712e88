"""Which points of the source documents the content uses: those that it names as its source."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel

from dialogues.loader import Content


def used_points(content: Content) -> set[str]:
    """The ids in every `source:` of the dialogues, and of the frameworks that these use."""
    used: set[str] = set()
    for flow in content.dialogues.values():
        used.update(_sources(flow.raw))
        used.update(point for state in flow.states.values() for point in state.source)
        for framework in flow.frameworks.values():
            used.update(_sources(framework))
    return used


def _sources(model: BaseModel) -> Iterator[str]:
    yield from getattr(model, "source", ())
    for name in type(model).model_fields:
        value = getattr(model, name)
        for inner in value if isinstance(value, list) else [value]:
            if isinstance(inner, BaseModel):
                yield from _sources(inner)
