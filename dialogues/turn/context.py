"""One person's turn at work: what is known, what may be said, and what came of it. Pure.

Every feature gets this and, as arguments, the features that it needs; never the dispatcher.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from dialogues.definition.content import Content
from dialogues.domain.effects import Effect
from dialogues.engine.session import Session, Status
from dialogues.engine.stored_session import StoredSession
from dialogues.messages.events import Button, Event, MessageCreated, Noticed, Part, Prompt
from dialogues.turn.menus import menu, recent
from dialogues.turn.person import Person
from dialogues.turn.result import TurnResult


class TurnContext:
    """`completed`: the talks that were completed in this turn, for whoever has more to do then."""

    def __init__(
        self, content: Content, person: Person, now: float, new_id: Callable[[], str]
    ) -> None:
        self.content, self.person, self.now, self.new_id = content, person, now, new_id
        self.result = TurnResult()
        self.completed: list[Session] = []

    # --- sessions

    def find(self, session_id: str) -> StoredSession | None:
        return next((one for one in self.person.sessions if one.id == session_id), None)

    def active(self) -> StoredSession | None:
        return self.last("active")

    def last(self, status: Status) -> StoredSession | None:
        """The session of this status in which something was said last."""
        same = [one for one in self.person.sessions if one.status == status]
        return min(same, key=recent, default=None)

    def session(self, stored: StoredSession) -> Session:
        """The session as it is in this turn."""
        return self.result.changed.get(stored.id) or stored.open()

    def hold(self, session: Session) -> None:
        """A session changed: it is to be stored, and later inputs see it so."""
        self.result.changed[session.id] = session
        stored = StoredSession(
            session.id, session.dialogue, session.status, session.touched, session.copy,
            session.subject,
        )  # fmt: skip
        self.person.sessions = [
            *(one for one in self.person.sessions if one.id != session.id),
            stored,
        ]

    @property
    def model_use(self) -> str:
        """As in `Session.model`."""
        if self.content.model is None:
            return ""
        wanted = self.person.prefs.model
        return "ask" if wanted is None else "on" if wanted else "off"

    # --- what changes

    def effect(self, effect: Effect) -> None:
        self.result.effects.append(effect)

    def event(self, event: Event) -> None:
        self.result.events.append(event)

    # --- words

    def say(self, key: str, **values: Any) -> str:
        return self.content.catalogue.say(self.person.language, key, **values)

    def tell(self, key: str, prompt: Prompt | None, **values: Any) -> None:
        self.message((Part("text", self.say(key, **values)),), prompt)

    def message(self, parts: tuple[Part, ...], prompt: Prompt | None) -> None:
        """Something to say, with the buttons below it."""
        self.event(MessageCreated(parts, prompt))

    def notice(self) -> None:
        """That a button is of no use any more."""
        self.event(Noticed(self.say("old_button")))

    def menu(self) -> Prompt:
        """All talks; rounds that wait for this person stand first."""
        waiting = [
            Button(self.say("button_fill", title=member.collaboration.name), f"/fill {going.id}")
            for member in self.person.memberships
            for going in member.waiting(self.now)
        ]
        talks = menu(self.content, self.person.language, self.person.sessions)
        return replace(talks, choices=(*waiting, *talks.choices))

    def show_menu(self) -> None:
        self.message((Part("strong", self.say("menu")),), self.menu())

    def buttons(self, *verbs: str) -> Prompt:
        return self.choose(**{verb: f"/{verb}" for verb in verbs})

    def choose(self, **commands: str) -> Prompt:
        """A button for each command, labelled by its name."""
        labels = ((self.say(f"button_{name}"), data) for name, data in commands.items())
        return Prompt("menu", tuple(Button(label, data) for label, data in labels))
