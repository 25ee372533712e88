"""One person's run of a dialogue: plain data that is re-read from JSON at every turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import orjson

from dialogues.parsing.nothing import says_nothing
from frameworks.definition.conditions import GIVEN, NOTHING, SKIPPED, UNKNOWN, Fact

SESSION_SCHEMA_VERSION = 1
Status = Literal["active", "paused", "stopped", "completed"]
Given = Literal["answered", "unknown", "skipped"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered.

    value: text, names or choice ids as a tuple, a rating as an int, a number as a float, a day as
      its ISO date; None when nothing was answered
    given: whether it was answered
    signals: ids of what a text gave away
    own: the person's words for the choice that is not listed, one or none
    themes: ids of what free text is about
    """

    value: str | tuple[str, ...] | int | float | None = None
    given: Given = "answered"
    signals: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()

    @property
    def says_nothing(self) -> bool:
        """Whether it is free text such as *nothing*, which is never said back."""
        return isinstance(self.value, str) and says_nothing(self.value)

    def fact(self) -> Fact:
        """What conditions see of it: never the person's words."""
        if self.given == "answered":
            if isinstance(self.value, int | float):
                return float(self.value)
            if isinstance(self.value, tuple):
                return frozenset((*self.value, GIVEN))
            return frozenset({NOTHING if self.says_nothing else GIVEN})
        return frozenset({UNKNOWN if self.given == "unknown" else SKIPPED})

    def dump(self) -> list[Any]:
        """`[value, given, signals]`, as JSON keeps it."""
        whole: list[Any] = [self.value, self.given, self.signals, self.own, self.themes]
        return whole if self.themes else whole[: 4 if self.own else 3]

    @classmethod
    def load(cls, raw: list[Any]) -> Answer:
        """From what `dump` made, after JSON."""
        value = tuple(raw[0]) if isinstance(raw[0], list) else raw[0]
        return cls(value, raw[1], *map(tuple, raw[2:]))  # what is older lacks the last ones


@dataclass(slots=True)
class Session:
    """Where a talk is.

    id: random, and unlike any other
    dialogue: id of the dialogue
    digest: the content that it was last held in
    language: such as `nl`
    state: id of the question that is open, `START` or `END`
    started: when it began, in seconds since the epoch
    touched: when something last came in, in seconds since the epoch
    status: whether it goes on, was left, or is done
    path: ids of the questions passed to come to `state`
    answers: `answers[state id]`; also of branches that are left, so that going back loses nothing
    number: of the last prompt: a button carries it, so that an old one is known
    marked: ids of the choices marked so far
    revisiting: `state` is a question that was gone back to
    told: ids of the states that were told
    outcomes: `outcomes[state id]`: pairs of a name, or empty, and the id of a row or an option
    advised: ids of the advice given so far
    more: more advice fits than was given
    fires: how many moments were set to bring the talk up; the last is the slot
    quiet: it is not brought up
    chosen: the person chose the last of those moments
    subject: what the talk is for, such as a round
    given: `given[name]`: what templates may say of it
    asked: what the last prompt showed, as a digest
    aside: what was just typed and taken for no answer, after the id of the question it was typed
      at; forgotten with the next input
    fillers: how many in a row of those said nothing
    brief: no follow-ups are asked
    left: how many questions are still asked; None for all
    wonders: questions that the coach could not answer, for the summary
    story: what was told before the first question
    reflected: the place in the path of the last answer that was reflected, from 1; 0 for none
    reflections: ids of the lines that showed an answer was heard
    offered: ids of the choices that the open prompt shows, when it does not show them all
    typed: the words that were not understood
    points: ids of the points that the outcome told, the main one first
    dismissed: ids of the points that the person did not recognise
    judged: whether the main one was recognised; empty as long as nobody said
    correction: what they said was not right or missing in it
    correcting: what is typed next is that
    done: ids of the points that the person did something about
    follow: how it went is asked after two weeks
    model: whether a language model may look at it: `on`, `off`, or `ask` while nobody said; empty
      when there is none
    thoughts: what it was asked, and what came of that
    """

    id: str
    dialogue: str
    digest: str
    language: str
    state: str
    started: float
    touched: float
    status: Status = "active"
    path: list[str] = field(default_factory=list)
    answers: dict[str, Answer] = field(default_factory=dict)
    number: int = 0
    marked: list[str] = field(default_factory=list)
    revisiting: bool = False
    told: list[str] = field(default_factory=list)
    outcomes: dict[str, list[list[str]]] = field(default_factory=dict)
    advised: list[str] = field(default_factory=list)
    more: bool = False
    fires: int = 0
    quiet: bool = False
    chosen: bool = False
    subject: str = ""
    given: dict[str, str] = field(default_factory=dict)
    asked: str = ""
    aside: list[str] = field(default_factory=list)
    fillers: int = 0
    brief: bool = False
    left: int | None = None
    wonders: list[str] = field(default_factory=list)
    story: str = ""
    reflected: int = 0
    reflections: list[str] = field(default_factory=list)
    offered: list[str] = field(default_factory=list)
    typed: str = ""
    points: list[str] = field(default_factory=list)
    dismissed: list[str] = field(default_factory=list)
    judged: str = ""
    correction: str = ""
    correcting: bool = False
    done: list[str] = field(default_factory=list)
    follow: bool = False
    model: str = ""
    thoughts: dict[str, Any] = field(default_factory=dict)

    def dump(self) -> bytes:
        """Versioned JSON, with `format` for the version."""
        data: dict[str, Any] = {"format": SESSION_SCHEMA_VERSION}
        data |= {name: getattr(self, name) for name in self.__slots__}
        data["answers"] = {state: a.dump() for state, a in self.answers.items()}
        return orjson.dumps(data)

    @classmethod
    def load(cls, text: str | bytes) -> Session:
        """From what `dump` made. Raises ValueError for a format that this version does not know."""
        data = orjson.loads(text)
        if (found := data.pop("format", None)) != SESSION_SCHEMA_VERSION:
            raise ValueError(
                f"session format {found!r}; this version reads {SESSION_SCHEMA_VERSION}"
            )
        data["answers"] = {state: Answer.load(raw) for state, raw in data["answers"].items()}
        return cls(**data)

    def copy(self) -> Session:
        return Session.load(self.dump())


def single_choices(session: Session) -> dict[str, str]:
    """`chosen[question id]`: the one choice made there; only of what counts now."""
    chosen = {}
    for state in session.path:
        value = session.answers[state].value
        if isinstance(value, tuple) and len(value) == 1:
            chosen[state] = value[0]
    return chosen
