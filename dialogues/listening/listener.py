"""`heard`: which act a text is, how sure that is, and what of it is an answer all the same.

First the phrases of the content, then, for texts of some length, a naive Bayes that learned from
its examples. A real answer that is refused annoys more than a question that is missed: *sure* is
only where measuring found no false alarm (`tests/unit/dialogues/listening/held_out`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import lru_cache

from dialogues.listening.acts import QUESTIONS, Act, Asked, Heard
from dialogues.listening.naive_bayes import NaiveBayes
from dialogues.listening.sentences import sentences
from dialogues.listening.source import ActFile, ListeningFile
from dialogues.listening.themes import Themes
from dialogues.texts.phrases import WORD, Phrases, PhraseText, folded, has_phrase
from frameworks.definition.languages import LANGUAGES

MOST_SENTENCES = 3
"""A longer text is a story, and a story is an answer."""
NO_WORD = re.compile(r"\S*[bcdfghjklmnpqrstvwxz]{5,}\S*|([^\W\d])\1{2,}")
"""Keys that were hit at random, or one of them held down."""
LEAST_WORDS = 4
MOST_WORDS = 25
SURE, MAYBE = 0.995, 0.95
LEAST_EXAMPLES = 600
SCRAP = 4
SHORT_QUESTION = 12
CLAUSE = re.compile(r"[,;:()]")
HEED_FIRST = (
    Act.EMOTION, Act.COMMAND, Act.QUESTION_TO_COACH, Act.QUESTION_ABOUT_QUESTION, Act.DISAGREES,
    Act.REFUSES, Act.REFERS_BACK, Act.DOES_NOT_KNOW, Act.SMALL_TALK, Act.FILLER,
)  # fmt: skip
"""Of several acts in one text the one to respond to."""
LONG_WORD = 6
"""Letters from which on a word that stands in the question too shows that it is about that."""


class Listener:
    """Hears by the acts and themes of one `ListeningFile`."""

    def __init__(self, file: ListeningFile) -> None:
        self.file = file
        self.themes = Themes(file)
        self._whole = {
            (language, _plain(text)): act
            for language in LANGUAGES
            for act, one in file.acts.items()
            for text in one.words(language).whole
        }
        self._spellings = {
            (language, folded(typed)): meant
            for language in LANGUAGES
            for typed, meant in file.spelled(language).items()
        }
        self._phrases = {
            language: {
                act: (Phrases(words.patterns), Phrases(words.unless), words.openings)
                for act, words in ((act, one.words(language)) for act, one in file.acts.items())
            }
            for language in LANGUAGES
        }
        self._learned = lru_cache(len(LANGUAGES))(self._learn)

    def heard(self, text: str, asked: Asked, language: str) -> Heard:
        """What a text is, by its sentences where it has two or three."""
        parts = sentences(text)
        if len(parts) > MOST_SENTENCES or not parts:
            return Heard(Act.ANSWER_CONCRETE, "maybe", said=text)
        if len(parts) == 1:
            return self._sentence(parts[0], asked, language, alone=True)
        alone = all(part.endswith("?") for part in parts)
        return self._together(
            text, [self._sentence(part, asked, language, alone=alone) for part in parts]
        )

    def opens_question(self, text: str, language: str) -> bool:
        """Whether a text begins as questions do, be it without a question mark."""
        begins = PhraseText(self._spelled(text, language)).begins
        acts = (self.file.acts[act] for act in QUESTIONS if act in self.file.acts)
        return any(begins(one) for act in acts for one in act.words(language).openings)

    def _together(self, text: str, parts: list[Heard]) -> Heard:
        """The first sentence that is surely no answer counts; the others are the answer."""
        aside = [part for part in parts if part.aside]
        if not aside:
            return Heard(Act.ANSWER_CONCRETE, "maybe", said=text)
        first = min(aside, key=lambda part: HEED_FIRST.index(part.act))
        rest = " ".join(part.said for part in parts if not part.aside)
        if _scrap(PhraseText(rest)):
            return Heard(first.act, "sure", first.kind, text)
        return Heard(first.act, "sure", first.kind, first.said, rest)

    def _sentence(self, text: str, asked: Asked, language: str, *, alone: bool = False) -> Heard:
        phrases = PhraseText(self._spelled(text, language))
        act = self._whole.get((language, _plain(text)))
        act = act or self._by_phrase(phrases, language, alone)
        if act is None and (not phrases.words or NO_WORD.fullmatch(_plain(text))):
            act = Act.FILLER
        sure = act is not None
        if act is None and asked.expects_question:
            act = Act.ANSWER_CONCRETE
        elif act is None:
            act, sure = self._by_learning(phrases, language)
        if act.asks:
            act, sure = _about(act, sure, phrases, asked)
        kind = _kind(self.file.acts.get(act), phrases, language)
        return Heard(act, "sure" if sure else "maybe", kind, text)

    def _by_phrase(self, text: PhraseText, language: str, alone: bool) -> Act | None:
        """`alone`: it is all that was typed, so that a question in it is no figure of speech."""
        for act, (patterns, unless, openings) in self._phrases[language].items():
            fits = patterns.in_text(text) or (alone and _asks(text, openings))
            if fits and not unless.in_text(text):
                return act
        return None

    def _by_learning(self, text: PhraseText, language: str) -> tuple[Act, bool]:
        if not LEAST_WORDS <= len(text.words) <= MOST_WORDS:
            return Act.ANSWER_CONCRETE, False
        chances = self._learned(language).probabilities(text.text)
        act = Act(max(chances, key=chances.__getitem__))
        if act.answers or chances[act] < MAYBE:
            return Act.ANSWER_CONCRETE, False
        return act, chances[act] >= SURE and self._enough(language)

    def _enough(self, language: str) -> bool:
        """Whether there were examples enough to be sure by what was learned from them."""
        learned = sum(len(one.words(language).examples) for one in self.file.acts.values())
        return learned >= LEAST_EXAMPLES

    def _spelled(self, text: str, language: str) -> str:
        """With short and regional spellings written out, so that *nie* is heard as *niet*."""
        return WORD.sub(
            lambda word: self._spellings.get((language, folded(word[0])), word[0]), text
        )

    def _learn(self, language: str) -> NaiveBayes:
        acts: Mapping[Act, ActFile] = self.file.acts
        return NaiveBayes(
            (act, self._spelled(text, language))
            for act, one in acts.items()
            for text in one.words(language).examples
        )


def _plain(text: str) -> str:
    return PhraseText(text).line.strip()


def _asks(text: PhraseText, openings: Collection[str]) -> bool:
    """Whether a text is one question: it begins as one, or it is short and a single clause."""
    if not openings or not text.asks:
        return False
    if any(map(text.begins, openings)):
        return True
    head = CLAUSE.split(text.text.rstrip(" )?"))[:-1]
    return len(text.words) <= SHORT_QUESTION and len(PhraseText(" ".join(head)).words) <= 2


def _scrap(text: PhraseText) -> bool:
    """Whether what is left beside a question or a sigh says nothing by itself."""
    return len(text.words) < SCRAP and not (text.has_number or text.has_name or text.has_capitals)


def _about(act: Act, sure: bool, text: PhraseText, asked: Asked) -> tuple[Act, bool]:
    """A question with a long word of the question that was asked is about that question."""
    if asked.expects_question:
        return Act.ANSWER_CONCRETE, False
    return (Act.QUESTION_ABOUT_QUESTION if is_about(text, asked) else act), sure


def is_about(text: PhraseText, asked: Asked) -> bool:
    """Whether a long word of the question that was asked stands in a text."""
    here = {word for word in _plain(asked.words).split() if len(word) >= LONG_WORD}
    return bool(here & set(_plain(text.text).split()))


def _kind(act: ActFile | None, text: PhraseText, language: str) -> str:
    for name, kind in act.kinds.items() if act else ():
        if any(has_phrase(text, entry) for entry in kind.phrases(language)):
            return name
    return ""
