"""Which lines show that an answer was heard: few are found, and those are right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from dialogues.listening.reflections_source import Doubts, Line, ReflectedTheme, ReflectionFile
from dialogues.listening.sentences import sentences
from dialogues.listening.themes import Found, names_in
from dialogues.texts.phrases import Phrases, PhraseText
from frameworks.definition.languages import LANGUAGES


@dataclass(frozen=True, slots=True)
class Fitting:
    """A line that fits an answer.

    id: unlike that of any other line
    line: what to say, and when
    own: the person's own word, name or amount that it bears; empty where it needs none
    """

    id: str
    line: Line
    own: str


class Reflections:
    """All lines of some `ReflectionFile`s; of two themes of one name the later one counts."""

    def __init__(self, files: Iterable[ReflectionFile]) -> None:
        self.themes: dict[str, ReflectedTheme] = {}
        doubts = {language: Doubts() for language in LANGUAGES}
        for file in files:
            self.themes |= file.themes
            doubts |= file.doubts
        self._clues = {one: ReflectionClues(doubts[one], self.themes, one) for one in LANGUAGES}
        self._at: dict[str, list[tuple[str, int, Line]]] = {}
        for name, theme in self.themes.items():
            for number, line in enumerate(theme.lines):
                for question in line.at:
                    self._at.setdefault(question, []).append((name, number, line))

    def fitting(
        self, text: str | None, questions: Iterable[str], language: str
    ) -> Iterator[Fitting]:
        """The lines for the answer to a question, which may be known by several names, in the order
        of the content. `text` is None for what was chosen."""
        heard = AnswerHeard(self._clues[language], text or "")
        for question in questions:
            for name, number, line in self._at.get(question, ()):
                if self.themes[name].clues(language).words:
                    own = _own(heard, name, line)
                else:
                    own = "" if text is None else None
                if own is not None:
                    yield Fitting(f"{name}.{number}", line, own)


def _own(heard: AnswerHeard, theme: str, line: Line) -> str | None:
    """What the line bears of the answer; None where the answer does not fit it."""
    found = heard.theme(theme)
    if found is None or not all(heard.theme(other) for other in line.also):
        return None
    match line.needs:
        case "name":  # of all names in the sentence, the one that it is about
            return next(iter(names_in(found.word)), None)
        case "amount":
            return found.amount or None
    return found.word


class ReflectionClues:
    """What gives the themes away in one language, and where a part of a sentence ends."""

    def __init__(self, doubts: Doubts, themes: dict[str, ReflectedTheme], language: str) -> None:
        joints = "|".join(map(re.escape, doubts.joints))
        self.ends = re.compile(rf"[,;:()–]+|\s-\s|\b(?:{joints})\b" if joints else r"[,;:]", re.I)
        self.denies = Phrases(doubts.denies)
        self.words = {name: Phrases(one.clues(language).words) for name, one in themes.items()}
        self.unless = {name: Phrases(one.clues(language).unless) for name, one in themes.items()}
        self.denied_too = frozenset(name for name, one in themes.items() if one.denied_too)


class AnswerHeard:
    """One answer, taken apart once for all the themes that are looked for in it."""

    def __init__(self, clues: ReflectionClues, text: str) -> None:
        self._clues, self._text = clues, text
        self._found: dict[str, Found | None] = {}

    @cached_property
    def _sentences(self) -> list[tuple[PhraseText, list[PhraseText]]]:
        """Each with its parts."""
        return [
            (PhraseText(one), [PhraseText(part) for part in self._clues.ends.split(one) if part])
            for one in sentences(self._text)
        ]

    def theme(self, name: str) -> Found | None:
        """A theme, where it is sure."""
        if name not in self._found:
            self._found[name] = next(self._sure(name), None)
        return self._found[name]

    def _sure(self, name: str) -> Iterator[Found]:
        clues = self._clues
        for sentence, parts in self._sentences:
            for part in parts:
                word = clues.words[name].found(part)
                if not word or clues.unless[name].in_text(sentence):
                    continue
                if name in clues.denied_too or not self._denied(part, word):
                    yield Found(name, word, sentence.text)

    def _denied(self, part: PhraseText, word: str) -> bool:
        """Whether what stands around the word turns it round; the word itself may deny."""
        said = f" {' '.join(part.words)} "
        return self._clues.denies.in_text(PhraseText(said.replace(f" {word} ", " … ", 1)))
