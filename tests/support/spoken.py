"""Every text that the content can say, as somebody who reads all of it would find it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dialogues.definition.content import Content
from frameworks.definition.model import Text, fields_of


def spoken(content: Content, language: str) -> list[str]:
    """All texts of dialogues, frameworks, answers, points, facts and our own words."""
    parts = [
        content.frameworks, [flow.raw for flow in content.dialogues.values()],
        content.case.points, content.faq.entries, content.guide, content.law,
    ]  # fmt: skip
    ours = content.catalogue.languages[language].strings.values()
    plain = [one if isinstance(one, str) else f"{one.one} {one.other}" for one in ours]
    return [*_texts(parts, language), *plain]


def _texts(part: object, language: str) -> Iterator[str]:
    match part:
        case Text():
            yield part[language]
        case str() | bytes():
            return
        case Mapping():
            for value in part.values():
                yield from _texts(value, language)
        case list() | tuple():
            for value in part:
                yield from _texts(value, language)
        case _:
            for name in fields_of(part) or getattr(part, "__dataclass_fields__", ()):
                yield from _texts(getattr(part, name), language)
