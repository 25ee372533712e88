"""Typed words at a question with choices: which of them are meant."""

from __future__ import annotations

import re

from dialogues.definition.states import OTHER, State
from dialogues.parsing.choices import NOTHING, Listed, Matched, match_one
from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.several import match_several
from dialogues.parsing.vocabulary import Vocabulary
from dialogues.parsing.words import content_phrase, phrase

NUMBER = re.compile(r"\s*(\d{1,3})(?:[.,](\d+))?\s*")
MAX_CHARS = 300
"""What is longer is a story, and names no choice."""
NEITHER = frozenset({"none", "nothing", "nobody", "nowhere", "neither", OTHER})
"""Choices that go with no others, so that *all* does not mean them."""


def match(text: str, state: State, language: str, known: Vocabulary) -> Matched:
    """The choices that are meant. Raises InvalidInputError for a number that is on no scale."""
    if len(text) > MAX_CHARS:
        return NOTHING
    options = options_of(state, language, known)
    if state.kind == "several":
        return match_several(text, options, known, NEITHER)
    if state.kind == "rating" and (number := NUMBER.fullmatch(text)):
        return _on_scale(number, state, language)
    if state.kind == "rating":
        _may_be_on_scale(text, state, language, known)
    found = match_one(text, options, known)
    there = [one.id for one in options if one.id not in NEITHER]
    if not found.ids and phrase(text) in known.both and len(there) == 2:
        return Matched(tuple(there))
    return found


def options_of(state: State, language: str, known: Vocabulary) -> list[Listed]:
    """The choices of a question with all words for them."""
    found = []
    for one in state.choices:
        label = one.text[language]
        also = [*(one.also[language] if one.also else ()), *known.also(one.id, label)]
        words = tuple(map(content_phrase, also))
        found.append(Listed(one.id, content_phrase(label), words))
    return found


def is_own(text: str, known: Vocabulary) -> bool:
    """Whether words that match no choice say something of their own; *all* and *no* do not."""
    words = known.telling(phrase(text))
    shared = {phrase(word) for one in known.meanings for word in one.words[known.language]}
    plain = shared | known.both | known.all | {known.bare(word) for word in shared}
    tells = any(len(word) > 1 and word not in known.deny | known.doubt for word in words)
    return tells and "?" not in text and words not in plain


def own_part(text: str, state: State, language: str) -> str:
    """The words behind *other, namely*; empty when there are none."""
    (label,) = (one.text[language] for one in state.choices if one.id == OTHER)
    tokens, said = text.split(), [*map(phrase, text.split())]
    named = [place for place, words in enumerate(said) if words and {*words} <= {*phrase(label)}]
    return " ".join(tokens[named[-1] + 1 :]) if named else ""


def _on_scale(number: re.Match[str], state: State, language: str) -> Matched:
    """A number alone; half a point is either of two."""
    place, part = int(number[1]), (number[2] or "").strip("0")
    _there(place + bool(part), state, language)
    _there(place, state, language)
    near = state.choices[place - 1 : place + bool(part)]
    return Matched(tuple(one.id for one in near), not part, not part)


def _may_be_on_scale(text: str, state: State, language: str, known: Vocabulary) -> None:
    words = known.bare(phrase(text))
    if len(words) == 1 and (place := known.place(words[0])) is not None:
        _there(place + 1, state, language)


def _there(place: int, state: State, language: str) -> None:
    if not 1 <= place <= len(state.choices):
        first, last = (state.choices[i].text[language] for i in (0, -1))
        raise InvalidInputError("scale_range", count=len(state.choices), first=first, last=last)
