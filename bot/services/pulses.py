"""Schedules of pulses that are due: a person is asked, a collaboration's pulse opens. Each once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import structlog

from bot.services import rounds as rounds_service
from dialogues.calendar.moments import Moment
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.effects import RoundOpened
from dialogues.domain.pulse_schedule import OPEN_DAYS, PulseSchedule, too_late
from dialogues.domain.round import Round
from dialogues.notifications.kinds import PULSE
from storage.database.unit_of_work import Work
from storage.repositories import collaborations, fires, pulse_schedules, rounds

log = structlog.get_logger()
MAX_SCHEDULES_PER_BATCH = 200
"""Schedules a transaction: few enough that nobody who writes waits for long."""


async def beat(work: Work, now: float, new_id: Callable[[], str], framework: str) -> int:
    """Take what is due, and go on to the next moment of each; returns how many there were.

    `framework` is what a pulse asks. Every moment leaves a fire behind, by which it is known: no
    moment comes twice.
    """
    found = await pulse_schedules.due(work, now, MAX_SCHEDULES_PER_BATCH)
    for one in found:
        for moment in one.schedule.passed(Moment(one.slot, one.due), now):
            await _take(work, one.schedule, moment, now, new_id, framework)
        await pulse_schedules.advance(work, one, *_next(one.schedule, now))
    return len(found)


async def keep(work: Work, schedule: PulseSchedule, now: float) -> None:
    """Write a schedule that was set or changed: it goes on after now."""
    await pulse_schedules.save(work, schedule, *_next(schedule, now))


def _next(schedule: PulseSchedule, now: float) -> tuple[float | None, int]:
    """When its first moment after now is due, and its slot; those that were missed are left out."""
    found = schedule.next(now)
    return (found[0].due, found[0].slot) if found else (None, 0)


async def _take(
    work: Work,
    schedule: PulseSchedule,
    moment: Moment,
    now: float,
    new_id: Callable[[], str],
    framework: str,
) -> None:
    fire = fires.Fire(PULSE, schedule.id, moment.slot, schedule.person, moment.due)
    if too_late(moment.due, now):
        await fires.add_once(work, fire, "skipped", now)
        log.info("a pulse was left out", slot=moment.slot, reason="it came too late")
    elif schedule.person:
        await fires.add_once(work, fire)
    elif await _busy(work, schedule.collaboration, now):
        await fires.add_once(work, fire, "skipped", now)
        log.info("a pulse was left out", slot=moment.slot, reason="the last one is still open")
    elif await fires.add_once(work, fire, "done", now):
        await _open(work, schedule.collaboration, framework, now, new_id())


async def _busy(work: Work, name: str, now: float) -> bool:
    return any(one.pulse and one.is_open(now) for one in await rounds.of(work, name))


async def _open(work: Work, name: str, framework: str, now: float, round_id: str) -> None:
    group = await collaborations.one(work, name)
    if group is not None:
        opened = RoundOpened(group, pulse_round(group, framework, now, round_id))
        await rounds_service.apply(work, opened, now)


def pulse_round(group: Collaboration, framework: str, now: float, round_id: str) -> Round:
    """A pulse that opens now."""
    closes = group.closing(group.today(now) + timedelta(days=OPEN_DAYS))
    return Round(round_id, framework, now, closes, group.rules, pulse=True)
