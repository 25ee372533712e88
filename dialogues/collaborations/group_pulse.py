"""The pulse of a collaboration, as its facilitators set it. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from dialogues.calendar.schedule import Schedule
from dialogues.collaborations.context import CollaborationContext
from dialogues.collaborations.group_wishes import keep_wishes
from dialogues.domain.collaboration import Membership
from dialogues.domain.effects import CollaborationChanged
from dialogues.domain.pulse_schedule import Post, PulseSchedule
from dialogues.messages.events import Button, Prompt

MAX_NOTE_CHARS = 400
POSTS: tuple[Post, ...] = get_args(Post)


class GroupPulse(CollaborationContext):
    """How often a collaboration is asked, and who hears what came of it."""

    def pulse(self, member: Membership, *words: str) -> None:
        """`EVERY WEEKDAY TIME yes` sets the pulse, `post WHO` who hears of it; `stop` ends it.
        `set JSON` is what the page says."""
        group, known = member.collaboration, self.rhythm(member)
        if words[:1] == ("set",):
            keep_wishes(self.desk.partners, member, " ".join(words[1:]))
            return
        if words[:1] == ("stop",):
            if known:
                self.desk.pulses.keep(replace(known, on=False))
            self.tell("group_pulse_stopped", Prompt("menu", (self.back(member),)))
        elif known and words[:1] == ("post",) and words[-1] in POSTS:
            self.desk.pulses.keep(replace(known, post=words[-1]))
            self.tell("right_given", Prompt("menu", (self.back(member),)))
        else:
            schedule = Schedule(group.today(self.now), zone=group.zone)
            base = known or PulseSchedule(group.id, schedule, collaboration=group.id)
            if self.desk.pulses.choose(f"/group {group.id} pulse", base, words):
                self._ask_post(member)

    def _ask_post(self, member: Membership) -> None:
        here = f"/group {member.collaboration.id} pulse post"
        ways = tuple(Button(self.say(f"button_post_{one}"), f"{here} {one}") for one in POSTS)
        self.tell("group_pulse_post", Prompt("menu", ways))

    def rhythm(self, member: Membership) -> PulseSchedule | None:
        """The pulse of a collaboration that this person guides."""
        name = member.collaboration.id
        known = self.desk.visitor.rhythms
        return next((one for one in known if one.collaboration == name), None)

    def note(self, member: Membership, *words: str) -> None:
        """What was done with the last pulse: it stands above the next one."""
        text = " ".join(words)[:MAX_NOTE_CHARS]
        member.collaboration = replace(member.collaboration, note=text)
        self.effect(CollaborationChanged(member.collaboration))
        self.tell("group_note", Prompt("menu", (self.back(member),)))
