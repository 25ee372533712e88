"""The states that say something: a remark, a verdict, a scorecard, advice. Each says why."""

from __future__ import annotations

from dataclasses import replace

from dialogues.events import AdviceGiven, ScorecardMade, VerdictGiven
from dialogues.facts import names, scorecard
from dialogues.model import GiveAdvice, GiveScorecard, GiveVerdict, Row, Say, State
from dialogues.talk import Talk
from frameworks.advice import Chosen, choose
from frameworks.conditions import Facts, Test
from frameworks.model import Advice, Framework
from frameworks.scoring import Score

MOST_REASONS = 3


def tell(talk: Talk, state: State) -> None:
    """Say what a state has to say; remarks are said once in a session."""
    match state.told:
        case Say(say=text):
            if state.id not in talk.session.told:
                talk.session.told.append(state.id)
                talk.add("text", talk.text(text, state))
        case GiveVerdict() as told:
            _verdict(talk, state, told)
        case GiveScorecard() as told:
            _scorecard(talk, state, told)
        case GiveAdvice() as told:
            _advice(talk, state, told)


def turn_names(talk: Talk, over: str, turn: int) -> dict[str, str]:
    """The names written in content → those of one turn of the repeat over `over`."""
    for state in talk.dialogue.states.values():
        if state.over == over and state.turn == turn:
            return dict(state.names)
    return {}


def in_turn(talk: Talk, state: State, turn: int) -> State:
    """A verdict's state as it speaks of one name; turn 0 speaks of none."""
    over = state.told.per if isinstance(state.told, GiveVerdict) else None
    if not over or not turn:
        return state
    return replace(state, over=over, turn=turn, names=turn_names(talk, over, turn))


def _verdict(talk: Talk, state: State, told: GiveVerdict) -> None:
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


def verdict(told: GiveVerdict, known: Facts, renamed: dict[str, str]) -> Row:
    """The first row of the table that holds. A table ends with a row that always does."""
    return next(row for row in told.table if row.when.renamed(renamed).holds(known))


def _tell_row(talk: Talk, state: State, row: Row, turn: int, name: str, quoted: set[str]) -> None:
    """A verdict, what it means, and the person's own words that it rests on, each once."""
    here = in_turn(talk, state, turn)
    title = talk.text(row.title, here)
    talk.add("strong", f"{name}: {title}" if name else title)
    talk.add("text", talk.text(row.text, here))
    for raw in row.quote:
        state_id = here.names.get(raw, raw)
        words = talk.shown(state_id) if state_id in talk.session.path else ""
        label = talk.dialogue.states[state_id].label if words else None
        if label is not None and state_id not in quoted:
            quoted.add(state_id)
            talk.add("small", talk.text(label, talk.dialogue.states[state_id]))
            talk.add("quote", words)


def _scorecard(talk: Talk, state: State, told: GiveScorecard) -> None:
    framework = talk.dialogue.frameworks[told.framework]
    card = scorecard(talk.dialogue, talk.session, told.framework)
    talk.send()
    talk.add("heading", talk.text(told.say, state))
    for score in card.scores:
        talk.add("item", _score_line(talk, framework, score))
    for name, mean in card.perspectives.items():
        shown = decimal(mean, talk.language) if mean is not None else talk.say("no_score")
        talk.add("small", f"{talk.say(f'perspective_{name}')}: {shown}")
    talk.send()
    for score in card.weakest(told.weakest):
        item = framework.item(score.item)
        talk.add("strong", item.title[talk.language])
        talk.add("text", item.explanation[talk.language])
    talk.send()
    talk.events.append(ScorecardMade(framework.id, {s.item: s.mean for s in card.scores}))


def _score_line(talk: Talk, framework: Framework, score: Score) -> str:
    title = framework.item(score.item).title[talk.language]
    if score.mean is None:
        return f"{title}: {talk.say('no_score')}"
    band = framework.band(score.mean).label[talk.language]
    return f"{title}: {decimal(score.mean, talk.language)} ({band})"


