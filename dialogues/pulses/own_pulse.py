"""One person's pulse: set, changed and stopped in the chat, and what it shows over time. Pure."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from dialogues.calendar.moments import Moment
from dialogues.calendar.rrule import read_rule
from dialogues.calendar.schedule import Every, Schedule
from dialogues.calendar.timezones import SECONDS_PER_DAY, local
from dialogues.domain.effects import Effect, Muted, PulseScheduleSet
from dialogues.domain.pulse_schedule import PulseSchedule, too_late
from dialogues.domain.round_reminders import SLOTS
from dialogues.engine.session import Session
from dialogues.messages.events import Button, FireCleared, Part, Prompt
from dialogues.messages.inputs import Timeout
from dialogues.notifications.kinds import PULSE, ROUND
from dialogues.notifications.notification import Notification
from dialogues.parsing.errors import InvalidInputError
from dialogues.parsing.times import read_time
from dialogues.texts.formats import spoken_date
from frameworks.groups.pulse import Observation, observe_alone

if TYPE_CHECKING:
    from dialogues.dispatcher import Dispatcher

DIALOGUE = "pulse"
FRAMEWORK = "undercurrent"
EVERY: tuple[Every, ...] = ("weekly", "biweekly", "monthly", "quarterly")
TIMES = ("09:00", "12:00", "16:00")
MAX_BUTTON_CHARS = 64
"""Bytes that a button can carry in Telegram."""
SHOWN = 5
"""How many moments are shown before one confirms."""


class Pulses:
    """The pulse of who is at the desk."""

    def __init__(self, desk: Dispatcher) -> None:
        self.desk, self.say, self.tell, self.now = desk, desk.say, desk.tell, desk.now

    @property
    def own(self) -> PulseSchedule | None:
        person = self.desk.visitor.id
        return next((one for one in self.desk.visitor.rhythms if one.person == person), None)

    def effect(self, effect: Effect) -> None:
        self.desk.visit.effects.append(effect)

    # --- commands

    def command(self, argument: str) -> None:
        """`/pulse [now|stop|EVERY [WEEKDAY [TIME [yes]]]|rrule RULE [TIME] [yes]]`."""
        what, *rest = argument.split() or [""]
        if what == "now":
            self.desk.begin(DIALOGUE, "again")
        elif what == "stop":
            self._stop_own()
        elif what in (*EVERY, "rrule"):
            self.choose("/pulse", self.base(), (what, *rest))
        else:
            self._card()

    def _card(self) -> None:
        own = self.own
        ways = [Button(self.say("button_pulse_now"), "/pulse now")]
        ways += [Button(self.say(f"button_every_{one}"), f"/pulse {one}") for one in EVERY]
        key = "pulse_about"
        words = ""
        if own and own.on:
            ways.append(Button(self.say("button_pulse_stop"), "/pulse stop"))
            key, words = "pulse_on", self.moments(own.next(self.now, 1))
        ways.append(Button(self.say("button_menu"), "/menu"))
        self.tell(key, Prompt("menu", tuple(ways)), moments=words)

    def choose(self, here: str, base: PulseSchedule, words: tuple[str, ...]) -> bool:
        """Choose how often, on which weekday and at what time, step by step; `here` is the command
        that this belongs to. Returns whether it was confirmed, and kept."""
        if words[:1] == ("rrule",):
            return self._expert(here, base, words[1:])
        every, weekday, at, sure = (*words, "", "", "", "")[:4]
        if every not in EVERY:
            ways = [Button(self.say(f"button_every_{one}"), f"{here} {one}") for one in EVERY]
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
            today = local(self.now, base.schedule.zone).date()
            rule = read_rule("".join(parts), today)
        except InvalidInputError as fault:
            wrong = Part("text", self.say(fault.reason, **fault.values))
            about = Part("small", self.say("rule_example", here=here))
            self.desk.message((wrong, about), self.desk.buttons("pulse", "menu"))
            return False
        schedule = Schedule(today, "rrule", hour, base.schedule.zone, rrule=rule)
        yes = f"{here} rrule {rule} {hour:%H:%M} yes"
        return self._confirm(replace(base, schedule=schedule, on=True), yes, "yes" in words)

    def _confirm(self, rhythm: PulseSchedule, yes: str, sure: bool) -> bool:
        """Show the first moments; on `sure` keep it."""
        told = self.moments(rhythm.next(self.now, SHOWN), rhythm.schedule.zone)
        prefs, own = self.desk.visitor.prefs, bool(rhythm.person)
        if sure:
            self.keep(rhythm)
            if own and not prefs.asked:
                self.desk.visitor.prefs = replace(prefs, asked=True)
                self.desk.visit.known = True
            self.tell("pulse_set", self.desk.buttons("menu"), moments=told)
            return True
        parts = [Part("text", self.say("pulse_sure", moments=told))]
        other = "/pulse" if own else f"/group {rhythm.collaboration} pulse other"
        ways = [Button(self.say("button_pulse_other"), other)]
        if len(yes.encode()) <= MAX_BUTTON_CHARS:
            ways.insert(0, Button(self.say("button_sure"), yes))
        else:
            parts.append(Part("small", self.say("pulse_sure_typed", command=yes)))
        if own and not prefs.asked:
            clock = f"{local(self.now, prefs.zone):%H:%M}"
            parts.append(Part("small", self.say("pulse_zone", zone=prefs.zone, time=clock)))
            ways.append(Button(self.say("button_zone"), "/settings zone"))
        self.desk.message(tuple(parts), Prompt("menu", tuple(ways)))
        return False

    def _schedule(self, every: Every, weekday: int, at: time, zone: str) -> Schedule:
        """On a weekday: each week, or the first of the month."""
        today = local(self.now, zone).date()
        if every in ("monthly", "quarterly"):
            return Schedule(today.replace(day=1), every, at, zone, weekday, 1)
        return Schedule(today, every, at, zone, weekday)

    def base(self) -> PulseSchedule:
        """This person's own rhythm, or a new one."""
        visitor = self.desk.visitor
        zone, calendar = visitor.prefs.zone, visitor.prefs.calendar
        schedule = Schedule(local(self.now, zone).date(), zone=zone)
        new = PulseSchedule(visitor.id, schedule, calendar, person=visitor.id)
        return self.own or new

    def keep(self, rhythm: PulseSchedule) -> None:
        """Keep a rhythm, in the place of the one that there was."""
        self.effect(PulseScheduleSet(rhythm))
        others = [one for one in self.desk.visitor.rhythms if one.id != rhythm.id]
        self.desk.visitor.rhythms = [*others, rhythm]

    def _stop_own(self) -> None:
        if own := self.own:
            self.keep(replace(own, on=False))
        self.tell("pulse_stopped", self.desk.buttons("menu"))

    def moments(self, found: list[Moment], zone: str = "") -> str:
        """Days with their times, in words."""
        language, zone = self.desk.visitor.language, zone or self.desk.visitor.prefs.zone
        words = []
        for one in found:
            day = local(one.due, zone)
            words.append(f"{spoken_date(day.date().isoformat(), language)} {day:%H:%M}")
        return "; ".join(words) or self.say("pulse_never")

    # --- prompts

    def owns(self, kind: str, subject: str) -> bool:
        return kind == PULSE and self.own is not None and self.own.id == subject

    def told(self, given: Timeout) -> Notification | None:
        """The prompt for one's own pulse."""
        own = self.own
        if given.kind != PULSE or own is None or own.id != given.subject or not own.on:
            return None
        if too_late(given.due, self.now) or self._filled_just_now():
            return None
        if self._overtaken(given, own):
            return None
        begin = (Button(self.say("button_pulse_begin"), "/pulse now"),)
        ways = self.desk.prompts.ways(given, stop=True)
        return Notification(self.say("pulse_prompt"), begin, self.say("button_pulse"), ways, True)

    def _overtaken(self, given: Timeout, own: PulseSchedule) -> bool:
        """Whether it waited so long, unasked, that the next one comes within a day."""
        visitor = self.desk.visitor
        today = f"{local(self.now, visitor.prefs.zone):%Y%m%d}"
        waited = str(given.slot) != today and given.name not in visitor.promised
        return waited and any(one.due - self.now < SECONDS_PER_DAY for one in own.next(self.now))

    def _filled_just_now(self) -> bool:
        """Whether they did so by themselves, within a day."""
        done = [
            k.touched
            for k in self.desk.visitor.kept
            if (k.dialogue, k.subject, k.status) == (DIALOGUE, "", "completed")
        ]
        return any(self.now - moment < SECONDS_PER_DAY for moment in done)

    def later_today(self, moment: float) -> float | None:
        """When one's own pulse comes on the day of this moment, after it."""
        own, zone = self.own, self.desk.visitor.prefs.zone
        coming = own.next(moment) if own else []
        day = local(moment, zone).date()
        return next((one.due for one in coming if local(one.due, zone).date() == day), None)

    def stoppable(self, given: Timeout) -> str:
        """What would be stopped; empty when this does not come back."""
        if given.kind == PULSE:
            return self.say("button_pulse")
        place = self.desk.partners.place(given.subject.partition(".")[0])
        return place[0].collaboration.name if place and place[1].pulse else ""

    def stop(self, given: Timeout) -> None:
        """This is never asked again, until the person says so."""
        if given.kind == PULSE:
            self._stop_own()
            return
        place = self.desk.partners.place(given.subject.partition(".")[0])
        if given.kind == ROUND and place is not None:
            member, _ = place
            member.muted = True
            self.effect(Muted(member.collaboration.id, member.id, True))
            slots = range(SLOTS)
            self.desk.visit.fires += [FireCleared(ROUND, given.subject, slot) for slot in slots]
            self.tell(
                "pulse_muted", self.desk.buttons("menu"), collaboration=member.collaboration.name
            )

    # --- what it shows

    def completed(self, session: Session) -> None:
        """After one's own pulse: how it goes on beside the times before."""
        moments = [self._rated(one) for one in self._sessions(session)]
        seen = observe_alone([rated for rated in moments if rated])
        parts = [Part("text", self.observation(seen))]
        if self.own is None:
            ways = Prompt("menu", (Button(self.say("button_pulse_plan"), "/pulse"),))
            parts.append(Part("small", self.say("pulse_plan")))
        else:
            ways = self.desk.buttons("menu")
        self.desk.message(tuple(parts), ways)

    def observation(self, seen: Observation) -> str:
        framework = self.desk.content.frameworks[FRAMEWORK]
        title = framework.item(seen.item).title[self.desk.visitor.language] if seen.item else ""
        return self.say(f"pulse_{seen.course}", title=title)

    def _sessions(self, last: Session) -> list[Session]:
        kept = [k for k in self.desk.visitor.kept if k.dialogue == DIALOGUE and not k.subject]
        earlier = [k.open() for k in sorted(kept, key=lambda k: k.touched) if k.id != last.id]
        return [*(one for one in earlier if one.status == "completed"), last]

    def _rated(self, session: Session) -> dict[str, float]:
        found: dict[str, float] = {}
        for item in self.desk.content.frameworks[FRAMEWORK].items:
            for statement in item.statements:
                answer = session.answers.get(statement.id)
                if answer and isinstance(answer.value, int):
                    found[item.id] = float(answer.value)
        return found
