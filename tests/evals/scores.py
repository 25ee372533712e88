"""What an outcome is worth, as far as rules can tell. What they cannot, raters do: `sheets.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dialogues.listening.sentences import sentences
from dialogues.messages.events import Part
from tests.evals import faults
from tests.evals.cases import Case
from tests.evals.matching import any_holds
from tests.evals.play import Played
from tests.evals.quotes import Answers, our_words, quoted, their_words, words_of

BEGINS = ("heading", "strong", "item")
"""The parts that begin a passage."""
GROUP = 3
"""So many sentences in a row may make a point together."""
FIRST_WORDS = 80
"""What stands within so many of our words, stands first."""
SAYABLE = 6
"""A sentence to say aloud has so many words at least."""
MONTHS = (
    "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
    "|january|february|march|may|june|july|august|october"
)
SOON = re.compile(
    r"\b(vandaag|morgen|deze week|volgende week|deze maand|eerstvolgende"
    r"|binnen (een|één|twee|\d+) (week|weken|dagen)"
    r"|today|tomorrow|this week|next week|within (a|one|two|\d+) (week|weeks|days)"
    rf"|(vóór|voor|before|by) (\d+ )?({MONTHS}))"
)
SOMEONE = re.compile(
    r"\b(wethouder|burgemeester|\w*secretaris|griffier|raad|raadslid|raadsleden|college|manager|teamleider"
    r"|leidinggevende|collega|directeur|presidium|portefeuillehouder|controller|voorzitter|team"
    r"|alderman|mayor|secretary|clerk|council|councillors?|executive|colleague|director|chair|board)\w*"
)
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")


@dataclass(frozen=True)
class Score:
    """Of one case.

    points: a pair of a kind and whether it is met for each decisive point, by the rule for words
    texts: those that rest on the person's own words, in the same order as `points`
    main: 0, 1 or 2
    step: of four: within the role, soon, someone by a moment, something to say aloud
    words: how many are shown; `theirs` of these are the person's
    figures: how many of the typed numbers our own sentences use, and how many there are
    faults: `faults[rule]`: where it was broken
    """

    points: tuple[tuple[str, bool], ...]
    texts: tuple[bool, ...]
    main: int
    step: tuple[bool, bool, bool, bool]
    words: int
    theirs: int
    figures: tuple[int, int]
    faults: dict[str, list[str]]

    @property
    def share(self) -> float:
        return sum(met for _, met in self.points) / len(self.points)


def score(case: Case, played: Played) -> Score:
    answers, said = Answers.of(case), played.shown
    groups = list(in_groups(said, answers))
    broken = {
        "cut quote": faults.cut_quotes(said, answers),
        "altered quote": faults.altered_quotes(said, answers),
        "non-answer said back": faults.non_answers(said, case),
        "forbidden": faults.forbidden(said, case),
        "outside the role": faults.outside_role(said, case),
    }
    return Score(
        points=tuple((p.kind, any(any_holds(p.needs, g) for g in groups)) for p in case.points),
        texts=tuple(case.by_text(p) for p in case.points),
        main=main_thing(case, said, answers),
        step=next_step(said, answers, in_role=not broken["outside the role"]),
        words=sum(len(words_of(part.text)) for part in said),
        theirs=sum(len(words_of(one)) for one in their_words(said, answers)),
        figures=figures(case, said, answers),
        faults=broken,
    )


def in_groups(said: Sequence[Part], answers: Answers) -> Iterator[str]:
    """Our sentences, each with those behind it in the same passage: under one title or item.

    What the person said is left out: to quote it is not yet to make something of it.
    """
    passage: list[str] = []
    for part in (*said, Part("heading", "")):
        if part.kind in BEGINS:
            yield from (" ".join(passage[i : i + GROUP]) for i in range(len(passage)))
            passage = []
        passage += sentences(our_words(part, answers))


def main_thing(case: Case, said: Sequence[Part], answers: Answers) -> int:
    """2 where it stands first, 1 where it stands at all."""
    groups = list(in_groups(said, answers))
    if not any(any_holds(case.main_needs, one) for one in groups):
        return 0
    first: list[Part] = []
    for part in said:
        if sum(len(words_of(our_words(one, answers))) for one in first) >= FIRST_WORDS:
            break
        first.append(part)
    return 1 + any(any_holds(case.main_needs, one) for one in in_groups(first, answers))


def next_step(
    said: Sequence[Part], answers: Answers, *, in_role: bool
) -> tuple[bool, bool, bool, bool]:
    """Nothing said is no step within the role either."""
    groups = [one.casefold() for one in in_groups(said, answers)]
    soon = [one for one in groups if SOON.search(one)]
    aloud = (
        part.text[first:last]
        for part in said
        if part.kind != "quote"
        for first, last in quoted(part.text, answers)
    )
    return (
        in_role and bool(groups),
        bool(soon),
        any(SOMEONE.search(one) for one in soon),
        any(len(words_of(one)) >= SAYABLE and not answers.holds(one) for one in aloud),
    )


def figures(case: Case, said: Sequence[Part], answers: Answers) -> tuple[int, int]:
    """Of the numbers that were typed: those in our own sentences, and all."""
    typed = {number for _, text in case.answers for number in numbers(text)}
    ours = {number for part in said for number in numbers(our_words(part, answers))}
    return len(typed & ours), len(typed)


def numbers(text: str) -> set[str]:
    """Numbers of two digits on, and days of a month."""
    found = (m.group() for m in NUMBER.finditer(text))
    whole = {re.sub(r"[.,]", "", one) if THOUSANDS.fullmatch(one) else one for one in found}
    days = re.findall(rf"\b(\d)(?:st|nd|rd|th)? ({MONTHS})", text.casefold())
    return {one for one in whole if len(one) > 1} | {f"{day} {month}" for day, month in days}
