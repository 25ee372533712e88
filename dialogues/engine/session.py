"""One person's run of a dialogue: plain data that is re-read from JSON at every turn."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import orjson

from frameworks.definition.conditions import GIVEN, SKIPPED, UNKNOWN, Fact

SESSION_SCHEMA_VERSION = 1
Status = Literal["active", "paused", "stopped", "completed"]
Given = Literal["answered", "unknown", "skipped"]


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered. `value`: text, names or choice ids as a tuple, a rating as an int.

    A number is a float, a day its ISO date. `own` are the person's words for the choice that is
    not listed, one or none. `themes` are what free text is about.
    """

    value: str | tuple[str, ...] | int | float | None = None
    given: Given = "answered"
    signals: tuple[str, ...] = ()
    own: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()

    def fact(self) -> Fact:
        """What conditions see of it: never the person's words."""
        if self.given == "answered":
            if isinstance(self.value, int | float):
                return float(self.value)
            if isinstance(self.value, tuple):
                return frozenset((*self.value, GIVEN))
            return frozenset({GIVEN})
        return frozenset({UNKNOWN if self.given == "unknown" else SKIPPED})

    def dump(self) -> list[Any]:
        whole: list[Any] = [self.value, self.given, self.signals, self.own, self.themes]
        return whole if self.themes else whole[: 4 if self.own else 3]

    @classmethod
    def load(cls, raw: list[Any]) -> Answer:
        value = tuple(raw[0]) if isinstance(raw[0], list) else raw[0]
        return cls(value, raw[1], *map(tuple, raw[2:]))  # what is older lacks the last ones


@dataclass(slots=True)
class Session:
    """Where a talk is. Times are seconds since the epoch.

    `path` holds the questions passed to come to `state`; `answers` also those of branches that
    are left, so that going back loses nothing. `number` counts prompts: a button carries it, so
    that an old one is known; `asked` stands for what the last one showed. `revisiting` is the
    question that was gone back to. `offered` are the choices that the open prompt shows when it
    does not show them all, and `typed` the words that were not understood. `more` says that more
    advice fits than was given. `fires` counts the moments set to bring the talk up, `chosen` says
    that the person chose the last of them; with `quiet` it is not brought up. `subject` is what the
    talk is for, such as a round, and `given` what templates may say of it.

    `aside` is what was just typed and taken for no answer, after the question it was typed at; it
    is forgotten with the next input. `fillers` counts those in a row; `brief` asks no follow-ups,
    `left` is how many questions are still asked. `wonders` are questions that the coach could not
    answer, for the summary. `story` is what was told before the first question. `reflections` are
    the themes that were reflected, and `reflected` the place in the path of the last of them.
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

    def dump(self) -> bytes:
        """Versioned JSON."""
        data: dict[str, Any] = {"format": SESSION_SCHEMA_VERSION}
        data |= {name: getattr(self, name) for name in self.__slots__}
        data["answers"] = {state: a.dump() for state, a in self.answers.items()}
        return orjson.dumps(data)

    @classmethod
    def load(cls, text: str | bytes) -> Session:
        """Raises ValueError for a format that this version does not know."""
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
    """By question the choice that was made, where exactly one was; only of what counts now."""
    chosen = {}
    for state in session.path:
        value = session.answers[state].value
        if isinstance(value, tuple) and len(value) == 1:
            chosen[state] = value[0]
    return chosen
