"""What `listening.yaml` holds: by act and by theme the words that give it away."""

from __future__ import annotations

from typing import Annotated, Any, Literal, cast

from pydantic import BeforeValidator, Field

from dialogues.listening.acts import Act
from frameworks.definition.faults import Fault, FaultError
from frameworks.definition.languages import LANGUAGES
from frameworks.definition.model import Identifier, Model, Text


def _lines(written: object) -> object:
    """Many texts are quicker read, and easier to add to, as the lines of one block."""
    return written.splitlines() if isinstance(written, str) else written


def _known(name: object) -> object:
    if name not in set(Act):
        raise FaultError(Fault.UNKNOWN_ACT.told(name=name, known=", ".join(Act)))
    return name


Lines = Annotated[list[str], BeforeValidator(_lines, json_schema_input_type=list[str] | str)]


class ActWords(Model):
    """What gives an act away in one language.

    whole: whole texts, without their punctuation.
    patterns: phrases in the notation of `dialogues.texts.phrases`.
    unless: phrases that speak against it, whatever the patterns say.
    cues: phrases that say too little by themselves; they count where learning hears the act too.
    openings: phrases that begin a question; with a question mark at the end they give it away.
    examples: texts to learn from, one a line.
    """

    whole: list[str] = []
    patterns: list[str] = []
    unless: list[str] = []
    cues: list[str] = []
    openings: list[str] = []
    examples: Lines = []


class Phrasing(Model):
    """Phrases by language."""

    __annotations__ = dict.fromkeys(LANGUAGES, list[str])

    def phrases(self, language: str) -> list[str]:
        return cast(list[str], getattr(self, language))


class ActKind(Model):
    """A kind of an act that has a reply of its own, known by phrases.

    always: by language, phrases that are heeded in any text, however long, whatever else it says.
    """

    reply: Text | None = None
    always: Phrasing | None = None
    __annotations__.update(dict.fromkeys(LANGUAGES, list[str]))

    def phrases(self, language: str) -> list[str]:
        return cast(list[str], getattr(self, language))


class ActFile(Model):
    """One act: what is replied to it, its kinds, and by language what gives it away.

    reply: what is said to it; may be missing where the reply is made otherwise.
    maybe: the line that is added where the act is not sure.
    kinds: by name, the first that fits counts.
    """

    reply: Text | None = None
    maybe: Text | None = None
    kinds: dict[Identifier, ActKind] = {}
    __annotations__.update(dict.fromkeys(LANGUAGES, ActWords))

    def words(self, language: str) -> ActWords:
        return cast(ActWords, getattr(self, language))


class ThemeWords(Model):
    """What gives a theme away in one language: phrases, and texts that are about it."""

    words: list[str] = []
    examples: Lines = []


class ThemeFile(Model):
    """One theme, by language. `label` is how one asks *is it about …?*

    `is_form` says that it is a form, which waits until it is clear what is wanted.
    """

    label: Text
    is_form: bool = False
    __annotations__.update(dict.fromkeys(LANGUAGES, ThemeWords))

    def words(self, language: str) -> ThemeWords:
        return cast(ThemeWords, getattr(self, language))


class FigureWords(Model):
    """What a figure is known by in one language, in phrases.

    words: any of these says what it is of; of a count they hold the number.
    unless: phrases in the same sentence with which it may be another one, or a guess.
    beside: phrases such as *a year*: two figures are compared where both have the same.
    """

    words: list[str] = []
    unless: list[str] = []
    beside: list[str] = []


class FigureFile(Model):
    """One thing that has one figure, so that two in one talk do not go together.

    kind: how the figure is read
    at: questions to which a figure of the kind, and nothing else, is an answer
    """

    kind: Literal["count", "amount", "day"]
    at: list[Identifier] = []
    __annotations__.update(dict.fromkeys(LANGUAGES, FigureWords))

    def words(self, language: str) -> FigureWords:
        return cast(FigureWords, getattr(self, language))


class Spellings(Model):
    """By language: what is typed → what is meant, for short and regional spellings of one word."""

    __annotations__ = dict.fromkeys(LANGUAGES, dict[str, str])


class ListeningFile(Model):
    """All that is heard. Files of an operator add to ours: their lists are joined.

    spellings: short and regional spellings of words
    acts: by act what gives it away, and what is said to it
    themes: by theme what gives it away
    figures: by id the things that have one figure
    """

    spellings: Spellings | None = None

    acts: dict[Annotated[Act, Field(strict=False), BeforeValidator(_known)], ActFile] = {}
    themes: dict[Identifier, ThemeFile] = {}
    figures: dict[Identifier, FigureFile] = {}

    def spelled(self, language: str) -> dict[str, str]:
        """What is typed → what is meant, in one language."""
        return cast(dict[str, str], getattr(self.spellings, language, {}))

    def joined(self, more: ListeningFile) -> ListeningFile:
        """These, and what an operator adds to them."""
        return ListeningFile.model_validate(_joined(self.model_dump(), more.model_dump()))


def _joined(ours: Any, more: Any) -> Any:
    """Lists one after the other, mappings key by key; of two texts the later one counts."""
    if isinstance(ours, dict) and isinstance(more, dict):
        both = {key: _joined(ours[key], more[key]) for key in ours if key in more}
        return {**ours, **more, **both}
    if isinstance(ours, list) and isinstance(more, list):
        return [*ours, *more]
    return ours if more is None else more
