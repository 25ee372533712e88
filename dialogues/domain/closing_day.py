"""The day on which a round closes, in words."""

from __future__ import annotations

from dialogues.domain.collaboration import Collaboration
from dialogues.domain.round import Round
from dialogues.texts.catalogue import Catalogue


def day_words(catalogue: Catalogue, collaboration: Collaboration, one: Round, language: str) -> str:
    """The end of a round in words: the last minute of its last day, or when it was ended."""
    from babel.dates import format_date  # only for who is in a collaboration

    day = collaboration.last_day(one.closes)
    words = format_date(day, "EEEE d MMMM", locale=language)
    return catalogue.say(language, "last_minute", day=words)