def decimal(value: float, language: str) -> str:
    """One decimal, with the comma where the language has it."""
    return f"{value:.1f}".replace(".", "," if language == "nl" else ".")


def _advice(talk: Talk, state: State, told: GiveAdvice) -> None:
    known = talk.all_facts()
    offered = (
        one
        for name in told.frameworks
        for one in talk.dialogue.frameworks[name].advice
        if one.topic == told.topic
    )
    chosen = choose(offered, known, most=told.most, given=talk.session.advised)
    if len(chosen) <= told.least - 1 or not chosen:
        return
    talk.send()
    talk.add("heading", talk.text(told.say, state))
    for one in chosen:
        why = because(talk, one)
        talk.session.advised.append(one.advice.id)
        talk.add("item", one.advice.text[talk.language])
        talk.add("small", why)
        talk.events.append(AdviceGiven(one.advice.id, tuple(t.fact for t in one.because)))
    talk.send()


def because(talk: Talk, chosen: Chosen) -> str:
    """Why this advice: the answers and scores that chose it, and what it rests on."""
    told = dict.fromkeys(filter(None, (reason(talk, test) for test in chosen.because)))
    reasons, source = list(told)[:MOST_REASONS], _source(talk, chosen.advice)
    if not reasons:
        return talk.say("why_always", source=source)
    return talk.say("why", reasons="; ".join(reasons), source=source)


def _source(talk: Talk, advice: Advice) -> str:
    """The name of the rule or factor, with the ids of the points."""
    for framework in talk.dialogue.frameworks.values():
        if advice in framework.advice and advice.source:
            title = framework.item(advice.about).title[talk.language]
            return f"{title} ({', '.join(advice.source)})"
    return ""


def reason(talk: Talk, test: Test) -> str:
    """One test in words: the question's label with the answer, the score, or the verdict.

    Empty for what was not asked, and for a follow-up: its question says it already.
    """
    if "/" in test.fact:
        return _reason_elsewhere(talk, test)
    head, _, tail = test.fact.partition(".")
    if tail in ("score", "band", "low", "high"):
        return _score_reason(talk, head)
    if head in talk.session.outcomes:
        return _verdict_reason(talk, head, test)
    state = _answered(talk, head, test)
    if state is None or state.label is None or state.follows:
        return ""
    label = talk.text(state.label, state)
    if tail == "signals":
        return talk.say("about", label=label)
    answer = talk.session.answers[state.id]
    return f"{label}: {quoted(talk.shown(state.id)) or talk.say(answer.given)}"


def _reason_elsewhere(talk: Talk, test: Test) -> str:
    """What was said in another talk, with its title."""
    dialogue, _, fact = test.fact.partition("/")
    session = talk.elsewhere.session(dialogue)
    if session is None:
        return ""
    session.language = talk.language
    other = Talk(talk.content, session, talk.now)
    why = reason(other, replace(test, fact=fact))
    return f"{other.dialogue.raw.title[talk.language]}: {why}" if why else ""


def _verdict_reason(talk: Talk, state_id: str, test: Test) -> str:
    state = talk.dialogue.states[state_id]
    assert isinstance(state.told, GiveVerdict)
    rows = {row.id: row for row in state.told.table}
    for turn, (name, row_id) in enumerate(talk.session.outcomes[state_id], 1):
        if row_id in test.values:
            title = talk.text(rows[row_id].title, in_turn(talk, state, turn if name else 0))
            return f"{name}: {title}" if name else title
    return ""


def _answered(talk: Talk, name: str, test: Test) -> State | None:
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


def _score_reason(talk: Talk, item_id: str) -> str:
    for framework in talk.dialogue.frameworks.values():
        if framework.scale is not None:
            for score in scorecard(talk.dialogue, talk.session, framework.id).scores:
                if score.item == item_id:
                    return _score_line(talk, framework, score)
    return ""


def quoted(text: str, most: int = 80) -> str:
    """A person's words in quotation marks, cut off between words; empty for none."""
    if len(text) <= most:
        return f"“{text}”" if text else ""
    return f"“{text[:most].rsplit(' ', 1)[0]}…”"
