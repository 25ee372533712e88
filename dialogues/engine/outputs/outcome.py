"""The outcome: one main thing in the person's own words, what to do about it, and no more."""

from __future__ import annotations

from dialogues.engine.case import AMOUNT, DAY, days_named, picture_of
from dialogues.engine.explanations import score_line
from dialogues.engine.facts import names, scorecard
from dialogues.engine.run import Run
from dialogues.engine.session import single_choices
from dialogues.listening.themes import names_in
from dialogues.messages.events import OutcomeGiven, Part
from dialogues.texts.templates import render, variables
from frameworks.case.picture import Picture
from frameworks.case.weigh import Action, Held, Weighed, weigh
from frameworks.definition.model import Text

MOST_ACTIONS, MOST_WORDS = 3, 240
TIRED = "fatigue"
"""The theme of someone who is helped by one thing to do, and no more."""
ROLES = "role"
EVIDENCE = ("word", "quote", "name")
"""What a text may ask of a sign: `{{ word_<sign> }}`; `{{ word }}` is of the first that the point
rests on, `{{ word_2 }}` of what its second test rests on."""
FIGURES = frozenset({
    "partner", "partners", "weakest", "strongest", "apart", "day", "days", "amount", "amounts",
})  # fmt: skip


def tell_outcome(talk: Run) -> None:
    """What weighs most in this case; nothing when nothing is known that weighs."""
    picture = picture_of(talk)
    found = weighed(talk, picture)
    if found is None:
        return
    talk.send()
    talk.pending += OutcomeWords(talk, picture).parts(found)
    talk.session.points = list(found.told)
    talk.events.append(OutcomeGiven(found.told))
    talk.send()


def weighed(talk: Run, picture: Picture) -> Weighed | None:
    """The points that are told now."""
    return weigh(
        talk.content.case.points,
        picture,
        role_of(talk),
        most=most_actions(picture),
        dismissed=talk.session.dismissed,
    )


def role_of(talk: Run) -> str:
    """The role of whom we talk with; empty when that was not said."""
    return single_choices(talk.session).get(ROLES, "")


def most_actions(picture: Picture) -> int:
    return 1 if TIRED in _said(picture) else MOST_ACTIONS


def _said(picture: Picture) -> frozenset[str]:
    said = picture.facts.get("said")
    return said if isinstance(said, frozenset) else frozenset()


class OutcomeWords:
    """Puts points into words, with what this person said in them."""

    def __init__(self, talk: Run, picture: Picture) -> None:
        self.talk, self.picture = talk, picture

    def parts(self, found: Weighed) -> list[Part]:
        """The whole outcome, as much of it as one reads on a phone."""
        say = self.talk.say
        parts = [Part("heading", say("outcome_main")), Part("text", self.fill(found.main.point.text, found.main))]
        parts += self._because(found.main)
        budget = [*self._actions(found), self._leave(found), self._ask(found)]
        for group in budget:
            if group and _count(parts) + _count(group) <= MOST_WORDS:
                parts += group
        return [*parts, Part("small", say("outcome_modest"))]

    def _actions(self, found: Weighed) -> list[list[Part]]:
        groups = []
        for place, action in enumerate(found.actions):
            group = [Part("strong", self.talk.say("outcome_do"))] if place == 0 else []
            if action.held is not found.main:
                group.append(Part("text", self.fill(action.held.point.text, action.held)))
            groups.append([*group, *self._step(action, first=place == 0)])
        return groups

    def _step(self, action: Action, *, first: bool) -> list[Part]:
        step, held = action.step, action.held
        parts = [Part("item", self.fill(step.text, held))]
        if step.say is not None and first:
            words = self.fill(step.say, held)
            parts.append(Part("quote", self.talk.say("outcome_say", words=words)))
        return parts

    def _because(self, held: Held) -> list[Part]:
        """The most telling sentence, whole, unless the text has it already."""
        said = self.fill(held.point.text, held)
        for one in held.evidence:
            if (words := one.sentence.rstrip(".")) not in said:
                return [Part("small", self.talk.say("outcome_because", words=words))]
        return []

    def _leave(self, found: Weighed) -> list[Part]:
        if found.leave is None or found.leave.point.leave is None:
            return []
        text = self.fill(found.leave.point.leave, found.leave)
        return [Part("strong", self.talk.say("outcome_leave")), Part("text", text)]

    def _ask(self, found: Weighed) -> list[Part]:
        if found.ask is None or found.ask.point.ask is None:
            return []
        text = self.fill(found.ask.point.ask, found.ask)
        return [Part("strong", self.talk.say("outcome_ask")), Part("text", text)]

    # --- words of the person -------------------------------------------------------------------

    def fill(self, text: Text, held: Held) -> str:
        """A text of a point, with what it asks for."""
        source = text[self.talk.language]
        return render(source, {name: self._value(name, held) for name in variables(source)})

    def _value(self, name: str, held: Held) -> str:
        head, _, sign = name.partition("_")
        if head in EVIDENCE:
            return self._of_evidence(head, sign, held)
        if name in ("partner", "partners"):
            return self._partners(name)
        if name in ("weakest", "strongest", "apart"):
            return self._items(name)
        if name in FIGURES:
            return self._figures(name)
        said = self.talk.said(name) if name in self.talk.dialogue.states else ""
        return said.rstrip(".") or self.talk.say("not_known")

    def _of_evidence(self, head: str, sign: str, held: Held) -> str:
        """The words, the sentence or the name of a sign, or of the evidence of the n-th test."""
        if sign and not sign.isdigit():
            found = [one for one in self.picture.evidence if one.sign == sign]
        else:
            groups = [words for test in held.because if (words := [*self.picture.of(test)])]
            found = groups[int(sign or 1) - 1] if len(groups) >= int(sign or 1) else []
        if not found:
            return self.talk.say("not_known")
        if head == "name":
            return next(iter(names_in(found[0].sentence)), self.talk.say("the_other"))
        return found[0].word if head == "word" else found[0].sentence.rstrip(".")

    def _figures(self, name: str) -> str:
        """What was said of days, the first day first, or of money."""
        if name in (DAY, f"{DAY}s"):
            days = [said for said, _ in days_named(self.talk, self.picture.evidence)]
            return self._joined(days[: 1 if name == DAY else 2])
        amounts = [one.word for one in self.picture.evidence if one.sign == AMOUNT]
        return self._joined(list(dict.fromkeys(amounts))[: 1 if name == AMOUNT else 3])

    def _partners(self, name: str) -> str:
        asked = [s.id for s in self.talk.dialogue.states.values() if s.kind == "names"]
        named = [one for state_id in asked for one in names(self.talk.session, state_id)]
        named = named[:1] if name == "partner" else named
        return self._joined(named) or self.talk.say("the_other")

    def _items(self, name: str) -> str:
        """The items that a fact about scores names, each with its score."""
        fact = self.picture.facts.get(name)
        lines = [
            score_line(self.talk, framework, score)
            for framework in self.talk.dialogue.frameworks.values()
            if framework.scale is not None
            for score in scorecard(self.talk.dialogue, self.talk.session, framework.id).scores
            if isinstance(fact, frozenset) and score.item in fact
        ]
        return self._joined(lines[:2])

    def _joined(self, words: list[str]) -> str:
        *first, last = words or [""]
        return self.talk.say("and_last", first=", ".join(first), last=last) if first else last


def _count(parts: list[Part]) -> int:
    return sum(len(part.text.split()) for part in parts)
