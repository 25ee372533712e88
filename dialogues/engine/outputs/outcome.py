"""The outcome: one main thing in the person's own words, what to do about it, and no more."""

from __future__ import annotations

import re

from dialogues.engine.case import AMOUNT_NAMED, DAY_NAMED, days_ahead, days_named, picture_of
from dialogues.engine.explanations import score_line
from dialogues.engine.facts import names, scorecard
from dialogues.engine.law import law_named
from dialogues.engine.outputs.changed import changed
from dialogues.engine.run import Run
from dialogues.engine.session import single_choices
from dialogues.listening.sentences import sentences
from dialogues.listening.themes import names_in
from dialogues.messages.events import OutcomeGiven, Part
from dialogues.texts.templates import render, variables
from frameworks.case.picture import CasePicture
from frameworks.case.weigh import Conclusion, HeldPoint, weigh
from frameworks.definition.model import Text

MOST_ACTIONS, MOST_WORDS, MOST_WITH_LAW = 3, 215, 235
TIRED = "fatigue"
"""The theme of someone who is helped by one thing to do, and no more."""
LATELY = 60 * 24 * 3600
"""Seconds for which advice is not given again."""
ROLES = "role"
EVIDENCE = ("word", "quote", "name")
"""What a text may ask of a sign: `{{ word_<sign> }}`; `{{ word }}` is of the first that the point
rests on, `{{ word_2 }}` of what its second test rests on. `{{ those }}` are the names of the turns
that it holds for; of two figures that belong together each has its name, and there is `{{ gap }}`
between them; of what was typed at a question, `{{ want }}` is the first sentence."""
ASIDE = re.compile(r" \(‘\{\{ (word\w*) \}\}’\)")
IN_MARKS = re.compile(r"‘\{\{ (word\w*) \}\}’")
TYPED = ("text", "names")
FEW_WORDS, SHORT_SENTENCE = 3, 14
"""So few words are a name for something; of more the whole sentence is quoted, if it is short."""
FIGURES = frozenset({
    "partner", "partners", "those", "weakest", "strongest", "apart", "day", "days", "amount",
    "amounts",
})  # fmt: skip


def tell_outcome(talk: Run) -> None:
    """What weighs most in this case; nothing when nothing is known that weighs."""
    picture = picture_of(talk)
    found = weighed(talk, picture)
    talk.session.points = list(found.told) if found else []
    if found is None:
        return
    talk.send()
    talk.pending += OutcomeWords(talk, picture).parts(found)
    talk.events.append(OutcomeGiven(found.told))
    talk.send()


def weighed(talk: Run, picture: CasePicture) -> Conclusion | None:
    """The points that are told now."""
    return weigh(
        talk.content.case.points,
        picture,
        role_of(talk),
        most=most_actions(picture),
        dismissed=(*talk.session.dismissed, *talk.session.done),
        known=given_lately(talk),
    )


def role_of(talk: Run) -> str:
    """The role of whom we talk with; empty when that was not said."""
    return single_choices(talk.session).get(ROLES, "")


def most_actions(picture: CasePicture) -> int:
    return 1 if TIRED in _said(picture) else MOST_ACTIONS


def given_lately(talk: Run) -> frozenset[str]:
    """The points that another talk told not long ago: nobody gets the same advice twice."""
    since = talk.now - LATELY
    others = (one for one in talk.elsewhere.all() if one.touched >= since)
    return frozenset(point for one in others for point in one.points)


def _said(picture: CasePicture) -> frozenset[str]:
    said = picture.facts.get("said")
    return said if isinstance(said, frozenset) else frozenset()


