"""What a free-text answer gives away. The word lists are content; here is only how they are read.

A rule fires when the answer has one of its `any` words (if it has such a list), none of its
`unless` words, fewer than `fewer` and at most `most` words. In the lists `*` stands for the rest of
a word, `<number>` for a number, `<name>` for a name (a capital that does not begin a sentence, or a
known partner), `<capitals>` for an abbreviation, `<question>` for a question mark. What stands
after `^` must begin a sentence, or a part of one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import cast

from frameworks.definition.languages import LANGUAGES
from frameworks.definition.model import Identifier, Model, Source, Text

BREAK = re.compile(r"[.,!?:;\n(‘“\"]+")
WORD = re.compile(r"[^\W_]+(?:['’\-.][^\W_]+)*")
NUMBERS = "een twee drie vier vijf zes zeven acht negen tien one two three four five six seven ten"
SPELT = frozenset(NUMBERS.split()) - {"een", "one"}


class Lists(Model):
    """One signal's word lists in one language; with none of them it always fires.

    any: one of these must be there
    unless: none of these may be
    fewer: it must have fewer words than this
    most: it may have this many words at most
    """

    any: list[str] = []
    unless: list[str] = []
    fewer: int | None = None
    most: int | None = None


class Rule(Model):
    """One signal. `ask` is the follow-up, unless a question has its own.

    A signal is forgotten when the follow-up is answered without it, unless it `lasts`.
    """

    id: Identifier
    lasts: bool = False
    ask: Text
    source: Source
    __annotations__.update(dict.fromkeys(LANGUAGES, Lists))

    def lists(self, language: str) -> Lists:
        """The words of one language, which are a key of their own in the file."""
        return cast(Lists, getattr(self, language))


class SignalFile(Model):
    """What `signals.yaml` holds.

    label: what an answer to a follow-up is called
    signals: in the order in which they are looked for
    names_together: names with an *en* that must not be split
    names_without: words before a name that are no part of it, such as *misschien*
    """

    label: Text
    signals: list[Rule]
    names_together: list[str] = []
    names_without: list[str] = []


@dataclass(frozen=True)
class Signals:
    """All rules by id. `label` is what an answer to a follow-up is called."""

    rules: dict[str, Rule]
    label: Text

    def raised(
        self, text: str, only: Collection[str], language: str, names: Collection[str] = ()
    ) -> tuple[str, ...]:
        """The signals of `only` that fire on an answer, in the order of `only`."""
        answer = _Answer(text, frozenset(map(_folded, names)))
        return tuple(name for name in only if _fires(self.rules[name].lists(language), answer))


@dataclass(frozen=True)
class _Answer:
    text: str
    names: frozenset[str]

    @cached_property
    def folded(self) -> str:
        """Words of the answer, folded, with one blank around each."""
        return f" {' '.join(_folded(word) for word in self.words)} "

    @cached_property
    def begun(self) -> str:
        """The same, with `^` before each part."""
        parts = (WORD.findall(part) for part in BREAK.split(self.text))
        return "".join(f" ^ {' '.join(map(_folded, part))}" for part in parts if part) + " "

    @cached_property
    def words(self) -> list[str]:
        return WORD.findall(self.text)

    @cached_property
    def has_number(self) -> bool:
        return any(c.isdigit() for c in self.text) or any(w.lower() in SPELT for w in self.words)

    @cached_property
    def has_name(self) -> bool:
        if any(f" {name} " in self.folded for name in self.names):
            return True
        return bool(re.search(r"(?<![.!?:\n])[ (]['’]?[A-Z][^\W\d_]*[a-z]", self.text.strip()))

    @cached_property
    def has_capitals(self) -> bool:
        return any(len(word) > 1 and word.isupper() for word in self.words)


def _folded(word: str) -> str:
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def _fires(lists: Lists, answer: _Answer) -> bool:
    count = len(answer.words)
    if lists.fewer is not None and count >= lists.fewer:
        return False
    if lists.most is not None and count > lists.most:
        return False
    if lists.any and not any(_has(answer, entry) for entry in lists.any):
        return False
    return not any(_has(answer, entry) for entry in lists.unless)


def _has(answer: _Answer, entry: str) -> bool:
    match entry:
        case "<number>":
            return answer.has_number
        case "<name>":
            return answer.has_name
        case "<capitals>":
            return answer.has_capitals
        case "<question>":
            return "?" in answer.text
    return bool(_pattern(entry).search(answer.begun if entry[0] == "^" else answer.folded))


@lru_cache(maxsize=4096)
def _pattern(entry: str) -> re.Pattern[str]:
    words = (re.escape(_folded(word)).replace(r"\*", r"[^ ]*") for word in entry.split())
    return re.compile(" " + " ".join(words) + " ")
