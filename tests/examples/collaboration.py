"""Three municipalities that do not exist, eighteen members, two rounds and six pulses."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from bot.cli.made_up import (
    GROUP_NAME,
    LINES,
    NOW,
    PULSE_LINES,
    PULSES,
    ROLES,
    THEN,
    TOWNS,
    level,
    point,
)
from dialogues.definition.content import Content
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.member import BLOCKS
from dialogues.domain.round import Round
from frameworks.definition.model import Framework
from frameworks.groups.attendance import Attendance
from frameworks.groups.publish import Ballot, publish
from frameworks.groups.pulse import PulseResult, publish_pulse
from frameworks.groups.results import GroupResult
from frameworks.groups.rules import Kind, Rules
from frameworks.groups.shifts import Shifts

SEED = 20261122
COINS = Shifts(b"an example")
GROUP = Collaboration(
    "example",
    GROUP_NAME,
    TOWNS,
    "running",
    Rules(),
)
MEMBERS = [
    (f"member{place}{number}", town, role)
    for place, town in enumerate(GROUP.municipalities)
    for number, role in enumerate(ROLES)
]


def rounds(content: Content) -> list[tuple[date, GroupResult]]:
    """The zero measurement and the round of a year later, published one after the other."""
    framework = content.frameworks["success_factors"]
    chance = random.Random(SEED)
    found: list[tuple[date, GroupResult]] = []
    known: list[Attendance] = []
    for day, about, lines in (
        (date(2025, 11, 28), THEN, ()), (date(2026, 11, 13), NOW, LINES)
    ):  # fmt: skip
        sent = ballots(framework, about, lines, chance)
        name = f"round{len(known)}"
        result, here = publish(framework, sent, GROUP.rules, COINS, chance, known, name)
        found.append((day, result))
        known.append(here)
    return found


def ballots(
    framework: Framework, about: dict[str, float], lines: Sequence[str], chance: random.Random
) -> list[Ballot]:
    """All members but one; lines come from the first few."""
    found = []
    for number, (member, town, role) in enumerate(MEMBERS):
        levels = {item: level(about, town, item) for item in about}
        mood = (chance.random() - 0.5) * 1.2
        ratings: dict[str, float | None] = {
            statement.id: point(levels[item.id] + mood, chance)
            for item in framework.items
            for statement in item.statements
        }
        weakest = sorted(levels, key=lambda item: levels[item] + chance.random())[:3]
        line = lines[number // 2] if number % 2 == 0 and number // 2 < len(lines) else ""
        groups: dict[Kind, str] = {
            "municipality": town, "role": role, "block": BLOCKS[role],
        }  # fmt: skip
        found.append(Ballot(member, groups, ratings, tuple(weakest), line, bool(line)))
    return found


def pulses(content: Content) -> list[tuple[Round, PulseResult]]:
    """Six months; in the third too few answered."""
    framework = content.frameworks["undercurrent"]
    chance = random.Random(SEED)
    found = []
    for number, means in enumerate(PULSES):
        day = date(2026, 6, 1) + timedelta(weeks=4 * number)
        who = MEMBERS[: 4 if number == 2 else 14 + number % 3]
        ballots = [
            _pulse(
                framework,
                member,
                means,
                PULSE_LINES[place] if number == 5 and place < 5 else "",
                chance,
            )
            for place, (member, _, _) in enumerate(who)
        ]
        result = publish_pulse(framework, ballots, GROUP.rules, COINS, chance)
        closes = GROUP.closing(day)
        one = Round(
            f"pulse{number}",
            framework.id,
            closes - 6 * 86400,
            closes,
            GROUP.rules,
            True,
            True,
            pulse=True,
        )
        found.append((one, result))
    return found


def _pulse(
    framework: Framework, member: str, means: Sequence[float], line: str, chance: random.Random
) -> Ballot:
    ratings: dict[str, float | None] = {
        item.statements[0].id: point(mean, chance)
        for item, mean in zip(framework.items, means, strict=True)
    }
    return Ballot(member, {}, ratings, (), line, bool(line))
