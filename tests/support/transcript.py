"""A whole talk from the first word on, as every channel holds it, written out to be read."""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass, field

from dialogues.definition.content import Content
from dialogues.definition.states import State
from dialogues.dispatcher import handle
from dialogues.messages.events import Event, MessageCreated, Part, Reflected, WaitStarted
from dialogues.messages.inputs import Command, Input, Tap, Typed, parse_command, parse_tap
from dialogues.turn.person import Person
from dialogues.turn.result import TurnResult

MARKS = {"heading": "**{}**", "strong": "**{}**", "quote": "> {}", "item": "- {}", "small": "*{}*"}


@dataclass
class Transcript:
    """Holds a talk by the lines of a file: what is typed, `[a label]` that is tapped, or `/verb`.

    content: what is asked and said.
    language: the person's.
    lines: the talk so far, as Markdown.
    turns: what happened at each line.
    """

    content: Content
    language: str
    lines: list[str] = field(default_factory=list)
    turns: list[list[Event]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.person = Person("p1", self.language)
        self._ids = (f"s{number}" for number in itertools.count(1))
        self._buttons: dict[str, str] = {}

    def say(self, line: str) -> None:
        """One line of the file."""
        self.lines += ["", f"**{'U' if self.language == 'nl' else 'You'}:** {line}", ""]
        given = self._input(line)
        result = handle(self.content, self.person, given, 1.0, lambda: next(self._ids))
        self._show(result)

    def _input(self, line: str) -> Input:
        if line.startswith("["):
            data = self._buttons[line.strip("[]")]
            tapped = parse_tap(data) or parse_command(self.content.catalogue, data)
            assert isinstance(tapped, Tap | Command)
            return tapped
        if line.startswith("/"):
            command = parse_command(self.content.catalogue, line)
            assert command is not None
            return command
        return Typed(line.replace("\\n", "\n"))

    def _show(self, result: TurnResult) -> None:
        self.turns.append(result.events)
        for event in result.events:
            if isinstance(event, MessageCreated):
                self.lines += [line for part in event.parts for line in (_written(part), "")]
                if event.prompt:
                    shown = (*event.prompt.choices, *event.prompt.verbs)
                    self._buttons = {button.label: button.data for button in shown}
                    labels = " · ".join(f"[{button.label}]" for button in event.prompt.choices)
                    self.lines += [labels, ""] if labels else []


def _written(part: Part) -> str:
    mark = MARKS.get(part.kind, "{}")
    return "\n".join(mark.format(line) for line in part.text.split("\n"))


@dataclass(frozen=True)
class Counts:
    """What the Motivational Interviewing Treatment Integrity code (MITI 4.2.1) counts.

    questions: how often something was asked.
    reflections: how often it was shown that an answer was heard.
    complex: those of them that added meaning.
    """

    questions: int
    reflections: int
    complex: int


def counts(content: Content, talk: Transcript) -> Counts:
    """By turn, as the code does: of each kind one at most.

    A playback is a summary, and so a reflection; it adds nothing, so it is simple. That it ends in
    *is that right?* makes it no question.
    """
    seen: Counter[str] = Counter()
    for turn in talk.turns:
        lines = [event for event in turn if isinstance(event, Reflected)]
        asked = [_state(content, event) for event in turn if isinstance(event, WaitStarted)]
        played_back = any(state.tells for state in asked)
        seen["questions"] += any(not state.tells for state in asked)
        seen["reflections"] += bool(lines) or played_back
        seen["complex"] += any(line.adds for line in lines)
    return Counts(seen["questions"], seen["reflections"], seen["complex"])


def _state(content: Content, event: WaitStarted) -> State:
    flows = content.dialogues.values()
    return next(flow.states[event.state] for flow in flows if event.state in flow.states)
