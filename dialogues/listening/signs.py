"""Signs in what was said: finer than themes, found by phrases, told apart by the case at hand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, cast

from pydantic import BeforeValidator

from dialogues.listening.sentences import sentences
from dialogues.listening.themes import Found
from dialogues.texts.phrases import Phrases, PhraseText, has_phrase
from frameworks.definition.languages import LANGUAGES
from frameworks.definition.model import Identifier, Model


class SignWords(Model):
    """Phrases of one language, in the notation of `dialogues.texts.phrases`.

    words: any of these in a sentence gives it away
    both: lists; one of each in the same sentence, in any order, gives it away as well
    unless: any of these in the same sentence speaks against it
    """

    words: list[str] = []
    both: list[list[str]] = []
    unless: list[str] = []


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


class SignFile(Model):
    """Signs by id."""

    signs: dict[Identifier, Sign]


class Signs:
    """All signs of all files."""

    def __init__(self, files: Iterable[SignFile] = ()) -> None:
        self.signs = {name: sign for file in files for name, sign in file.signs.items()}
        self._clues = {
            language: {name: SignClues(sign.words(language)) for name, sign in self.signs.items()}
            for language in LANGUAGES
        }

    def found(self, text: str, language: str) -> Iterator[Found]:
        """Each sign in each sentence of a text, in their order."""
        for sentence in sentences(text):
            taken_apart = PhraseText(sentence)
            for name, clues in self._clues[language].items():
                if (word := clues.found(taken_apart)) is not None:
                    yield Found(name, word or sentence, sentence)


class SignClues:
    """What gives one sign away, ready to be looked for."""

    def __init__(self, written: SignWords) -> None:
        self.words = Phrases(written.words)
        self.both = [Phrases(one) for one in written.both]
        self.unless = written.unless

    def found(self, sentence: PhraseText) -> str | None:
        """What gives it away: words, or ``""`` for all of the sentence; None when nothing does."""
        single = self.words.in_text(sentence)
        together = bool(self.both) and all(one.in_text(sentence) for one in self.both)
        if not (single or together) or any(has_phrase(sentence, one) for one in self.unless):
            return None
        return (single and self.words.found(sentence)) or ""
