"""Rounds: opened, filled in, and published once. What was sent in goes when the result is there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import orjson
from sqlalchemy import case, delete, insert, select, update

from dialogues.domain.effects import BallotCast
from dialogues.domain.member import BLOCKS, Membership
from dialogues.domain.round import Round
from frameworks.groups.publish import Ballot
from frameworks.groups.pulse import PulseResult
from frameworks.groups.rules import Kind, Rules
from storage.core.errors import ConcurrentWriteError
from storage.core.schema import ballots, members, rounds
from storage.database.unit_of_work import Work
from storage.database.upsert import upsert

UNSEALED = tuple(column for column in rounds.c if column.name != "data")
OLDEST_FIRST = (rounds.c.opens, rounds.c.id)


async def load(work: Work, found: Sequence[Membership]) -> None:
    """Give memberships the rounds of their collaborations, the oldest first."""
    sent = await work.connection.execute(
        select(ballots.c.round, ballots.c.member).where(
            ballots.c.member.in_([one.id for one in found])
        )
    )
    answered = {(row.round, row.member) for row in sent}
    rows = await work.connection.execute(
        select(*UNSEALED)
        .where(rounds.c.collaboration.in_({one.collaboration.id for one in found}))
        .order_by(*OLDEST_FIRST)
    )
    by_group: dict[str, list[Round]] = {}
    for row in rows:
        by_group.setdefault(row.collaboration, []).append(round_of(row))
    for one in found:
        one.rounds = [
            replace(known, answered=True) if (known.id, one.id) in answered else known
            for known in by_group.get(one.collaboration.id, ())
        ]


def round_of(row: Any) -> Round:
    """The round in a row; whether this person answered is not in it."""
    rules = Rules(**orjson.loads(row.rules))
    published = row.status == "published"
    return Round(
        row.id, row.framework, row.opens, row.closes, rules, published, bool(row.shared),
        pulse=bool(row.pulse),
    )  # fmt: skip


async def of(work: Work, collaboration: str) -> list[Round]:
    """A collaboration's rounds, the oldest first."""
    rows = await work.connection.execute(
        select(*UNSEALED).where(rounds.c.collaboration == collaboration).order_by(*OLDEST_FIRST)
    )
    return [round_of(row) for row in rows]


async def cast(work: Work, ballot: BallotCast) -> None:
    """Keep what a member sent in, in the place of what they sent before.

    Raises ConcurrentWriteError when another replica closed the round meanwhile, or took them out.
    """
    holds = await work.connection.execute(
        select(members.c.id)
        .join(rounds, rounds.c.collaboration == members.c.collaboration)
        .where(
            members.c.id == ballot.member, rounds.c.id == ballot.round, rounds.c.status == "open"
        )
        .with_for_update(read=True)
    )
    if holds.first() is None:
        raise ConcurrentWriteError("a round closed while it was filled in: try again")
    if not ballot.ratings:
        await work.connection.execute(
            delete(ballots).where(
                ballots.c.round == ballot.round, ballots.c.member == ballot.member
            )
        )
        return
    where = f"ballots/{ballot.round}/{ballot.member}"
    values = {
        "round": ballot.round,
        "member": ballot.member,
        "data": work.vault.seal(ballot.dump(), where),
    }
    statement = upsert(work, ballots).values(**values)
    await work.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["round", "member"], set_={"data": values["data"]}
        )
    )


# --- results --------------------------------------------------------------------------------------


async def due(work: Work, now: float) -> list[tuple[str, str]]:
    """(collaboration, round) of those that are to be closed now, in seconds since the epoch."""
    rows = await work.connection.execute(
        select(rounds.c.collaboration, rounds.c.id)
        .where(rounds.c.status == "open", rounds.c.closes <= now)
        .order_by(rounds.c.closes)
        .limit(20)
    )
    return [(row.collaboration, row.id) for row in rows]


async def pulses(work: Work, collaboration: str) -> list[tuple[Round, PulseResult]]:
    """(round, result) of a collaboration's published pulses, the oldest first."""
    rows = await work.connection.execute(
        select(rounds)
        .where(
            rounds.c.collaboration == collaboration,
            rounds.c.pulse == 1,
            rounds.c.data.is_not(None),
        )
        .order_by(*OLDEST_FIRST)
    )
    found = []
    for row in rows:
        record = orjson.loads(work.vault.open(row.data, f"rounds/{row.id}"))
        found.append((round_of(row), PulseResult.load(record["pulse"])))
    return found


