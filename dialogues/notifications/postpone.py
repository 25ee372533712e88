"""Putting off: until when, and how that is asked and said. Pure."""

from __future__ import annotations

import math
from datetime import date, datetime, timedelta

from dialogues.calendar.moments import next_allowed
from dialogues.calendar.timezones import instant, local
from dialogues.messages.events import Button, Prompt
from dialogues.messages.inputs import Timeout
from dialogues.notifications import timing
from dialogues.parsing.dates import is_date
from dialogues.texts.formats import spoken_date
from dialogues.turn.context import TurnContext

HOUR = 3600.0
PUT_OFF = ("hour", "tomorrow", "week")
DAYS_TO_CHOOSE = 10
"""From how many coming days one can be chosen."""


class Postponement:
    """The moments that suit whose turn it is."""

    def __init__(self, ctx: TurnContext) -> None:
        self.ctx, self.prefs = ctx, ctx.person.prefs

    def moment(self, how: str) -> float | None:
        """When that is, within their hours; None for what is no moment.

        `how`: `hour`, `tomorrow`, `week` or an ISO date. In seconds since the epoch.
        """
        days = {"hour": 0, "tomorrow": 1, "week": 7}
        now, prefs = self.ctx.now, self.prefs
        if how == "hour":
            moment = now + HOUR
        elif how in days:
            moment = timing.morning(now, days[how], prefs)
        elif is_date(how) and date.fromisoformat(how) > local(now, prefs.zone).date():
            day = datetime.combine(date.fromisoformat(how), prefs.calendar.opens)
            moment = instant(day, prefs.zone)
        else:
            return None
        return next_allowed(moment, prefs.calendar, prefs.zone)

    def ways(
        self, due: Timeout, *, stop: bool = False, limit: float | None = None
    ) -> tuple[Button, ...]:
        """To put it off, to skip it, and, for what returns, to stop it."""
        return self.ways_for(here(due), stop, limit)

    def ways_for(self, about: str, stop: bool, limit: float | None) -> tuple[Button, ...]:
        """The same for what is named so in a command; only as far as it can be put off."""
        open_until = limit or math.inf
        verbs = [how for how in PUT_OFF if (self.moment(how) or 0.0) < open_until]
        verbs += ["date"] if self._days(limit) else []
        verbs += ["skip", *(["stop"] if stop else [])]
        say = self.ctx.say
        return tuple(Button(say(f"button_later_{v}"), f"/later {v} {about}") for v in verbs)

    def choose(self, verb: str, about: str, limit: float | None = None) -> None:
        """The coming days on which something may be said, for a command."""
        language = self.ctx.person.language
        buttons = tuple(
            Button(spoken_date(day, language), f"/{verb} {day} {about}")
            for day in self._days(limit)
        )
        self.ctx.tell("later_date", Prompt("menu", buttons))

    def told_when(self, moment: float, prompt: Prompt) -> None:
        """Say when it comes again."""
        day = local(moment, self.prefs.zone)
        words = spoken_date(day.date().isoformat(), self.ctx.person.language)
        self.ctx.tell("later_done", prompt, day=words, time=f"{day:%H:%M}")

    def _days(self, limit: float | None) -> list[str]:
        """Open days from the day after tomorrow on, before a limit."""
        today, days = local(self.ctx.now, self.prefs.zone).date(), list[str]()
        for ahead in range(2, 30):
            day = today + timedelta(days=ahead)
            if self.prefs.calendar.open_on(day) and len(days) < DAYS_TO_CHOOSE:
                name = day.isoformat()
                if limit is None or (self.moment(name) or 0.0) < limit:
                    days.append(name)
        return days


def here(due: Timeout) -> str:
    """How a command names one due thing."""
    return f"{due.kind} {due.subject} {due.slot}"
