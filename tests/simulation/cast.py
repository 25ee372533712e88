"""Who lives the year, and what befalls them: leave, blocking, erasing, talks, and a down-time."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import time
from functools import partial
from pathlib import Path

import structlog

from dialogues.calendar.holidays import Calendar
from dialogues.definition.content import Content
from dialogues.domain.preferences import Prefs
from dialogues.messages.inputs import Command
from tests.simulation.habits import at_once, chat, days_later, puts_off, silent, taps
from tests.simulation.year import Inhabitant, Year, at, opened

BEGIN, END = at("2027-09-01 08:00"), at("2028-09-01 08:00")
DOWN = at("2028-06-05 20:00"), at("2028-06-08 20:00")
"""Over the first Tuesday of June, on which a pulse would have opened."""
BOTH = ("a", "b")
KRALENDIJK = Prefs("America/Kralendijk", asked=True)
MORNINGS = Prefs(calendar=Calendar(opens=time(9), closes=time(12)))
THREE_DAYS = Prefs(calendar=Calendar(weekdays=(0, 1, 2)))
EVENINGS = Prefs("Europe/London", Calendar(opens=time(17), closes=time(21)))


def cast() -> list[Inhabitant]:
    """24 people; the first guides."""
    return [
        Inhabitant("Guido", at_once, groups=BOTH),
        Inhabitant("Anna", at_once, groups=BOTH),
        Inhabitant("Bas", days_later, groups=BOTH),
        Inhabitant("Carla", puts_off("hour"), groups=BOTH),
        Inhabitant("Daan", puts_off("tomorrow"), groups=BOTH),
        Inhabitant("Els", puts_off("week"), groups=BOTH),
        Inhabitant("Fred", puts_off("date"), groups=BOTH),
        Inhabitant("Greet", taps("skip"), groups=BOTH),
        Inhabitant("Hans", taps("stop", first=2), groups=BOTH),
        Inhabitant("Ida", silent, groups=BOTH),
        Inhabitant("Jan", at_once, KRALENDIJK),
        Inhabitant("Karin", days_later, KRALENDIJK),
        Inhabitant("Leo", at_once, MORNINGS),
        Inhabitant("Mia", at_once, THREE_DAYS),
        Inhabitant("Niels", at_once, EVENINGS),
        Inhabitant("Olga", at_once),
        Inhabitant("Piet", at_once),
        Inhabitant("Quirine", at_once, groups=BOTH),
        Inhabitant("Rob", at_once),
        Inhabitant("Saar", puts_off("tomorrow", days_later)),
        Inhabitant("Teun", silent),
        Inhabitant("Ursula", days_later),
        Inhabitant("Victor", puts_off("hour"), Prefs(discreet=True), BOTH),
        Inhabitant("Wies", at_once),
    ]


def happenings(year: Year) -> None:
    """What befalls whom, beside the prompts."""
    guido, anna = year.people["Guido"], year.people["Anna"]

    def taps_at(name: str, moment: str, *commands: str) -> None:
        for place, command in enumerate(commands):
            person = year.people[name]
            when = at(moment) + 20 * place
            year.plan(when, partial(year.tap, person, command))

    taps_at("Guido", "2027-09-01 09:00", "/group a pulse monthly 1 09:00 yes",
            "/group a pulse post members", "/group b pulse biweekly 3 10:00 yes",
            "/group b pulse post facilitators")  # fmt: skip
    taps_at("Anna", "2027-09-02 11:00", "/pulse weekly 1 09:00 yes")
    taps_at("Quirine", "2027-09-02 11:00", "/pulse monthly 1 09:00 yes")
    taps_at("Wies", "2027-09-02 11:00", "/pulse rrule FREQ=MONTHLY;BYMONTHDAY=-1 12:00 yes")
    taps_at("Guido", "2027-11-15 10:00", "/group a note We vergaderen nu om de week.")
    taps_at("Guido", "2028-01-10 10:00", "/group a open success_factors 21 yes")
    taps_at("Olga", "2027-10-20 10:00", "/settings away 2027-11-01 2027-11-26 vakantie")
    taps_at("Anna", "2027-12-10 10:00", "/settings away 2027-12-20 2028-01-07")
    taps_at("Anna", "2028-03-15 10:00", "/pulse stop")
    taps_at("Anna", "2028-05-15 10:00", "/pulse weekly 3 09:30 yes")
    taps_at("Hans", "2028-05-20 10:00", "/settings hear a")
    taps_at("Rob", "2028-02-10 10:00", "/erase yes")
    taps_at("Piet", "2028-03-15 10:00", "/menu")
    taps_at("Ursula", "2027-09-20 10:00", "/start core_questions")
    taps_at("Ursula", "2027-09-20 10:10", "/pause", "/remind tomorrow n")
    taps_at("Bas", "2027-10-11 10:00", "/start motives")
    taps_at("Leo", "2027-10-05 11:55", "/start motives")

    async def blocks() -> None:
        year.people["Piet"].blocked = True

    async def comes_back() -> None:
        year.people["Piet"].blocked = False

    async def away(name: str) -> None:
        """What they set in the chat, as they know it themselves."""
        known = await year.prefs(year.people[name])
        year.people[name].since.append((year.now, known))

    year.plan(at("2027-10-20 10:01"), lambda: away("Olga"))
    year.plan(at("2027-12-10 10:01"), lambda: away("Anna"))

    async def calendar() -> None:
        await year.say(guido, Command("calendar"))

    year.plan(at("2027-12-15 10:00"), blocks)
    year.plan(at("2028-03-14 10:00"), comes_back)
    year.plan(at("2028-02-01 10:00"), calendar)
    chat(year, year.people["Mia"], at("2027-10-05 09:00"), 8, "success_factors")
    chat(year, anna, at("2027-11-02 09:00"), 40, "success_factors")


@asynccontextmanager
async def live(folder: Path, content: Content) -> AsyncIterator[Year]:
    """The whole year."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
    async with opened(folder, content, BEGIN) as year:
        year.down = DOWN
        await year.begin(cast())
        happenings(year)
        await year.run(END)
        structlog.reset_defaults()
        yield year
