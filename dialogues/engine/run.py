"""One turn at work: the session, what it has said so far, and the words to say it in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dialogues.definition.content import Content
from dialogues.definition.dialogue import Dialogue
from dialogues.definition.states import State
from dialogues.engine.facts import LazyFacts, all_facts, facts, names, shown
from dialogues.engine.other_sessions import NO_SESSIONS, OtherSessions
from dialogues.engine.session import Answer, Session
from dialogues.messages.events import (
    Button,
    Event,
    MessageCreated,
    Part,
    PartKind,
    Prompt,
    PromptAnswered,
    WaitStarted,
)
from dialogues.messages.inputs import CHOICE, tap_data
from dialogues.messages.pictures import Picture
from dialogues.texts.templates import render, variables
from frameworks.definition.conditions import Facts
from frameworks.definition.model import Text

VERBS = ("back", "skip", "unknown", "help", "edit", "pause", "stop")


@dataclass
class Run:
    """Collects the events of one input.

    content: all that is said and asked
    session: moved on in place
    now: seconds since the epoch
    events: what happened so far, in order
    pending: the parts that open the next message
    tapped: the input was a button of the open prompt
    elsewhere: the person's other talks
    """

    content: Content
    session: Session
    now: float
    events: list[Event] = field(default_factory=list)
    pending: list[Part] = field(default_factory=list)
    tapped: bool = False
    elsewhere: OtherSessions = NO_SESSIONS

    @property
    def dialogue(self) -> Dialogue:
        return self.content.dialogues[self.session.dialogue]

    @property
    def language(self) -> str:
        return self.session.language

    @property
    def state(self) -> State:
        return self.dialogue.states[self.session.state]

    def facts(self) -> Facts:
        """What is known now, worked out when a condition first asks for it."""
        return LazyFacts(lambda: facts(self.dialogue, self.session), self.elsewhere.fact)

    def all_facts(self) -> Facts:
        """Also the scores."""
        return LazyFacts(lambda: all_facts(self.dialogue, self.session), self.elsewhere.fact)

    def say(self, key: str, **values: Any) -> str:
        """A string of our own, from the catalogue."""
        return self.content.catalogue.say(self.language, key, **values)

    def add(self, kind: PartKind, text: str) -> None:
        """A paragraph of the next message."""
        self.pending.append(Part(kind, text))

    def send(self, prompt: Prompt | None = None, picture: Picture | None = None) -> None:
        """Make a message of what is pending."""
        if self.pending:
            self.events.append(MessageCreated(tuple(self.pending), prompt, picture=picture))
        self.pending = []

    def answered(self, state: State, answer: Answer) -> PromptAnswered:
        """A question with its answer, to show in its prompt's place."""
        words = self.shown(state.id, answer) or self.say(answer.given)
        return PromptAnswered((Part("strong", self.wording(state)), Part("text", f"✓ {words}")))

    def text(self, text: Text, state: State, turn: int | None = None) -> str:
        """A text of the content, filled in with what this person answered.

        `turn` (from 1) says of which name, in a repeat; without it, the state's own.
        """
        source = text[self.language]
        context = {name: self._value(name, state, turn) for name in variables(source)}
        return render(source, context)

    def _value(self, name: str, state: State, turn: int | None) -> str:
        if name == "name":
            return names(self.session, state.over)[(turn or state.turn) - 1]
        if name == "turn":
            return str(turn or state.turn)
        shown = self.shown(state.names.get(name, name)) or self.session.given.get(name)
        return shown or self.say("not_known")

    def shown(self, state_id: str, answer: Answer | None = None) -> str:
        """A question's answer in words; empty when there is none."""
        answer = answer or self.session.answers.get(state_id)
        state = self.dialogue.states.get(state_id)
        if answer is None or state is None:
            return ""
        return shown(state, answer, self.language)

    def wording(self, state: State) -> str:
        """The question as it is asked now."""
        if len(state.asks) == 1:
            return self.text(state.asks[0].text, state)
        wording = next((w for w in state.asks if w.when.holds(self.facts())), state.asks[-1])
        return self.text(wording.text, state)

    def ask(self) -> None:
        """Ask the question of the session's state, as a new prompt."""
        state, session = self.state, self.session
        self.new_prompt()
        if state.series:
            self._head_of_series(state)
        if state.follows and not state.item:
            self.add("strong", self.wording(state))
            self.add("small", self.say("may_skip"))
        else:
            self.add("strong", self.wording(state))
            if state.example and not (state.series and state.series[0] > 1):
                self.add("small", self.text(state.example, state))
        if session.revisiting:
            self._earlier(session.answers.get(state.id))
        self.send(self.prompt())
        self.events.append(WaitStarted(state.id))

    def new_prompt(self) -> None:
        """From now on all earlier buttons are old ones."""
        session = self.session
        session.number += 1
        session.marked, session.asked = [], self.dialogue.shows(session.state)

    def ask_again(self) -> None:
        """Repeat the prompt that is open; its buttons stay the same."""
        self.add("strong", self.wording(self.state))
        self.send(self.prompt())

    def _head_of_series(self, state: State) -> None:
        assert state.series is not None
        number, total = state.series
        title = next(
            item.title[self.language]
            for framework in self.dialogue.frameworks.values()
            for item in framework.items
            if item.id == state.item
        )
        self.add("small", self.say("progress", number=number, total=total, title=title))

    def _earlier(self, answer: Answer | None) -> None:
        if answer is not None:
            self.add("small", self.say("your_answer_was"))
            self.add("quote", self.shown(self.state.id, answer) or self.say(answer.given))

    def button(self, label: str, what: str) -> Button:
        """A button of the open prompt; `what` as in `Tap`."""
        return Button(label, tap_data(self.session.id, self.session.number, what))

    def prompt(self) -> Prompt:
        """What can be tapped at the session's state, with its marks."""
        state, session = self.state, self.session
        assert state.kind is not None
        here, language = tap_data(session.id, session.number, ""), session.language
        marked = tuple(i for i, one in enumerate(state.choices) if one.id in session.marked)
        return Prompt(
            kind=state.kind,
            choices=tuple(
                Button(one.text[language], f"{here}{CHOICE}{one.id}") for one in state.choices
            ),
            verbs=tuple(Button(self.say(f"verb_{v}"), here + v) for v in self._verbs()),
            marked=marked,
            data=here,
            series=state.series is not None,
        )

    def _verbs(self) -> list[str]:
        verbs = [verb for verb in VERBS if verb not in ("back", "edit") or self.session.path]
        if self.session.more and not self.session.revisiting:
            verbs.append("more")
        if self.session.revisiting:
            verbs.insert(0, "keep")
        if self.state.kind == "several":
            verbs.insert(0, "done")
        return verbs
