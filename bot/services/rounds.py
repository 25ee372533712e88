"""Rounds: opened, closed, published, and told to members."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence

from dialogues.calendar.moments import next_allowed
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.effects import AgendaKept, BallotCast, Effect, ResultShared, RoundOpened
from dialogues.domain.member import Membership
from dialogues.domain.preferences import USUAL
from dialogues.domain.round import Round
from dialogues.domain.round_reminders import WITHOUT_RESULT, moments, subject
from dialogues.notifications.kinds import RESULT, ROUND, SHARED
from frameworks.definition.model import Framework
from frameworks.groups.attendance import Attendance
from frameworks.groups.publish import Ballot, publish
from frameworks.groups.pulse import PulseResult, publish_pulse
from frameworks.groups.results import GroupResult
from frameworks.groups.shifts import Shifts
from storage.core.errors import PublishError
from storage.database.unit_of_work import Work
from storage.repositories import (
    collaborations,
    fires,
    members,
    people,
    pulse_schedules,
    rounds,
    shifts,
)


async def apply(work: Work, effect: Effect, now: float) -> None:
    """Write what a turn changed about a round. Raises TypeError for what is about none."""
    match effect:
        case RoundOpened(collaboration, one):
            await _open(work, collaboration, one, now)
        case BallotCast():
            await rounds.cast(work, effect)
        case ResultShared(collaboration_id, round_id):
            if await rounds.share(work, collaboration_id, round_id):
                await _tell_members(work, collaboration_id, round_id, SHARED, now)
        case AgendaKept(_, round_id, agenda):
            kept = await rounds.record(work, round_id)
            await rounds.keep_record(work, round_id, {**kept, "agenda": agenda.decode()})
        case _:
            raise TypeError(type(effect).__name__)


async def _open(work: Work, collaboration: Collaboration, one: Round, now: float) -> None:
    await rounds.add(work, collaboration.id, one)
    seats = await members.seats(work, [collaboration.id])
    prefs = await people.prefs_of(work, {seat.person: seat.id for seat in seats})
    await fires.add(
        work,
        [
            fires.Fire(ROUND, subject(one.id, seat.id), slot, seat.person, moment)
            for seat in seats
            for slot, moment in moments(
                collaboration, one, now, prefs.get(seat.person, USUAL)
            ).items()
        ],
    )


async def remind_who_joined(work: Work, one: Membership, person: str, now: float) -> None:
    """Who joins while a round is open is reminded of it like everyone else."""
    for round_ in await rounds.still_open(work, one.collaboration.id):
        name = subject(round_.id, one.id)
        await fires.drop_of(work, person, name)
        due = moments(one.collaboration, round_, round_.opens)
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

    Returns whether it was open. The facilitators hear of it by day. Raises PublishError.
    """
    ended = await rounds.end(work, collaboration, round_id, now)
    if ended is None:
        return False
    name, framework = ended.framework, known.get(ended.framework)
    sent, coins = await rounds.ballots_of(work, round_id), await shifts.shifts(work)
    try:
        if ended.pulse:
            record = _pulse(framework, sent, ended, coins)
        else:
            before = await rounds.records(work, collaboration, name)
            earlier = [one["attendance"] for one in before if "attendance" in one]
            record = _result(framework, sent, ended, coins, earlier)
    except Exception as error:
        raise PublishError(type(error).__name__) from error
    await rounds.keep_record(work, round_id, record)
    await rounds.drop_ballots(work, round_id)
    everyone = ended.pulse and await _posted_to_members(work, collaboration)
    if everyone:
        await rounds.share(work, collaboration, round_id)
    kind, empty = SHARED if everyone else RESULT, not ended.pulse and _is_empty(record)
    await _tell_members(work, collaboration, round_id, kind, now, WITHOUT_RESULT if empty else 0)
    return True


def _is_empty(record: Mapping[str, str]) -> bool:
    """Nothing is shown of it: too few answered."""
    return not GroupResult.load(record["result"]).overall


async def _posted_to_members(work: Work, collaboration: str) -> bool:
    """Whether all hear what came of a pulse; without a schedule only the facilitators do."""
    schedules = await pulse_schedules.load(work, [], [collaboration])
    return bool(schedules) and schedules[0].post == "members"


def _result(
    framework: Framework | None,
    sent: Sequence[Ballot],
    ended: Round,
    coins: Shifts,
    earlier: Sequence[str],
) -> dict[str, str]:
    """The record of a round; a framework that is there no more has no result."""
    result, here = GroupResult(ended.framework, ended.rules, round=ended.id), Attendance(ended.id)
    if framework is not None and framework.scale is not None:
        known = [Attendance.load(one) for one in earlier]
        chance = random.SystemRandom()
        result, here = publish(framework, sent, ended.rules, coins, chance, known, ended.id)
    return {"result": result.dump().decode(), "attendance": here.dump().decode()}


def _pulse(
    framework: Framework | None, sent: Sequence[Ballot], ended: Round, coins: Shifts
) -> dict[str, str]:
    """The record of a pulse."""
    result = PulseResult(ended.framework, ended.rules)
    if framework is not None:
        result = publish_pulse(framework, sent, ended.rules, coins, random.SystemRandom())
    return {"pulse": result.dump().decode()}


async def _tell_members(
    work: Work, collaboration: str, round_id: str, kind: str, now: float, slot: int = 0
) -> None:
    """A fire for each: the facilitators when a result is there, all when it is shared."""
    group = await collaborations.existing(work, collaboration)
    seats = await members.seats(work, [collaboration], leading=kind == RESULT)
    moment = next_allowed(now, zone=group.zone)
    await fires.add(
        work,
        [fires.Fire(kind, subject(round_id, one.id), slot, one.person, moment) for one in seats],
    )
