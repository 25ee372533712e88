"""What is said without being asked: everything that is due for a person, in one message. Pure.

Each thing that is due may be answered, put off, skipped or stopped, with one tap.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from dialogues.calendar.moments import next_allowed
from dialogues.calendar.timezones import instant, local
from dialogues.domain import round_reminders
from dialogues.messages.events import (
    Button,
    FireCleared,
    FireMoved,
    LinkWanted,
    Part,
    Prompt,
    PulseWanted,
)
from dialogues.messages.inputs import Timeout
from dialogues.notifications import kinds, timing
from dialogues.notifications.kinds import PLAN, ROUND
from dialogues.notifications.notification import HOUR, PUT_OFF, Notification
from dialogues.notifications.postpone import DAYS_TO_CHOOSE
from dialogues.parsing.quantities import is_date
from dialogues.texts.formats import spoken_date
from dialogues.turn.person import Names

if TYPE_CHECKING:
    from dialogues.dispatcher import Dispatcher

ALL = "all"
LONG = 10
"""No slot has so many digits."""


class Notifier:
    """What is due for who is at the desk."""

    def __init__(self, desk: Dispatcher) -> None:
        self.desk, self.say, self.now = desk, desk.say, desk.now
        self.visitor, self.prefs = desk.visitor, desk.visitor.prefs

    # --- something is due

    def due(self, given: Timeout) -> None:
        """Say what is due and still worth saying; or do so later, when it is more welcome."""
        last = _last_of_each(given)
        found = [(one, told) for one in last if (told := self._told(one))]
        self._clear([one for one in given.all() if one not in last])
        if not found:
            return
        said = [one for one, _ in found]
        self._clear([one for one in last if one not in said and one.kind != kinds.KIND])
        promised = any(one.name in self.visitor.promised for one, _ in found)
        prompted = 0.0 if promised else given.prompted
        moment = timing.moment(self.visitor, prompted, self.now)
        if not promised and (soon := self.desk.pulses.later_today(moment)):
            moment = timing.moment(self.visitor, prompted, soon)  # then all comes at once
        if moment > self.now:
            self._move([one for one, _ in found], moment)
            return
        texts, buttons = self._words(found)
        self.desk.message(tuple(Part("text", text) for text in texts), Prompt("menu", buttons))
        for _, told in found:
            shows = (PulseWanted, LinkWanted) if self.prefs.discreet else ()
            self.desk.visit.events += [one for one in told.after if not isinstance(one, shows)]
        self._remember(tuple(one.name for one, _ in found) if len(found) > 1 else (), ())

    def _told(self, given: Timeout) -> Notification | None:
        """What a due thing says now; None when there is nothing to say of it any more."""
        if given.kind == kinds.KIND:
            return self.desk.left_lying(given)
        for one in (self.desk.pulses, self.desk.partners, self.desk.plans, self.desk.keeping):
            if told := one.told(given):
                return told
        return None

    def _words(
        self, found: list[tuple[Timeout, Notification]]
    ) -> tuple[list[str], tuple[Button, ...]]:
        ways = self._all_ways(found)
        if self.prefs.discreet:
            label = self.say("button_open")
            numbered = [f"{label} ({n})" for n in range(1, len(found) + 1)]
            labels = [label] if len(found) == 1 else numbered
            begin = tuple(
                Button(name, told.opens) for name, (_, told) in zip(labels, found, strict=True)
            )
            return [self.say("prompt_discreet", count=len(found))], (*begin, *ways)
        if len(found) == 1:
            return [found[0][1].text], (*found[0][1].begin, *ways)
        begin = tuple(
            Button(f"{button.label}: {told.title}"[:60], button.data)
            for _, told in found
            for button in told.begin
        )
        head = self.say("prompt_several", count=len(found))
        return [head, *(told.text for _, told in found)], (*begin, *ways)

    def _all_ways(self, found: list[tuple[Timeout, Notification]]) -> tuple[Button, ...]:
        if len(found) == 1:
            return found[0][1].ways
        limits = [self.desk.partners.closing(one.subject) for one, _ in found]
        limit = min((one for one in limits if one), default=None)
        return self._ways(ALL, any(told.stops for _, told in found), limit)

    def ways(self, given: Timeout, *, stop: bool = False) -> tuple[Button, ...]:
        """To put it off, to skip it, and, for what returns, to stop it."""
        return self._ways(_here(given), stop, self.desk.partners.closing(given.subject))

    def _ways(self, here: str, stop: bool, limit: float | None) -> tuple[Button, ...]:
        """Only as far as it can be put off."""
        open_until = limit or math.inf
        verbs = [how for how in PUT_OFF if (self.moment(how) or 0.0) < open_until]
        verbs += ["date"] if self._days(limit) else []
        verbs += ["skip", *(["stop"] if stop else [])]
        return tuple(Button(self.say(f"button_later_{v}"), f"/later {v} {here}") for v in verbs)

    def _remember(self, said: Names, promised: Names) -> None:
        """What the last message was about, when it was several things, and what was put off."""
        if (said, promised) != (self.visitor.said, self.visitor.promised):
            self.visitor.said, self.visitor.promised = said, promised
            self.desk.visit.known = True

    def _move(self, given: Iterable[Timeout], moment: float) -> None:
        moved = [FireMoved(one.kind, one.subject, one.slot, moment) for one in given]
        self.desk.visit.fires += moved

    def _clear(self, given: Iterable[Timeout]) -> None:
        self.desk.visit.fires += [FireCleared(one.kind, one.subject, one.slot) for one in given]

    # --- what one says to it

    def later(
        self, how: str = "", kind: str = "", subject: str = "", slot: str = "", *_: str
    ) -> None:
        """`hour`, `tomorrow`, `week`, a day, `date` to choose one, `skip` or `stop`; then what, or
        `all` for everything in the last message."""
        found = self._meant(kind, subject, slot)
        moment = self.moment(how)
        if not found:
            self.desk.tell("nothing_open", self.desk.menu())
        elif how == "skip":
            self._skip(found)
        elif how == "stop":
            self._stop(found)
        elif how == "date":
            limits = [self.desk.partners.closing(one.subject) for one in found]
            here = ALL if kind == ALL else _here(found[0])
            self.choose("later", here, min((one for one in limits if one), default=None))
        elif moment is None:
            self.desk.tell("nothing_open", self.desk.menu())
        else:
            self._put_off(found, moment)

    def _meant(self, kind: str, subject: str, slot: str) -> list[Timeout]:
        """What a button is about, of what this person has at all."""
        number = slot if slot.isascii() and slot.isdigit() and len(slot) < LONG else ""
        named = [(kind, subject, int(number))] if number else []
        names = self.visitor.said if kind == ALL else named
        return [Timeout(*name, self.now) for name in names if self._owns(name[0], name[1])]

    def _owns(self, kind: str, subject: str) -> bool:
        """Whether this person has such a thing at all."""
        talk = kind in (PLAN, kinds.KIND) and self.desk.find(subject) is not None
        return talk or self.desk.pulses.owns(kind, subject) or self.desk.partners.owns(subject)

    def moment(self, how: str) -> float | None:
        """When that is: within their hours; None for what is no moment."""
        days = {"hour": 0, "tomorrow": 1, "week": 7}
        prefs = self.prefs
        if how == "hour":
            moment = self.now + HOUR
        elif how in days:
            moment = timing.morning(self.now, days[how], prefs)
        elif is_date(how) and date.fromisoformat(how) > local(self.now, prefs.zone).date():
            day = datetime.combine(date.fromisoformat(how), prefs.calendar.opens)
            moment = instant(day, prefs.zone)
        else:
            return None
        return next_allowed(moment, prefs.calendar, prefs.zone)

    def _put_off(self, found: list[Timeout], moment: float) -> None:
        """Not beyond the end of a round: of that one hears nothing then."""
        limits = [(one, self.desk.partners.closing(one.subject)) for one in found]
        fits = [one for one, limit in limits if limit is None or moment < limit]
        if not fits:
            rounds = {one.subject.partition(".")[0] for one in found}
            label = self.say("button_round_start")
            begin = tuple(Button(label, f"/fill {one}") for one in sorted(rounds))
            self.desk.tell("later_too_late", Prompt("menu", begin))
            return
        talks = [one for one in fits if one.kind == kinds.KIND]
        for one in talks:
            self.desk.bring_up(one.subject, moment)
        self._move([one for one in fits if one not in talks], moment)
        self._remember(self.visitor.said, tuple(one.name for one in fits))
        self.told_when(moment, self.desk.buttons("menu"))

    def told_when(self, moment: float, prompt: Prompt) -> None:
        """Say when it comes again."""
        day = local(moment, self.prefs.zone)
        words = spoken_date(day.date().isoformat(), self.visitor.language)
        self.desk.tell("later_done", prompt, day=words, time=f"{day:%H:%M}")

    def choose(self, verb: str, here: str, limit: float | None = None) -> None:
        """The coming days on which something may be said, for a command."""
        language = self.visitor.language
        buttons = tuple(
            Button(spoken_date(day, language), f"/{verb} {day} {here}") for day in self._days(limit)
        )
        self.desk.tell("later_date", Prompt("menu", buttons))

    def _days(self, limit: float | None) -> list[str]:
        """Open days from the day after tomorrow on, before a limit."""
        today, found = local(self.now, self.prefs.zone).date(), list[str]()
        for ahead in range(2, 30):
            day = today + timedelta(days=ahead)
            if self.prefs.calendar.open_on(day) and len(found) < DAYS_TO_CHOOSE:
                name = day.isoformat()
                if limit is None or (self.moment(name) or 0.0) < limit:
                    found.append(name)
        return found

    def _skip(self, found: list[Timeout]) -> None:
        """This time not; nothing more is said of it, also no reminder of a round."""
        for one in found:
            slots = range(one.slot, round_reminders.SLOTS) if one.kind == ROUND else (one.slot,)
            self._clear(replace(one, slot=slot) for slot in slots)
        self.desk.tell("later_skipped", self.desk.buttons("menu"))

    def _stop(self, found: list[Timeout]) -> None:
        """Of several things that return one is chosen first."""
        stops = [(one, title) for one in found if (title := self.desk.pulses.stoppable(one))]
        if len(stops) == 1:
            self.desk.pulses.stop(stops[0][0])
        elif stops:
            ways = tuple(Button(title, f"/later stop {_here(one)}") for one, title in stops)
            self.desk.tell(
                "later_stop", Prompt("menu", (*ways, *self.desk.buttons("menu").choices))
            )
        else:
            self.desk.tell("nothing_open", self.desk.menu())


def _here(given: Timeout) -> str:
    return f"{given.kind} {given.subject} {given.slot}"


def _last_of_each(given: Timeout) -> list[Timeout]:
    """All that is due; of one subject only the last: after down-time there is no burst.

    Each day of a plan has something of its own to say.
    """
    found: dict[tuple[str, str, int], Timeout] = {}
    for one in sorted(given.all(), key=lambda one: (one.due, one.slot)):
        of_plan = one.kind == PLAN
        found[one.kind, one.subject, one.slot if of_plan else 0] = one
    return list(found.values())
