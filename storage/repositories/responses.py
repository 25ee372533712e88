"""How many sent in to a round that is open, for the question whether it may close with nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import func, select

from dialogues.domain.member import Membership
from storage.core.schema import ballots
from storage.database.unit_of_work import Work


async def load(work: Work, leading: Sequence[Membership]) -> None:
    """Give the rounds of who guides the number that counts, and that which is needed."""
    open_rounds = {round_.id for one in leading for round_ in one.rounds if not round_.published}
    if not open_rounds:
        return
    rows = await work.connection.execute(
        select(ballots.c.round, func.count())
        .where(ballots.c.round.in_(open_rounds))
        .group_by(ballots.c.round)
    )
    sent = {row[0]: row[1] for row in rows}
    for one in leading:
        one.rounds = [
            round_
            if round_.published
            else replace(round_, sent=sent.get(round_.id, 0), needed=round_.rules.least)
            for round_ in one.rounds
        ]
