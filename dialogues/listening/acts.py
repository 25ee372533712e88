"""What people do when they type something, and what was heard of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class Act(StrEnum):
    """A dialogue act, in the sense of ISO 24617-2: what someone does by saying it."""

    ANSWER_CONCRETE = "answer_concrete"
    ANSWER_VAGUE = "answer_vague"
    FORM_TALK = "form_talk"
    QUESTION_ABOUT_QUESTION = "question_about_question"
    QUESTION_TO_COACH = "question_to_coach"
    REFERS_BACK = "refers_back"
    REFUSES = "refuses"
    DISAGREES = "disagrees"
    DOES_NOT_KNOW = "does_not_know"
    EMOTION = "emotion"
    SMALL_TALK = "small_talk"
    COMMAND = "command"
    FILLER = "filler"

    @property
    def answers(self) -> bool:
        """Whether it is an answer to what was asked, be it a poor one."""
        return self in ANSWERS

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return self in QUESTIONS


ANSWERS = frozenset({Act.ANSWER_CONCRETE, Act.ANSWER_VAGUE, Act.FORM_TALK})
QUESTIONS = frozenset({Act.QUESTION_ABOUT_QUESTION, Act.QUESTION_TO_COACH})
COMMANDS = (
    "back", "edit", "erase", "help", "language", "menu", "pause", "skip", "stop", "summary",
)  # fmt: skip
"""What can be asked for in words; each is a kind of `Act.COMMAND`."""
Sureness = Literal["sure", "maybe"]


@dataclass(frozen=True, slots=True)
class Heard:
    """What one text is taken for.

    act: what was done by saying it.
    sureness: `sure`, so that it may be kept out of the answers, or `maybe`, so that it is accepted.
    kind: which of the act's kinds, such as *grief*; empty when none is known.
    said: the words that were taken for it: all of the text, or one sentence of it.
    rest: what remains of the text without those words; empty when nothing does.
    """

    act: Act
    sureness: Sureness
    kind: str = ""
    said: str = ""
    rest: str = ""

    @property
    def aside(self) -> bool:
        """Whether nothing of it is an answer."""
        return self.sureness == "sure" and not self.act.answers and not self.rest


@dataclass(frozen=True, slots=True)
class Asked:
    """The question that was answered, as far as a listener has to know it.

    words: its own words, to tell a question about it from another one.
    expects_question: an answer to it is a question itself.
    """

    words: str = ""
    expects_question: bool = False
