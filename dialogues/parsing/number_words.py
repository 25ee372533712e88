"""Numbers that are written out, in the languages that we speak."""

from __future__ import annotations

import re
from functools import cache

from dialogues.parsing.words import phrase

ONES = (
    ("nul", "zero"), ("een", "one", "a", "an"), ("twee", "two"), ("drie", "three"),
    ("vier", "four"), ("vijf", "five"), ("zes", "six"), ("zeven", "seven"), ("acht", "eight"),
    ("negen", "nine"), ("tien", "ten"), ("elf", "eleven"), ("twaalf", "twelve"),
    ("dertien", "thirteen"), ("veertien", "fourteen"), ("vijftien", "fifteen"),
    ("zestien", "sixteen"), ("zeventien", "seventeen"), ("achttien", "eighteen"),
    ("negentien", "nineteen"),
)  # fmt: skip
TENS = (
    ("twintig", "twenty"), ("dertig", "thirty"), ("veertig", "forty"), ("vijftig", "fifty"),
    ("zestig", "sixty"), ("zeventig", "seventy"), ("tachtig", "eighty"), ("negentig", "ninety"),
)  # fmt: skip
UP_TO_TWELVE = [words[:2] for words in ONES[1:13]]
PARTS = {
    "half": 0.5, "halve": 0.5, "kwart": 0.25, "quarter": 0.25, "driekwart": 0.75,
    "anderhalf": 1.5, "anderhalve": 1.5, "tweeenhalf": 2.5, "tweeenhalve": 2.5,
}  # fmt: skip
MULTIPLES = {
    "honderd": 1e2, "hundred": 1e2, "duizend": 1e3, "dzd": 1e3, "thousand": 1e3, "k": 1e3,
    "mille": 1e3,
    "ton": 1e5, "miljoen": 1e6, "mln": 1e6, "mio": 1e6, "million": 1e6, "miljard": 1e9,
    "mld": 1e9, "mrd": 1e9, "billion": 1e9, "bn": 1e9, "biljoen": 1e12, "trillion": 1e12,
}  # fmt: skip
ALONE = frozenset({"honderd", "hundred", "duizend", "thousand"})
"""These are numbers by themselves: *duizend* is one time a thousand."""
ARTICLES = frozenset({"een", "a", "an", "one"})
"""These count only before a multiple or a part, or when nothing else is said."""
AND = "".join(phrase("en "))
JOINTS = re.compile(r"(honderd|duizend|hundred|thousand)")


@cache
def _small() -> dict[str, float]:
    """Those up to 99, and the parts."""
    found = {word: float(number) for number, words in enumerate(ONES) for word in words}
    for tens, (dutch, english) in enumerate(TENS, 2):
        found |= {dutch: tens * 10.0, english: tens * 10.0}
        for ones, (first, second, *_) in enumerate(ONES[1:10], 1):
            found[first + AND + dutch] = found[f"{english}{second}"] = tens * 10.0 + ones
    return {**found, **PARTS}


def number_of(word: str) -> float | None:
    """One word without accents and hyphens, such as `tweehonderdvijftig`; None for others."""
    small, parts = _small(), [part for part in JOINTS.split(word) if part]
    if len(parts) == 1:
        return small.get(word) if word not in ALONE else MULTIPLES[word]
    total = now = 0.0
    for part in parts:
        if part in MULTIPLES:
            now = (now or 1.0) * MULTIPLES[part]
            total, now = (total + now, 0.0) if MULTIPLES[part] >= 1e3 else (total, now)
        elif (value := small.get(part.removeprefix(AND))) is not None:
            now += value
        else:
            return None
    return total + now
