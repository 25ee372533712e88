"""Rules for words, as cases write them.

A rule is stems with blanks between them, and holds where all of them stand: `bel|vraag wethouder`.
`|` stands between stems of which one will do, `_` for a blank within a stem. A stem begins a word;
after `~` it may stand within one, and with `.` behind it it is the whole word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

DENIES = re.compile(
    r"\b(niet|geen|nooit|niets|nog vóór|zonder|not|no|never|nothing|without|cannot|\w+n’t)\b"
)


@cache
def _stems(rule: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile("|".join(map(_stem, one.split("|")))) for one in rule.split())


def _stem(written: str) -> str:
    whole, inside = written.endswith("."), written.startswith("~")
    words = r"\s+".join(map(re.escape, written.strip("~.").casefold().split("_")))
    return ("" if inside else r"(?<!\w)") + words + (r"(?!\w)" if whole else "")


def holds(rule: str, text: str) -> bool:
    """Whether each stem of the rule stands in the text."""
    folded = text.casefold()
    return all(stem.search(folded) for stem in _stems(rule))


def any_holds(rules: Iterable[str], text: str) -> bool:
    return any(holds(rule, text) for rule in rules)


def denies(sentence: str) -> bool:
    """Whether something is denied in it: then what it names is not what it advises."""
    return DENIES.search(sentence.casefold()) is not None
