"""The words that our own texts are made of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass

from dialogues.texts.phrases import WORD, folded
from frameworks.definition.model import Text, fields_of


def vocabulary(parts: Iterable[object], language: str) -> frozenset[str]:
    """All words, folded, of the texts in parts of the content; a word's capitals are not told."""
    return frozenset(
        folded(word)
        for part in parts
        for text in texts_in(part, language)
        for word in WORD.findall(text)
    )


def texts_in(part: object, language: str) -> Iterator[str]:
    """The texts within a part, however deep."""
    match part:
        case Text():
            yield part[language]
        case str() | bytes():
            return
        case Mapping():
            for value in part.values():
                yield from texts_in(value, language)
        case list() | tuple() | frozenset():
            for value in part:
                yield from texts_in(value, language)
        case _:
            for name in _names(part):
                yield from texts_in(getattr(part, name), language)


def _names(part: object) -> Iterable[str]:
    found = fields_of(part)
    if not found and is_dataclass(part) and not isinstance(part, type):
        return [one.name for one in fields(part)]
    return found
