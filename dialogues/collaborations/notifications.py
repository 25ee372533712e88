"""What a member hears of rounds by itself, and a facilitator of the group chat. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from dialogues.collaborations.context import CollaborationContext
from dialogues.collaborations.group_chat import GroupChat
from dialogues.collaborations.rounds import leads_to_result
from dialogues.domain.effects import Muted
from dialogues.domain.member import Membership
from dialogues.domain.round import Round
from dialogues.domain.round_reminders import SLOTS, WITHOUT_RESULT
from dialogues.messages.events import Button, Event, FireCleared, PostWanted
from dialogues.messages.inputs import Timeout
from dialogues.notifications.kinds import CHAT, RESULT, ROUND, SHARED
from dialogues.notifications.notification import Notification, RecurringSource
from dialogues.notifications.postpone import Postponement


class RoundNotifications(RecurringSource):
    """That a round opened, is still open, or has its result; that the group chat was lost."""

    kinds = frozenset({ROUND, RESULT, SHARED, CHAT})

    def __init__(
        self, at: CollaborationContext, group_chat: GroupChat, postponement: Postponement
    ) -> None:
        super().__init__(at.ctx)
        self.at, self.group_chat, self.postponement = at, group_chat, postponement

    def notification(self, due: Timeout) -> Notification | None:
        if due.kind == CHAT:
            return self.group_chat.lost(due.subject)
        place = self._place(due.subject)
        if place is None or not self.owns(due.kind, due.subject):
            return None
        member, round_ = place
        if due.kind == ROUND:
            return self._still_open(due, member, round_)
        if not round_.published or (round_.pulse and member.muted and not member.leads):
            return None
        group = member.collaboration
        if due.kind == RESULT and due.slot == WITHOUT_RESULT:
            few = self.at.say("round_news_few", collaboration=group.name)
            return Notification(few, (self.at.back(member),), group.name)
        key = "pulse_result" if round_.pulse else f"round_news_{due.kind}"
        return Notification(
            self.at.say(key, collaboration=group.name), (self.at.back(member),), group.name,
            after=(leads_to_result(member, round_), *self._to_chat(member, round_)),
            open=f"/group {group.id} result {round_.id}",
        )  # fmt: skip

    def _to_chat(self, member: Membership, round_: Round) -> tuple[Event, ...]:
        """The owner's turn carries the result into the group chat, where that was chosen."""
        group = member.collaboration
        schedule = self.ctx.person.schedule_of(group.id)
        wanted = member.right == "owner" and schedule and schedule.post == "chat"
        return (PostWanted(group.id, "result", round_.id),) if wanted and group.chat else ()

    def _still_open(self, due: Timeout, member: Membership, round_: Round) -> Notification | None:
        at, name = self.at, member.collaboration.name
        wanted = member.answers and not (round_.pulse and member.muted)
        if not wanted or round_.answered or not round_.is_open(at.now):
            return None
        kept = [one.status for one in at.person.sessions if one.subject == round_.id]
        if "completed" in kept:
            return None  # they said no
        key = "pulse_news" if round_.pulse else "round_news"
        again = "_begun" if kept and due.slot and not round_.pulse else ""
        words = at.say(
            f"{key}_{due.slot}{again}", collaboration=name,
            closes=at.until(member.collaboration, round_),
        )  # fmt: skip
        label = at.say("button_round_resume" if kept else "button_round_start")
        begin = (Button(label, f"/fill {round_.id}"),)
        limit = self.closes(due.subject)
        ways = self.postponement.ways(due, stop=round_.pulse, limit=limit)
        return Notification(words, begin, name, ways, round_.pulse)

    def _place(self, subject: str) -> tuple[Membership, Round] | None:
        return self.ctx.person.round(subject.partition(".")[0])

    def owns(self, kind: str, subject: str) -> bool:
        place = self._place(subject)
        return place is not None and place[0].id == subject.partition(".")[2]

    def closes(self, subject: str) -> float | None:
        place = self._place(subject)
        return place[1].closes if place and place[1].is_open(self.ctx.now) else None

    def begin(self, due: Timeout) -> Button | None:
        round_id = due.subject.partition(".")[0]
        return Button(self.ctx.say("button_round_start"), f"/fill {round_id}")

    def slots_to_skip(self, due: Timeout) -> Iterable[int]:
        """Nor its later reminders."""
        return range(due.slot, SLOTS) if due.kind == ROUND else (due.slot,)

    def title_to_stop(self, due: Timeout) -> str:
        place = self._place(due.subject)
        returns = place and due.kind == ROUND and place[1].pulse
        return place[0].collaboration.name if place and returns else ""

    def stop(self, due: Timeout) -> None:
        if place := self._place(due.subject):
            member, _ = place
            member.muted = True
            self.ctx.effect(Muted(member.collaboration.id, member.id, True))
            self.ctx.result.fires += [FireCleared(ROUND, due.subject, n) for n in range(SLOTS)]
            name = member.collaboration.name
            self.ctx.tell("pulse_muted", self.ctx.buttons("menu"), collaboration=name)
