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
    beside: one of these must stand in the same sentence, if any are asked for
    unless: any of these in the same sentence speaks against it
    """

    words: list[str]
    beside: list[str] = []
    unless: list[str] = []


def _words(written: object) -> object:
    """A plain list is of words alone."""
    return {"words": written} if isinstance(written, list) else written


class Sign(Model):
    """One sign, by language."""

    __annotations__ = dict.fromkeys(LANGUAGES, Annotated[SignWords, BeforeValidator(_words)])

    def words(self, language: str) -> SignWords:
        return cast(SignWords, getattr(self, language))


class SignFile(Model):
    """Signs by id."""

    signs: dict[Identifier, Sign]


class Signs:
    """All signs of all files."""

    def __init__(self, files: Iterable[SignFile] = ()) -> None:
        self.signs = {name: sign for file in files for name, sign in file.signs.items()}
        self._phrases = {
            language: {
                name: (Phrases(sign.words(language).words), sign.words(language))
                for name, sign in self.signs.items()
            }
            for language in LANGUAGES
        }

    def found(self, text: str, language: str) -> Iterator[Found]:
        """Each sign in each sentence of a text, in their order."""
        for sentence in sentences(text):
            taken_apart = PhraseText(sentence)
            for name, (phrases, sign) in self._phrases[language].items():
                if phrases.in_text(taken_apart) and _fits(taken_apart, sign):
                    yield Found(name, phrases.found(taken_apart) or sentence, sentence)


def _fits(sentence: PhraseText, sign: SignWords) -> bool:
    """Whether the rest of the sentence says the same."""
    beside = not sign.beside or any(has_phrase(sentence, entry) for entry in sign.beside)
    return beside and not any(has_phrase(sentence, entry) for entry in sign.unless)
