"""What the coach itself says, in each language, with singular and plural where they differ."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from dialogues.texts.formats import figure
from dialogues.texts.templates import render
from frameworks.definition.languages import LANGUAGES
from frameworks.definition.model import Model

Verb = Literal[
    "back", "skip", "unknown", "keep", "edit", "more", "judge", "actions", "pause", "resume",
    "stop", "help", "language", "start", "menu", "privacy", "export", "erase", "summary",
    "settings", "remind",
    "group", "fill", "linked", "pulse", "later", "calendar",
]  # fmt: skip
"""`linked` has no name in any language: only a channel says it, no one can type it."""


class Plural(Model):
    """A text with a count: `one` for 1, `other` for all else."""

    one: str
    other: str


class Strings(Model):
    """One file, or all of one language's together: the folder of a language has a file for each
    subject. `verbs`: names of commands; `phrases`: whole answers that mean one.
    """

    strings: dict[str, str | Plural] = {}
    verbs: dict[str, Verb] = {}
    phrases: dict[str, Verb] = {}

    def joined(self, more: Strings) -> Strings:
        """These and more."""
        return Strings(
            strings={**self.strings, **more.strings},
            verbs={**self.verbs, **more.verbs},
            phrases={**self.phrases, **more.phrases},
        )


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The strings of every language."""

    languages: Mapping[str, Strings]

    def say(self, language: str, key: str, **values: Any) -> str:
        """The text of `key`; `count` among the values chooses between one and other.

        What was measured is written as the language has it.
        """
        entry = self.languages[language].strings[key]
        if isinstance(entry, Plural):
            entry = entry.one if values["count"] == 1 else entry.other
        written = {
            name: figure(value, language) if isinstance(value, float) else value
            for name, value in values.items()
        }
        return render(entry, written)

    def verb(self, word: str) -> Verb | None:
        """The canonical verb of a command in whichever language."""
        word = word.lower()
        for language in LANGUAGES:
            if found := self.languages[language].verbs.get(word):
                return found
        return None

    def phrase(self, text: str, language: str) -> Verb | None:
        """The verb that a whole typed answer means, such as *weet ik niet*."""
        plain = text.strip().rstrip(".!?").casefold()
        return self.languages[language].phrases.get(plain)
