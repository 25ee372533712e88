"""Whether a day is told of as past, or as a limit or an appointment that is still to come. Pure."""

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
    r"were|rang|refused|failed|went|came|got|heard|began|started|decided|found|fell|since|last|ago)\b"
    rf"|\b(?:heeft|hebben|heb)\b.*\b{PLANS}{DONE}\b"
)


def told_as_past(sentence: str, day: str) -> bool:
    """Whether the part of the sentence with this day in it is about what has been."""
    text, day = sentence.casefold(), day.casefold()
    start = text.find(day)
    if start < 0 or AHEAD.search(text[:start]):
        return False
    return PAST.search(_clause(text, start, day)) is not None


LIMIT = re.compile(
    r"\b(?:voor|vóór|per|tot|uiterlijk|vanaf|before|by|until|till|from|no later than)"
    r"(?: (?:de|het|eind|begin|half|medio|op|the|end|start|of|early|mid))*\s*$"
)
"""Right before a day."""
TO_COME = re.compile(
    r"\b(?:uiterlijk|deadline|termijn|loopt\b.*\baf|lopen\b.*\baf|afloopt|aflopen|verloopt|"
    r"verlopen|vervalt|vervallen|eindigt|eindigen|opzeg\w*|zeg\w* .* op|moet|moeten|"
    r"beslist|beslissen|besluit|"
    r"besluiten|stemt|stemmen|vergadert|behandelt|tekent|tekenen|gaat\b.*\bin|gaan\b.*\bin|ingaat|"
    r"ingaan|start|begint|stopt|vertrekt|gaat weg|met pensioen|sluit|dicht|"
    r"deadline|due|expires?|ends?|runs? out|must|have to|has to|need to|needs to|decides?|votes?|"
    r"meets?|signs|starts?|begins?|takes? effect|leaves?|retires?|stops?|closes?|"
    r"terminate|give notice)\b"
)
RUMOUR = re.compile(
    r"\b(?:gerucht\w*|ik hoorde|wij hoorden|we hoorden|hoor ik|hoorde van|schijnt|schijnen|"
    r"naar verluidt|via via|wandelgangen|ze zeggen|men zegt|misschien|wellicht|"
    r"rumou?r\w*|i heard|we heard|heard from|heard that|apparently|it seems|supposedly|they say|"
    r"grapevine|maybe|perhaps|might)\b"
)


def told_as_to_come(sentence: str, day: str) -> bool:
    """Whether a day is a limit or an appointment: neither past, nor hearsay, nor just a day."""
    text, day = sentence.casefold(), day.casefold()
    start = text.find(day)
    if start < 0 or told_as_past(sentence, day) or RUMOUR.search(text):
        return False
    if LIMIT.search(text[:start]):
        return True
    return TO_COME.search(_clause(text, start, day)) is not None


def _clause(text: str, start: int, day: str) -> str:
    """The part of a sentence with this day in it, which starts there."""
    begins = max((one.end() for one in CLAUSE.finditer(text, 0, start)), default=0)
    after = CLAUSE.search(text, start + len(day))
    return text[begins : after.start() if after else len(text)]
