"""`heard`: which act a text is, how sure that is, and what of it is an answer all the same.

A real answer that is refused annoys more than a question that is missed: *sure* is only where
measuring found no false alarm (`tests/unit/dialogues/listening`).
"""

from __future__ import annotations

from dialogues.listening.acts import Act, Asked, Heard
from dialogues.listening.ear import Ear
from dialogues.listening.figures import Figures
from dialogues.listening.sentences import sentences
from dialogues.listening.source import ListeningFile
from dialogues.listening.themes import Themes
from dialogues.texts.phrases import Phrases, PhraseText
from frameworks.definition.languages import LANGUAGES

MOST_SENTENCES = 3
"""A longer text is a story, and a story is an answer; a question may stand behind it."""
SCRAP = 4
HEED_FIRST = (
    Act.EMOTION, Act.COMMAND, Act.QUESTION_TO_COACH, Act.QUESTION_ABOUT_QUESTION, Act.DISAGREES,
    Act.REFUSES, Act.REFERS_BACK, Act.DOES_NOT_KNOW, Act.SMALL_TALK, Act.FILLER,
)  # fmt: skip
"""Of several acts in one text the one to respond to."""
TO_ANOTHER = "danger_to_another"
PASSED_OVER = frozenset({Act.SMALL_TALK, Act.FILLER, Act.DOES_NOT_KNOW})
"""Beside an answer these ask for no reply."""


class Listener:
    """Hears by the acts and themes of one `ListeningFile`."""

    def __init__(self, file: ListeningFile) -> None:
        self.file = file
        self.themes = Themes(file)
        self.figures = Figures(file)
        self._always = {
            language: [
                (act, name, Phrases(kind.always.phrases(language)))
                for act, one in file.acts.items()
                for name, kind in one.kinds.items()
                if kind.always is not None
            ]
            for language in LANGUAGES
        }
        self._ears = {language: Ear(file, language) for language in LANGUAGES}

    def heard(self, text: str, asked: Asked, language: str) -> Heard:
        """What a text is, by its sentences where it has two or three."""
        parts = [PhraseText(part) for part in sentences(text)]
        if heeded := self._heeded(text, parts, language):
            return heeded
        if not parts:
            return Heard(Act.ANSWER_CONCRETE, "maybe", said=text)
        ear = self._ears[language]
        if len(parts) > MOST_SENTENCES:
            return _story(text, parts, ear.sentence(parts[-1], asked, alone=False))
        if len(parts) == 1:
            return ear.sentence(parts[0], asked, alone=True)
        alone = all(part.text.endswith("?") for part in parts)
        return _together(text, [ear.sentence(part, asked, alone=alone) for part in parts], ear)

    def _heeded(self, text: str, parts: list[PhraseText], language: str) -> Heard | None:
        """What nobody may pass over, in whichever sentence. About oneself nothing else counts then;
        what is told of someone else belongs to the answer."""
        for part in parts:
            for act, kind, phrases in self._always[language]:
                if phrases.in_text(part):
                    return Heard(act, "sure", kind, text, text if kind == TO_ANOTHER else "")
        return None

    def opens_question(self, text: str, language: str) -> bool:
        """Whether a text begins as questions do, be it without a question mark."""
        return self._ears[language].opens_question(text)


def _story(text: str, parts: list[PhraseText], last: Heard) -> Heard:
    """All of it is the answer, but for a question to the coach at its end."""
    if not last.aside or last.act != Act.QUESTION_TO_COACH:
        return Heard(Act.ANSWER_CONCRETE, "maybe", said=text)
    rest = " ".join(part.text for part in parts[:-1])
    return Heard(last.act, "sure", last.kind, last.said, rest)


def _together(text: str, parts: list[Heard], ear: Ear) -> Heard:
    """What is surely no answer counts, the others are the answer; unless they are chat as well."""
    aside = [part for part in parts if part.aside]
    if not aside:
        return Heard(Act.ANSWER_CONCRETE, "maybe", said=text)
    first = min(aside, key=lambda part: HEED_FIRST.index(part.act))
    rest = " ".join(part.said for part in parts if not part.aside)
    if _scrap(PhraseText(rest)) or ear.takes_for_no_answer(text):
        return Heard(first.act, "sure", first.kind, text)
    if first.act in PASSED_OVER:
        return Heard(Act.ANSWER_CONCRETE, "maybe", said=text)
    return Heard(first.act, "sure", first.kind, first.said, rest)


def _scrap(text: PhraseText) -> bool:
    """Whether what is left beside a question or a sigh says nothing by itself."""
    return len(text.words) < SCRAP and not (text.has_number or text.has_name or text.has_capitals)
