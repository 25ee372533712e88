"""Whose words are whose in what was said: the person's own, word for word, and ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from dialogues.listening.sentences import sentences
from dialogues.messages.events import Part
from tests.evals.cases import Case

CLOSES = {"‘": "’", "“": "”"}
WORD = re.compile(r"\w+")
ELLIPSIS = re.compile(r"(…|\.\.\.)\s*$")
ELLIPSIS_HERE = re.compile(r"\s*(…|\.\.\.)")
COPIED = 7
"""So many words of an answer in a row are a quotation, also where no marks say so."""
FRAGMENT = 4
"""Of so many words on, a piece of a sentence is a quote that was cut, and no name or term."""
ALIKE = 88
"""In percents: so much like an answer, and not the same, is a quote that was altered."""
MOSTLY = 0.8
"""A part that is shown as a quote is the person's when so many of its words are."""


def words_of(text: str) -> tuple[str, ...]:
    return tuple(WORD.findall(text.casefold()))


@dataclass(frozen=True)
class Answers:
    """What a person said: each answer as its sentences, and these as words."""

    texts: tuple[str, ...]

    @classmethod
    def of(cls, case: Case) -> Answers:
        """With a follow-up behind what it asks on: the coach says them back as one."""
        single = tuple(words for _, words in case.answers)
        pairs = zip(case.answers, case.answers[1:], strict=False)
        joined = tuple(f"{a}. {b}" for (_, a), (on, b) in pairs if "_more" in on)
        return cls(single + joined)

    def holds(self, quote: str) -> bool:
        """Whether these words stand there, in this order."""
        wanted = f" {' '.join(words_of(quote))} "
        return wanted.strip() != "" and any(
            wanted in f" {' '.join(words_of(text))} " for text in self.texts
        )

    def whole(self, quote: str) -> bool:
        """Whether it is one or more whole sentences, or buttons, that follow each other."""
        wanted = words_of(quote)
        return any(wanted == one for text in self.texts for one in _runs(_units(text)))

    def altered(self, quote: str) -> bool:
        """Whether it is nearly one or more sentences that were said."""
        plain = " ".join(words_of(quote))
        return len(words_of(quote)) > FRAGMENT and any(
            fuzz.ratio(plain, " ".join(run)) >= ALIKE
            for text in self.texts
            for run in _runs(_units(text))
        )

    def made_of(self, quote: str) -> bool:
        """Whether nearly all its words are from one answer, as when a part was left out."""
        words = set(words_of(quote))
        return any(len(words & set(words_of(t))) >= MOSTLY * len(words) for t in self.texts)


def _units(text: str) -> list[tuple[str, ...]]:
    pieces = (one for button in text.split("; ") for one in sentences(button))
    return [words for piece in pieces if (words := words_of(piece))]


def _runs(units: Sequence[tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    for first in range(len(units)):
        for last in range(first, len(units)):
            yield tuple(word for unit in units[first : last + 1] for word in unit)


def quoted(text: str, answers: Answers) -> Iterator[tuple[int, int]]:
    """Where quotations stand, without their marks: the longest that is the person's, else the
    shortest."""
    place = 0
    while place < len(text):
        closing = CLOSES.get(text[place])
        ends = [
            m.start() for m in re.finditer(rf"{closing}(?!\w)", text) if m.start() > place
        ] if closing else []  # fmt: skip
        if ends:
            theirs = [e for e in ends if answers.holds(uncut(text[place + 1 : e]))]
            end = max(theirs) if theirs else min(ends)
            yield place + 1, end
            place = end
        place += 1


def uncut(quote: str) -> str:
    return ELLIPSIS.sub("", quote)


def copied(text: str, answers: Answers) -> Iterator[tuple[int, int]]:
    """Where the person's words stand without marks: so many in a row that it is no chance."""
    found = list(WORD.finditer(text))
    first = 0
    while first < len(found):
        last = first + COPIED
        while last <= len(found) and answers.holds(
            text[found[first].start() : found[last - 1].end()]
        ):
            last += 1
        if last > first + COPIED:
            end = ELLIPSIS_HERE.match(text, found[last - 2].end())
            yield found[first].start(), end.end() if end else found[last - 2].end()
            first = last - 2
        first += 1


def theirs(text: str, answers: Answers) -> list[tuple[int, int]]:
    """Where the person's words stand, with marks or without, in order."""
    marked = [
        (first, last)
        for first, last in quoted(text, answers)
        if answers.holds(uncut(text[first:last])) or answers.altered(uncut(text[first:last]))
    ]
    bare = [
        (first, last)
        for first, last in copied(text, answers)
        if not any(first < end and begin < last for begin, end in marked)
    ]
    return sorted(marked + bare)


def their_words(parts: Iterable[Part], answers: Answers) -> list[str]:
    """Every quotation of the person, as it stands there."""
    found = []
    for part in parts:
        if part.kind == "quote":
            found += [part.text] if answers.made_of(part.text) else []
        else:
            found += [part.text[first:last] for first, last in theirs(part.text, answers)]
    return found


def our_words(part: Part, answers: Answers) -> str:
    """A part without what it quotes of the person."""
    if part.kind == "quote" and answers.made_of(part.text):
        return ""
    kept, since = [], 0
    for first, last in theirs(part.text, answers):
        kept.append(part.text[since:first])
        since = last
    return "".join([*kept, part.text[since:]])