class OutcomeWords:
    """Puts points into words, with what this person said in them."""

    def __init__(self, talk: Run, picture: CasePicture) -> None:
        self.talk, self.picture = talk, picture

    def parts(self, found: Conclusion) -> list[Part]:
        """The whole outcome, as much of it as one reads on a phone."""
        say = self.talk.say
        main, *reason = self.main(found)
        parts = [Part("heading", say("outcome_main")), Part("text", main)]
        parts += [Part("small", line) for line in reason]
        for number, (words, aloud) in enumerate(self.actions(found)):
            head = [] if number else [Part("strong", say("outcome_do"))]
            parts = _with(
                parts, [*head, Part("item", words), *([Part("text", aloud)] if aloud else [])]
            )
        for number, held in enumerate(found.also):
            head = [] if number else [Part("strong", say("outcome_also"))]
            parts = _with(parts, [*head, Part("item", self.fill(held.point.text, held))])
        for title, words in self.aside(found):
            parts = _with(parts, [Part("strong", title), Part("text", words)])
        two = changed(self.talk)
        otherwise = say("outcome_changed", before=two[0], after=two[1]) if two else ""
        last = [self.law(found, parts), otherwise, say("outcome_modest")]
        return [*parts, *(Part("small", line) for line in last if line)]

    def main(self, found: Conclusion) -> list[str]:
        """The main thing, and the most telling sentence behind it, whole, unless it has that."""
        text = self.fill(found.main.point.text, found.main)
        said = (one.sentence.rstrip(".") for one in found.main.evidence)
        secrets = self.talk.content.case.secrets
        quiet = found.main.point.quiet or any(o.sign in secrets for o in found.main.evidence)
        words = "" if quiet else next((one for one in said if one not in text), "")
        return [text, *([self.talk.say("outcome_because", words=words)] if words else [])]

    def actions(self, found: Conclusion) -> list[tuple[str, str]]:
        """(what is the matter and what to do, what to say aloud or nothing) of each action."""
        told = []
        for number, (held, step) in enumerate((one.held, one.step) for one in found.actions):
            words = [] if held is found.main else [self.fill(held.point.text, held)]
            aloud = self.fill(step.say, held) if step.say and not number else ""
            said = self.talk.say("outcome_say", words=aloud) if aloud else ""
            told.append((" ".join((*words, self.fill(step.text, held))), said))
        return told

    def law(self, found: Conclusion, parts: list[Part]) -> str:
        """Where the law says what is told; of the main thing alone where that would be too long."""
        told = {part.text for part in parts}
        acted = zip(found.actions, self.actions(found), strict=True)
        held = [one.held for one, (words, _) in acted if words in told]
        held += [one for one in found.also if self.fill(one.point.text, one) in told]
        whole = self._law_of(found.main, *held)
        long = sum(len(part.text.split()) for part in parts) + len(whole.split()) > MOST_WITH_LAW
        return self._law_of(found.main) if long else whole

    def _law_of(self, *held: HeldPoint) -> str:
        ids = dict.fromkeys(fact for one in held for fact in one.point.law)
        return law_named(self.talk.content, ids, self.talk.language)

    def aside(self, found: Conclusion) -> list[tuple[str, str]]:
        """(title, text) of what to leave alone, and of what is still open."""
        pairs = (("outcome_leave", found.leave, "leave"), ("outcome_ask", found.ask, "ask"))
        return [
            (self.talk.say(title), self.fill(text, held))
            for title, held, name in pairs
            if held is not None and (text := getattr(held.point, name)) is not None
        ]

    def quoted(self, text: str) -> tuple[str, ...]:
        """Ids of the questions whose answer stands in a text, be it a few words of it."""
        session, states = self.talk.session, self.talk.dialogue.states
        found: dict[str, None] = {}
        for state_id in session.path:
            words = self.talk.shown(state_id) if states[state_id].kind in TYPED else ""
            parts = [*sentences(words), *(one.word for one in self.picture.evidence)]
            if any(part.rstrip(".") in text and part in words for part in parts if part):
                found[state_id] = None
        return tuple(found)

    # --- words of the person -------------------------------------------------------------------

    def fill(self, text: Text, held: HeldPoint) -> str:
        """A text of a point, with what it asks for."""
        source = ASIDE.sub(lambda one: self._aside(one[1], held), text[self.talk.language])
        source = IN_MARKS.sub(lambda one: self._in_marks(one[1], held), source)
        return render(source, {name: self._value(name, held) for name in variables(source)})

    def _aside(self, name: str, held: HeldPoint) -> str:
        """A quotation between brackets is whole, or left out where it would be long."""
        said = self._value(name.replace("word", "quote", 1), held)
        word = self._value(name, held)
        if len(word.split()) <= FEW_WORDS:
            return f" (‘{{{{ {name} }}}}’)"
        quote = name.replace("word", "quote", 1)
        return f" (‘{{{{ {quote} }}}}’)" if len(said.split()) <= SHORT_SENTENCE else ""

    def _in_marks(self, name: str, held: HeldPoint) -> str:
        """What stands between quotation marks is a few words that name something, or a sentence."""
        few = len(self._value(name, held).split()) <= FEW_WORDS
        return f"‘{{{{ {name if few else name.replace('word', 'quote', 1)} }}}}’"

    def _value(self, name: str, held: HeldPoint) -> str:
        head, _, sign = name.partition("_")
        if head in EVIDENCE:
            return self._of_evidence(head, sign, held)
        if name in ("partner", "partners"):
            return self._partners(name)
        if name == "those":
            return self._those(held)
        if name in ("weakest", "strongest", "apart"):
            return self._items(name)
        if name in FIGURES:
            return self._figures(name)
        pair = next((dict(one.figures) for one in held.evidence if one.figures), {})
        if name in pair:
            return pair[name]
        return self._answer(name) or self.talk.say("not_known")

    def _answer(self, name: str) -> str:
        """What was answered, within a sentence: its first sentence, or a label in lower case."""
        state = self.talk.dialogue.states.get(name)
        if state is None:
            return ""
        said = next(iter(sentences(self.talk.said(name))), "").rstrip(".")
        label = state.kind in ("choice", "several") and not said[:2].isupper()
        return said[:1].lower() + said[1:] if label else said

    def _of_evidence(self, head: str, sign: str, held: HeldPoint) -> str:
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
        if name in (DAY_NAMED, f"{DAY_NAMED}s"):
            found = self.talk, self.picture.evidence
            days = [said for said, _ in days_ahead(*found) or days_named(*found)]
            return self._joined(days[: 1 if name == DAY_NAMED else 2])
        amounts = [one.word for one in self.picture.evidence if one.sign == AMOUNT_NAMED]
        return self._joined(list(dict.fromkeys(amounts))[: 1 if name == AMOUNT_NAMED else 3])

    def _partners(self, name: str) -> str:
        asked = [s.id for s in self.talk.dialogue.states.values() if s.kind == "names"]
        named = [one for state_id in asked for one in names(self.talk.session, state_id)]
        named = named[:1] if name == "partner" else named
        return self._joined(named) or self.talk.say("the_other")

    def _those(self, held: HeldPoint) -> str:
        """The names in whose turn an alternative of the point holds: `need_2` is of the second."""
        states, facts = self.talk.dialogue.states, self.picture.facts
        true = [c for c in held.point.when.clauses if all(test.holds(facts) for test in c)]
        asked = [states[test.fact] for clause in true for test in clause if test.fact in states]
        turns = dict.fromkeys((state.over, state.turn) for state in asked if state.turn)
        named = [names(self.talk.session, over)[turn - 1 : turn] for over, turn in turns]
        return self._joined([one for found in named for one in found]) or self.talk.say("the_other")

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


def _with(parts: list[Part], more: list[Part]) -> list[Part]:
    """With these too, if they fit on the screen."""
    words = sum(len(part.text.split()) for part in (*parts, *more))
    return [*parts, *more] if words <= MOST_WORDS else parts
