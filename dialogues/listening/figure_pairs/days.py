"""Two days between which a gap lies: until when the one holds, and when the other begins. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dialogues.listening.figure_pairs.pair import Gap, Named, Pair
from dialogues.listening.figure_pairs.reading import CLAUSE
from dialogues.parsing.calendar_words import month_number
from dialogues.parsing.spans import NAMES

SEASONS = {
    "voorjaar": 3, "lente": 3, "zomer": 6, "najaar": 9, "herfst": 9, "winter": 12,
    "spring": 3, "summer": 6, "autumn": 9,
}  # fmt: skip
MOMENT = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}})(?:e|st|nd|rd|th)? (?:of )?)?(?P<month>{NAMES})\b"
    r"(?: (?P<year>20\d\d))?"
    rf"|\b(?P<season>{'|'.join(SEASONS)}) (?:van |of )?(?P<year2>20\d\d)",
    re.IGNORECASE,
)
VERBS = frozenset({"may", "mar", "march"})
"""Small English words that are months only with a capital."""
UNTIL = re.compile(
    r"\b(?:tot|t/m|until|till)(?: (?:en met|eind|half|begin|de|het|the|end of|mid))*\s*$"
)
NOT_UNTIL = re.compile(r"\b(?:pas|not until|not before|only|niet eerder dan)\b[^,]*$")
OPENS = re.compile(r"\b(?:opent|open|opens|begint|start|starts|begins|klaar|ready)\b")
ANEW = re.compile(r"\b(?:nieuwe?|opvolg\w*|vervang\w*|new|successor|replac\w*)\b")
DUE = re.compile(r"\b(?:moet|moeten|uiterlijk|vóór|deadline|must|due|has to|no later than)\b")
LONG = 92
"""From so many days on a gap is told in months."""


@dataclass(frozen=True, slots=True)
class _Moment:
    """A day, month or season in a sentence.

    words: as it was typed
    sentence: that it stands in
    clause: the part of the sentence around it, in small letters
    before: of that, what stands before it
    month: its number; of a season the first
    day: None when it does not say
    year: None when it does not say
    """

    words: str
    sentence: str
    clause: str
    before: str
    month: int
    day: int | None
    year: int | None


def days_apart(question: str, lines: list[str]) -> Iterator[Pair]:
    """Where just one day ends what there is, or is a limit, and just one later day begins."""
    found = [one for line in lines for one in _moments(line)]
    since = [one for one in found if _begins(one)]
    ends = [one for one in found if one not in since and UNTIL.search(one.before)]
    due = [one for one in found if one not in (*since, *ends) and DUE.search(one.clause)]
    if len(since) != 1 or len(ends) + len(due) != 1:
        return
    for sign, firsts in (("f_days_between", ends), ("f_days_late", due)):
        if len(firsts) == 1 and _linked(firsts[0], since[0], sign):
            gap = _gap(firsts[0], since[0])
            if gap is not None:
                both = (Named(m.words, question, m.sentence) for m in (firsts[0], since[0]))
                yield Pair(sign, (next(both), next(both)), gap)


def _moments(sentence: str) -> Iterator[_Moment]:
    clauses = [one.span() for one in CLAUSE.finditer(sentence)]
    for match in MOMENT.finditer(sentence):
        name = match["month"] or ""
        if name in VERBS and not match["day"]:
            continue
        begins = max((e for _, e in clauses if e <= match.start()), default=0)
        ends = min((s for s, _ in clauses if s >= match.end()), default=len(sentence))
        year = match["year"] or match["year2"]
        month = month_number(name) if name else SEASONS[match["season"].casefold()]
        if month is not None:
            yield _Moment(
                match[0], sentence, sentence[begins:ends].casefold(),
                sentence[begins : match.start()].casefold(), month,
                int(match["day"]) if match["day"] else None, int(year) if year else None,
            )  # fmt: skip


def _begins(one: _Moment) -> bool:
    if NOT_UNTIL.search(one.before):
        return True
    return not UNTIL.search(one.before) and OPENS.search(one.clause) is not None


def _linked(first: _Moment, later: _Moment, sign: str) -> bool:
    """Whether the second is about what the first is about: it is new, or it comes only then."""
    together = first.sentence == later.sentence
    late = together and NOT_UNTIL.search(later.before) is not None
    if sign == "f_days_late":
        return late
    return late or (
        ANEW.search(later.clause) is not None and OPENS.search(later.clause) is not None
    )


def _gap(first: _Moment, later: _Moment) -> Gap | None:
    """In days where both days are known, else in months; None where it is no gap."""
    if (first.year is None) != (later.year is None):
        return None
    year = first.year or 2001
    year_later = later.year or (2002 if later.month < first.month else 2001)
    if first.day and later.day:
        try:
            days = (
                date(year_later, later.month, later.day) - date(year, first.month, first.day)
            ).days
        except ValueError:
            return None
        if 0 < days < LONG:
            return Gap(days, span="days")
    months = (year_later - year) * 12 + later.month - first.month
    known = later.year is not None or months <= 6
    return Gap(months, span="months") if months > 0 and known else None
