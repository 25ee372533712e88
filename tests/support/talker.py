"""Hold a talk in a test as a person would: by what is typed and which button is tapped."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Self

from dialogues.definition.content import Content
from dialogues.engine import engine
from dialogues.engine.session import Answer, Session
from dialogues.messages.events import Event, MessageCreated, Noticed, OutcomeGiven, Prompt
from dialogues.messages.inputs import Command, Input, Tap, Typed, parse_tap
from dialogues.texts.catalogue import Verb

BEGAN = datetime(2026, 12, 1, 12, tzinfo=UTC).timestamp()


class Talker:
    """A session that is re-read from JSON at every turn. `events` are those of the last input.

    `whole`: what comes after an outcome is asked for at once, as who reads everything would.
    """

    def __init__(
        self,
        content: Content,
        dialogue: str,
        language: str = "nl",
        known: dict[str, Answer] | None = None,
        *,
        whole: bool = True,
    ) -> None:
        self.content, self.now, self.whole = content, BEGAN, whole
        sprint = engine.start(content, dialogue, "s1", language, BEGAN, known)
        self.session, self.events = sprint.session, sprint.events
        self.all: list[Event] = list(self.events)

    def give(self, given: Input) -> Self:
        self.now += 1
        session = Session.load(self.session.dump())
        sprint = engine.resume(self.content, session, given, self.now)
        self.session, self.events = sprint.session, sprint.events
        if self.whole and any(isinstance(one, OutcomeGiven) for one in self.events):
            session = Session.load(self.session.dump())
            sprint = engine.resume(self.content, session, Command("more"), self.now)
            self.session, self.events = sprint.session, [*self.events, *sprint.events]
        self.all += self.events
        return self

    def say(self, *texts: str) -> Self:
        for text in texts:
            self.confirm()
            self.give(Typed(text))
        return self

    def give_text(self, text: str) -> Self:
        """Type it, whatever is open."""
        return self.give(Typed(text))

    def confirm(self) -> None:
        """What was understood is so."""
        states = self.content.dialogues[self.session.dialogue].states
        state = states.get(self.session.state)
        if state is not None and state.tells:
            self.give(Typed("1"))

    def do(self, verb: Verb, argument: str = "") -> Self:
        return self.give(Command(verb, argument))

    def tap(self, *labels: str) -> Self:
        """Tap buttons of the newest prompt by their labels."""
        for label in labels:
            prompt = self.prompt
            buttons = {b.label: b.data for b in (*prompt.choices, *prompt.verbs)}
            assert label in buttons, f"no button {label!r} among {list(buttons)}"
            tap = parse_tap(buttons[label])
            assert isinstance(tap, Tap)
            self.give(tap)
        return self

    @property
    def prompt(self) -> Prompt:
        return next(
            e.prompt for e in reversed(self.all) if isinstance(e, MessageCreated) and e.prompt
        )

    @property
    def text(self) -> str:
        """All that the last input made us say."""
        return "\n".join(e.text for e in self.events if isinstance(e, MessageCreated | Noticed))

    def names(self) -> list[str]:
        return [type(event).__name__ for event in self.events]
