"""Signs in what was said: finer than themes, told apart by the case at hand.

Most are found by phrases; those with examples, situations, are learned.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Annotated, cast

from pydantic import BeforeValidator

from dialogues.listening.sentences import sentences
from dialogues.listening.situations import ORDINARY, Situations
from dialogues.listening.themes import Found
from dialogues.texts.phrase_index import PhraseIndex
from dialogues.texts.phrases import Phrases, PhraseText, has_phrase
from frameworks.definition.languages import LANGUAGES
from frameworks.definition.model import Identifier, Model

QUOTED = 240
"""A sentence of so many characters is quoted whole, although its clauses are judged apart."""


class SignWords(Model):
    """What gives a sign away in one language; phrases as in `dialogues.texts.phrases`.

    words: any of these in a sentence gives it away
    both: lists; one of each in the same sentence, in any order, gives it away as well
    unless: any of these in the same sentence speaks against it
    examples: sentences from which it is learned
    cues: what must speak for it as well, in the notation of `dialogues.listening.cues`
    """

    words: list[str] = []
    both: list[list[str]] = []
    unless: list[str] = []
    examples: list[str] = []
    cues: list[str] = []

    def joined(self, more: SignWords) -> SignWords:
        """With what another file gives besides."""
        both = {name: [*getattr(self, name), *getattr(more, name)] for name in KINDS}
        return SignWords(**both)


KINDS = tuple(SignWords.model_fields)


def _words(written: object) -> object:
    """A plain list is of words alone."""
    return {"words": written} if isinstance(written, list) else written


class Sign(Model):
    """One sign, by language."""

    __annotations__ = dict.fromkeys(
        LANGUAGES,
        Annotated[SignWords, BeforeValidator(_words, json_schema_input_type=list[str] | SignWords)],
    )

    def words(self, language: str) -> SignWords:
        return cast(SignWords, getattr(self, language))

    def joined(self, more: Sign) -> Sign:
        """With what another file says of it."""
        return Sign(**{one: self.words(one).joined(more.words(one)) for one in LANGUAGES})


class SignFile(Model):
    """Signs by id."""

    signs: dict[Identifier, Sign]


class Signs:
    """All signs of all files; what several files say of one is taken together."""

    def __init__(self, files: Iterable[SignFile] = ()) -> None:
        self.signs: dict[str, Sign] = {}
        for file in files:
            for name, sign in file.signs.items():
                self.signs[name] = self.signs[name].joined(sign) if name in self.signs else sign
        self._ready: dict[str, tuple[SignPhrases, Situations]] = {}

    def found(self, text: str, language: str) -> Iterator[Found]:
        """Each sign in each sentence of a text, in their order; what phrases know for ordinary,
        such as a wish, has no situation."""
        phrases, situations = self._in(language)
        for sentence in sentences(text):
            taken_apart = PhraseText(sentence)
            plain = False
            for name, word in phrases.found(taken_apart):
                if name == ORDINARY:
                    plain = True
                else:
                    yield Found(name, word or sentence, sentence)
            for one in () if plain else situations.found(sentence):
                if self._spoken_against(one.sign, taken_apart, language):
                    continue
                whole = sentence if len(sentence) <= QUOTED else one.words
                yield Found(one.sign, one.words, whole, one.sure)

    def _spoken_against(self, sign: str, sentence: PhraseText, language: str) -> bool:
        """Whether words say that it is not what was learned for it."""
        unless = self.signs[sign].words(language).unless
        return any(has_phrase(sentence, one) for one in unless)

    def _in(self, language: str) -> tuple[SignPhrases, Situations]:
        """Made ready and learned when the first text needs it, not when the coach starts."""
        if language not in self._ready:
            words = {name: sign.words(language) for name, sign in self.signs.items()}
            learned = Situations(
                {name: one.examples for name, one in words.items() if one.examples},
                {name: one.cues for name, one in words.items() if one.cues},
            )
            self._ready[language] = SignPhrases(words), learned
        return self._ready[language]


class SignPhrases:
    """The phrases of all signs in one language."""

    def __init__(self, words: Mapping[str, SignWords]) -> None:
        self._clues = [(name, SignClues(one)) for name, one in words.items()]
        self._index = PhraseIndex(clues.needed for _, clues in self._clues)

    def found(self, sentence: PhraseText) -> Iterator[tuple[str, str]]:
        """Each sign that is given away, with what `SignClues` found."""
        for place in self._index.near(sentence):
            name, clues = self._clues[place]
            if (word := clues.found(sentence)) is not None:
                yield name, word


class SignClues:
    """What gives one sign away, ready to be looked for."""

    def __init__(self, written: SignWords) -> None:
        self.words = Phrases(written.words)
        self.both = [Phrases(one) for one in written.both]
        self.unless = written.unless
        self.needed = [*written.words, *min(written.both, key=len, default=())]
        """Phrases of which a sentence has at least one, if it gives the sign away."""

    def found(self, sentence: PhraseText) -> str | None:
        """What gives it away: words, or ``""`` for all of the sentence; None when nothing does."""
        single = self.words.in_text(sentence)
        together = bool(self.both) and all(one.in_text(sentence) for one in self.both)
        if not (single or together) or any(has_phrase(sentence, one) for one in self.unless):
            return None
        return (single and self.words.found(sentence)) or ""
