"""What an attacker may do around rounds, and how sure that makes them of one answer.

The attacker is after the answer of F. They know what all others answered, who took part in what,
that F never changes the answer, and the rules; only the secret of the shifts they do not know. To
them every answer of F is as likely, before they read what is published.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field
from math import sqrt
from random import Random

from frameworks.definition.model import Band
from frameworks.groups.attendance import Attendance
from frameworks.groups.publish import Ballot, publish
from frameworks.groups.pulse import PulseResult, publish_pulse
from frameworks.groups.results import GroupResult
from frameworks.groups.rules import Rules
from frameworks.groups.shifts import Shifts
from tests.support.group_results import POINTS
from tests.support.small_frameworks import framework, text

VICTIM, OTHERS = "F", "ABCDE"
EVERYONE = OTHERS + VICTIM
BAND = Band(id="any", least=1, standing="middle", label=text("any"))
BARE = framework(5, ["x"])
ASKED = BARE.model_copy(
    update={"scale": BARE.scale and BARE.scale.model_copy(update={"bands": [BAND]})}
)
CEILING = 0.751
"""One of five answers, each a fourth as likely as the one beside it."""
SECRETS = 600
WHOLE: Mapping[str, float] = {"A": 2, "B": 3, "C": 3, "D": 4, "E": 4}
Answers = Mapping[str, float]
NOBODYS_TOWN: Mapping[str, str] = {}


@dataclass
class Together:
    """A collaboration that rates one thing, round after round."""

    answers: Answers
    coins: Shifts
    name: str = "one"
    known: list[Attendance] = field(default_factory=list)
    gone: Counter[str] = field(default_factory=Counter)

    def again(self, people: Iterable[str]) -> None:
        """They go, however that is, and come back by a new invitation: as the same accounts."""

    def erased(self, people: Iterable[str]) -> None:
        """They erase all that is theirs, and come back: as other accounts."""
        self.gone.update(people)

    def round(self, people: Iterable[str], towns: Mapping[str, str] = NOBODYS_TOWN) -> GroupResult:
        """What is published of a round in which these answered."""
        sent, name = self.ballots(people, towns), f"{self.name}{len(self.known)}"
        result, here = publish(ASKED, sent, Rules(), self.coins, Random(0), self.known, name)
        self.known.append(here)
        return result

    def pulse(self, people: Iterable[str]) -> PulseResult:
        """What is published of a pulse on the same thing."""
        return publish_pulse(ASKED, self.ballots(people), Rules(), self.coins, Random(0))

    def ballots(
        self, people: Iterable[str], towns: Mapping[str, str] = NOBODYS_TOWN
    ) -> list[Ballot]:
        return [
            Ballot(
                f"{who}{self.gone[who]}", {"municipality": towns[who]} if who in towns else {},
                {"x_a": self.answers[who]},
            )
            for who in people
        ]  # fmt: skip


def surest(
    watch: Callable[[Together], Hashable], others: Answers = WHOLE, victim: str = VICTIM
) -> float:
    """How sure the attacker is of the victim's answer in the case that tells most; less what is but
    luck in so few cases. `watch` makes the move, and gives all that is published."""
    seen: dict[Hashable, Counter[int]] = defaultdict(Counter)
    for secret in range(SECRETS):
        coins = Shifts(f"secret {secret}".encode())
        for answer in POINTS:
            seen[watch(Together({**others, victim: answer}, coins))][answer] += 1
    if len(seen) < 2:
        raise RuntimeError("hardly anything was published: the move was not made")
    return max(max(one.values()) / one.total() - _luck(one.total()) for one in seen.values())


def _luck(cases: int) -> float:
    return 3 * sqrt(CEILING * (1 - CEILING) / cases)
