"""What a facilitator puts right, wherever it stands: names, a member's place, a closing day."""

from __future__ import annotations

from typing import Any

import orjson

from dialogues.domain.effects import MemberMoved, RoundExtended, TownRenamed
from dialogues.domain.preferences import USUAL
from dialogues.domain.round_reminders import LAST_DAY, moments, subject
from dialogues.notifications.kinds import ROUND
from storage.database.unit_of_work import Work
from storage.repositories import collaborations, fires, invitations, members, people, rounds


async def rename_town(work: Work, effect: TownRenamed) -> None:
    """In the collaboration, of its members, in invitations, and in results that are there."""
    group = effect.collaboration.id
    await collaborations.save(work, effect.collaboration)
    await members.rename_town(work, group, effect.old, effect.new)
    await invitations.rename_town(work, group, effect.old, effect.new)
    for one in await rounds.of(work, group):
        kept = await rounds.record(work, one.id)
        if "result" in kept:
            result = _renamed(orjson.loads(kept["result"]), effect.old, effect.new)
            await rounds.keep_record(work, one.id, kept | {"result": orjson.dumps(result).decode()})


def _renamed(value: Any, old: str, new: str) -> Any:
    """A published result in which a municipality has its new name."""
    if isinstance(value, list):
        return [_renamed(one, old, new) for one in value]
    if not isinstance(value, dict):
        return value
    found = {key: _renamed(one, old, new) for key, one in value.items()}
    is_it = found.get("kind") == "municipality" and found.get("name") == old
    return found | {"name": new} if is_it else found


async def move(work: Work, effect: MemberMoved) -> None:
    """A member of this very collaboration; what they sent in counts where they are now."""
    await members.move(work, effect.collaboration, effect.member, effect.municipality, effect.role)


async def extend(work: Work, effect: RoundExtended, now: float) -> None:
    """The last reminder comes before the new last day, also to who had it before the old one."""
    group, one = effect.collaboration, effect.round
    if not await rounds.extend(work, group.id, one.id, one.closes):
        return
    seats = await members.seats(work, [group.id])
    prefs = await people.prefs_of(work, {seat.person: seat.id for seat in seats})
    await fires.drop_slot(work, ROUND, [subject(one.id, seat.id) for seat in seats], LAST_DAY)
    due = [
        (seat, moments(group, one, one.opens, prefs.get(seat.person, USUAL)).get(LAST_DAY, 0.0))
        for seat in seats
    ]
    await fires.add(
        work,
        [
            fires.Fire(ROUND, subject(one.id, seat.id), LAST_DAY, seat.person, moment)
            for seat, moment in due
            if moment > now
        ],
    )
