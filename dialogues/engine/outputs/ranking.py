"""A ranking: which options the answers speak for, which they speak against, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dialogues.definition.states import State
from dialogues.definition.tellings import GiveRanking, Option, Reason
from dialogues.engine.explanations import reason
from dialogues.engine.run import Run
from dialogues.messages.events import RankingMade
from frameworks.definition.conditions import Facts, Test


@dataclass(frozen=True, slots=True)
class Ranked:
    """An option with the tests that spoke for it and against it.

    option: as the content has it
    balance: the weight of what speaks for it, less that of what speaks against it
    pros: the tests that held and speak for it
    cons: the tests that held and speak against it
    """

    option: Option
    balance: int
    pros: tuple[Test, ...]
    cons: tuple[Test, ...]


def rank(options: Iterable[Option], known: Facts) -> list[Ranked]:
    """The options that something speaks for, and no more against, the best first.

    What is equally good stays in the order of the content.
    """
    able = (o for o in options if not any(never.holds(known) for never in o.never))
    weighed = (_weigh(option, known) for option in able)
    fit = (one for one in weighed if one.pros and one.balance >= 0)
    return sorted(fit, key=lambda one: -one.balance)


def _weigh(option: Option, known: Facts) -> Ranked:
    heavy, pros = _held(option.for_, known)
    light, cons = _held(option.against, known)
    return Ranked(option, heavy - light, pros, cons)


def _held(reasons: Iterable[Reason], known: Facts) -> tuple[int, tuple[Test, ...]]:
    """The weight of the reasons that hold, and the tests that made them hold."""
    held = [(one.weight, match) for one in reasons if (match := one.when.match(known)) is not None]
    return sum(weight for weight, _ in held), tuple(test for _, tests in held for test in tests)


def ranked(talk: Run, told: GiveRanking) -> list[Ranked]:
    """The best options, given what is known now."""
    return rank(told.options, talk.all_facts())[: told.most]


def tell_ranking(talk: Run, state: State, told: GiveRanking) -> None:
    """Each of the best options in a message of its own."""
    talk.session.outcomes.pop(state.id, None)
    best = ranked(talk, told)
    talk.send()
    talk.add("heading", talk.text(told.say, state))
    if not best:
        talk.add("text", talk.say("ranking_none"))
    for place, one in enumerate(best, 1):
        talk.add("strong", f"{place}. {talk.text(one.option.title, state)}")
        talk.add("text", talk.text(one.option.text, state))
        for line in weighed_in_words(talk, one):
            talk.add("small", line)
        for detail in one.option.details:
            talk.add("item", talk.text(detail, state))
        talk.add_law(one.option.law)
        talk.send()
    talk.send()
    talk.session.outcomes[state.id] = [["", one.option.id] for one in best]
    talk.events.append(RankingMade(state.id, tuple(one.option.id for one in best)))


def weighed_in_words(talk: Run, one: Ranked) -> list[str]:
    """Which answers spoke for an option, and which against it: a line each, if there are any."""
    lines = []
    for key, tests in (("speaks_for", one.pros), ("speaks_against", one.cons)):
        told = dict.fromkeys(filter(None, (reason(talk, test) for test in tests)))
        if told:
            lines.append(talk.say(key, reasons="; ".join(told)))
    return lines
