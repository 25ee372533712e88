"""The pulse of a collaboration, as its facilitators set it. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from dialogues.calendar.schedule import Schedule
from dialogues.collaborations.context import CollaborationContext
from dialogues.domain.effects import CollaborationChanged
from dialogues.domain.member import Membership
from dialogues.domain.pulse_schedule import Post, PulseSchedule
from dialogues.messages.events import Button, Prompt
from dialogues.preferences.form import new_group_schedule, read_group
from dialogues.preferences.form_errors import fault_parts, read_json
from dialogues.pulses.schedule_choice import ScheduleChoice

MAX_NOTE_CHARS = 400
POSTS: tuple[Post, ...] = get_args(Post)


class GroupPulse:
    """How often a collaboration is asked, and who hears what came of it."""

    def __init__(self, at: CollaborationContext, choice: ScheduleChoice) -> None:
        self.at, self.choice = at, choice

    def pulse(self, member: Membership, *words: str) -> None:
        """`EVERY WEEKDAY TIME yes` sets the pulse, `post WHO` who hears of it; `stop` ends it.
        `set JSON` is what the page says."""
        at, group = self.at, member.collaboration
        schedule = at.person.schedule_of(group.id)
        if words[:1] == ("set",):
            self._set(member, " ".join(words[1:]))
        elif words[:1] == ("stop",):
            if schedule:
                self.choice.keep(replace(schedule, on=False))
            at.tell("group_pulse_stopped", at.only_back(member))
        elif schedule and words[:1] == ("post",) and words[-1] in POSTS:
            self.choice.keep(replace(schedule, post=words[-1]))
            at.tell("right_given", at.only_back(member))
        else:
            usual = Schedule(group.today(at.now), zone=group.zone)
            base = schedule or PulseSchedule(group.id, usual, collaboration=group.id)
            if self.choice.choose(f"/group {group.id} pulse", base, words):
                self._ask_post(member)

    def _set(self, member: Membership, text: str) -> None:
        """Keep it as a whole, or say of each field why it cannot be."""
        at, group = self.at, member.collaboration
        schedule = at.person.schedule_of(group.id) or new_group_schedule(
            group.id, group.zone, at.now
        )
        made, form = read_group(read_json(text), schedule, at.now)
        if form.faults:
            at.ctx.message(fault_parts(at.say, form.faults), at.only_back(member))
            return
        self.choice.keep(made)
        at.tell("settings_kept", at.only_back(member))

    def _ask_post(self, member: Membership) -> None:
        here = f"/group {member.collaboration.id} pulse post"
        ways = tuple(Button(self.at.say(f"post_{one}"), f"{here} {one}") for one in POSTS)
        self.at.tell("group_pulse_post", Prompt("menu", ways))

    def note(self, member: Membership, *words: str) -> None:
        """What was done with the last pulse: it stands above the next one."""
        text = " ".join(words)[:MAX_NOTE_CHARS]
        member.collaboration = replace(member.collaboration, note=text)
        self.at.effect(CollaborationChanged(member.collaboration))
        self.at.tell("group_note", self.at.only_back(member))
