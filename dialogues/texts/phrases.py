"""Phrases that content looks for in what people typed, and the notation they are written in.

`*` stands for the rest of a word, `..` for up to three words, `...` for any words of the same
part of a sentence. What stands after `^` must begin a sentence, or a part of one; what stands
before `$` must end one, and what stands before `$ ?` must end a question. `<number>` stands for a
number. By themselves: `<name>` for a name (a capital that does not begin a sentence, or a known
name), `<capitals>` for an abbreviation, `<question>` for a question mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import zip_longest

BREAK = re.compile(r"([.,!?:;\n(‘“\"]+)")
WORD = re.compile(r"[^\W_]+(?:['’\-.][^\W_]+)*")
NUMBERS = "een twee drie vier vijf zes zeven acht negen tien one two three four five six seven ten"
MARKS = re.compile(r"[*<^$?]|\.\.")
SPELT = frozenset(NUMBERS.split()) - {"een", "one"}
WHOLE = frozenset({"<number>", "<name>", "<capitals>", "<question>"})
"""What a text has, or has not; no words stand for it."""
FOR_WORDS = {
    "..": r"(?: [^ ^$?]+){0,3}?",
    "...": r"(?: [^ ^$?]+)*?",
    "<number>": rf" (?:[^ ]*\d[^ ]*|{'|'.join(sorted(SPELT))})",
}


@dataclass(frozen=True)
class PhraseText:
    """A text, taken apart once for all the phrases that are looked for in it."""

    text: str
    names: frozenset[str] = frozenset()

    @cached_property
    def line(self) -> str:
        """Words of the answer, folded, with one blank around each."""
        return f" {' '.join(folded(word) for word in self.words)} "

    @cached_property
    def parts(self) -> str:
        """The same, with `^` before each part and `$` after it, and `?` where that asks."""
        pieces = BREAK.split(self.text)
        parts = ((WORD.findall(part), end) for part, end in zip_longest(pieces[::2], pieces[1::2]))
        return " ".join(
            (
                "",
                *(f"^ {' '.join(map(folded, part))} {_end(end)}" for part, end in parts if part),
                "",
            )
        )

    @cached_property
    def words(self) -> list[str]:
        return WORD.findall(self.text)

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """Its words, folded; and none, for phrases without a plain word."""
        return frozenset({"", *self.line.split()})

    @property
    def asks(self) -> bool:
        """Whether it ends in a question mark."""
        return self.text.rstrip(" \n)\"'’”").endswith("?")

    def begins(self, entry: str) -> bool:
        """Whether its very first words are those of a phrase."""
        if plain := _plain(entry):
            return self.line.startswith(plain)
        return bool(_pattern(entry).match(self.line))

    @cached_property
    def has_number(self) -> bool:
        return any(c.isdigit() for c in self.text) or any(w.lower() in SPELT for w in self.words)

    @cached_property
    def has_name(self) -> bool:
        if any(f" {name} " in self.line for name in self.names):
            return True
        return bool(re.search(r"(?<![.!?:\n])[ (]['’]?[A-Z][^\W\d_]*[a-z]", self.text.strip()))

    @cached_property
    def has_capitals(self) -> bool:
        return any(len(word) > 1 and word.isupper() for word in self.words)


class Phrases:
    """Many phrases, of which only those are looked for that have a plain word of the text."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._by_word: dict[str, list[str]] = {}
        for entry in entries:
            plain = (folded(word) for word in entry.split() if not MARKS.search(word))
            self._by_word.setdefault(max(plain, key=len, default=""), []).append(entry)

    def in_text(self, text: PhraseText) -> bool:
        """Whether one of them is in a text."""
        return any(
            has_phrase(text, entry)
            for word in self._by_word.keys() & text.vocabulary
            for entry in self._by_word[word]
        )

    def found(self, text: PhraseText) -> str:
        """The words, as they were typed, of the first one that is in a text; empty for none."""
        if self._by_word.keys().isdisjoint(text.vocabulary):
            return ""
        for word in ("", *dict.fromkeys(text.line.split())):
            for entry in self._by_word.get(word, ()):
                if spoken := typed(text, entry):
                    return spoken
        return ""


def typed(text: PhraseText, entry: str) -> str:
    """What a phrase without marks for a sentence's ends stands for in a text, as it was typed."""
    bounded = entry[0] == "^" or entry[-1] in "$?"
    if bounded or entry in WHOLE or not (found := _found(entry, text.line)):
        return ""
    before = text.line[: found[0]].count(" ")
    return " ".join(text.words[before : before + text.line[slice(*found)].count(" ")])


def _found(entry: str, line: str) -> tuple[int, int] | None:
    """From where up to where a phrase stands in a line; plain words need no pattern."""
    if plain := _plain(entry):
        start = line.find(plain)
        return (start, start + len(plain) - 1) if start >= 0 else None
    match = _pattern(entry).search(line)
    return match.span() if match else None


def folded(word: str) -> str:
    """Small letters without accents."""
    if word.isascii():
        return word.casefold()
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def has_phrase(answer: PhraseText, entry: str) -> bool:
    """Whether a text has a phrase, in the notation above."""
    match entry:
        case "<number>":
            return answer.has_number
        case "<name>":
            return answer.has_name
        case "<capitals>":
            return answer.has_capitals
        case "<question>":
            return "?" in answer.text
    if plain := _plain(entry):
        return plain in answer.line
    bounded = entry[0] == "^" or entry[-1] in "$?"
    return bool(_pattern(entry).search(answer.parts if bounded else answer.line))


@cache
def _plain(entry: str) -> str:
    """Its words with a blank around each; empty when it has marks. Entries are content: few."""
    return "" if MARKS.search(entry) else f" {' '.join(map(folded, entry.split()))} "


@cache
def _pattern(entry: str) -> re.Pattern[str]:
    return re.compile("".join(map(_of_word, entry.split())) + "(?= )")


def _of_word(word: str) -> str:
    return FOR_WORDS.get(word) or " " + re.escape(folded(word)).replace(r"\*", r"[^ ]*")


def _end(mark: str | None) -> str:
    return "$ ?" if mark and "?" in mark else "$"
