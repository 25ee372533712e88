"""Choosing when a pulse comes, step by step, and keeping what was chosen. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time

from dialogues.calendar.moments import Moment
from dialogues.calendar.rrule import read_rule
from dialogues.calendar.schedule import Every, Schedule
from dialogues.calendar.timezones import local
from dialogues.domain.effects import PulseScheduleSet
from dialogues.domain.pulse_schedule import PulseSchedule
from dialogues.messages.events import Button, Part, Prompt
from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.times import read_time
from dialogues.texts.formats import spoken_moment
from dialogues.turn.context import TurnContext

EVERY: tuple[Every, ...] = ("weekly", "biweekly", "monthly", "quarterly")
TIMES = ("09:00", "12:00", "16:00")
MAX_BUTTON_BYTES = 64
"""What a button can carry in Telegram."""
SHOWN = 5
"""How many moments are shown before one confirms."""


class ScheduleChoice:
    """The schedules of pulses that whose turn it is may set: their own, and those they guide."""

    def __init__(self, ctx: TurnContext) -> None:
        self.ctx, self.say, self.tell = ctx, ctx.say, ctx.tell

    def choose(self, here: str, base: PulseSchedule, words: tuple[str, ...]) -> bool:
        """Choose how often, on which weekday and at what time, step by step; `here` is the command
        that this belongs to. Returns whether it was confirmed, and kept."""
        if words[:1] == ("rrule",):
            return self._expert(here, base, words[1:])
        every, weekday, at, sure = (*words, "", "", "", "")[:4]
        if every not in EVERY:
            ways = [Button(self.say(f"every_{one}"), f"{here} {one}") for one in EVERY]
            self.tell("pulse_every", Prompt("menu", tuple(ways)))
            return False
        here = f"{here} {every}"
        if not (weekday.isdecimal() and int(weekday) < 5):
            ways = [Button(self.say(f"weekday_{n}"), f"{here} {n}") for n in range(5)]
            self.tell("pulse_weekday", Prompt("menu", tuple(ways)))
            return False
        try:
            hour = read_time(at)
        except InvalidInputError:
            ways = [Button(one, f"{here} {weekday} {one}") for one in TIMES]
            self.tell("pulse_time", Prompt("menu", tuple(ways)))
            return False
        schedule = self._schedule(every, int(weekday), hour, base.schedule.zone)
        yes = f"{here} {weekday} {hour:%H:%M} yes"
        return self._confirm(replace(base, schedule=schedule, on=True), yes, sure == "yes")

    def _expert(self, here: str, base: PulseSchedule, words: tuple[str, ...]) -> bool:
        """A rule of iCalendar, and a time after it."""
        parts = [word for word in words if "=" in word]
        rest = [word for word in words if "=" not in word and word != "yes"]
        try:
            hour = read_time(rest[0]) if rest else base.schedule.at
            today = local(self.ctx.now, base.schedule.zone).date()
            rule = read_rule("".join(parts), today)
        except InvalidInputError as fault:
            wrong = Part("text", self.say(fault.reason, **fault.values))
            about = Part("small", self.say("rule_example", here=here))
            self.ctx.message((wrong, about), self.ctx.buttons("pulse", "menu"))
            return False
        schedule = Schedule(today, "rrule", hour, base.schedule.zone, rrule=rule)
        yes = f"{here} rrule {rule} {hour:%H:%M} yes"
        return self._confirm(replace(base, schedule=schedule, on=True), yes, "yes" in words)

    def _confirm(self, chosen: PulseSchedule, yes: str, sure: bool) -> bool:
        """Show the first moments; on `sure` keep it."""
        told = self.moments(chosen.next(self.ctx.now, SHOWN), chosen.schedule.zone)
        if not sure:
            self._ask(chosen, yes, told)
            return False
        self.keep(chosen)
        prefs = self.ctx.person.prefs
        if chosen.person and not prefs.asked:
            self.ctx.person.prefs = replace(prefs, asked=True)
            self.ctx.result.person_changed = True
        self.tell("pulse_set", self.ctx.buttons("menu"), moments=told)
        return True

    def _ask(self, chosen: PulseSchedule, yes: str, told: str) -> None:
        prefs, own = self.ctx.person.prefs, bool(chosen.person)
        parts = [Part("text", self.say("pulse_sure", moments=told))]
        other = "/pulse" if own else f"/group {chosen.collaboration} pulse other"
        ways = [Button(self.say("button_pulse_other"), other)]
        if len(yes.encode()) <= MAX_BUTTON_BYTES:
            ways.insert(0, Button(self.say("button_sure"), yes))
        else:
            parts.append(Part("small", self.say("pulse_sure_typed", command=yes)))
        if own and not prefs.asked:
            clock = f"{local(self.ctx.now, prefs.zone):%H:%M}"
            parts.append(Part("small", self.say("pulse_zone", zone=prefs.zone, time=clock)))
            ways.append(Button(self.say("button_zone"), "/settings zone"))
        self.ctx.message(tuple(parts), Prompt("menu", tuple(ways)))

    def _schedule(self, every: Every, weekday: int, at: time, zone: str) -> Schedule:
        """On a weekday: each week, or the first of the month."""
        today = local(self.ctx.now, zone).date()
        if every in ("monthly", "quarterly"):
            return Schedule(today.replace(day=1), every, at, zone, weekday, 1)
        return Schedule(today, every, at, zone, weekday)

    def keep(self, schedule: PulseSchedule) -> None:
        """Keep a schedule, in the place of the one that there was."""
        self.ctx.effect(PulseScheduleSet(schedule))
        others = [one for one in self.ctx.person.schedules if one.id != schedule.id]
        self.ctx.person.schedules = [*others, schedule]

    def moments(self, moments: Sequence[Moment], zone: str = "") -> str:
        """Days with their times, in words."""
        person = self.ctx.person
        here = zone or person.prefs.zone
        words = [spoken_moment(local(one.due, here), person.language) for one in moments]
        return "; ".join(words) or self.say("pulse_never")
