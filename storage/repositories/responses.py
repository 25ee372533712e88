"""How many sent in to a round that is open, for the question whether it may close with nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select

from dialogues.domain.member import Membership
from dialogues.domain.round import Round
from frameworks.groups.rules import MAX_K
from storage.core.schema import ballots, members
from storage.database.unit_of_work import Work


async def load(work: Work, leading: Sequence[Membership]) -> None:
    """Give the rounds of who guides the number that counts, and that which is needed."""
    open_rounds = {round_.id for one in leading for round_ in one.rounds if not round_.published}
    if not open_rounds:
        return
    rows = await work.connection.execute(
        select(ballots.c.round, members.c.right)
        .join(members, members.c.id == ballots.c.member)
        .where(ballots.c.round.in_(open_rounds))
    )
    sent = Counter((row.round, row.right != "member") for row in rows)
    for one in leading:
        one.rounds = [
            round_
            if round_.published
            else _counted(round_, sent[round_.id, False], sent[round_.id, True])
            for round_ in one.rounds
        ]


def _counted(one: Round, others: int, guides: int) -> Round:
    """Who guides knows their own answers: these are needed besides k others, or stay out."""
    if one.rules.k + guides <= MAX_K:
        return replace(one, sent=others + guides, needed=one.rules.k + guides)
    return replace(one, sent=others, needed=one.rules.k)
