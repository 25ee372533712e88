"""Figures with a few words between them that pair them: from … to, of the, against. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import ceil

from dialogues.listening.figure_pairs.pair import Gap, Pair, pair_of
from dialogues.listening.figure_pairs.reading import LEAST_SUM, MONEY, YEAR, NumberRead

FROM = re.compile(r"\b(?:van|from)\s*$")
TO = {" naar ": False, " tot ": True, " to ": True}
"""Between two figures; `True` where it is a range too, and only a verb makes it a change."""
CHANGED = re.compile(
    r"\b(?:steeg|stegen|gestegen|stijg\w*|groei\w*|gegroeid|daal\w*|gedaald|zakte\w*|gezakt|"
    r"gaat|gaan|ging|gingen|gegaan|liep|opgelopen|terug|omhoog|omlaag|"
    r"went|gone|goes|rose|risen|rises|grew|grown|fell|fallen|dropped|down|up|cut|shrank|increased)\b"
)
WANTED = re.compile(
    r"\b(?:moet|moeten|wil|willen|wilt|doel|streven|plan|must|want\w*|should|needs? to|has to|"
    r"have to|goal|target|aim)\b"
)
NOW = re.compile(r"\b(?:nu|now|inmiddels|currently)\b")
MUST_TO = re.compile(
    r"\b(?:moet|moeten|wil|willen|must|should|want|wants|has to|have to|needs? to)\b"
    r".*\b(?:naar|to|tot|onder de|onder|below)\s*$"
)
PART_OF = frozenset({"van de", "van onze", "of the", "of our"})
OURS = re.compile(r"^\W*(?:wij|we) (?:zijn|hebben|leveren|betalen|are|have|supply|pay)\s*$")
ONLY = re.compile(r"\b(?:maar|slechts|alleen|only|just)\s*$", re.IGNORECASE)
TIMES = frozenset({
    "week", "dag", "jaar", "maand", "year", "day", "month", "keer", "time", "uur", "hour", "minut",
    "minuut",
})  # fmt: skip
OF_IT = re.compile(r"\b(?:waarvan|daarvan|of which|of that)\b")
SPENT = re.compile(r"^ (?:\w+ ){0,3}(?:besteed|uitgegeven|op|spent|gone|used up|vergeven)\b")
VOTE = re.compile(
    r"\b(?:stem\w*|gestemd|aangenomen|verworpen|afgewezen|weggestemd|vote\w*|adopted|"
    r"rejected|carried)\b"
)
AGAINST = re.compile(r" (?:stemmen )?(?:voor en|tegen|to|against|for and|votes to) ")
MOST_YEARS = 50


def side_by_side(figures: list[NumberRead]) -> Iterator[Pair]:
    """All of one sentence."""
    for one, other in pairwise(figures):
        between = one.sentence[one.end : other.start]
        found = (
            _change(one, other, between)
            or _goal(one, other)
            or _part(one, other, between)
            or _votes(one, other, between)
            or _left(one, other, between)
            or _yearly(one, other)
        )
        if found is not None:
            yield found


def _change(one: NumberRead, other: NumberRead, between: str) -> Pair | None:
    said = one.sentence.casefold()
    if between not in TO or not FROM.search(one.before) or one.value == other.value:
        return None
    if TO[between] and not CHANGED.search(said) and not WANTED.search(said):
        return None
    if one.unit and other.unit and one.unit != other.unit:
        return None
    first = _with_tail(one, other)
    if WANTED.search(said):
        return pair_of("f_goal", first, other)
    rose = first.value < other.value
    return pair_of("f_rose" if rose else "f_fell", first, other)


def _with_tail(one: NumberRead, other: NumberRead) -> NumberRead:
    """`4,1` before `5,6 miljoen` is in millions too."""
    if one.unit or one.times:
        return one
    tail = " ".join(word for word in (other.times, other.noun) if word)
    value = one.value * other.value / other.plain if other.times and other.plain else one.value
    words = f"{one.words} {tail}".strip()
    return replace(one, value=value, words=words, times=other.times, unit=other.unit)


def _goal(one: NumberRead, other: NumberRead) -> Pair | None:
    now = NOW.search(one.before) or NOW.search(one.after)
    if not now or not MUST_TO.search(other.before) or one.value == other.value:
        return None
    if not one.unit or other.unit not in ("", one.unit):
        return None
    return pair_of("f_goal", one, other)


def _part(one: NumberRead, other: NumberRead, between: str) -> Pair | None:
    if between.strip() not in PART_OF or one.unit or other.unit in {"", MONEY, *TIMES}:
        return None
    if not one.value < other.value or not one.value.is_integer():
        return None
    if one.value == 1 and not ONLY.search(one.before):
        return None
    ours = OURS.search(one.before) and not other.after.strip(" .!")
    return pair_of(
        "f_our_part" if ours else "f_part",
        _number(one),
        _number(other),
        Gap(other.value - one.value),
    )


def _votes(one: NumberRead, other: NumberRead, between: str) -> Pair | None:
    whole = one.value.is_integer() and other.value.is_integer() and one.value != other.value
    fits = AGAINST.fullmatch(between) and not FROM.search(one.before)
    if not whole or not fits or not VOTE.search(one.sentence.casefold()):
        return None
    most, fewest = sorted(map(_number, (one, other)), key=lambda figure: -figure.value)
    return pair_of("f_votes", most, fewest, Gap(most.value - fewest.value))


def _left(one: NumberRead, other: NumberRead, between: str) -> Pair | None:
    if not OF_IT.search(between.casefold()) or not SPENT.search(other.after):
        return None
    if not all(_money(figure) for figure in (one, other)) or one.value <= other.value:
        return None
    return pair_of("f_left", one, other)


def _yearly(one: NumberRead, other: NumberRead) -> Pair | None:
    """A sum each year, and one that is paid once: how many years make as much."""
    by_rate = {one.rate: one, other.rate: other}
    if set(by_rate) != {YEAR, "once"} or not _money(one) or not _money(other):
        return None
    once, yearly = by_rate["once"], by_rate[YEAR]
    years = ceil(once.value / yearly.value) if yearly.value else 0
    if not 1 < years <= MOST_YEARS:
        return None
    return pair_of("f_yearly_once", once, yearly, Gap(years, span="years"))


def _money(figure: NumberRead) -> bool:
    return figure.unit == MONEY or (not figure.unit and figure.value >= LEAST_SUM)


def _number(figure: NumberRead) -> NumberRead:
    """Without what is counted, as it stands within a sentence."""
    return replace(figure, words=figure.words.split()[0].lower())
