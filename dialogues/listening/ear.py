"""What one sentence is, in one language.

First the phrases of the content. Then a naive Bayes that learned from its examples, and is sure
only where a cue says the same. Words that speak for an answer overrule what was learned, and where
it says the same, the phrases too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from functools import cached_property

from dialogues.listening.acts import ANSWERS, QUESTIONS, Act, Asked, Heard
from dialogues.listening.naive_bayes import NaiveBayes
from dialogues.listening.source import ActFile, ActWords, ListeningFile
from dialogues.texts.phrases import WORD, Phrases, PhraseText, folded, has_phrase

NO_WORD = re.compile(r"\S*[bcdfghjklmnpqrstvwxz]{5,}\S*|([^\W\d])\1{2,}")
"""Keys that were hit at random, or one of them held down."""
QUOTED = re.compile(r"(?<!\w)[‘'\"“„](?=\w)[^‘'\"“„’”]*\s[^\"“„]*?(?<=\w)[.!?]?[’'\"”](?!\w)")
"""Words of someone else; one word is mostly a word of the question."""
LEAST_WORDS = 3
MOST_WORDS = 30
LIKELY, UNLIKELY, MAYBE = 0.8, 0.5, 0.98
"""That it is no answer: with a cue, against a phrase, and without a cue, for a remark only."""
LONG_WORD = 6
"""Letters from which on a word that stands in the question too shows that it is about that."""


class Ear:
    """Hears one sentence by the acts of a `ListeningFile`, in one language."""

    def __init__(self, file: ListeningFile, language: str) -> None:
        self._language = language
        self._acts: Mapping[Act, ActFile] = file.acts
        self._spellings = {folded(typed): meant for typed, meant in file.spelled(language).items()}
        words = {act: one.words(language) for act, one in file.acts.items()}
        self._whole = {
            _plain(self._spelled(text)): act for act, one in words.items() for text in one.whole
        }
        self._clues = {act: Clues(one, self._spelled) for act, one in words.items()}
        self._examples = [(act, text) for act, one in words.items() for text in one.examples]

    def sentence(self, said: PhraseText, asked: Asked, *, alone: bool) -> Heard:
        """`alone`: it is all that was typed, so that a question is no figure of speech."""
        heard = self._spelled(_own_words(said.text))
        words = said if heard == said.text else PhraseText(heard)
        act = self._whole.get(words.line.strip()) or self._by_phrase(words, alone)
        if act is None and (not words.words or NO_WORD.fullmatch(said.line.strip())):
            act = Act.FILLER
        sure = act is not None
        if act is None:
            act, sure = self._by_learning(words)
            sure = sure and alone
        if act.asks:
            act, sure = _about(act, sure, words, asked)
        return Heard(act, "sure" if sure else "maybe", self._kind(act, words), said.text)

    def opens_question(self, text: str) -> bool:
        """Whether it begins as questions do, be it without a question mark."""
        begins = PhraseText(self._spelled(text)).begins
        clues = (self._clues[act] for act in QUESTIONS if act in self._clues)
        return any(begins(entry) for one in clues for entry in one.openings)

    def takes_for_no_answer(self, text: str) -> bool:
        """Whether learning takes all of it for no answer, and no word of it speaks for one."""
        words = PhraseText(self._spelled(text))
        return not self._answers(words) and sum(self._chances(words).values()) >= LIKELY

    def _by_phrase(self, text: PhraseText, alone: bool) -> Act | None:
        if len(text.words) > MOST_WORDS:
            return None
        answers = self._answers(text)
        for act, clues in self._clues.items():
            asks = alone and not answers and _asks(text, clues.openings)
            if (asks or clues.patterns.in_text(text)) and not clues.unless.in_text(text):
                return None if answers and self._learned_otherwise(text) else act
        return None

    def _learned_otherwise(self, text: PhraseText) -> bool:
        """Whether learning takes it for an answer; it says nothing of a very short text."""
        chances = self._chances(text)
        return bool(chances) and sum(chances.values()) < UNLIKELY

    def _by_learning(self, text: PhraseText) -> tuple[Act, bool]:
        chances = {} if self._answers(text) else self._chances(text)
        against = sum(chances.values())
        if against < LIKELY:
            return Act.ANSWER_CONCRETE, False
        cued = [act for act in chances if self._clues[act].cued(text)]
        if not cued and against < MAYBE:
            return Act.ANSWER_CONCRETE, False
        likeliest = max(cued or chances, key=chances.__getitem__)
        if self._clues[likeliest].unless.in_text(text):
            return Act.ANSWER_CONCRETE, False
        return likeliest, bool(cued)

    def _answers(self, text: PhraseText) -> bool:
        """Whether a word speaks for an answer."""
        return any(self._clues[act].cues.in_text(text) for act in ANSWERS if act in self._clues)

    def _chances(self, text: PhraseText) -> dict[Act, float]:
        """By act that is no answer; nothing for texts that are too short or too long for it."""
        if not LEAST_WORDS <= len(text.words) <= MOST_WORDS or not self._examples:
            return {}
        learned = self._learned.probabilities(text.text)
        return {Act(act): chance for act, chance in learned.items() if act not in ANSWERS}

    @cached_property
    def _learned(self) -> NaiveBayes:
        """Learned when the first text needs it, not when the coach starts."""
        return NaiveBayes((act, self._spelled(text)) for act, text in self._examples)

    def _spelled(self, text: str) -> str:
        """With short and regional spellings written out, so that *nie* is heard as *niet*."""
        return WORD.sub(
            lambda word: self._spellings.get(folded(word[0]), word[0]), text.replace("’", "'")
        )

    def _kind(self, act: Act, text: PhraseText) -> str:
        one = self._acts.get(act)
        for name, kind in one.kinds.items() if one else ():
            if any(has_phrase(text, entry) for entry in kind.phrases(self._language)):
                return name
        return ""


class Clues:
    """What gives one act away in one language."""

    def __init__(self, words: ActWords, spelled: Callable[[str], str]) -> None:
        self.patterns = Phrases(map(spelled, words.patterns))
        self.cues = Phrases(map(spelled, words.cues))
        self.unless = Phrases(map(spelled, words.unless))
        self.openings = [*map(spelled, words.openings)]

    def cued(self, text: PhraseText) -> bool:
        """Whether a cue speaks for it, and nothing against it."""
        return self.cues.in_text(text) and not self.unless.in_text(text)


def _plain(text: str) -> str:
    return PhraseText(text).line.strip()


def _own_words(text: str) -> str:
    """Without what is quoted, unless that is all of it."""
    own = QUOTED.sub(" … ", text)
    return own if own == text or PhraseText(own).words else text


def _asks(text: PhraseText, openings: Collection[str]) -> bool:
    """Whether a text is one question; *fewer complaints?* is an answer of someone in doubt."""
    return text.asks and any(map(text.begins, openings))


def _about(act: Act, sure: bool, text: PhraseText, asked: Asked) -> tuple[Act, bool]:
    """A question with a long word of the question that was asked is about that question."""
    if asked.expects_question:
        return Act.ANSWER_CONCRETE, False
    if is_about(text, asked):
        return Act.QUESTION_ABOUT_QUESTION, sure
    return act, sure


def is_about(text: PhraseText, asked: Asked) -> bool:
    """Whether a long word of the question that was asked stands in a text."""
    long = {word for word in text.vocabulary if len(word) >= LONG_WORD}
    return bool(long) and not long.isdisjoint(PhraseText(asked.words).vocabulary)