async def ballots_of(work: Work, round_id: str) -> list[Ballot]:
    """What was sent in to a round, by whose account."""
    rows = await work.connection.execute(
        select(ballots.c.member, members.c.person, ballots.c.data, members.c.data.label("of"))
        .join(members, members.c.id == ballots.c.member)
        .where(ballots.c.round == round_id)
        .order_by(ballots.c.member)
    )
    found = []
    for row in rows:
        who = orjson.loads(work.vault.open(row.of, f"members/{row.member}"))
        sent = orjson.loads(work.vault.open(row.data, f"ballots/{round_id}/{row.member}"))
        groups: dict[Kind, str] = {
            "municipality": who["municipality"], "role": who["role"],
            "block": BLOCKS.get(who["role"], ""),
        }  # fmt: skip
        sent["important"] = tuple(sent["important"])
        found.append(Ballot(row.person, groups, **sent))
    return found


async def sent_in(work: Work, member: str) -> list[dict[str, Any]]:
    """What a member sent in for rounds that are open, for their own export.

    `round`, with the fields of a `Ballot` that the member filled in.
    """
    rows = await work.connection.execute(
        select(ballots.c.round, ballots.c.data)
        .where(ballots.c.member == member)
        .order_by(ballots.c.round)
    )
    return [
        {
            "round": row.round,
            **orjson.loads(work.vault.open(row.data, f"ballots/{row.round}/{member}")),
        }
        for row in rows
    ]


async def record(work: Work, round_id: str) -> dict[str, Any]:
    """A published round's `result`, `attendance` and, when it was changed, `agenda`, as JSON
    texts. A round of before there were shifts has no attendance."""
    row = await work.connection.execute(select(rounds.c.data).where(rounds.c.id == round_id))
    sealed = row.scalar_one_or_none()
    found: dict[str, Any] = (
        orjson.loads(work.vault.open(sealed, f"rounds/{round_id}")) if sealed else {}
    )
    return found


async def records(work: Work, collaboration: str, framework: str) -> list[dict[str, Any]]:
    """What was published of a framework's rounds, each as in `record`, the oldest first."""
    rows = await work.connection.execute(
        select(rounds.c.id, rounds.c.data)
        .where(
            rounds.c.collaboration == collaboration,
            rounds.c.framework == framework,
            rounds.c.pulse == 0,
            rounds.c.data.is_not(None),
        )
        .order_by(rounds.c.opens, rounds.c.id)
    )
    return [orjson.loads(work.vault.open(row.data, f"rounds/{row.id}")) for row in rows]


async def keep_record(work: Work, round_id: str, data: Mapping[str, Any]) -> None:
    """Write what is published of a round, as in `record`."""
    await work.connection.execute(
        update(rounds)
        .where(rounds.c.id == round_id)
        .values(data=work.vault.seal(orjson.dumps(data), f"rounds/{round_id}"))
    )


async def add(work: Work, collaboration: str, one: Round) -> None:
    """Enter a round that opens."""
    await work.connection.execute(
        insert(rounds).values(
            id=one.id,
            collaboration=collaboration,
            framework=one.framework,
            opens=one.opens,
            closes=one.closes,
            rules=orjson.dumps(asdict(one.rules)).decode(),
            status="open",
            pulse=int(one.pulse),
        )
    )


async def still_open(work: Work, collaboration: str) -> list[Round]:
    """A collaboration's rounds that are open."""
    rows = await work.connection.execute(
        select(rounds).where(rounds.c.collaboration == collaboration, rounds.c.status == "open")
    )
    return [round_of(row) for row in rows.all()]


async def share(work: Work, collaboration: str, round_id: str) -> bool:
    """Members may see its result; returns whether they could not before."""
    of_it = (rounds.c.collaboration == collaboration, rounds.c.id == round_id)
    told = await work.connection.execute(
        update(rounds).where(*of_it, rounds.c.shared == 0).values(shared=1)
    )
    return told.rowcount > 0


async def extend(work: Work, collaboration: str, round_id: str, closes: float) -> bool:
    """It closes later; returns whether it was open, and did not already."""
    changed = await work.connection.execute(
        update(rounds)
        .where(
            rounds.c.id == round_id,
            rounds.c.collaboration == collaboration,
            rounds.c.status == "open",
            rounds.c.closes < closes,
        )
        .values(closes=closes)
    )
    return changed.rowcount > 0


async def end(work: Work, collaboration: str, round_id: str, now: float) -> Round | None:
    """It takes no answers any more; None when it was not open."""
    ended = await work.connection.execute(
        update(rounds)
        .where(
            rounds.c.id == round_id,
            rounds.c.collaboration == collaboration,
            rounds.c.status == "open",
        )
        .values(
            status="published", closes=case((rounds.c.closes > now, now), else_=rounds.c.closes)
        )
        .returning(*UNSEALED)
    )
    row = ended.one_or_none()
    return round_of(row) if row else None


async def drop_ballots(work: Work, round_id: str) -> None:
    """What was sent in to a round goes."""
    await work.connection.execute(delete(ballots).where(ballots.c.round == round_id))
