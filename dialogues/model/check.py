"""Whether a text that a model wrote may be shown: in doubt it may not, for ours stands already.

What is checked is what can be checked by rules: nothing is said that nobody said before, nobody is
promised anything, and it sounds as we do. Whether it is wise, no rule can tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from dialogues.listening.sentences import sentences
from dialogues.listening.themes import CAPITAL_NAMES
from dialogues.model.grounds import FIGURE, Grounds, stems_of, words_in
from dialogues.model.source import RuleFile, RuleWords
from dialogues.texts.phrases import WORD, folded
from frameworks.definition.languages import LANGUAGES

MAX_SENTENCE_WORDS = 30
SHAPE = re.compile(r"[\w\s.,;:!?'’‘“”\"()€%&/–—-]*")
"""No marks of any language for pages, documents or programs."""
LINK = re.compile(r"www\.|://|\w\.(?:nl|com|eu|org|net|io)\b", re.IGNORECASE)
QUOTED = re.compile(r"[‘“\"]([^’”\"]+)[’”\"]")
CAPITAL = re.compile(r"(?<![\w'’])[A-ZÀ-ÖØ-Þ][\w'’-]*")
UNKNOWN_IN = 10
"""One word in so many may be nobody's."""
SHARE = 0.4
"""So much of what a text says by itself must be what its candidate says."""
SHORT = 6


class Checker:
    """Checks texts in one language against what they may rest on."""

    def __init__(self, rules: RuleFile, language: str, grounds: Grounds) -> None:
        self.rules, self.language, self.grounds = rules.words(language), language, grounds
        self._function = {one: frozenset(rules.words(one).function) for one in LANGUAGES}

    def faults(
        self, text: str, about: Iterable[str], *, most: int, to_others: bool = False
    ) -> list[str]:
        """Why a text may not be shown; empty when it may.

        about: what its candidate says
        most: how many words it may have
        to_others: it is said to someone else than the person, so that one need not say *u*
        """
        words = words_in(text)
        found = [*_shape(text, len(words), most), *self._said(text, words, to_others)]
        found += [*self._unheard(text, words), *self._language(words)]
        if not _rests_on(text, about):
            found.append("about something else")
        return found

    def turned_round(self, text: str, ours: str) -> bool:
        """Whether one of them says what the other denies, as far as words show that."""
        lines = [f" {' '.join(words_in(one))} " for one in (text, ours)]
        said, told = (any(matches(line, one) for one in self.rules.denials) for line in lines)
        return said != told

    def _said(self, text: str, words: list[str], to_others: bool) -> Iterator[str]:
        line, rules = f" {' '.join(words)} ", self.rules
        if any(matches(line, one) for one in rules.never):
            yield "never said"
        if not to_others and any(matches(line, one) for one in rules.persons):
            yield "not our way to address"
        for word in words:
            bound = any(matches(f" {word} ", one) for one in rules.bound.all)
            if bound and word not in self.grounds.words:
                yield "a word that nobody said"
        for quote in QUOTED.findall(text):
            if not self.grounds.quotes(quote):
                yield "an invented quote"

    def _unheard(self, text: str, words: list[str]) -> Iterator[str]:
        """Figures, names and too many words that nobody said."""
        if set(FIGURE.findall(text)) - self.grounds.figures:
            yield "a figure that nobody named"
        if any(self._is_name(text, match) for match in CAPITAL.finditer(text)):
            yield "a name that nobody named"
        unknown = [word for word in words if not self.grounds.knows(word)]
        if len(unknown) > len(words) // UNKNOWN_IN:
            yield "words that nobody said"

    def _is_name(self, text: str, match: re.Match[str]) -> bool:
        """A capital within a sentence, or a word at its begin, that is nobody's."""
        word = folded(match[0])
        if word in self.grounds.words:
            return False
        before = text[: match.start()].rstrip(" ‘“\"'(")
        begins = not before or before[-1] in ".!?:"
        plain = word in self.grounds.vocabulary
        return not (plain and (begins or word in CAPITAL_NAMES or len(word) == 1))

    def _language(self, words: list[str]) -> Iterator[str]:
        """Of words by which a language is known, more must be of this one than of any other."""
        counts = {one: sum(w in known for w in words) for one, known in self._function.items()}
        own = counts.pop(self.language)
        if len(words) >= SHORT and (own == 0 or own <= max(counts.values())):
            yield "another language"


def gives_orders(text: str, rules: RuleWords) -> bool:
    """Whether somebody seems to talk to the model itself."""
    line = f" {' '.join(words_in(text))} "
    return any(matches(line, one) for one in rules.orders)


def matches(line: str, entry: str) -> bool:
    """Whether a phrase is in a line of folded words; `*` stands for the rest of a word."""
    words = " ".join(words_in(entry))
    left = "" if entry.startswith("*") else " "
    right = "" if entry.endswith("*") else " "
    return f"{left}{words}{right}" in line


def _shape(text: str, count: int, most: int) -> Iterator[str]:
    if not count or count > most or len(text) > 12 * most:
        yield "too long" if count else "empty"
    if not SHAPE.fullmatch(text) or "\n" in text or "_" in text or LINK.search(text):
        yield "marks that are no text"
    if text != text.strip() or "  " in text:
        yield "blanks"
    if any(len(WORD.findall(one)) > MAX_SENTENCE_WORDS for one in sentences(text)):
        yield "a long sentence"


def _rests_on(text: str, about: Iterable[str]) -> bool:
    own = stems_of([text])
    return bool(own) and len(own & stems_of(about)) >= SHARE * len(own)
