"""One turn at work: the session, what it has said so far, and the words to say it in."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from dialogues.calendar.timezones import ZONE, local
from dialogues.definition.content import Content
from dialogues.definition.dialogue import Dialogue
from dialogues.definition.parts import Choice, Wording
from dialogues.definition.states import OTHER, State
from dialogues.engine.facts import LazyFacts, all_facts, facts, names, shown
from dialogues.engine.figures import FIGURE_WORDS, FIGURES, Differing, figures_differing
from dialogues.engine.law import law_lines
from dialogues.engine.other_sessions import NO_SESSIONS, OtherSessions
from dialogues.engine.session import Answer, Session
from dialogues.engine.told_before import told_before
from dialogues.listening.sentences import whole_sentences
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
from dialogues.texts.formats import cut
from dialogues.texts.templates import render, variables
from frameworks.definition.conditions import Fact, Facts
from frameworks.definition.model import Text

MAX_TELLS = 3
MAX_OWN_CHARS, MAX_FILLED_CHARS, MAX_QUOTE_CHARS = 40, 200, 600
"""How much of a person's words stands on a button, within a sentence, and as a quote."""
QUANTITIES = ("number", "date")
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
    zone: the time zone in which the person says *today*
    """

    content: Content
    session: Session
    now: float
    events: list[Event] = field(default_factory=list)
    pending: list[Part] = field(default_factory=list)
    tapped: bool = False
    elsewhere: OtherSessions = NO_SESSIONS
    zone: str = ZONE

    @property
    def today(self) -> date:
        """The day that it is for the person."""
        return local(self.now, self.zone).date()

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
        return self._lazily(lambda: facts(self.dialogue, self.session))

    def all_facts(self) -> Facts:
        """Also the scores."""
        return self._lazily(lambda: all_facts(self.dialogue, self.session))

    def _lazily(self, work_out: Callable[[], Mapping[str, Fact]]) -> Facts:
        return LazyFacts(work_out, self.elsewhere.fact, {FIGURES: self._figures_of})

    def _figures_of(self) -> Fact | None:
        two = self.figures_differing()
        return frozenset({two[0].of}) if two else None

    def figures_differing(self) -> Differing:
        """Two figures that were named for one thing."""
        return figures_differing(self.content.listener.figures, self.dialogue, self.session)

    def say(self, key: str, **values: Any) -> str:
        """A string of our own, from the catalogue."""
        return self.content.catalogue.say(self.language, key, **values)

    def add(self, kind: PartKind, text: str) -> None:
        """A part of the next message; of a long quote its beginning, reports have it whole."""
        words = cut(text, MAX_QUOTE_CHARS) if kind == "quote" else text
        self.pending.append(Part(kind, words))

    def add_law(self, ids: Iterable[str]) -> None:
        """What the law says of it, in small type."""
        for line in law_lines(self.content, ids, self.language):
            self.add("small", line)

    def say_what_is_used(self, words: str) -> None:
        """Of a long text: that it is kept whole, and which part is read and said back."""
        if len(words) > MAX_QUOTE_CHARS:
            shown = cut(words, MAX_QUOTE_CHARS)
            self.add("small", self.say("kept_whole", length=len(words)))
            self.add("quote", shown)

    def send(self, prompt: Prompt | None = None, picture: Picture | None = None) -> None:
        """Make a message of what is pending."""
        if self.pending:
            self.events.append(MessageCreated(tuple(self.pending), prompt, picture=picture))
        self.pending = []

    def answered(self, state: State, answer: Answer) -> PromptAnswered:
        """A question with its answer, to show in its prompt's place."""
        words = self.shown(state.id, answer) or self.say(answer.given)
        return PromptAnswered((Part("strong", self.wording(state)), Part("text", f"✓ {words}")))

    def text(
        self,
        text: Text,
        state: State,
        turn: int | None = None,
        own: Mapping[str, str] = MappingProxyType({}),
    ) -> str:
        """A text of the content, filled in with what this person answered.

        `turn` (from 1) says of which name, in a repeat; without it, the state's own. `own` are
        values that only this text knows.
        """
        source = text[self.language]
        known = {name: self._value(name, state, turn) for name in variables(source) - own.keys()}
        return render(source, {**known, **own})

    def _value(self, name: str, state: State, turn: int | None) -> str:
        if name == "name":
            return names(self.session, state.over)[(turn or state.turn) - 1]
        if name == "turn":
            return str(turn or state.turn)
        if name in FIGURE_WORDS and (two := self.figures_differing()):
            return FIGURE_WORDS[name](two)
        question = state.names.get(name, name)
        said = self.said(question) if question in self.dialogue.states else ""
        said = said or self.session.given.get(name) or self.say("not_known")
        return whole_sentences(said, MAX_FILLED_CHARS).removesuffix(".")

    def shown(self, state_id: str, answer: Answer | None = None) -> str:
        """A question's answer in words; empty when there is none."""
        answer = answer or self.session.answers.get(state_id)
        state = self.dialogue.states.get(state_id)
        if answer is None or state is None:
            return ""
        return shown(state, answer, self.language)

    def tells(self, state: State) -> list[Wording]:
        """What a playback says back now."""
        held = [one for one in state.tells if one.when.holds(self.all_facts())]
        return held[:MAX_TELLS]

    def said(self, state_id: str) -> str:
        """What a person came to say to a question: the answer that was set aside is left out."""
        own, further = self.telling(state_id), self.dialogue.follow_ups.get(state_id, "")
        if self.dialogue.states[state_id].kind != "text" or further not in self.session.path:
            return own
        last = self.telling(further)
        if not own or not last or not self.dialogue.adding.issuperset(self._raised(state_id)):
            return last or own
        return f"{own if own[-1] in '.!?' else f'{own}.'} {last}"

    def telling(self, state_id: str) -> str:
        """An answer in words, unless those say *nothing*."""
        answer = self.session.answers.get(state_id)
        return "" if answer is not None and answer.says_nothing else self.shown(state_id)

    def _raised(self, state_id: str) -> tuple[str, ...]:
        answer = self.session.answers.get(state_id)
        return answer.signals if answer else ()

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
            for told in self.tells(state):
                self.add("text", self.text(told.text, state))
            self.add("strong", self.wording(state))
            if state.example and not (state.series and state.series[0] > 1):
                self.add("small", self.text(state.example, state))
        if said := self.told_before():
            self.add("text", self.say("told_before", said=said))
        if session.revisiting:
            self._earlier(session.answers.get(state.id))
        self.send(self.prompt())
        self.events.append(WaitStarted(state.id))

    def told_before(self) -> str:
        """What was said before that answers the question of the session's state."""
        return told_before(self.content.listener.themes, self.session, self.state)

    def new_prompt(self) -> None:
        """From now on all earlier buttons are old ones."""
        session = self.session
        session.number += 1
        session.marked, session.asked = [], self.dialogue.shows(session.state)
        session.offered, session.typed = [], ""

    def ask_again(self, *, simply: bool = False) -> None:
        """Repeat the prompt that is open; its buttons stay the same. `simply`: in other words."""
        self.session.offered, self.session.typed = [], ""
        state = self.state
        again = self.text(state.again, state) if simply and state.again else self.wording(state)
        self.add("strong", again)
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

    def commands(self, *verbs: str) -> Prompt:
        """A button for each command that is carried out beside the talk."""
        labels = ((self.say(f"button_{verb}"), f"/{verb}") for verb in verbs)
        return Prompt("menu", tuple(Button(label, data) for label, data in labels))

    def button(self, label: str, what: str) -> Button:
        """A button of the open prompt; `what` as in `Tap`."""
        return Button(label, tap_data(self.session.id, self.session.number, what))

    def prompt(self) -> Prompt:
        """What can be tapped at the session's state, with its marks."""
        state, session = self.state, self.session
        assert state.kind is not None
        here = tap_data(session.id, session.number, "")
        shown = self._choice_labels()
        marked = tuple(i for i, one in enumerate(shown) if one in session.marked)
        return Prompt(
            kind=self._prompt_kind(state.kind),
            choices=(
                *(Button(shown[one], f"{here}{CHOICE}{one}") for one in shown),
                *([Button(self.say("none_of_it"), f"{here}choices")] if self.one_offered else []),
            ),
            verbs=tuple(Button(self.say(f"verb_{v}"), here + v) for v in self._verbs()),
            marked=marked,
            data=here,
            series=state.series is not None,
        )

    @property
    def one_offered(self) -> bool:
        """Whether *did you mean this?* asks of one alone, so that *no* stands beside it."""
        offered = self.session.offered
        return len(offered) == 1 and offered != [OTHER] and self.state.kind != "several"

    def _prompt_kind(self, kind: str) -> str:
        """Some points of a scale are not to be counted from one."""
        if self.session.offered == [OTHER]:
            return "text"
        asked = self.session.offered and kind in ("rating", *QUANTITIES)
        return "choice" if asked else kind

    def _choices(self) -> list[Choice]:
        """Those that are shown now: all, those that we ask about, none for words of one's own."""
        offered, there = self.session.offered, self.state.choices
        if not offered or offered == [OTHER]:
            return [] if offered else list(there)
        return [one for name in offered for one in there if one.id == name]

    def _choice_labels(self) -> dict[str, str]:
        """`label[id]` of what can be chosen now: a number or a day goes by its value."""
        if self.state.kind not in QUANTITIES:
            return {one.id: self._label(one) for one in self._choices()}
        number = self.state.kind == "number"
        values = {one: float(one) if number else one for one in self.session.offered}
        return {one: self.shown(self.state.id, Answer(value)) for one, value in values.items()}

    def _label(self, choice: Choice) -> str:
        """What stands on its button: what was typed, where that may be kept as it is."""
        label, typed = choice.text[self.language], self.session.typed
        if self.state.kind == "rating" and self.session.offered:
            return f"{choice.id.removeprefix('v')}: {label}"
        if choice.id != OTHER or not typed:
            return label
        return self.say("own_words", words=cut(" ".join(typed.split()), MAX_OWN_CHARS))

    def _verbs(self) -> list[str]:
        verbs = [verb for verb in VERBS if verb not in ("back", "edit") or self.session.path]
        if self.session.more and not self.session.revisiting:
            verbs.append("more")
        if self.session.revisiting:
            verbs.insert(0, "keep")
        if self.told_before():
            verbs.insert(0, "told")
        if self.session.aside:
            verbs.insert(0, "mine")
        if self.session.offered and self.state.choices and not self.one_offered:
            verbs.insert(0, "choices")
        if self.state.kind == "several" and self.session.offered != [OTHER]:
            verbs.insert(0, "done")
        return verbs
