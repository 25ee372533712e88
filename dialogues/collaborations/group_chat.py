"""The members' group chat in Telegram, as facilitators manage it in their own talk with us. Pure.

In the group itself we never take anything in: what is personal stays between us and one person.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dialogues.collaborations.context import CollaborationContext
from dialogues.domain.effects import ChatLinked
from dialogues.domain.member import Membership
from dialogues.domain.round import Round
from dialogues.messages.events import Button, ChatWanted, PostWanted, Prompt
from dialogues.notifications.notification import Notification

NEW = "new"


class GroupChat:
    """Bringing us into the group, and having us say something there."""

    def __init__(self, at: CollaborationContext) -> None:
        self.at, self.say, self.tell, self.now = at, at.say, at.tell, at.now

    def chat(self, member: Membership, how: str = "", *_: str) -> None:
        """What can be said in the group chat; without one, or for a `new` one, how to link it."""
        if not member.collaboration.chat or how == NEW:
            self.at.ctx.event(ChatWanted(member.collaboration.id))
        else:
            prompt = Prompt("menu", (*self._posts(member), self.at.back(member)))
            self.tell("chat_ways", prompt, collaboration=member.collaboration.name)

    def _posts(self, member: Membership) -> Iterator[Button]:
        """The last round that has a result, the one that is open, and another group chat."""
        here = f"/group {member.collaboration.id}"
        if going := member.open_round(self.now):
            yield Button(self.say("button_post_opened"), f"{here} post opened {going.id}")
        if last := next((one for one in reversed(member.rounds) if one.published), None):
            yield Button(self.say("button_post_result"), f"{here} post result {last.id}")
            yield Button(self.say("button_post_agenda"), f"{here} post agenda {last.id}")
        yield Button(self.say("button_chat_new"), f"{here} chat {NEW}")

    def post(self, member: Membership, what: str = "", round_id: str = "", *_: str) -> None:
        """Say something about a round in the group chat."""
        round_ = member.round(round_id)
        if round_ is None or not member.collaboration.chat or not self._fits(what, round_):
            self.tell("group_no_chat", self.at.only_back(member))
            return
        self.at.ctx.event(PostWanted(member.collaboration.id, what, round_id))
        self.tell("group_posted", self.at.only_back(member))

    def _fits(self, what: str, one: Round) -> bool:
        if one.framework not in self.at.ctx.content.frameworks:
            return False
        if what == "opened":
            return one.is_open(self.now)
        return what in ("result", "agenda") and one.published

    def linked(self, argument: str) -> None:
        """`ID CHAT`: the channel saw that this person brought us into a group, with our link."""
        name, _, chat = argument.partition(" ")
        member = self.at.person.membership(name)
        if member is None or not member.leads:
            self.tell("group_none", self.at.groups())
            return
        group = member.collaboration
        if group.chat != chat:
            member.collaboration = replace(group, chat=chat)
            self.at.effect(ChatLinked(group.id, chat))
            self.at.ctx.event(PostWanted(group.id, "hello"))
        prompt = Prompt("menu", (*self._posts(member), self.at.back(member)))
        self.tell("chat_linked", prompt, collaboration=group.name)

    def lost(self, subject: str) -> Notification | None:
        """We can no longer write in the group chat; unless there is another by now."""
        name, _, member_id = subject.partition(".")
        member = self.at.person.membership(name)
        gone = member and member.id == member_id and not member.collaboration.chat
        if member is None or not gone or not member.leads:
            return None
        link = Button(self.say("button_chat_again"), f"/group {name} chat")
        group = member.collaboration.name
        words = self.say("chat_lost", collaboration=group)
        return Notification(words, (link, self.at.back(member)), group)
