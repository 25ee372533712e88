"""`heard`: which act a text is, how sure that is, and what of it is an answer all the same.

First the phrases of the content, then, for texts of some length, a naive Bayes that learned from
its examples. A real answer that is refused annoys more than a question that is missed: *sure* is
only where measuring found no false alarm (`tests/unit/dialogues/listening/held_out`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import lru_cache, partial

from dialogues.listening.acts import ANSWERS, Act, Asked, Heard
from dialogues.listening.naive_bayes import NaiveBayes
from dialogues.listening.sentences import sentences
from dialogues.listening.source import ActFile, ActWords, ListeningFile
from dialogues.texts.phrases import WORD, Phrases, PhraseText, folded, has_phrase
from frameworks.definition.languages import LANGUAGES

MOST_SENTENCES = 3
"""A longer text is a story, and a story is an answer."""
NO_WORD = re.compile(r"\S*[bcdfghjklmnpqrstvwxz]{5,}\S*|([^\W\d])\1{2,}")
"""Keys that were hit at random, or one of them held down."""
LEAST_WORDS = 3
MOST_WORDS = 30
LIKELY, UNLIKELY, MAYBE = 0.8, 0.5, 0.98
SCRAP = 4
QUOTED = re.compile(r"(?<!\w)([‘'\"“„])(?=\w)[^‘'\"“„’”]*\s[^\"“„]*?(?<=\w)[.!?]?[’'\"”](?!\w)")
"""Words of someone else, more than one."""
HEED_FIRST = (
    Act.EMOTION, Act.COMMAND, Act.QUESTION_TO_COACH, Act.QUESTION_ABOUT_QUESTION, Act.DISAGREES,
    Act.REFUSES, Act.REFERS_BACK, Act.DOES_NOT_KNOW, Act.SMALL_TALK, Act.FILLER,
)  # fmt: skip
"""Of several acts in one text the one to respond to."""
PASSED_OVER = frozenset({Act.SMALL_TALK, Act.FILLER, Act.DOES_NOT_KNOW})
"""Beside an answer these ask for no reply."""
LONG_WORD = 6
"""Letters from which on a word that stands in the question too shows that it is about that."""


class Listener:
    """Hears by the acts and themes of one `ListeningFile`."""

    def __init__(self, file: ListeningFile) -> None:
        self.file = file
        self._spellings = {
            (language, folded(typed)): meant
            for language in LANGUAGES
            for typed, meant in file.spelled(language).items()
        }
        self._whole = {
            (language, _plain(self._spelled(text, language))): act
            for language in LANGUAGES
            for act, one in file.acts.items()
            for text in one.words(language).whole
        }
        self._clues = {
            language: {
                act: Clues(one.words(language), partial(self._spelled, language=language))
                for act, one in file.acts.items()
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
            text, [self._sentence(part, asked, language, alone=alone) for part in parts], language
        )

    def _together(self, text: str, parts: list[Heard], language: str) -> Heard:
        """The first sentence that is surely no answer counts; the others are the answer."""
        aside = [part for part in parts if part.aside]
        if not aside:
            return Heard(Act.ANSWER_CONCRETE, "maybe", said=text)
        first = min(aside, key=lambda part: HEED_FIRST.index(part.act))
        rest = " ".join(part.said for part in parts if not part.aside)
        phrases = PhraseText(self._spelled(text, language))
        if _scrap(PhraseText(rest)) or self._learned_aside(phrases, language):
            return Heard(first.act, "sure", first.kind, text)
        if first.act in PASSED_OVER:
            return Heard(Act.ANSWER_CONCRETE, "maybe", said=text)
        return Heard(first.act, "sure", first.kind, first.said, rest)

    def _learned_aside(self, text: PhraseText, language: str) -> bool:
        """Whether learning takes it for no answer, and no word of it speaks for one."""
        against = sum(self._chances(text, language).values())
        return against >= LIKELY and not self._speaks_for_answer(text, language)

    def _sentence(self, text: str, asked: Asked, language: str, *, alone: bool = False) -> Heard:
        phrases = PhraseText(self._spelled(_own_words(text), language))
        act = self._whole.get((language, _plain(phrases.text)))
        act = act or self._by_phrase(phrases, language, alone)
        if act is None and (not phrases.words or NO_WORD.fullmatch(_plain(text))):
            act = Act.FILLER
        sure = act is not None
        if act is None:
            act, sure = self._by_learning(phrases, language)
            sure = sure and alone
        if act.asks:
            act, sure = _about(act, sure, phrases, asked)
        kind = _kind(self.file.acts.get(act), phrases, language)
        return Heard(act, "sure" if sure else "maybe", kind, text)

    def _by_phrase(self, text: PhraseText, language: str, alone: bool) -> Act | None:
        """`alone`: it is all that was typed, so that a question in it is no figure of speech."""
        if len(text.words) > MOST_WORDS or self._sounds_like_answer(text, language):
            return None
        alone = alone and not self._speaks_for_answer(text, language)
        for act, clues in self._clues[language].items():
            fits = clues.patterns.in_text(text) or (alone and _asks(text, clues.openings))
            if fits and not clues.unless.in_text(text):
                return act
        return None

    def _by_learning(self, text: PhraseText, language: str) -> tuple[Act, bool]:
        """What was learned is sure only where a cue of the same act speaks for it too."""
        chances = self._chances(text, language)
        against = sum(chances.values())
        if against < LIKELY or self._speaks_for_answer(text, language):
            return Act.ANSWER_CONCRETE, False
        clues = self._clues[language]
        cued = [
            act
            for act in chances
            if clues[act].cues.in_text(text) and not clues[act].unless.in_text(text)
        ]
        if not cued and against < MAYBE:
            return Act.ANSWER_CONCRETE, False
        return max(cued or chances, key=chances.__getitem__), bool(cued)

    def _sounds_like_answer(self, text: PhraseText, language: str) -> bool:
        """Whether learning and a word of it both speak for an answer."""
        chances = self._chances(text, language)
        return bool(
            chances and sum(chances.values()) < UNLIKELY and self._speaks_for_answer(text, language)
        )

    def _speaks_for_answer(self, text: PhraseText, language: str) -> bool:
        clues = self._clues[language]
        return any(clues[act].cues.in_text(text) for act in ANSWERS if act in clues)

    def _chances(self, text: PhraseText, language: str) -> dict[Act, float]:
        """By act that is no answer; nothing for texts that are too short or too long for it."""
        if not LEAST_WORDS <= len(text.words) <= MOST_WORDS:
            return {}
        learned = self._learned(language).probabilities(text.text)
        return {
            act: chance for act in map(Act, learned) if not act.answers for chance in [learned[act]]
        }

    def _spelled(self, text: str, language: str) -> str:
        """With short and regional spellings written out, so that *nie* is heard as *niet*."""
        return WORD.sub(
            lambda word: self._spellings.get((language, folded(word[0])), word[0]),
            text.replace("’", "'"),
        )

    def _learn(self, language: str) -> NaiveBayes:
        acts: Mapping[Act, ActFile] = self.file.acts
        return NaiveBayes(
            (act, self._spelled(text, language))
            for act, one in acts.items()
            for text in one.words(language).examples
        )


class Clues:
    """What gives one act away in one language."""

    def __init__(self, words: ActWords, spelled: Callable[[str], str]) -> None:
        self.patterns = Phrases(map(spelled, words.patterns))
        self.cues = Phrases(map(spelled, words.cues))
        self.unless = Phrases(map(spelled, words.unless))
        self.openings = [*map(spelled, words.openings)]


def _plain(text: str) -> str:
    return PhraseText(text).line.strip()


def _own_words(text: str) -> str:
    """Without what is quoted, unless that is all of it."""
    own = QUOTED.sub(" … ", text)
    return own if PhraseText(own).words else text


def _asks(text: PhraseText, openings: Collection[str]) -> bool:
    """Whether a text is one question; *fewer complaints?* is an answer of someone in doubt."""
    return text.asks and any(map(text.begins, openings))


def _scrap(text: PhraseText) -> bool:
    """Whether what is left beside a question or a sigh says nothing by itself."""
    return len(text.words) < SCRAP and not (text.has_number or text.has_name or text.has_capitals)


def _about(act: Act, sure: bool, text: PhraseText, asked: Asked) -> tuple[Act, bool]:
    """A question with a long word of the question that was asked is about that question."""
    if asked.expects_question:
        return Act.ANSWER_CONCRETE, False
    here = {word for word in _plain(asked.words).split() if len(word) >= LONG_WORD}
    if here & set(_plain(text.text).split()):
        return Act.QUESTION_ABOUT_QUESTION, sure
    return act, sure


def _kind(act: ActFile | None, text: PhraseText, language: str) -> str:
    for name, kind in act.kinds.items() if act else ():
        if any(has_phrase(text, entry) for entry in kind.phrases(language)):
            return name
    return ""
