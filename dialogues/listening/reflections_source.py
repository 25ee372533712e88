"""What `reflections.yaml` holds: by theme the words that give it away, and what is said to them."""

from __future__ import annotations

from typing import Annotated, Literal, cast

from pydantic import Field

from frameworks.definition.conditions import ALWAYS, When
from frameworks.definition.languages import LANGUAGES
from frameworks.definition.model import Identifier, Model, Text


class Line(Model):
    """One line that shows that an answer was heard.

    at: the questions at whose answer it fits; at any other the same words mean something else.
    when: what must be known besides, such as what was chosen.
    also: other themes that must be in the answer as well, so that both sides can be said.
    needs: what the answer must hold for it: a `name`, an `amount` of money, or only a `word` of the
        theme; the line bears it as `{{ name }}`, `{{ amount }}` or `{{ word }}`.
    adds: whether it says more than was said: a complex reflection, in the sense of MITI 4.2.1.
    text: the line itself.
    """

    at: Annotated[list[Identifier], Field(min_length=1)]
    when: When = ALWAYS
    also: list[Identifier] = []
    needs: Literal["name", "amount", "word"] = "word"
    adds: bool = True
    text: Text


class ReflectionWords(Model):
    """What gives a theme away in one language, in the notation of `dialogues.texts.phrases`.

    words: phrases of which one must stand in the answer.
    unless: phrases with which they mean something else.
    """

    words: list[str] = []
    unless: list[str] = []


class ReflectedTheme(Model):
    """A theme with its lines; the first that fits is said. Without `words` they are for what
    was chosen.

    denied_too: its words mean the same whatever is denied around them.
    """

    denied_too: bool = False
    lines: Annotated[list[Line], Field(min_length=1)]
    __annotations__.update(dict.fromkeys(LANGUAGES, ReflectionWords))

    def clues(self, language: str) -> ReflectionWords:
        return cast(ReflectionWords, getattr(self, language))


class Doubts(Model):
    """What makes a theme unsure: words that turn it round, and where those stop to count.

    denies: phrases that deny, or put in doubt, what stands in the same part of a sentence.
    joints: words at which a new part begins, besides commas.
    """

    denies: list[str] = []
    joints: list[str] = []


class ReflectionFile(Model):
    """All lines. The file of an operator adds themes, and takes the place of those it names."""

    doubts: Annotated[dict[str, Doubts], Field()] = {}
    themes: dict[Identifier, ReflectedTheme] = {}
