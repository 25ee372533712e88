"""A case as a model may see it: the answers without names, and the points that hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from dialogues.engine.case import picture_of, words_typed
from dialogues.engine.facts import names
from dialogues.engine.outputs.outcome import OutcomeWords, given_lately, most_actions, role_of
from dialogues.engine.run import Run
from dialogues.listening.sentences import sentences
from dialogues.model.candidates import Candidate
from dialogues.model.check import gives_orders
from dialogues.model.veil import Veil
from frameworks.case.picture import SAID, CasePicture, Evidence
from frameworks.case.weigh import FIRST, HeldPoint, holding

MAX_CANDIDATES, MAX_ANSWER_CHARS = 8, 1500
ANSWERS = "answers"
"""What was heard of a text that is an answer, whatever kind of answer."""


@dataclass(frozen=True, slots=True)
class Said:
    """One answer in free text. question: its id, as signs know it; label: what it was about."""

    question: str
    label: str
    text: str


class CaseForModel:
    """What of one talk may be asked and told."""

    def __init__(self, talk: Run) -> None:
        self.talk = talk

    @cached_property
    def answers(self) -> list[Said]:
        """What was typed, as far as it goes; no more of it than is worth reading."""
        states, talk = self.talk.dialogue.states, self.talk
        found = []
        for question, text in words_typed(talk):
            if self.heard(question, text) not in ("", ANSWERS):
                continue
            state = states.get(question)
            label = state.label if state else None
            told = talk.text(label, state) if state and label else ""
            found.append(Said(question, told, text[:MAX_ANSWER_CHARS]))
        return found

    def heard(self, question: str, text: str) -> str:
        """`ANSWERS`, or another act, where a model heard this very text; else empty."""
        one = self.talk.session.thoughts.get("hear", {}).get(question)
        return str(one["act"]) if one and one["text"] == text else ""

    @property
    def may_be_sent(self) -> bool:
        """Nothing is sent of a talk in which something was told in confidence, or in which somebody
        seems to give the model orders."""
        rules = self.talk.content.asks.rules.words(self.talk.language)
        orders = any(gives_orders(one.text, rules) for one in self.answers)
        return bool(self.answers) and not orders and not any(one.point.quiet for one in self.held)

    @cached_property
    def veil(self) -> Veil:
        states = self.talk.dialogue.states
        asked = [one.id for one in states.values() if one.kind == "names"]
        known = [name for one in asked for name in names(self.talk.session, one)]
        return Veil(self.talk.content.vocabulary(self.talk.language), known)

    @cached_property
    def picture(self) -> CasePicture:
        """With what a model understood and heard besides."""
        plain = picture_of(self.talk)
        also = [*self._understood(), *self._themes()]
        if not also:
            return plain
        facts = dict(plain.facts)
        for one in also:
            slots = [name for name, asked in plain.slots.items() if one.question in asked]
            for place in (SAID, *(f"{name}.{SAID}" for name in (one.question, *slots) if name)):
                before = facts.get(place)
                signs = before if isinstance(before, frozenset) else frozenset[str]()
                facts[place] = signs | {one.sign}
        return replace(plain, facts=facts, evidence=(*plain.evidence, *also))

    def _understood(self) -> Iterator[Evidence]:
        """Only what still stands in the answers."""
        said = {
            (one.question, sentence) for one in self.answers for sentence in sentences(one.text)
        }
        for sign, question, quote, sentence in self.talk.session.thoughts.get("understand", []):
            if (question, sentence) in said:
                yield Evidence(sign, question, quote, sentence)

    def _themes(self) -> Iterator[Evidence]:
        for question, one in self.talk.session.thoughts.get("hear", {}).items():
            if one["act"] == ANSWERS and any(said.text == one["text"] for said in self.answers):
                for theme in one["themes"]:
                    yield Evidence(theme, question, one["text"], one["text"])

    @cached_property
    def held(self) -> list[HeldPoint]:
        """The points that hold, the heaviest first; what only a model understood is no alarm."""
        talk = self.talk
        dismissed = (*talk.session.dismissed, *talk.session.done)
        points = talk.content.case.points
        ours = {one.point.id for one in holding(points, picture_of(talk), dismissed)}
        alarms = {one.id for one in points if one.kind == FIRST and one.id not in ours}
        return holding(points, self.picture, {*dismissed, *alarms})

    @cached_property
    def candidates(self) -> list[Candidate]:
        words, role = OutcomeWords(self.talk, self.picture), role_of(self.talk)
        return [self._candidate(one, words, role) for one in self.held[:MAX_CANDIDATES]]

    def _candidate(self, held: HeldPoint, words: OutcomeWords, role: str) -> Candidate:
        point, known = held.point, given_lately(self.talk)
        step = None if point.id in known else point.step(role)
        told = {
            "do": step and step.text, "say": step and step.say,
            "leave": point.leave, "ask": point.ask,
        }  # fmt: skip
        return Candidate(
            point.id,
            point.kind == FIRST,
            words.fill(point.text, held),
            tuple(dict.fromkeys(one.sentence for one in held.evidence))[:3],
            **{name: words.fill(text, held) for name, text in told.items() if text},
        )

    @property
    def most(self) -> int:
        return most_actions(self.picture)

    def covered(self, what: Any) -> Any:
        """The same data without names."""
        match what:
            case str():
                return self.veil.cover(what)
            case list():
                return [self.covered(one) for one in what]
            case Mapping():
                return {name: self.covered(one) for name, one in what.items()}
            case _:
                return what
