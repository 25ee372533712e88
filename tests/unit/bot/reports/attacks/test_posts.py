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
from tests.support.group_results import COINS, POINTS
from tests.support.moves import ASKED, CEILING, WHOLE, Together, surest

GROUP = Collaboration("group", "Samen", ("Aa",), "running", Rules(5))
Told = Callable[[Content, GroupResult], object]
EIGHT, WITHOUT = "ABCDEFGH", "ABCDEGH"
SEVEN = {**WHOLE, "G": 2, "H": 5}


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
def test_two_rounds(told: Told, content: Content) -> None:
    """Of A to H, and of all but F: with their shifts these figures leave the answer open."""

    def watch(group: Together) -> str:
        return repr([told(content, group.round(people)) for people in (EIGHT, WITHOUT)])

    assert surest(watch, SEVEN) <= CEILING


def test_two_pulses(content: Content) -> None:
    """Eight answer, then the same without F."""

    def watch(group: Together) -> str:
        pulses = [group.pulse(EIGHT), group.pulse(WITHOUT)]
        return repr([post(content, pulses[:1]), post(content, pulses)])

    assert surest(watch, SEVEN) <= CEILING


def test_of_few_no_agenda_says_who_is_high_or_low(content: Content) -> None:
    """Of six it is the same, whatever they answered; the page has their mean."""
    agendas = {
        repr(agenda(content, Together({**WHOLE, "F": answer}, COINS).round("ABCDEF")))
        for answer in POINTS
    }
    assert len(agendas) == 1
    assert surest(lambda g: repr(page(content, g.round("ABCDEF")))) <= CEILING
