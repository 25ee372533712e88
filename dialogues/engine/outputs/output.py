"""The states that say something: a remark, a verdict, a scorecard, advice. Each says why.

Advice, rankings, plans and comparisons have files of their own.
"""

from __future__ import annotations

from dialogues.definition.state_machine import move
from dialogues.definition.states import END, State
from dialogues.definition.tellings import (
    DrawBalance,
    DrawLine,
    GiveAdvice,
    GiveComparison,
    GiveOutcome,
    GivePlan,
    GiveRanking,
    GiveScorecard,
    GiveVerdict,
    Say,
    Verdict,
)
from dialogues.engine.explanations import in_turn, score_line, turn_names, words_on
from dialogues.engine.facts import names, scorecard
from dialogues.engine.labels import talk_label
from dialogues.engine.model.telling import tell_best
from dialogues.engine.outputs.advice import tell_advice
from dialogues.engine.outputs.comparison import tell_comparison
from dialogues.engine.outputs.picture import tell_picture
from dialogues.engine.outputs.plan import tell_plan
from dialogues.engine.outputs.ranking import tell_ranking
from dialogues.engine.run import Run
from dialogues.messages.events import MessageCreated, RankingMade, ScorecardMade, VerdictGiven
from dialogues.texts.formats import decimal
from frameworks.definition.conditions import Facts


def tell(talk: Run, state: State) -> None:
    """Say what a state has to say; remarks are said once in a session."""
    match state.told:
        case Say() as told if state.id not in talk.session.told:
            talk.add("text", talk.text(told.say, state))
            for detail in told.details:
                talk.add("item", talk.text(detail, state))
            talk.add_law(told.law)
        case GiveOutcome():
            tell_best(talk)
        case GiveVerdict() as told:
            _verdict(talk, state, told)
        case GiveScorecard() as told:
            _scorecard(talk, state, told)
        case GiveAdvice() as told:
            tell_advice(talk, state, told)
        case GiveRanking() as told:
            tell_ranking(talk, state, told)
        case GivePlan() as told:
            tell_plan(talk, state, told)
        case GiveComparison() as told:
            tell_comparison(talk, state, told)
        case DrawLine() | DrawBalance() as told:
            tell_picture(talk, state, told)
    if state.id not in talk.session.told:
        talk.session.told.append(state.id)


def settle(talk: Run, state: State) -> None:
    """What a state would tell is found out, for what rests on it; it is told to who asks."""
    if not isinstance(state.told, GiveVerdict | GiveRanking | GiveScorecard):
        return
    pending, said = talk.pending, len(talk.events)
    talk.pending = []
    tell(talk, state)
    talk.session.told.remove(state.id)
    kept = [one for one in talk.events[said:] if not isinstance(one, MessageCreated)]
    talk.events[said:], talk.pending = kept, pending


def tell_rest(talk: Run) -> bool:
    """Tell what comes after the outcome; False when there is nothing, or it was told before."""
    states, known = talk.dialogue.states, talk.all_facts()
    outcome = next((one for one in states.values() if isinstance(one.told, GiveOutcome)), None)
    if outcome is None:
        return False
    at = move(talk.dialogue.machine, outcome.id, known)
    rest = []
    while at != END:
        rest.append(states[at])
        at = move(talk.dialogue.machine, at, known)
    untold = [one for one in rest if one.rest and one.id not in talk.session.told]
    said = len(talk.events)
    for state in untold:
        tell(talk, state)
    found = (VerdictGiven, RankingMade, ScorecardMade)  # that was said of them when it was settled
    talk.events[said:] = [one for one in talk.events[said:] if not isinstance(one, found)]
    return bool(untold)


def _verdict(talk: Run, state: State, told: GiveVerdict) -> None:
    given = names(talk.session, told.per) if told.per else ("",)
    turns: list[tuple[int, str]] = [(i, n) for i, n in enumerate(given, 1)] or [(0, "")]
    talk.session.outcomes.pop(state.id, None)
    known = talk.facts()
    talk.send()
    talk.add("heading", talk.text(told.say, state))
    rows: list[list[str]] = []
    quoted: set[str] = set()
    for turn, name in turns:
        renamed = turn_names(talk, told.per, turn) if told.per else {}
        row = verdict(told, known, renamed)
        rows.append([name, row.id])
        _tell_row(talk, state, row, turn, name, quoted)
        talk.events.append(VerdictGiven(state.id, row.id, name))
    talk.session.outcomes[state.id] = rows
    talk.send()


def verdict(told: GiveVerdict, known: Facts, renamed: dict[str, str]) -> Verdict:
    """The first row of the table that holds. A table ends with a row that always does.

    `renamed[name as written]` is the fact's name in this turn.
    """
    return next(row for row in told.table if row.when.renamed(renamed).holds(known))


def _tell_row(
    talk: Run, state: State, row: Verdict, turn: int, name: str, quoted: set[str]
) -> None:
    """A verdict, what it means, the person's own words that it rests on, and what it offers."""
    here = in_turn(talk, state, turn)
    title = talk.text(row.title, here)
    talk.add("strong", f"{name}: {title}" if name else title)
    talk.add("text", talk.text(row.text, here))
    talk.add_law(row.law)
    _quote(talk, here, row, quoted)
    for offer in row.offer:
        talk.add("item", talk_label(talk.content, offer, talk.language))


def _quote(talk: Run, here: State, row: Verdict, quoted: set[str]) -> None:
    """Each answer once, as what was said last; whole where the row is about its signals."""
    about = {test.fact for test in row.when.tests()}
    for raw in row.quote:
        state_id = here.names.get(raw, raw)
        if state_id in quoted or state_id not in talk.session.path:
            continue
        first = f"{raw}.signals" in about
        words = talk.telling(state_id) if first else talk.said(state_id)
        label = talk.dialogue.states[state_id].label if words else None
        if label is None:
            continue
        quoted |= {state_id} if first else {state_id, talk.dialogue.follow_ups.get(state_id, "")}
        talk.add("small", talk.text(label, talk.dialogue.states[state_id]))
        talk.add("quote", words)


def _scorecard(talk: Run, state: State, told: GiveScorecard) -> None:
    framework = talk.dialogue.frameworks[told.framework]
    card = scorecard(talk.dialogue, talk.session, told.framework)
    talk.send()
    talk.add("heading", talk.text(told.say, state))
    for score in card.scores:
        talk.add("item", score_line(talk, framework, score))
    for name, mean in card.perspectives.items():
        shown = decimal(mean, talk.language) if mean is not None else talk.say("no_score")
        talk.add("small", f"{talk.say(f'perspective_{name}')}: {shown}")
    talk.send()
    for score in card.weakest(told.weakest):
        item = framework.item(score.item)
        talk.add("strong", item.title[talk.language])
        talk.add("text", item.explanation[talk.language])
        if words := words_on(talk, item.id):
            talk.add("small", talk.say("you_said"))
            talk.add("quote", words)
    talk.send()
    talk.events.append(ScorecardMade(framework.id, {s.item: s.mean for s in card.scores}))
