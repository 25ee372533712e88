"""Rounds: opened, filled in, and published once. What was sent in goes when the result is there."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict, replace
from typing import Any

import orjson
from sqlalchemy import case, delete, func, insert, select, update

from dialogues.collaboration import (
    AgendaKept,
    BallotCast,
    Collaboration,
    Effect,
    Membership,
    ResultShared,
    Round,
    RoundOpened,
)
from dialogues.prefs import USUAL
from dialogues.round_fires import RESULT, ROUND, SHARED, moments, subject
from dialogues.schedule import next_allowed
from frameworks.atoms import dump as dump_ledger
from frameworks.atoms import load as load_ledger
from frameworks.group_result import GroupResult, Kind, Rules
from frameworks.groups import Ballot, publish
from frameworks.model import Framework
from frameworks.pulse import PulseResult, publish_pulse
from storage import fires, people, rhythms
from storage.errors import Collided, Unpublished
from storage.schema import ballots, collaborations, members, rounds
from storage.schema import fires as fire_rows
from storage.unit_of_work import Work
from storage.upsert import upsert

OPEN = tuple(column for column in rounds.c if column.name != "data")
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
        select(*OPEN)
        .where(rounds.c.collaboration.in_({one.collaboration.id for one in found}))
        .order_by(*OLDEST_FIRST)
    )
    by_group: dict[str, list[Round]] = {}
    for row in rows:
        by_group.setdefault(row.collaboration, []).append(_round(row))
    for one in found:
        one.rounds = [
            replace(known, answered=True) if (known.id, one.id) in answered else known
            for known in by_group.get(one.collaboration.id, ())
        ]


def _round(row: Any) -> Round:
    rules = Rules(**orjson.loads(row.rules))
    published = row.status == "published"
    return Round(
        row.id, row.framework, row.opens, row.closes, rules, published, bool(row.shared),
        pulse=bool(row.pulse),
    )  # fmt: skip


async def of(work: Work, collaboration: str) -> list[Round]:
    """A collaboration's rounds, the oldest first."""
    rows = await work.connection.execute(
        select(*OPEN).where(rounds.c.collaboration == collaboration).order_by(*OLDEST_FIRST)
    )
    return [_round(row) for row in rows]


async def apply(work: Work, effect: Effect, now: float) -> None:
    """Write what a visit changed about a round."""
    match effect:
        case RoundOpened(collaboration, one):
            await _open(work, collaboration, one, now)
        case BallotCast():
            await _cast(work, effect)
        case ResultShared(collaboration_id, round_id):
            of_it = (rounds.c.collaboration == collaboration_id, rounds.c.id == round_id)
            told = await work.connection.execute(
                update(rounds).where(*of_it, rounds.c.shared == 0).values(shared=1)
            )
            if told.rowcount:
                await _tell_members(work, collaboration_id, round_id, SHARED, now)
        case AgendaKept(_, round_id, agenda):
            kept = await record(work, round_id)
            await _keep(work, round_id, {**kept, "agenda": agenda.decode()})
        case _:
            raise TypeError(type(effect).__name__)


async def _open(work: Work, collaboration: Collaboration, one: Round, now: float) -> None:
    await work.connection.execute(
        insert(rounds).values(
            id=one.id,
            collaboration=collaboration.id,
            framework=one.framework,
            opens=one.opens,
            closes=one.closes,
            rules=orjson.dumps(asdict(one.rules)).decode(),
            status="open",
            pulse=int(one.pulse),
        )
    )
    rows = await work.connection.execute(
        select(members.c.id, members.c.person).where(members.c.collaboration == collaboration.id)
    )
    found = {row.person: row.id for row in rows}
    prefs = await people.prefs_of(work, found)
    await fires.add(
        work,
        [
            fires.Fire(ROUND, subject(one.id, member), slot, person, moment)
            for person, member in found.items()
            for slot, moment in moments(collaboration, one, now, prefs.get(person, USUAL)).items()
        ],
    )


async def remind_who_joined(work: Work, one: Membership, person: str, now: float) -> None:
    """Who joins while a round is open is reminded of it like everyone else."""
    found = await work.connection.execute(
        select(rounds).where(
            rounds.c.collaboration == one.collaboration.id, rounds.c.status == "open"
        )
    )
    for row in found.all():
        due = moments(one.collaboration, _round(row), row.opens)
        name = subject(row.id, one.id)
        await work.connection.execute(
            delete(fire_rows).where(fire_rows.c.person == person, fire_rows.c.subject == name)
        )
        await fires.add(
            work,
            [
                fires.Fire(ROUND, name, slot, person, moment)
                for slot, moment in due.items()
                if slot and moment > now
            ],
        )


async def _cast(work: Work, ballot: BallotCast) -> None:
    """Raises Collided when another replica closed the round meanwhile, or took the member out."""
    holds = await work.connection.execute(
        select(members.c.id)
        .join(rounds, rounds.c.collaboration == members.c.collaboration)
        .where(
            members.c.id == ballot.member, rounds.c.id == ballot.round, rounds.c.status == "open"
        )
        .with_for_update(read=True)
    )
    if holds.first() is None:
        raise Collided("a round closed while it was filled in: try again")
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
    """The collaborations and rounds that are to be closed now."""
    rows = await work.connection.execute(
        select(rounds.c.collaboration, rounds.c.id)
        .where(rounds.c.status == "open", rounds.c.closes <= now)
        .order_by(rounds.c.closes)
        .limit(20)
    )
    return [(row.collaboration, row.id) for row in rows]


