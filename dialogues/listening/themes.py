"""Which themes a text is about, by phrases: few are found, and those are right.

What was learned from examples is good enough to rank by, and never to tell a person.
"""

from __future__ import annotations

import re
from calendar import day_name, month_name
from dataclasses import dataclass

from dialogues.listening.sentences import sentences
from dialogues.listening.source import ListeningFile
from dialogues.texts.phrases import Phrases, PhraseText, folded
from frameworks.definition.languages import LANGUAGES

NAME_PATTERN = re.compile(r"(?<=[^.!?:\s] )(?:[A-Z][a-zà-ÿ]+(?:[- ](?=[A-Z]))?)+")
CAPITAL_NAMES = frozenset(map(str.casefold, (*day_name, *month_name)))
"""English writes them with a capital, as it does names."""
UP_TO_TEN = ["een", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien"]
AMOUNT_PATTERN = re.compile(
    r"(?:€ ?)?\d[\d.,]*(?:k\b| ?(?:euros?|mln|miljoen|ton|million)\b)|€ ?\d[\d.,]*"
    rf"|\b(?:(?:een )?halve|anderhalve|{'|'.join(UP_TO_TEN)}) ton\b"
    rf"|\b(?:(?:een )?half|anderhalf|{'|'.join(UP_TO_TEN)}) miljoen\b"
)


@dataclass(frozen=True, slots=True)
class Found:
    """A theme in a text.

    theme: its id.
    word: the words that gave it away, as they were typed.
    sentence: the sentence that they stand in.
    sure: 1 for what phrases gave away; less for what was learned, for comparing.
    """

    theme: str
    word: str
    sentence: str
    sure: float = 1.0

    @property
    def name(self) -> str:
        """The first name in the sentence that does not begin it; empty when there is none."""
        return next(iter(names_in(self.sentence)), "")

    @property
    def amount(self) -> str:
        """The first amount of money in the sentence; empty when there is none."""
        return match[0].strip() if (match := AMOUNT_PATTERN.search(self.sentence)) else ""


def names_in(text: str) -> list[str]:
    """The names in a text, each once: what has a capital and does not begin a sentence."""
    found = (match[0].strip() for match in NAME_PATTERN.finditer(text))
    return list(dict.fromkeys(name for name in found if folded(name) not in CAPITAL_NAMES))


class Themes:
    """All themes of a `ListeningFile`."""

    def __init__(self, file: ListeningFile) -> None:
        self.file = file
        self._phrases = {
            language: {
                name: Phrases(one.words(language).words) for name, one in file.themes.items()
            }
            for language in LANGUAGES
        }

    def found(self, text: str, language: str) -> list[Found]:
        """The themes of a text, each once, in the order of its sentences."""
        seen: dict[str, Found] = {}
        for sentence in sentences(text):
            taken_apart = PhraseText(sentence)
            for theme, phrases in self._phrases[language].items():
                if theme not in seen and (word := phrases.found(taken_apart)):
                    seen[theme] = Found(theme, word, sentence)
        return list(seen.values())
