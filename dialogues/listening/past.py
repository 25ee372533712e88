"""Whether a day is told of as past: "he ordered it in March" names no day ahead. Pure."""

from __future__ import annotations

import re

CLAUSE = re.compile(
    r"[;:.!?()]|,(?!\d)|\b(?:en|maar|want|omdat|dat|die|and|but|because|that|which|who)\b"
)
AHEAD = re.compile(r"\b(?:voor|vóór|per|tot|uiterlijk|vanaf|before|by|until|from)(?: de| the)?\s*$")
"""Before a day: it is a limit or a start, whatever the verb says."""
PLANS = r"(?!gepland|gezegd|gevraagd|beloofd|geen\b|geld\b|gemeent|gelijk)"
DONE = r"(?:ge\w+(?:d|t|en)|(?:be|ver|ont|her)\w+(?:d|t))"
PAST = re.compile(
    r"\b(?:was|waren|had|hadden|werd|werden|kwam|kwamen|kreeg|kregen|ging|gingen|bleek|vertrok|"
    r"begon|viel|vielen|stond|stonden|lag|lagen|moest|moesten|rekende|stopte|zag|vroegen|"
    r"vroeg (?:mij|me|ons|hem|haar)|sinds|afgelopen|vorige?|al een keer|"
    r"were|rang|failed|went|came|got|heard|began|started|decided|found|fell|since|last|ago)\b"
    rf"|\b(?:heeft|hebben|heb)\b.*\b{PLANS}{DONE}\b"
)


def told_as_past(sentence: str, day: str) -> bool:
    """Whether the part of the sentence with this day in it is about what has been."""
    text, day = sentence.casefold(), day.casefold()
    start = text.find(day)
    if start < 0 or AHEAD.search(text[:start]):
        return False
    end = start + len(day)
    begins = max((one.end() for one in CLAUSE.finditer(text, 0, start)), default=0)
    after = CLAUSE.search(text, end)
    return PAST.search(text[begins : after.start() if after else len(text)]) is not None
