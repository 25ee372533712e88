"""Every format of a report: what it holds of who took part, and what two of them give away."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import date

import pytest

from bot.reports.formats import FORMATS, render_report
from bot.reports.kinds.round import round_report
from bot.reports.report import Report
from dialogues.definition.content import Content
from dialogues.domain.collaboration import Collaboration
from frameworks.groups.attendance import Attendance
from frameworks.groups.publish import Ballot, publish
from frameworks.groups.results import GroupResult
from frameworks.groups.rules import Rules
from frameworks.groups.shifts import Shifts
from tests.support.exports import everything_in

RULES = Rules(5)
GROUP = Collaboration("group", "Samen", ("Aa", "Beemd"), "running", RULES)
DAY = date(2026, 11, 13)
ANSWERS = {"A": 1, "B": 2, "C": 2, "D": 4, "E": 5, "F": 4}
BEGIN, NEXT, COUNT = r'(?:\(1: |"counts": \[ ?)', "(?:; .: |, )", r"(\d+)"
COUNTS = re.compile(BEGIN + NEXT.join([COUNT] * 5))
"""How many chose each point, in words or in data."""


def held(content: Content, people: str, earlier: Sequence[Attendance] = ()) -> GroupResult:
    """A round in which each answers all alike; only A approved their line."""
    framework = content.frameworks["success_factors"]
    asked = [one.id for item in framework.items for one in item.statements]
    sent = [
        Ballot(
            f"lidnummer-{who}", {"municipality": "Beemd" if who == "F" else "Aa"},
            dict.fromkeys(asked, float(ANSWERS[who])), (), f"Woorden van {who}", who == "A",
        )
        for who in people
    ]  # fmt: skip
    coins, chance = Shifts(b"geheim"), random.Random(0)
    return publish(framework, sent, RULES, coins, chance, earlier, "rondenummer")[0]


def report(content: Content, result: GroupResult) -> Report:
    return round_report(content, GROUP, [(DAY, result)])


@pytest.mark.parametrize("format", FORMATS)
def test_who_took_part_is_in_no_file(format: str, content: Content) -> None:
    """Looked for in all parts of it: ids of members, and lines that were not approved."""
    result = held(content, "ABCDEF")
    inside = everything_in(render_report(report(content, result), format), format)
    assert "Woorden van A" in inside, "the line that was approved was not found either"
    mark = Shifts(b"geheim").mark("lidnummer-A")
    assert not [word for word in ("lidnummer", "rondenummer", mark) if word in inside]
    assert not re.search(r"Woorden van [B-F]", inside)


@pytest.mark.parametrize("format", FORMATS)
def test_how_many_chose_each_point_is_in_no_file(format: str, content: Content) -> None:
    """Not in a table, and not in what pictures are called: there are means only."""
    result = held(content, "ABCDEF")
    inside = everything_in(render_report(report(content, result), format), format)
    assert "waarschijnlijk" in inside.lower() and not COUNTS.search(re.sub(r"\s+", " ", inside))
