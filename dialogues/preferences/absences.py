"""Days on which a person is away, and Liberation Day, as `/settings` keeps them. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import get_args

from dialogues.calendar.holidays import MAX_CLOSED_PERIODS, Calendar, Liberation, Period
from dialogues.calendar.timezones import local
from dialogues.messages.events import Button, Part, Prompt
from dialogues.parsing.dates import day_at_start, read_date
from dialogues.parsing.errors import InvalidInputError
from dialogues.texts.formats import spoken_date
from dialogues.turn.context import TurnContext

LIBERATIONS: tuple[Liberation, ...] = get_args(Liberation)
MAX_TITLE_CHARS = 40
UNTIL = re.compile(r"(?:t/m|tot en met|tot|until|to|[-–])\s+", re.IGNORECASE)


class Absences:
    """The calendar of whose turn it is; what is over goes by itself."""

    def __init__(self, ctx: TurnContext) -> None:
        self.ctx, self.say = ctx, ctx.say
        self.calendar = ctx.person.prefs.calendar
        self.today = local(ctx.now, ctx.person.prefs.zone).date()

    @property
    def periods(self) -> list[Period]:
        return sorted(one for one in self.calendar.closed if one.last >= self.today)

    def away(self, text: str) -> Calendar | None:
        """`FROM TO [TITLE]`; without them what there is. Returns the calendar when it changed."""
        if not text:
            self.told("away_list" if self.periods else "away_none")
            return None
        try:
            first, rest = self._day(text, self.today)
            last, title = self._day(UNTIL.sub("", rest), first) if rest else (first, "")
            new = Period(first, last, title[:MAX_TITLE_CHARS])
        except InvalidInputError:
            self.told("away_which")
        except ValueError:
            self.told("away_long")
        else:
            if last < self.today or len(self.periods) >= MAX_CLOSED_PERIODS:
                self.told("away_over" if last < self.today else "away_full")
                return None
            return replace(self.calendar, closed=tuple(sorted({*self.periods, new})))
        return None

    def _day(self, text: str, since: date) -> tuple[date, str]:
        """The day that a text begins with, and the rest. What may mean two lies ahead."""
        said = day_at_start(text)
        days = (*read_date(said, self.today).values, *read_date(said, since).values)
        ahead = [day for day in days if day >= since]
        return (ahead or days)[0], " ".join(text[len(said) :].split())

    def back(self, words: Sequence[str]) -> Calendar:
        """`FROM TO`: one is there after all."""
        kept = [p for p in self.periods if (f"{p.first}", f"{p.last}") != tuple(words[:2])]
        return replace(self.calendar, closed=tuple(kept))

    def liberation(self, value: str) -> Calendar | None:
        """When Liberation Day is a day off; asked when nothing is chosen."""
        for one in LIBERATIONS:
            if one == value:
                return replace(self.calendar, liberation=one)
        ways = [
            Button(self.say(f"liberation_{one}"), f"/settings liberation {one}")
            for one in LIBERATIONS
        ]
        self.ctx.tell("liberation_which", Prompt("menu", tuple(ways)))
        return None

    def told(self, key: str) -> None:
        """The periods, each with a button to take it out."""
        parts = [Part("text", self.say(key))]
        parts += [Part("item", self.words(one)) for one in self.periods]
        ways = [
            Button(self.say("button_back_from", title=self.words(one))[:60],
                   f"/settings back {one.first} {one.last}")
            for one in self.periods
        ]  # fmt: skip
        settings = self.ctx.buttons("settings", "menu").choices
        self.ctx.message(tuple(parts), Prompt("menu", (*ways, *settings)))

    def words(self, one: Period) -> str:
        language = self.ctx.person.language
        first, last = (spoken_date(day.isoformat(), language) for day in (one.first, one.last))
        until = self.say("away_from", first=first, last=last) if one.first != one.last else first
        return f"{one.title}: {until}" if one.title else until
