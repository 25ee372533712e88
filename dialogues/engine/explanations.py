"""Why something is said: the tests that held, as the answers and scores that a person knows."""

from __future__ import annotations

from dataclasses import replace

from dialogues.definition.compiler import more
from dialogues.definition.outcomes import outcomes
from dialogues.definition.states import State
from dialogues.definition.tellings import GiveVerdict
from dialogues.engine.facts import scorecard
from dialogues.engine.run import Run
from dialogues.engine.session import Answer
from dialogues.texts.formats import cut, decimal
from frameworks.definition.conditions import Test
from frameworks.definition.model import Advice, Framework
from frameworks.scoring.advice import Chosen
from frameworks.scoring.scorecard import Score

MAX_REASONS = 3


def because(talk: Run, chosen: Chosen) -> str:
    """Why this advice: the answers and scores that chose it, and what it rests on."""
    told = dict.fromkeys(filter(None, (reason(talk, test) for test in chosen.because)))
    reasons, source = list(told)[:MAX_REASONS], _source(talk, chosen.advice)
    if not reasons:
        return talk.say("why_always", source=source)
    return talk.say("why", reasons="; ".join(reasons), source=source)


def _source(talk: Run, advice: Advice) -> str:
    """The name of the rule or factor, with the ids of the points."""
    for framework in talk.dialogue.frameworks.values():
        if advice in framework.advice and advice.source:
            title = framework.item(advice.about).title[talk.language]
            return f"{title} ({', '.join(advice.source)})"
    return ""


def reason(talk: Run, test: Test) -> str:
    """One test in words: the question's label with the answer, the score, or the verdict.

    Empty for what was not asked, and for a follow-up: its question says it already.
    """
    if "/" in test.fact:
        return _reason_elsewhere(talk, test)
    head, _, tail = test.fact.partition(".")
    if tail in ("score", "band", "low", "high"):
        return _score_reason(talk, head)
    if head in talk.session.outcomes:
        return _outcome_reason(talk, head, test)
    state = _answered(talk, head, test)
    if state is None or state.label is None or state.follows:
        return ""
    label = talk.text(state.label, state)
    if tail in ("signals", "still"):
        return talk.say("about", label=label)
    answer = _tested(state, talk.session.answers[state.id], test)
    words = talk.said(state.id) if state.kind == "text" else talk.shown(state.id, answer)
    if answer.says_nothing and not words:
        return ""
    return f"{label}: {quoted(words) or talk.say(answer.given)}"


def _tested(state: State, answer: Answer, test: Test) -> Answer:
    """Of several choices only those that a test is about."""
    if state.kind != "several" or test.denied or not isinstance(answer.value, tuple):
        return answer
    chosen = tuple(one for one in answer.value if one in test.values)
    return replace(answer, value=chosen) if chosen else answer


def _reason_elsewhere(talk: Run, test: Test) -> str:
    """What was said in another talk, with its title."""
    dialogue, _, fact = test.fact.partition("/")
    session = talk.elsewhere.session(dialogue)
    if session is None:
        return ""
    session.language = talk.language
    other = Run(talk.content, session, talk.now)
    why = reason(other, replace(test, fact=fact))
    return f"{other.dialogue.raw.title[talk.language]}: {why}" if why else ""


def _outcome_reason(talk: Run, state_id: str, test: Test) -> str:
    """The verdict that was given, or the option that was shown, that a test is about."""
    state = talk.dialogue.states.get(state_id)
    titles = {row.id: row.title for row in outcomes(state.told)} if state else {}
    for turn, (name, row_id) in enumerate(talk.session.outcomes[state_id], 1):
        if state and row_id in test.values and row_id in titles:
            title = talk.text(titles[row_id], in_turn(talk, state, turn if name else 0))
            return f"{name}: {title}" if name else title
    return ""


def _answered(talk: Run, name: str, test: Test) -> State | None:
    """The answered question that a test is about; of a repeat, the first that it holds for."""
    for state_id in talk.session.path:
        state, answer = talk.dialogue.states[state_id], talk.session.answers[state_id]
        if state_id == name:
            return state
        if state.turn and state.names.get(name) == state_id:
            held = {test.fact: frozenset(answer.signals) if "." in test.fact else answer.fact()}
            if test.holds(held):
                return state
    return None


def _score_reason(talk: Run, item_id: str) -> str:
    for framework in talk.dialogue.frameworks.values():
        if framework.scale is not None:
            for score in scorecard(talk.dialogue, talk.session, framework.id).scores:
                if score.item == item_id:
                    words = quoted(words_on(talk, item_id))
                    return ", ".join(filter(None, (score_line(talk, framework, score), words)))
    return ""


def words_on(talk: Run, item_id: str) -> str:
    """What a person said when asked on about an item's ratings; empty when nothing."""
    state_id = more(item_id)
    words = talk.said(state_id) if state_id in talk.session.path else ""
    return words if any(c.isalpha() for c in words) else ""


def score_line(talk: Run, framework: Framework, score: Score) -> str:
    """An item with its score and band, in words."""
    title = framework.item(score.item).title[talk.language]
    if score.mean is None:
        return f"{title}: {talk.say('no_score')}"
    band = framework.band(score.mean).label[talk.language]
    return f"{title}: {decimal(score.mean, talk.language)} ({band})"


def quoted(text: str, most: int = 80) -> str:
    """A person's words in quotation marks, cut off between words; empty for none."""
    return f"“{cut(text, most)}”" if text else ""


def turn_names(talk: Run, over: str, turn: int) -> dict[str, str]:
    """`names[name written in content]`: the one of this turn of the repeat over `over`."""
    for state in talk.dialogue.states.values():
        if state.over == over and state.turn == turn:
            return dict(state.names)
    return {}


def in_turn(talk: Run, state: State, turn: int) -> State:
    """A verdict's state as it speaks of one name; turn 0 speaks of none."""
    over = state.told.per if isinstance(state.told, GiveVerdict) else None
    if not over or not turn:
        return state
    return replace(state, over=over, turn=turn, names=turn_names(talk, over, turn))
