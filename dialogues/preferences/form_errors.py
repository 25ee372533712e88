"""What is wanted of prompts in words: moments, and what cannot be. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import orjson

from dialogues.calendar.moments import Moment
from dialogues.calendar.timezones import local
from dialogues.messages.events import Part
from dialogues.parsing.errors import InvalidInputError
from dialogues.texts.formats import spoken_moment

MAX_FILE_CHARS = 20_000
Say = Callable[..., str]


def read_json(text: str) -> Mapping[str, Any]:
    """The fields in a command; what is no JSON of fields is a field that nobody knows."""
    try:
        found = orjson.loads(text) if len(text) <= MAX_FILE_CHARS else None
    except orjson.JSONDecodeError:
        found = None
    return found if isinstance(found, dict) else {"set": ""}


def fault_parts(say: Say, faults: Mapping[str, InvalidInputError]) -> tuple[Part, ...]:
    """Each fault with its field."""
    items = [
        Part("item", f"{name}: {say(one.reason, **one.values)}") for name, one in faults.items()
    ]
    return (Part("strong", say("wish_faults")), *items)


def moment_words(found: Iterable[Moment], zone: str, language: str, say: Say) -> list[str]:
    """Each with its weekday and its time; one that gave way to a day off says so."""
    told = []
    for one in found:
        words = spoken_moment(local(one.due, zone), language, weekday=True)
        told.append(f"{words} {say('wish_moved')}" if one.moved else words)
    return told
