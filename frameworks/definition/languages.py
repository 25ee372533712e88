"""The languages that we speak. No other file of code names one.

A new one is an entry here, the coach's own words in `dialogues/content/strings/`, and its texts in
the content; `samenspraak check` tells where each of them lacks.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, Field


@dataclass(frozen=True, slots=True)
class Habits:
    """How a language is written: its `region`, and the marks in its numbers."""

    region: str
    decimal: str
    thousands: str


SPOKEN: Mapping[str, Habits] = {
    "nl": Habits("NL", decimal=",", thousands="."),
    "en": Habits("GB", decimal=".", thousands=","),
}
"""By their codes of ISO 639-1, which Babel and browsers know too. The first is our own."""

LANGUAGES = tuple(SPOKEN)
DEFAULT = LANGUAGES[0]


def _spoken(language: str) -> str:
    if language not in SPOKEN:
        raise ValueError(f"choose one of {', '.join(LANGUAGES)}")
    return language


Language = Annotated[
    str, AfterValidator(_spoken), Field(json_schema_extra={"enum": list(LANGUAGES)})
]


def following(language: str) -> str:
    """The language after this one, round and round: where a button for another one leads."""
    place = LANGUAGES.index(language) + 1
    return LANGUAGES[place % len(LANGUAGES)]


def written(number: str, language: str) -> str:
    """A number such as `1,250.5` with the marks of a language."""
    habits = SPOKEN[language]
    return number.translate(str.maketrans(",.", habits.thousands + habits.decimal))
