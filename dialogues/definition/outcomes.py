"""Which outcomes of a dialogue others can build on."""

from __future__ import annotations

from collections.abc import Sequence

from dialogues.definition.tellings import GiveRanking, GiveVerdict, Option, Verdict


def outcomes(told: object) -> Sequence[Verdict | Option]:
    """What a state can come to: the rows of a verdict, the options of a ranking."""
    match told:
        case GiveVerdict(table=table):
            return table
        case GiveRanking(options=options):
            return options
    return ()
