"""Figures in a sentence: how much, of what, and the words around each. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.number_words import MULTIPLES, UP_TO_TWELVE
from dialogues.parsing.numbers import read_number
from dialogues.parsing.spans import NAMES

SPELT = {word: float(number) for number, words in enumerate(UP_TO_TWELVE, 1) for word in words}
SPELT["één"] = 1.0
FIGURE = re.compile(
    r"(?<![\w.,:/’'-])(?P<sign>€ ?)?"
    rf"(?:(?P<number>\d+(?:[.,]\d+)*)(?P<thousand>k\b)?(?![\w:/-])|(?P<word>{'|'.join(SPELT)})\b)"
    r"(?P<percent> ?%)?(?: (?P<times>duizend|thousand|ton|miljoen|mln|million)\b)?"
    r"(?: (?P<euro>euros?)\b)?(?: (?P<unit>[a-zà-ÿ]+)(?!\w))?",
    re.IGNORECASE,
)
RATE = re.compile(
    r"^ ?(?:per (?P<per>jaar|maand|week|\w+)|(?:a|each|every) (?P<each>year|month|week|household)"
    r"|(?P<yearly>jaarlijks|yearly|annually))\b"
)
ONCE = re.compile(r"\b(?:eenmalige?|one-off|once)\b")
YEAR, MONEY, SHARE = "year", "money", "percent"
YEARLY = frozenset({"jaar", "year", "jaarlijks", "yearly", "annually"})
CLAUSE = re.compile(r"[;:()]|,(?!\d)|\b(?:en|maar|want|terwijl|and|but|while)\b")
NO_UNIT = re.compile(
    rf"(?:{NAMES}|\w*(?:ed|nd|genomen|worpen|wezen)|ge\w+[dt]|nodig|vereist|naar|tot|to|of|van|voor|in|op|de|het|een|er|is|zijn|was|"
    r"per|en|and|that|dat|die|at|a|an|the|for|from|on|we|wij|ik|i|ze|zij|they|he|it|dit|bij|met|met|"
    r"against|tegen|gaat|gaan|krijg|krijgt|kan|kunnen|kom|komt|komen|mag|moet|wil|will|can|must|"
    r"als|if|niet|geen|not|no|al|already|maar|but|extra|more|meer|minder|less|over|open|each|every|"
    r"eenmalig|jaarlijks|yearly|annually|hebben|heeft|have|has|stemmen|votes|inmiddels|nu|now|je|u|"
    r"teken\w*|bested\w*|betal\w*|krijgen|uitgeven|sign|spend|pay|besteed|uitgegeven|getekend|ingeschreven|toegezegd|gevraagd|spent|vanaf|by|mee|aan|uit|plus)"
)
LEAST_SUM = 1000.0
"""A number without a unit is money only from here, and only beside words about money."""


@dataclass(frozen=True, slots=True)
class NumberRead:
    """A number in a sentence.

    question: that it answered
    sentence: that it stands in
    value: how much
    words: as it was typed, with its unit
    unit: `money`, `percent`, or the stem of a noun; empty when it does not say
    noun: the unit as it was typed
    rate: `year` or what else it is per; `once` for what is paid once; empty when it does not say
    before: the words of its clause up to it, from the figure before it on
    after: the words of its clause behind it, up to the next figure
    opens: whether its clause begins with it
    start: where its words begin in the sentence
    end: where they end
    plain: the number as it stands there, without the *million* behind it
    times: that *million*; empty when there is none
    """

    question: str
    sentence: str
    value: float
    words: str
    unit: str
    noun: str
    rate: str
    before: str
    after: str
    opens: bool
    start: int
    end: int
    plain: float
    times: str


def figures_in(question: str, sentence: str, language: str) -> list[NumberRead]:
    """All of them, in their order; no years, days, hours and numbers of articles."""
    found = [
        (one, value)
        for one in FIGURE.finditer(sentence)
        if _counts(one, sentence) and (value := _plain(one, language)) is not None
    ]
    ends = [0, *(_end(one) for one, _ in found)]
    starts = [*(one.start() for one, _ in found), len(sentence)]
    return [
        _figure(question, sentence, one, value, (ends[number], starts[number + 1]))
        for number, (one, value) in enumerate(found)
    ]


def stem(noun: str) -> str:
    """The same for one and for many of a thing."""
    plain = noun.casefold()
    plain = re.sub(r"(?<=\w{3})(?:eren|en|es|s)$", "", plain)
    letters = re.sub(r"(.)\1$", r"\1", plain)
    return {"wek": "week", "dag": "dag", "jar": "jaar"}.get(letters, letters)


def _counts(match: re.Match[str], sentence: str) -> bool:
    before, number = sentence[: match.start()], match["number"] or ""
    unit = (match["unit"] or "").casefold()
    if re.fullmatch(rf"(?:{NAMES})", unit) or re.fullmatch(r"(?:19|20)\d\d", number):
        return False
    if match["word"] and SPELT[match["word"].casefold()] == 1:
        return re.match(r" (?:van de|of)\b", sentence[match.end("word") :]) is not None
    return not re.search(
        rf"\b(?:artikel|art\.|article|kamer|room|nummer|number|bladzijde|page|(?:{NAMES})"
        r"|om|at)\s*$",
        before,
        re.IGNORECASE,
    )


def _unit(match: re.Match[str]) -> tuple[str, str]:
    """(unit, noun as typed)."""
    if match["sign"] or match["euro"]:
        return MONEY, match["euro"] or ""
    noun = match["unit"] or ""
    if match["percent"] or noun.casefold() in ("procent", "percent"):
        return SHARE, noun
    if not noun or NO_UNIT.fullmatch(noun.casefold()):
        return "", ""
    return stem(noun), noun


def _end(match: re.Match[str]) -> int:
    if match["unit"] and NO_UNIT.fullmatch(match["unit"].casefold()):
        return match.start("unit") - 1
    if match["unit"] and (match["sign"] or match["euro"]):
        return match.start("unit") - 1
    return match.end()


def _plain(match: re.Match[str], language: str) -> float | None:
    """Without the *million* behind it; None for a row of digits that is no number."""
    if match["word"]:
        return SPELT[match["word"].casefold()]
    try:
        value = read_number(match["number"], None, None, language).first
    except InvalidInputError:
        return None
    return value * (1000 if match["thousand"] else 1)


def _figure(
    question: str, sentence: str, match: re.Match[str], value: float, room: tuple[int, int]
) -> NumberRead:
    """room: from the end of the figure before it to the start of the next."""
    end = _end(match)
    times = (match["times"] or "").casefold()
    clauses = [one.span() for one in CLAUSE.finditer(sentence)]
    begins = max((e for _, e in clauses if e <= match.start()), default=0)
    ends = min((s for s, _ in clauses if s >= end), default=len(sentence))
    before = sentence[max(room[0], begins) : match.start()].casefold()
    after = sentence[end : min(room[1], ends)].casefold()
    unit, noun = _unit(match)
    return NumberRead(
        question, sentence, value * MULTIPLES.get(times, 1.0), sentence[match.start() : end],
        unit, noun, _rate(before, after), before, after,
        not sentence[begins : match.start()].strip(), match.start(), end, value, times,
    )  # fmt: skip


def _rate(before: str, after: str) -> str:
    if ONCE.search(before) or ONCE.search(after):
        return "once"
    if (found := RATE.search(after)) is None:
        return YEAR if re.search(r"\b(?:jaarlijks|yearly)\b", before) else ""
    per = found["per"] or found["each"] or found["yearly"]
    return YEAR if per in YEARLY else stem(per)
