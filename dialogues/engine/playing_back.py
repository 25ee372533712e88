"""*Is that right?*, answered in a sentence: the words of a choice, and what is right or wrong."""

from __future__ import annotations

import re

from dialogues.definition.compiler import NOT_QUITE
from dialogues.engine.matching import options_of
from dialogues.engine.run import Run
from dialogues.parsing.words import after, phrase

PLACE = re.compile(r"\s*([12])\s*[.):]\s+(?=\D)")


def choice_with_more(talk: Run, text: str) -> tuple[str, str] | None:
    """The choice whose words a text begins with, and what follows them; None where nothing does, or
    where a yes is taken back by it."""
    known = talk.content.vocabularies[talk.language]
    if place := PLACE.match(text):
        return talk.state.choices[int(place[1]) - 1].id, text[place.end() :].strip()
    words = phrase(text)
    begun = [
        (len(said), one.id)
        for one in options_of(talk.state, talk.language, known)
        for said in one.phrases
        if words[: len(said)] == said
    ]
    if not begun:
        return None
    length, chosen = max(begun)
    rest = words[length:]
    turned = bool((known.deny | known.doubt).intersection(rest)) and chosen != NOT_QUITE
    if not rest or turned:
        return None
    return chosen, after(text, length)
