"""Advice: what fits the answers, the most specific first, and more of it for who asks."""

from __future__ import annotations

from collections.abc import Iterator

from dialogues.definition.states import State
from dialogues.definition.tellings import GiveAdvice
from dialogues.engine.explanations import because
from dialogues.engine.run import Run
from dialogues.messages.events import AdviceGiven
from frameworks.definition.model import Advice
from frameworks.scoring.advice import Chosen, choose


def tell_advice(talk: Run, state: State, told: GiveAdvice) -> None:
    """The best `most`, if there are `least`; none that was given before in this talk."""
    chosen = _fitting(talk, told, told.most)
    if chosen and len(chosen) >= told.least:
        _give(talk, state, told, chosen)
        talk.send()
    talk.session.more = _with_more(talk) is not None


def tell_more(talk: Run) -> None:
    """The next advice of the first state that gave some and has more."""
    if found := _with_more(talk):
        state, told = found
        _give(talk, state, told, _fitting(talk, told, told.most))
    else:
        talk.add("text", talk.say("no_more_advice"))
    talk.session.more = _with_more(talk) is not None


def _with_more(talk: Run) -> tuple[State, GiveAdvice] | None:
    for state in talk.dialogue.states.values():
        told = state.told
        if isinstance(told, GiveAdvice) and _gave(talk, told) and _fitting(talk, told, 1):
            return state, told
    return None


def _gave(talk: Run, told: GiveAdvice) -> bool:
    return any(one.id in talk.session.advised for one in _offered(talk, told))


def _offered(talk: Run, told: GiveAdvice) -> Iterator[Advice]:
    for name in told.frameworks:
        for one in talk.dialogue.frameworks[name].advice:
            if one.topic == told.topic:
                yield one


def _fitting(talk: Run, told: GiveAdvice, most: int) -> list[Chosen]:
    known, given = talk.all_facts(), talk.session.advised
    return choose(_offered(talk, told), known, most=most, given=given)


def _give(talk: Run, state: State, told: GiveAdvice, chosen: list[Chosen]) -> None:
    talk.send()
    talk.add("heading", talk.text(told.say, state))
    for one in chosen:
        why = because(talk, one)
        talk.session.advised.append(one.advice.id)
        talk.add("item", one.advice.text[talk.language])
        talk.add("small", why)
        talk.add_law(one.advice.law)
        talk.events.append(AdviceGiven(one.advice.id, tuple(t.fact for t in one.because)))
