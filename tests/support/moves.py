"""What an attacker may do around rounds, and whose answer all that is published then gives away.

The attacker is after the answer of F. They know who took part in what, and that nobody changes an
answer; and they know the rules, so each world of answers that would publish the same is possible.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import combinations_with_replacement
from random import Random

from frameworks.definition.model import Band
from frameworks.groups.cells import Ledger
from frameworks.groups.publish import Ballot
from frameworks.groups.pulse import PulseResult, publish_pulse
from frameworks.groups.results import GroupResult
from frameworks.groups.rules import Rules
from tests.support.group_results import POINTS, published
from tests.support.round_histories import framework, text

VICTIM, OTHERS = "F", "ABCDE"
EVERYONE = OTHERS + VICTIM
BAND = Band(id="any", least=1, standing="middle", label=text("any"))
BARE = framework(5, ["x"])
ASKED = BARE.model_copy(
    update={"scale": BARE.scale and BARE.scale.model_copy(update={"bands": [BAND]})}
)
Answers = Mapping[str, int]
NOBODYS: Answers = {}
NOBODYS_TOWN: Mapping[str, str] = {}


def given_away(watch: Callable[[Answers], object], known: Answers = NOBODYS) -> list[Answers]:
    """The worlds in which F has one possible answer; `watch` is all that is published in a world,
    `known` are answers that the attacker gave."""
    seen: dict[object, list[Answers]] = defaultdict(list)
    for world in _worlds(known):
        seen[watch(world)].append(world)
    if len(seen) < len(POINTS):
        raise RuntimeError("hardly anything was published: the move was not made")
    return [
        world for alike in seen.values() if len({one[VICTIM] for one in alike}) == 1
        for world in alike
    ]  # fmt: skip


def _worlds(known: Answers) -> Iterator[Answers]:
    """The answers of A to E that are not known, whoever of them gave which, with those of F."""
    rest = [who for who in OTHERS if who not in known]
    for given in combinations_with_replacement(POINTS, len(rest)):
        for answer in POINTS:
            yield {**known, **dict(zip(rest, given, strict=True)), VICTIM: answer}


@dataclass
class Together:
    """A collaboration that rates one thing, round after round."""

    answers: Answers
    name: str = "one"
    ledgers: list[Ledger] = field(default_factory=list)
    left: Counter[str] = field(default_factory=Counter)

    def again(self, people: Iterable[str]) -> None:
        """They go, however that is, and come back by a new invitation: as other members."""
        self.left.update(people)

    def round(self, people: Iterable[str], towns: Mapping[str, str] = NOBODYS_TOWN) -> GroupResult:
        """What is published of a round in which these answered."""
        sent = self.ballots(people, towns)
        result, ledger = published(sent, Rules(5), self.ledgers)
        self.ledgers.append(ledger)
        return result

    def pulse(self, people: Iterable[str]) -> PulseResult:
        """What is published of a pulse on the same thing."""
        return publish_pulse(ASKED, self.ballots(people), Rules(5), Random(0))

    def ballots(
        self, people: Iterable[str], towns: Mapping[str, str] = NOBODYS_TOWN
    ) -> list[Ballot]:
        return [
            Ballot(
                f"{self.name}/{who}{self.left[who]}",
                {"municipality": towns[who]} if who in towns else {},
                {"x_a": self.answers[who]},
            )
            for who in people
        ]
