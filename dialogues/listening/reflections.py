"""Which lines show that an answer was heard: few are found, and those are right."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

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
        self._heard = {one: Clauses(doubts[one], self.themes, one) for one in LANGUAGES}
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
        for question in questions:
            for name, number, line in self._at.get(question, ()):
                own = self._own(text, name, line, language)
                if own is not None:
                    yield Fitting(f"{name}.{number}", line, own)

    def _own(self, text: str | None, theme: str, line: Line, language: str) -> str | None:
        """What the line bears of the answer; None where the answer does not fit it."""
        if not self.themes[theme].clues(language).words:
            return "" if text is None else None
        heard = self._heard[language]
        found = heard.found(text, theme) if text else None
        if text is None or found is None:
            return None
        if not all(heard.found(text, other) for other in line.also):
            return None
        if line.needs == "name":  # of all names in the sentence, the one that it is about
            return next(iter(names_in(found.word)), None)
        return (found.amount if line.needs == "amount" else found.word) or None


class Clauses:
    """Finds themes in the parts of sentences, and passes over what is denied there."""

    def __init__(self, doubts: Doubts, themes: dict[str, ReflectedTheme], language: str) -> None:
        joints = "|".join(map(re.escape, doubts.joints))
        self._ends = re.compile(
            rf"[,;:()–]+ *|\s-\s|\b(?:{joints})\b" if joints else r"[,;:]", re.I
        )
        self._denies = Phrases(doubts.denies)
        self._themes = themes
        self._words = {name: Phrases(one.clues(language).words) for name, one in themes.items()}
        self._unless = {name: Phrases(one.clues(language).unless) for name, one in themes.items()}

    def found(self, text: str, theme: str) -> Found | None:
        """The theme in a text, where it is sure."""
        for sentence in sentences(text):
            if self._unless[theme].in_text(PhraseText(sentence)):
                continue
            for clause in filter(None, map(str.strip, self._ends.split(sentence))):
                word = self._words[theme].found(PhraseText(clause))
                sure = self._themes[theme].denied_too or not self._denied(clause, word)
                if word and sure:
                    return Found(theme, word, sentence)
        return None

    def _denied(self, clause: str, word: str) -> bool:
        """Whether what stands around the word turns it round; the word itself may deny."""
        said = f" {' '.join(PhraseText(clause).words)} "
        return self._denies.in_text(PhraseText(said.replace(f" {word} ", " … ", 1)))
