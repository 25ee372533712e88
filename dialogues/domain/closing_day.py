"""The day on which a round closes, in words."""

from __future__ import annotations

from dialogues.domain.collaboration import Collaboration, Round


def day_words(collaboration: Collaboration, one: Round, language: str) -> str:
    """The end of a round in words: the last minute of its last day, or when it was ended."""
    from babel.dates import format_date  # only for who is in a collaboration

    day = collaboration.last_day(one.closes)
    words = format_date(day, "EEEE d MMMM", locale=language)
    return f"{words} om 23.59 uur" if language == "nl" else f"{words} at 11.59 pm"