async def close(
    work: Work, collaboration: str, round_id: str, known: Mapping[str, Framework], now: float
) -> bool:
    """Publish a round: make its result, once, and take out what was sent in.

    Returns whether it was open. The facilitators hear of it by day. Raises Unpublished.
    """
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
        .returning(rounds.c.framework, rounds.c.rules, rounds.c.pulse)
    )
    row = ended.one_or_none()
    if row is None:
        return False
    framework, rules = known.get(row.framework), Rules(**orjson.loads(row.rules))
    sent = await _ballots(work, round_id)
    try:
        if row.pulse:
            record = _pulse(framework, sent, row.framework, rules)
        else:
            earlier = [one["ledger"] for one in await _records(work, collaboration, row.framework)]
            record = _result(framework, sent, row.framework, rules, earlier)
    except Exception as error:
        raise Unpublished(type(error).__name__) from error
    await _keep(work, round_id, record)
    await work.connection.execute(delete(ballots).where(ballots.c.round == round_id))
    everyone = bool(row.pulse) and await rhythms.post(work, collaboration) == "members"
    if everyone:
        of_it = rounds.c.id == round_id
        await work.connection.execute(update(rounds).where(of_it).values(shared=1))
    await _tell_members(work, collaboration, round_id, SHARED if everyone else RESULT, now)
    return True


def _result(
    framework: Framework | None, sent: Sequence[Ballot], name: str, rules: Rules, earlier: list[str]
) -> dict[str, str]:
    """The record of a round; a framework that is there no more has no result."""
    result, ledger = GroupResult(name, rules), dump_ledger({})
    if framework is not None and framework.scale is not None:
        known = [load_ledger(one) for one in earlier]
        result, published = publish(framework, sent, rules, known, random.SystemRandom())
        ledger = dump_ledger(published)
    return {"result": result.dump().decode(), "ledger": ledger.decode()}


def _pulse(
    framework: Framework | None, sent: Sequence[Ballot], name: str, rules: Rules
) -> dict[str, str]:
    """The record of a pulse."""
    result = PulseResult(name, rules)
    if framework is not None:
        result = publish_pulse(framework, sent, rules, random.SystemRandom())
    return {"pulse": result.dump().decode()}


async def pulses(work: Work, collaboration: str) -> list[tuple[Round, PulseResult]]:
    """The published pulses of a collaboration, the oldest first."""
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
        found.append((_round(row), PulseResult.load(record["pulse"])))
    return found


async def _ballots(work: Work, round_id: str) -> list[Ballot]:
    rows = await work.connection.execute(
        select(ballots.c.member, ballots.c.data, members.c.data.label("of"))
        .join(members, members.c.id == ballots.c.member)
        .where(ballots.c.round == round_id)
        .order_by(ballots.c.member)
    )
    found = []
    for row in rows:
        who = orjson.loads(work.vault.open(row.of, f"members/{row.member}"))
        sent = orjson.loads(work.vault.open(row.data, f"ballots/{round_id}/{row.member}"))
        groups: dict[Kind, str] = {"municipality": who["municipality"], "role": who["role"]}
        sent["important"] = tuple(sent["important"])
        found.append(Ballot(row.member, groups, **sent))
    return found


async def sent_in(work: Work, member: str) -> list[dict[str, Any]]:
    """What a member sent in for rounds that are open, for their own export."""
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
    """A published round's `result`, `ledger` and, when it was changed, `agenda`, as JSON texts."""
    row = await work.connection.execute(select(rounds.c.data).where(rounds.c.id == round_id))
    sealed = row.scalar_one_or_none()
    found: dict[str, Any] = (
        orjson.loads(work.vault.open(sealed, f"rounds/{round_id}")) if sealed else {}
    )
    return found


async def _records(work: Work, collaboration: str, framework: str) -> list[dict[str, Any]]:
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


async def _keep(work: Work, round_id: str, data: Mapping[str, Any]) -> None:
    await work.connection.execute(
        update(rounds)
        .where(rounds.c.id == round_id)
        .values(data=work.vault.seal(orjson.dumps(data), f"rounds/{round_id}"))
    )


async def response(work: Work, round_id: str) -> int:
    """How many sent something in. Only for whom may know: from the threshold on."""
    rows = await work.connection.execute(
        select(func.count())
        .select_from(ballots.join(members, members.c.id == ballots.c.member))
        .where(ballots.c.round == round_id)
    )
    return int(rows.scalar_one())


async def _tell_members(
    work: Work, collaboration: str, round_id: str, kind: str, now: float
) -> None:
    """A fire for each: the facilitators when a result is there, all when it is shared."""
    sealed = await work.connection.execute(
        select(collaborations.c.data).where(collaborations.c.id == collaboration)
    )
    group = Collaboration.load(
        work.vault.open(sealed.scalar_one(), f"collaborations/{collaboration}")
    )
    who = select(members.c.id, members.c.person).where(members.c.collaboration == collaboration)
    if kind == RESULT:
        who = who.where(members.c.right != "member")
    rows = await work.connection.execute(who)
    moment = next_allowed(now, zone=group.zone)
    await fires.add(
        work,
        [fires.Fire(kind, subject(round_id, row.id), 0, row.person, moment) for row in rows],
    )
