"""Rounds: opened, closed, published, and told to members."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import asdict

import orjson
from sqlalchemy import case, delete, insert, select, update

from dialogues.calendar.moments import next_allowed
from dialogues.domain.collaboration import Collaboration, Membership, Round
from dialogues.domain.effects import AgendaKept, BallotCast, Effect, ResultShared, RoundOpened
from dialogues.domain.preferences import USUAL
from dialogues.domain.round_reminders import moments, subject
from dialogues.notifications.kinds import RESULT, ROUND, SHARED
from frameworks.definition.model import Framework
from frameworks.groups.cells import dump as dump_ledger
from frameworks.groups.cells import load as load_ledger
from frameworks.groups.publish import Ballot, publish
from frameworks.groups.pulse import PulseResult, publish_pulse
from frameworks.groups.results import GroupResult
from frameworks.groups.rules import Rules
from storage.core.errors import PublishError
from storage.core.schema import ballots, collaborations, members, rounds
from storage.core.schema import fires as fire_rows
from storage.database.unit_of_work import Work
from storage.repositories import fires, people, pulse_schedules
from storage.repositories.rounds import ballots_of, cast, keep_record, record, records, round_of


async def apply(work: Work, effect: Effect, now: float) -> None:
    """Write what a visit changed about a round."""
    match effect:
        case RoundOpened(collaboration, one):
            await _open(work, collaboration, one, now)
        case BallotCast():
            await cast(work, effect)
        case ResultShared(collaboration_id, round_id):
            of_it = (rounds.c.collaboration == collaboration_id, rounds.c.id == round_id)
            told = await work.connection.execute(
                update(rounds).where(*of_it, rounds.c.shared == 0).values(shared=1)
            )
            if told.rowcount:
                await _tell_members(work, collaboration_id, round_id, SHARED, now)
        case AgendaKept(_, round_id, agenda):
            kept = await record(work, round_id)
            await keep_record(work, round_id, {**kept, "agenda": agenda.decode()})
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
        due = moments(one.collaboration, round_of(row), row.opens)
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
    sent = await ballots_of(work, round_id)
    try:
        if row.pulse:
            record = _pulse(framework, sent, row.framework, rules)
        else:
            earlier = [one["ledger"] for one in await records(work, collaboration, row.framework)]
            record = _result(framework, sent, row.framework, rules, earlier)
    except Exception as error:
        raise PublishError(type(error).__name__) from error
    await keep_record(work, round_id, record)
    await work.connection.execute(delete(ballots).where(ballots.c.round == round_id))
    everyone = bool(row.pulse) and await pulse_schedules.post(work, collaboration) == "members"
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
