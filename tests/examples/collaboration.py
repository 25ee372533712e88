"""Three municipalities that do not exist, eighteen members, two rounds and six pulses."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import date, timedelta

from dialogues.definition.content import Content
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.round import Round
from frameworks.definition.model import Framework
from frameworks.groups.cells import Ledger
from frameworks.groups.publish import Ballot, publish
from frameworks.groups.pulse import PulseResult, publish_pulse
from frameworks.groups.results import GroupResult
from frameworks.groups.rules import Kind, Rules

SEED = 20261122
ROLES = ("council", "council", "executive", "executive", "secretary", "staff")
GROUP = Collaboration(
    "example",
    "Sociaal domein aan de Vliet",
    ("Aarhorst", "Duinerweerd", "Vlietdam"),
    "running",
    Rules(),
)
MEMBERS = [
    (f"member{place}{number}", town, role)
    for place, town in enumerate(GROUP.municipalities)
    for number, role in enumerate(ROLES)
]
THEN = {"sf1": 3.6, "sf2": 2.8, "sf3": 3.3, "sf4": 3.1, "sf5": 2.7, "sf6": 2.9, "sf7": 3.2,
        "sf8": 2.6, "sf9": 3.4, "sf10": 2.9}  # fmt: skip
"""About how each factor was scored in the zero measurement."""
NOW = {"sf1": 4.2, "sf2": 3.1, "sf3": 3.8, "sf4": 3.2, "sf5": 3.3, "sf6": 3.6, "sf7": 4.1,
       "sf8": 3.4, "sf9": 3.5, "sf10": 2.8}  # fmt: skip
APART = {"Aarhorst": {"sf2": -1.0, "sf8": 0.5}, "Duinerweerd": {"sf2": 0.9, "sf4": -0.8},
         "Vlietdam": {"sf10": 0.8, "sf4": 0.7}}  # fmt: skip
"""Where a municipality sees it otherwise."""
LINES = (
    "De stukken komen zo laat dat wij er thuis in de raad niet meer over kunnen praten.",
    "Sinds de drie teams op één gang zitten, is een vraag in vijf minuten opgelost.",
    "Ik mis een plek waar we ook zeggen wat er misging.",
    "Onze inwoners weten nog steeds niet welk nummer zij moeten bellen.",
    "De wethouders bellen elkaar nu gewoon. Dat scheelt weken.",
    "Wat wij ‘dichtbij’ noemen, is voor de ander een half uur rijden.",
    "Als raadslid hoor ik het resultaat pas bij de jaarstukken.",
)
PULSES = ((3.0, 3.2, 2.6), (3.1, 3.2, 2.5), (3.3, 3.4, 2.8), (3.4, 3.2, 2.9), (3.6, 3.5, 2.9),
          (3.8, 3.4, 4.1))  # fmt: skip
"""About how each of the three questions was scored, month after month."""
PULSE_LINES = (
    "+ Het overleg begint op tijd, en stopt op tijd.",
    "- Minder mails met iedereen in de cc.",
    "+ De collega’s van de buren denken hardop mee.",
    "- Zeg het eerder als een planning niet lukt.",
    "+ Wij vierden dat de wachtlijst weg is.",
)


def rounds(content: Content) -> list[tuple[date, GroupResult]]:
    """The zero measurement and the round of a year later, published one after the other."""
    framework = content.frameworks["success_factors"]
    chance = random.Random(SEED)
    found: list[tuple[date, GroupResult]] = []
    ledgers: list[Ledger] = []
    for day, about, lines in (
        (date(2025, 11, 28), THEN, ()), (date(2026, 11, 13), NOW, LINES)
    ):  # fmt: skip
        sent = ballots(framework, about, lines, chance)
        result, ledger = publish(framework, sent, GROUP.rules, ledgers, chance)
        found.append((day, result))
        ledgers.append(ledger)
    return found


def ballots(
    framework: Framework, about: dict[str, float], lines: Sequence[str], chance: random.Random
) -> list[Ballot]:
    """All members but one; lines come from the first few."""
    found = []
    for number, (member, town, role) in enumerate(MEMBERS):
        level = {item: mean + APART[town].get(item, 0) for item, mean in about.items()}
        mood = (chance.random() - 0.5) * 1.2
        ratings: dict[str, float | None] = {
            statement.id: _point(level[item.id] + mood, chance)
            for item in framework.items
            for statement in item.statements
        }
        weakest = sorted(level, key=lambda item: level[item] + chance.random())[:3]
        line = lines[number // 2] if number % 2 == 0 and number // 2 < len(lines) else ""
        groups: dict[Kind, str] = {"municipality": town, "role": role}
        found.append(Ballot(member, groups, ratings, tuple(weakest), line, bool(line)))
    return found


def _point(level: float, chance: random.Random) -> float:
    return float(min(5, max(1, round(level + (chance.random() + chance.random() - 1) * 2.2))))


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
        result = publish_pulse(framework, ballots, GROUP.rules, chance)
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
        item.statements[0].id: _point(mean, chance)
        for item, mean in zip(framework.items, means, strict=True)
    }
    return Ballot(member, {}, ratings, (), line, bool(line))
