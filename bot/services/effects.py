"""What a turn changed in collaborations, rounds and schedules, brought to storage."""

from __future__ import annotations

from collections.abc import Iterable

from bot.services import changes, pulses
from bot.services import rounds as rounds_service
from bot.services.members import give_right, join, leave, remove
from dialogues.domain.effects import (
    ChatLinked,
    CollaborationChanged,
    CollaborationMade,
    Effect,
    InviteBound,
    InviteMade,
    InviteRenewed,
    InviteRevoked,
    Joined,
    Left,
    MemberMoved,
    Muted,
    PulseScheduleSet,
    Removed,
    RightGiven,
    RoundExtended,
    TownRenamed,
)
from dialogues.domain.member import Membership
from storage.database.unit_of_work import Work
from storage.repositories import collaborations, group_chats
from storage.repositories.invitations import change_invite
from storage.repositories.members import add_member, mute


async def apply(work: Work, effects: Iterable[Effect], now: float) -> None:
    """Write what turns changed, in the order in which they did."""
    for effect in effects:
        match effect:
            case CollaborationMade(collaboration, owner):
                await collaborations.add(work, collaboration, now)
                founder = Membership(collaboration.id, "owner", collaboration)
                await add_member(work, founder, owner, now)
            case CollaborationChanged(collaboration):
                await collaborations.save(work, collaboration)
            case ChatLinked(collaboration_id, chat):
                await group_chats.link(work, collaboration_id, chat)
            case Joined(membership, person, invite):
                await join(work, membership, person, invite, now)
            case Left(_, member):
                await leave(work, member)
            case Removed():
                await remove(work, effect)
            case Muted(_, member, muted):
                await mute(work, member, muted)
            case PulseScheduleSet(schedule):
                await pulses.keep(work, schedule, now)
            case RightGiven():
                await give_right(work, effect)
            case InviteMade() | InviteRenewed() | InviteBound() | InviteRevoked():
                await change_invite(work, effect)
            case TownRenamed():
                await changes.rename_town(work, effect)
            case MemberMoved():
                await changes.move(work, effect)
            case RoundExtended():
                await changes.extend(work, effect, now)
            case _:
                await rounds_service.apply(work, effect, now)
