"""All that concerns a person's collaborations, put together. Pure."""

from __future__ import annotations

from dialogues.collaborations.commands import CollaborationCommands
from dialogues.collaborations.context import CollaborationContext
from dialogues.collaborations.founding import Founding
from dialogues.collaborations.group_chat import GroupChat
from dialogues.collaborations.invitations import Invitations
from dialogues.collaborations.members import Members
from dialogues.collaborations.notifications import RoundNotifications
from dialogues.collaborations.pulses import GroupPulse
from dialogues.collaborations.rounds import Rounds
from dialogues.notifications.postpone import Postponement
from dialogues.pulses.schedule_choice import ScheduleChoice
from dialogues.talks.talks import Talks
from dialogues.turn.context import TurnContext


class Collaborations:
    """The features of this room, for one turn."""

    def __init__(
        self, ctx: TurnContext, talks: Talks, choice: ScheduleChoice, postponement: Postponement
    ) -> None:
        at = CollaborationContext(ctx)
        self.founding = Founding(at)
        self.invitations = Invitations(at, talks)
        self.rounds = Rounds(at, talks)
        self.group_chat = GroupChat(at)
        self.notifications = RoundNotifications(at, self.group_chat, postponement)
        self.commands = CollaborationCommands(
            at, self.invitations, Members(at), self.rounds, self.group_chat, GroupPulse(at, choice)
        )
