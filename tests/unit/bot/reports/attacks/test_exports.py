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
from frameworks.groups.cells import Ledger
from frameworks.groups.publish import Ballot, publish
from frameworks.groups.results import GroupResult
from frameworks.groups.rules import Rules
from tests.support.exports import everything_in

RULES = Rules(5)
GROUP = Collaboration("group", "Samen", ("Aa", "Beemd"), "running", RULES)
DAY = date(2026, 11, 13)
ANSWERS = {"A": 1, "B": 2, "C": 2, "D": 4, "E": 5, "F": 4}
BEGIN, NEXT, COUNT = r'(?:\(1: |"counts": \[ ?)', "(?:; .: |, )", r"(\d+)"
COUNTS = re.compile(BEGIN + NEXT.join([COUNT] * 5))
"""How many chose each point, in words or in data."""


def held(
    content: Content, people: str, mark: str, ledgers: Sequence[Ledger] = ()
) -> tuple[GroupResult, Ledger]:
    """A round in which each answers all alike; only A approved their line."""
    framework = content.frameworks["success_factors"]
    asked = [one.id for item in framework.items for one in item.statements]
    sent = [
        Ballot(
            f"{mark}-{who}", {"municipality": "Beemd" if who == "F" else "Aa"},
            dict.fromkeys(asked, float(ANSWERS[who])), (), f"Woorden van {who}", who == "A",
        )
        for who in people
    ]  # fmt: skip
    return publish(framework, sent, RULES, ledgers, random.Random(0))


def report(content: Content, result: GroupResult) -> Report:
    return round_report(content, GROUP, [(DAY, result)])


@pytest.mark.parametrize("format", FORMATS)
def test_who_took_part_is_in_no_file(format: str, content: Content) -> None:
    """Looked for in all parts of it: ids of members, and lines that were not approved."""
    result, _ = held(content, "ABCDEF", "lidnummer")
    inside = everything_in(render_report(report(content, result), format), format)
    assert "Woorden van A" in inside, "the line that was approved was not found either"
    assert "lidnummer" not in inside
    assert not re.search(r"Woorden van [B-F]", inside)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.xfail(
    strict=True,
    raises=AssertionError,
    reason="each tells counts, if only in what pictures are called",
)
def test_two_files_of_one_format(format: str, content: Content) -> None:
    """A to F; A to E removed and invited again; the file of the one minus that of the other."""
    first, ledger = held(content, "ABCDEF", "first")
    second, _ = held(content, "ABCDE", "again", [ledger])
    told = []
    for result in (first, second):
        inside = everything_in(render_report(report(content, result), format), format)
        found = COUNTS.search(re.sub(r"\s+", " ", inside))
        told.append([int(n) for n in found.groups()] if found else [])
    left = [a - b for a, b in zip(*told, strict=True)]
    assert left != [int(point == ANSWERS["F"]) for point in (1, 2, 3, 4, 5)]
