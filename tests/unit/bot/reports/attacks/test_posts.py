"""What is told of a result in the chat, on the page and in an agenda, without the result itself."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest

from bot.reports.kinds.agenda import AgendaWords, agenda_report
from dialogues.definition.content import Content
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.round import Round
from dialogues.results.findings import Findings
from dialogues.results.pulse import pulse_words
from frameworks.agenda.proposal import propose
from frameworks.groups.pulse import PulseResult
from frameworks.groups.results import GroupResult
from frameworks.groups.rules import Rules
from tests.support.moves import ASKED, EVERYONE, OTHERS, Answers, Together, given_away

GROUP = Collaboration("group", "Samen", ("Aa",), "running", Rules(5))
Told = Callable[[Content, GroupResult], object]


def page(content: Content, result: GroupResult) -> object:
    """The words of the result's page."""
    words = Findings(ASKED, content.catalogue, "nl", result)
    return tuple(words.lead()), tuple(words.rows()), words.missing()


def agenda(content: Content, result: GroupResult) -> object:
    """An agenda to take along."""
    made = propose(result, ASKED, content.guide, 90, "nl")
    return agenda_report(AgendaWords(content.catalogue, made), "", "", "").model_dump_json()


def post(content: Content, pulses: Sequence[PulseResult]) -> object:
    """What everybody gets of the last pulse in the chat."""
    told = [replace(one, framework="undercurrent", items={"uq1": one.items["x"]}) for one in pulses]
    rounds = [Round(f"r{n}", "undercurrent", n, 1.8e9 + n, Rules(5)) for n in range(len(told))]
    group = list(zip(rounds, told, strict=True))
    words = pulse_words(content, "nl", GROUP, group, rounds[-1].id)
    assert words is not None
    return words[0]


@pytest.mark.parametrize("told", [page, agenda])
@pytest.mark.xfail(strict=True, raises=AssertionError, reason="its figures are exact")
def test_two_rounds(told: Told, content: Content) -> None:
    """Of A to F, and of A to E after they were invited again."""

    def watch(world: Answers) -> object:
        group = Together(world)
        first = told(content, group.round(EVERYONE))
        group.again(OTHERS)
        return first, told(content, group.round(OTHERS))

    assert not given_away(watch)


@pytest.mark.parametrize("told", [page, agenda])
def test_one_round(told: Told, content: Content) -> None:
    """Of A to F."""
    assert not given_away(lambda world: told(content, Together(world).round(EVERYONE)))


@pytest.mark.xfail(strict=True, raises=AssertionError, reason="a post has the mean of its pulse")
def test_two_pulses(content: Content) -> None:
    """Six answer, then the same without F."""

    def watch(world: Answers) -> object:
        group = Together(world)
        pulses = [group.pulse(EVERYONE), group.pulse(OTHERS)]
        return post(content, pulses[:1]), post(content, pulses)

    assert not given_away(watch)


def test_one_pulse(content: Content) -> None:
    """Of A to F."""
    assert not given_away(lambda world: post(content, [Together(world).pulse(EVERYONE)]))
