"""Typed words read as one of the choices of a list, or as some that may be meant. Pure.

What is sure has one reading alone: words that speak for two choices, that deny or that doubt are
asked about. It goes from exact to loose, and the first step that finds anything decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from dialogues.parsing.likeness import alike
from dialogues.parsing.vocabulary import Vocabulary
from dialogues.parsing.words import Phrase, find, phrase, without

MAX_CANDIDATES = 3
MAX_SENTENCE_WORDS = 9
"""In longer ones a label may stand by chance."""
MAX_OTHER_WORDS = 4
MIN_BEGIN_CHARS = 3
FIGURE = re.compile(
    r"[€$£%]|\beur|(?<!\d)0\d|\d[.,]\d{3}(?!\d)|\d,-|\d{1,2}([-/.])\d{1,2}\1\d{2,4}", re.IGNORECASE
)
"""A sum, a share or a day, which is no place in a list."""
MAX_ASKED_BACK_WORDS = 2
"""*Yes?* is a question; a longer label may end so itself."""


@dataclass(frozen=True)
class Listed:
    """A choice as it can be meant: by its label, by other words for it."""

    id: str
    label: Phrase
    also: tuple[Phrase, ...] = ()

    @property
    def phrases(self) -> tuple[Phrase, ...]:
        return (self.label, *self.also)


@dataclass(frozen=True, slots=True)
class Matched:
    """What was meant.

    ids: of the choices; where it is not sure what may be meant, likeliest first; or none
    sure: it can mean nothing else
    literal: it is the label or the number itself
    rest: what of it stands for no choice
    """

    ids: tuple[str, ...] = ()
    sure: bool = False
    literal: bool = False
    rest: tuple[str, ...] = ()


NOTHING = Matched()


@dataclass(frozen=True)
class Saying:
    """One thing that was typed.

    words: all of it
    bare: what of it says something
    asks: it has a question mark
    figure: its digits are those of a sum or a day
    """

    words: Phrase
    bare: Phrase
    asks: bool = field(default=False)
    figure: bool = field(default=False)


def match_one(text: str, options: Sequence[Listed], known: Vocabulary) -> Matched:
    """What one choice was meant by this."""
    words = phrase(text)
    piece = Saying(words, known.bare(words), "?" in text, is_figure(text))
    steps: tuple[Callable[[Saying, Sequence[Listed], Vocabulary], Matched], ...] = (
        _literal, _same, _begun, _within, _around, _alike,
    )  # fmt: skip
    for step in steps if words else ():
        found = step(piece, options, known)
        if found.ids:
            return found
    return NOTHING


def is_figure(text: str) -> bool:
    """Whether the digits in it are those of a sum or a day."""
    return bool(FIGURE.search(text))


def _found(ids: Iterable[str], *, sure: bool = True, literal: bool = False) -> Matched:
    """Sure when there is one alone."""
    unique = tuple(dict.fromkeys(ids))
    sure = sure and len(unique) == 1
    return Matched(unique if sure else unique[:MAX_CANDIDATES], sure, sure and literal)


def _literal(piece: Saying, options: Sequence[Listed], known: Vocabulary) -> Matched:
    """The label or the number. Digits that are also another's other word may mean either."""
    if same := [one.id for one in options if one.label == piece.words]:
        clear = not piece.asks or len(piece.words) > MAX_ASKED_BACK_WORDS
        return _found(same, sure=clear, literal=True)
    places = _places(piece, known)
    meant = [one.id for one in options if places and piece.bare in one.also]
    there = [options[place].id for place in places if 0 <= place < len(options)]
    digits = len(piece.words) == 1 and piece.words[0].isdigit()
    return _found(meant if meant and not digits else (*meant, *there), literal=digits)


def _places(piece: Saying, known: Vocabulary) -> list[int]:
    """The places in the list that are named, when nothing else is."""
    if piece.figure:
        return []
    words = [word for word in piece.bare if word not in known.between]
    places = [known.place(word) for word in words]
    return [place for place in places if place is not None] if None not in places else []


def _same(piece: Saying, options: Sequence[Listed], known: Vocabulary) -> Matched:
    """A label or other words for it, but for what adds nothing."""
    if exact := [one.id for one in options if piece.words in one.also]:
        return _found(exact, sure=not piece.asks)
    same = (o.id for o in options if piece.bare in {known.bare(words) for words in o.phrases})
    return _found(same, sure=not piece.asks)


def _begun(piece: Saying, options: Sequence[Listed], known: Vocabulary) -> Matched:
    """The beginning of a label."""
    begun = " ".join(piece.words)
    if len(begun) < MIN_BEGIN_CHARS or not _says(piece, known):
        return NOTHING
    fits = (one.id for one in options if " ".join(one.label).startswith(begun))
    return _found(fits, sure=not piece.asks)


def _within(piece: Saying, options: Sequence[Listed], known: Vocabulary) -> Matched:
    """A part of one label; where the label denies and this does not, it may mean the opposite."""
    if not _says(piece, known):
        return NOTHING
    within = [one for one in options if find(piece.bare, known.bare(one.label)) >= 0]
    denied = any(known.deny.intersection(one.label) - {*piece.bare} for one in within)
    return _found((one.id for one in within), sure=not denied and not piece.asks)


def _around(piece: Saying, options: Sequence[Listed], known: Vocabulary) -> Matched:
    """A short sentence around one label, or around other words for it."""
    if len(piece.words) > MAX_SENTENCE_WORDS:
        return NOTHING
    rest, ids = piece.bare, list[str]()
    for words, meant in _longest_first(options, known):
        if find(words, rest) >= 0 and not known.turns.issuperset(words):
            rest = without(rest, [words])
            ids += meant
    if known.deny.intersection(rest):
        return NOTHING
    after = piece.bare[len(piece.bare) - len(rest) :] == rest  # *the alderman’s driver* is another
    sure = after and not known.doubt.intersection(rest) and len(rest) <= MAX_OTHER_WORDS
    return _found(ids, sure=sure and not piece.asks)


def _longest_first(
    options: Iterable[Listed], known: Vocabulary
) -> Iterator[tuple[Phrase, list[str]]]:
    """All words for a choice, with the choices that they stand for."""
    meant: dict[Phrase, list[str]] = {}
    for one in options:
        for words in {known.bare(words) for words in one.phrases}:
            meant.setdefault(words, []).append(one.id)
    return iter(sorted(meant.items(), key=lambda pair: -len(pair[0])))


def _alike(piece: Saying, options: Sequence[Listed], known: Vocabulary) -> Matched:
    """What is spelt almost so, or shares its telling words."""
    if not _says(piece, known):
        return NOTHING
    ids, sure = alike(piece.bare, [(one.id, one.phrases) for one in options], known)
    sure = sure and not piece.asks
    return _found(ids[:1] if sure else ids, sure=sure)


def _says(piece: Saying, known: Vocabulary) -> bool:
    """Whether there is more in it than what any sentence has."""
    empty = known.deny | known.doubt
    return any(len(word) > 1 and word not in empty for word in known.telling(piece.words))
