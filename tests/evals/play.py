"""A case played through the real engine, whatever its questions are called by now."""

from __future__ import annotations

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import UTC, datetime

from dialogues.definition.content import Content
from dialogues.definition.states import END, State
from dialogues.engine import engine
from dialogues.engine.run import Run
from dialogues.engine.session import Session
from dialogues.messages.events import AdviceGiven, Event, MessageCreated, OutcomeGiven, Part
from dialogues.messages.inputs import CHOSEN, Command, Input, Tap, Typed
from frameworks.definition.languages import LANGUAGES
from tests.evals.cases import Case
from tests.evals.model import Model
from tests.evals.quotes import words_of

BEGAN = datetime(2025, 11, 30, 9, tzinfo=UTC).timestamp()
MAX_TURNS = 200


@dataclass
class Played:
    """What came of a case.

    shown: what the coach says after the last answer, unasked
    more: what stands under *more*
    advice: ids of the advice that was shown
    left_out: topics that were not asked any more
    passed: questions that the case has no answer to
    refused: answers that were put aside, and given all the same
    let_go: answers that counted as *don't know* or as skipped
    in_part: answers of which a part was taken for something else
    stored: what is no answer, and was kept as one
    """

    shown: list[Part] = field(default_factory=list)
    more: list[Part] = field(default_factory=list)
    advice: list[str] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)
    passed: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    let_go: list[str] = field(default_factory=list)
    in_part: list[str] = field(default_factory=list)
    stored: list[str] = field(default_factory=list)


def play(content: Content, case: Case, model: Model | None = None) -> Played:
    """With a model, its second look counts in the place of our own outcome.

    Raises RuntimeError when the talk comes to no end.
    """
    return _Player(content, case, model).to_the_end()


class _Player:
    def __init__(self, content: Content, case: Case, model: Model | None) -> None:
        self.content, self.case, self.played, self.model = content, case, Played(), model
        self.flow = content.dialogues[case.dialogue]
        self.waiting: dict[str, deque[str]] = defaultdict(deque)
        for about, answer in case.answers:
            self.waiting[about].append(answer)
        self.tried: tuple[str, str] = ("", "")
        self.now = BEGAN

    def to_the_end(self) -> Played:
        sprint = engine.start(
            self.content, self.case.dialogue, self.case.id, self.case.language, self.now
        )
        session = sprint.session
        session.model = "on" if self.model else ""
        for _ in range(MAX_TURNS):
            if session.status == "completed":
                self._ask_for_more(session)
                self.played.left_out = [about for about, left in self.waiting.items() if left]
                self._compare(session)
                return self.played
            session = self._turn(session)
        raise RuntimeError(f"{self.case.id}: no end after {MAX_TURNS} turns at {session.state}")

    def _turn(self, session: Session) -> Session:
        given, counts = self._input(session)
        if counts:
            self.played.shown, self.played.advice = [], []
        events, session = self._resume(session, given)
        self.played.shown += self._said(session, events)
        if self.model:
            came = self.model.take(self.content, session, events, self.now)
            if any(isinstance(one, OutcomeGiven) for one in came):
                self.played.shown = self._said(session, came)
        self.played.advice += [one.advice for one in events if isinstance(one, AdviceGiven)]
        return session

    def _resume(self, session: Session, given: Input) -> tuple[list[Event], Session]:
        self.now += 30
        sprint = engine.resume(self.content, Session.load(session.dump()), given, self.now)
        return sprint.events, sprint.session

    def _input(self, session: Session) -> tuple[Input, bool]:
        """What is said next, and whether it is an answer of the case."""
        if session.status != "active":
            return Command("resume"), False
        state = self.flow.states[session.state]
        if self.waiting[state.id]:
            words = self.waiting[state.id].popleft()
            self.tried = (state.id, words)
            return answer(session, state, words), True
        if self.tried[0] == state.id and session.aside and self._is_answer(self.tried[1]):
            self.tried = ("", "")
            self.played.refused.append(session.aside[-1])
            return Tap(session.id, session.number, "mine"), True
        if state.tells:  # what was understood is confirmed
            return Tap(session.id, session.number, CHOSEN + state.choices[0].id), False
        if implied := self.case.if_asked.get(state.id):
            return answer(session, state, implied), False
        self.played.passed.append(state.id)
        return Command("skip"), False

    def _is_answer(self, words: str) -> bool:
        return words not in self.case.non_answers

    def _said(self, session: Session, events: list[Event]) -> list[Part]:
        """What was said, without the question that is asked."""
        said = [p for one in events if isinstance(one, MessageCreated) for p in one.parts]
        if session.state == END:
            return said
        run = Run(self.content, Session.load(session.dump()), self.now)
        state = run.state
        asked = {run.wording(state), run.say("may_skip"), run.say("did_you_mean", count=1)}
        asked |= {run.text(told.text, state) for told in run.tells(state)}
        asked |= {run.text(text, state) for text in (state.example, state.again) if text}
        return [part for part in said if part.text not in asked]

    def _ask_for_more(self, session: Session) -> None:
        while session.more:
            events, session = self._resume(session, Command("more"))
            self.played.more += self._said(session, events)

    def _compare(self, session: Session) -> None:
        """What was kept beside what was said."""
        for about, words in self.case.answers:
            kept = session.answers.get(about)
            if kept is None or about not in session.path:
                continue
            none = [one for one in self.case.non_answers if one in words]
            if words in none and kept.value == words:
                self.played.stored.append(words)
            if none:
                continue
            if kept.given != "answered":
                self.played.let_go.append(words)
            elif isinstance(kept.value, str) and words_of(kept.value) != words_of(words):
                self.played.in_part.append(words)


def answer(session: Session, state: State, words: str) -> Input:
    """Buttons where they are named by label or id, in whichever language; else words."""
    named = {one.id.casefold(): one.id for one in state.choices}
    for language in LANGUAGES:
        named |= {one.text[language].casefold(): one.id for one in state.choices}
    wanted = [one.strip().casefold() for one in words.split("; ")]
    if state.choices and all(one in named for one in wanted):
        ids = ",".join(named[one] for one in wanted)
        return Tap(session.id, session.number, CHOSEN + ids)
    return Typed(words)
