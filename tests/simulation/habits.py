"""What people do when they are asked something: at once, late, impatiently, or not at all."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from dialogues.calendar.timezones import local
from dialogues.messages.inputs import Command, Input, Typed
from tests.simulation.year import DAY, HOUR, MINUTE, Inhabitant, Said, Year
from tests.support.commands import command

React = Callable[[Year, Inhabitant, Said], Awaitable[None]]
LINES = ("De loketten werken nu samen.", "De stukken komen te laat.", "Het overleg is korter.")


async def fill(year: Year, person: Inhabitant, data: str) -> None:
    """Begin, and type all answers at once."""
    rated = [min(max(round(year.rng.gauss(person.mood, 0.7)), 1), 5) for _ in range(3)]
    given: list[Input] = [command(data), *(Typed(str(one)) for one in rated)]
    if wrote := year.rng.random() < 0.1:
        given.append(Typed(year.rng.choice(LINES)))
    given += [Command("skip")] * (1 if wrote else 2)
    if wrote and data.startswith("/fill"):
        given.append(Typed("1"))
    await year.say(person, *given)
    year.answered.append((person.name, year.now, data))


def fills(after: float) -> React:
    """Answers so many seconds later."""

    async def react(year: Year, person: Inhabitant, said: Said) -> None:
        for data in said.sends("/fill", "/pulse now"):
            moment = year.now + after * year.rng.uniform(0.8, 1.2)
            year.plan(moment, partial(fill, year, person, data))

    return react


at_once, days_later = fills(10 * MINUTE), fills(2.2 * DAY)


def puts_off(how: str, then: React = at_once) -> React:
    """Puts it off once by a button, then answers."""
    waiting: set[str] = set()

    async def react(year: Year, person: Inhabitant, said: Said) -> None:
        wanted = said.sends(f"/later {how} ")
        if not wanted or person.name in waiting:
            waiting.discard(person.name)
            await then(year, person, said)
            return
        waiting.add(person.name)
        year.now += 30
        year.taps.append((person.name, year.now, how))
        await year.tap(person, wanted[0])
        if how == "date" and person.last and person.last.prompt:
            await year.tap(person, person.last.prompt.choices[-1].data)
        if how == "hour":
            day = local(year.now + HOUR, person.prefs.zone).date()
            person.asked_for |= {f"{day + timedelta(days=n)}" for n in range(2)}

    return react


def taps(how: str, first: int = 0) -> React:
    """Answers so many times, then taps `skip` or `stop`, each time."""
    seen: dict[str, int] = {}

    async def react(year: Year, person: Inhabitant, said: Said) -> None:
        wanted = said.sends(f"/later {how} ")
        seen[person.name] = seen.get(person.name, 0) + bool(wanted)
        if seen[person.name] <= first or not wanted:
            await at_once(year, person, said)
        else:
            year.now += 30
            year.taps.append((person.name, year.now, how))
            await year.tap(person, wanted[0])

    return react


async def silent(year: Year, person: Inhabitant, said: Said) -> None:
    """Reads it, and does nothing."""


def chat(year: Year, person: Inhabitant, moment: float, times: int, dialogue: str) -> None:
    """A long talk that begins before a moment and goes on past it."""

    async def start() -> None:
        await year.tap(person, f"/start {dialogue} again", talking=True)

    async def go_on() -> None:
        prompt = person.last.prompt if person.last else None
        if prompt and prompt.kind != "menu":
            await year.say(person, Command("skip"), talking=True)
            prompt = person.last.prompt if person.last else None
            if prompt is None or prompt.kind == "menu":  # that was its end
                year.words.append((person.name, year.now, False))

    year.plan(moment - 15 * MINUTE, start)
    for n in range(times):
        year.plan(moment + (20 * n - 5) * MINUTE, go_on)
