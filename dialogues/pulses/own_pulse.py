"""One person's pulse: set, changed and stopped in the chat, and what it shows over time. Pure."""

from __future__ import annotations

from dataclasses import replace

from dialogues.calendar.schedule import Schedule
from dialogues.calendar.timezones import SECONDS_PER_DAY, local
from dialogues.domain.pulse_schedule import PulseSchedule, too_late
from dialogues.engine.session import Session
from dialogues.messages.events import Button, Part, Prompt
from dialogues.messages.inputs import Timeout
from dialogues.notifications.kinds import PULSE
from dialogues.notifications.notification import Notification, RecurringSource
from dialogues.notifications.postpone import Postponement
from dialogues.pulses.schedule_choice import EVERY, ScheduleChoice
from dialogues.talks.talks import Talks
from dialogues.turn.context import TurnContext
from frameworks.groups.pulse import Observation, observe_alone


class OwnPulse(RecurringSource):
    """The pulse of whose turn it is."""

    kinds = frozenset({PULSE})

    def __init__(
        self, ctx: TurnContext, talks: Talks, choice: ScheduleChoice, postponement: Postponement
    ) -> None:
        super().__init__(ctx)
        self.talks, self.choice, self.postponement = talks, choice, postponement
        self.say, self.tell = ctx.say, ctx.tell

    @property
    def dialogue(self) -> str:
        """By which a pulse is filled in."""
        return self.ctx.content.made_by("pulse").id

    # --- commands

    def command(self, argument: str) -> None:
        """`/pulse [now|stop|EVERY [WEEKDAY [TIME [yes]]]|rrule RULE [TIME] [yes]]`."""
        what, *rest = argument.split() or [""]
        if what == "now":
            self._begin()
        elif what == "stop":
            self._stop()
        elif what in (*EVERY, "rrule"):
            self.choice.choose("/pulse", self._base(), (what, *rest))
        else:
            self._card()

    def _begin(self) -> None:
        """Begin anew, or go on with what was begun today: a second tap begins no second one."""
        since = self.ctx.now - SECONDS_PER_DAY
        for one in self.ctx.person.sessions:
            own = one.dialogue == self.dialogue and not one.subject
            if own and one.status in ("active", "paused") and one.touched > since:
                self.talks.resume(one.id)
                return
        self.talks.begin(self.dialogue, "again")

    def _card(self) -> None:
        own = self.ctx.person.own_schedule
        ways = [Button(self.say("button_pulse_now"), "/pulse now")]
        ways += [Button(self.say(f"every_{one}"), f"/pulse {one}") for one in EVERY]
        key, words = "pulse_about", ""
        if own and own.on:
            ways.append(Button(self.say("button_pulse_stop"), "/pulse stop"))
            key, words = "pulse_on", self.choice.moments(own.next(self.ctx.now, 1))
        ways.append(Button(self.say("button_menu"), "/menu"))
        self.tell(key, Prompt("menu", tuple(ways)), moments=words)

    def _base(self) -> PulseSchedule:
        """This person's own schedule, or a new one."""
        person = self.ctx.person
        zone, calendar = person.prefs.zone, person.prefs.calendar
        schedule = Schedule(local(self.ctx.now, zone).date(), zone=zone)
        return person.own_schedule or PulseSchedule(person.id, schedule, calendar, person=person.id)

    def _stop(self) -> None:
        if own := self.ctx.person.own_schedule:
            self.choice.keep(replace(own, on=False))
        self.tell("pulse_stopped", self.ctx.buttons("menu"))

    # --- notifications

    def owns(self, kind: str, subject: str) -> bool:
        own = self.ctx.person.own_schedule
        return own is not None and own.id == subject

    def notification(self, due: Timeout) -> Notification | None:
        """The prompt for one's own pulse."""
        own = self.ctx.person.own_schedule
        if own is None or own.id != due.subject or not own.on:
            return None
        if too_late(due.due, self.ctx.now) or self._filled_just_now():
            return None
        if self._overtaken(due, own):
            return None
        begin = (Button(self.say("button_pulse_begin"), "/pulse now"),)
        ways = self.postponement.ways(due, stop=True)
        return Notification(self.say("pulse_prompt"), begin, self.say("button_pulse"), ways, True)

    def _overtaken(self, due: Timeout, own: PulseSchedule) -> bool:
        """Whether it waited so long, unasked, that the next one comes within a day."""
        person, now = self.ctx.person, self.ctx.now
        today = f"{local(now, person.prefs.zone):%Y%m%d}"
        waited = str(due.slot) != today and due.name not in person.promised
        return waited and any(one.due - now < SECONDS_PER_DAY for one in own.next(now))

    def _filled_just_now(self) -> bool:
        """Whether they did so by themselves, within a day."""
        wanted = (self.dialogue, "", "completed")
        done = [
            s.touched
            for s in self.ctx.person.sessions
            if (s.dialogue, s.subject, s.status) == wanted
        ]
        return any(self.ctx.now - moment < SECONDS_PER_DAY for moment in done)

    def later_today(self, moment: float) -> float | None:
        own, zone = self.ctx.person.own_schedule, self.ctx.person.prefs.zone
        coming = own.next(moment) if own else []
        day = local(moment, zone).date()
        return next((one.due for one in coming if local(one.due, zone).date() == day), None)

    def title_to_stop(self, due: Timeout) -> str:
        return self.say("button_pulse")

    def stop(self, due: Timeout) -> None:
        self._stop()

    # --- what it shows

    def completed(self, session: Session) -> None:
        """After one's own pulse: how it goes on beside the times before."""
        rated = [self._rated(one) for one in self._sessions(session)]
        seen = observe_alone([one for one in rated if one])
        parts = [Part("text", self._observation(seen))]
        if self.ctx.person.own_schedule is None:
            ways = Prompt("menu", (Button(self.say("button_pulse_plan"), "/pulse"),))
            parts.append(Part("small", self.say("pulse_plan")))
        else:
            ways = self.ctx.buttons("menu")
        self.ctx.message(tuple(parts), ways)

    def _observation(self, seen: Observation) -> str:
        framework = self.ctx.content.pulse
        title = framework.item(seen.item).title[self.ctx.person.language] if seen.item else ""
        return self.say(f"pulse_{seen.course}", title=title)

    def _sessions(self, last: Session) -> list[Session]:
        dialogue = self.dialogue
        stored = [s for s in self.ctx.person.sessions if s.dialogue == dialogue and not s.subject]
        earlier = [s.open() for s in sorted(stored, key=lambda s: s.touched) if s.id != last.id]
        return [*(one for one in earlier if one.status == "completed"), last]

    def _rated(self, session: Session) -> dict[str, float]:
        rated: dict[str, float] = {}
        for item in self.ctx.content.pulse.items:
            for statement in item.statements:
                answer = session.answers.get(statement.id)
                if answer and isinstance(answer.value, int):
                    rated[item.id] = float(answer.value)
        return rated
