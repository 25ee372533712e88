"""Schedules on a real database: each moment once, over kills, replicas, and clocks that jump."""

from __future__ import annotations

import asyncio
import io
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

import pytest
from sqlalchemy import select

from bot.messages.messages import Inbound, Outbound
from bot.scheduling.scheduler import Scheduler
from bot.services import effects, pulses
from bot.services import rounds as rounds_service
from bot.turns.processor import Turns
from dialogues.calendar.schedule import Schedule
from dialogues.calendar.timezones import SECONDS_PER_DAY, ZONE, local, zone_of
from dialogues.definition.content import Content
from dialogues.domain.collaboration import Collaboration
from dialogues.domain.effects import (
    BallotCast,
    ChatLinked,
    CollaborationChanged,
    CollaborationMade,
    Joined,
    PulseScheduleSet,
)
from dialogues.domain.member import Membership
from dialogues.domain.pulse_schedule import PulseSchedule
from dialogues.messages.inputs import Command
from dialogues.turn.person import Person
from frameworks.groups.rules import Rules
from storage.core.schema import fires, outbox, rounds
from storage.database.unit_of_work import Store
from storage.repositories import people, pulse_schedules
from tests.support.content import loaded
from tests.support.postgres import on_both
from tests.support.present import present

pytestmark = on_both
MONDAY = datetime(2027, 1, 11, 8, 0, tzinfo=zone_of(ZONE)).timestamp()
HOUR = 3600.0
WEEKLY = Schedule(date(2027, 1, 1), "weekly", time(9), weekday=1)


class Time:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = MONDAY

    def __call__(self) -> float:
        return self.now


@pytest.fixture(scope="module")
def content() -> Content:
    """Our own: the pulse is in it."""
    return loaded()


@pytest.fixture
def clock() -> Time:
    return Time()


@pytest.fixture
def turns(content: Content, store: Store, clock: Time, log: io.StringIO) -> Turns:
    return Turns(content, store, clock)


@pytest.fixture
def scheduler(turns: Turns, clock: Time) -> Scheduler:
    return Scheduler(turns, clock)


async def enter(store: Store, names: Sequence[str], schedule: Schedule = WEEKLY) -> None:
    """Persons, each with a pulse of their own."""
    async with store.begin() as work:
        new = [(("telegram", name), Person(name, "nl")) for name in names]
        await people.add_people(work, new, MONDAY)
        for name in names:
            await pulses.keep(work, PulseSchedule(name, schedule, person=name), MONDAY)


async def found_group(store: Store, members: Sequence[str], schedule: Schedule = WEEKLY) -> None:
    """A collaboration with a pulse; the first person guides it."""
    group = Collaboration("g", "Samen", ("A",), "running", Rules())
    async with store.begin() as work:
        new = [(("telegram", name), Person(name, "nl")) for name in members]
        await people.add_people(work, new, MONDAY)
        await effects.apply(work, [CollaborationMade(group, members[0])], MONDAY)
        for name in members[1:]:
            one = Membership(f"m{name}", "member", group, "A", "council", name)
            await effects.apply(work, [Joined(one, name, "")], MONDAY)
        await pulses.keep(work, PulseSchedule("g", schedule, collaboration="g"), MONDAY)


async def ends(store: Store) -> dict[str, str]:
    async with store.begin() as work:
        rows = await work.connection.execute(select(fires.c.key, fires.c.status))
        return {row.key: row.status for row in rows}


async def prompts(store: Store) -> Counter[str]:
    async with store.begin() as work:
        rows = await work.connection.execute(select(outbox.c.address).where(outbox.c.prompt == 1))
        return Counter(rows.scalars())


def at(moment: str) -> float:
    return datetime.fromisoformat(moment).replace(tzinfo=zone_of(ZONE)).timestamp()


async def test_a_moment_comes_once(scheduler: Scheduler, store: Store, clock: Time) -> None:
    """However often we look, and the next a week later."""
    await enter(store, ["a"])
    for hour in (at("2027-01-12 08:59"), *[at("2027-01-12 09:00")] * 3, at("2027-01-13 09:00")):
        clock.now = hour
        await scheduler.tick()
    assert await prompts(store) == Counter({"a": 1})
    clock.now = at("2027-01-19 09:00")
    await scheduler.tick()
    assert await ends(store) == {"pulse/a/20270112": "done", "pulse/a/20270119": "done"}


async def test_a_clock_that_jumps_says_nothing_twice(
    scheduler: Scheduler, store: Store, clock: Time
) -> None:
    """Back by an hour, forward by a day, and back again."""
    await enter(store, ["a"])
    for jump in ("12 09:00", "12 08:00", "12 09:01", "13 09:01", "12 09:02", "14 09:00"):
        clock.now = at(f"2027-01-{jump}")
        await scheduler.tick()
    assert await prompts(store) == Counter({"a": 1})


@pytest.mark.parametrize("sunday", ["2028-03-26", "2027-10-31"])
async def test_on_both_days_of_a_change_the_clock_on_the_wall_counts(
    sunday: str, scheduler: Scheduler, store: Store, clock: Time
) -> None:
    """Nine o'clock is nine o'clock on the Monday before and after."""
    await enter(store, ["a"], replace(WEEKLY, weekday=0))
    first = date.fromisoformat(sunday) - timedelta(days=6)
    clock.now = at(f"{first} 06:00")
    async with store.begin() as work:
        kept = PulseSchedule("a", replace(WEEKLY, weekday=0), person="a")
        await pulses.keep(work, kept, clock.now)
    said: list[str] = []
    for hour in range(9 * 24):
        clock.now = at(f"{first} 06:00") + hour * HOUR
        await scheduler.tick()
        if (total := (await prompts(store)).total()) > len(said):
            said += [f"{local(clock.now, ZONE):%a %H:%M}"] * (total - len(said))
    assert said == ["Mon 09:00", "Mon 09:00"]


async def test_what_was_missed_is_recorded_and_the_last_is_said(
    scheduler: Scheduler, store: Store, clock: Time, log: io.StringIO
) -> None:
    """After three weeks down: what is fresh is said, once, and the rest is written down."""
    await enter(store, ["a"])
    clock.now = at("2027-02-02 11:00")
    await scheduler.tick()
    assert await ends(store) == {
        "pulse/a/20270112": "skipped", "pulse/a/20270119": "skipped",
        "pulse/a/20270126": "skipped", "pulse/a/20270202": "done",
    }  # fmt: skip
    assert await prompts(store) == Counter({"a": 1})
    assert log.getvalue().count("it came too late") == 3


async def test_changing_it_on_its_own_day_asks_once(
    scheduler: Scheduler, store: Store, clock: Time
) -> None:
    """At nine it was asked; in the afternoon is for next time."""
    await enter(store, ["a"])
    clock.now = at("2027-01-12 09:00")
    await scheduler.tick()
    clock.now += HOUR
    await scheduler.turns.apply(
        [
            Inbound(
                "telegram", "1", "a", Command("pulse", "weekly 1 12:00 yes", sure=True), clock.now
            )
        ]
    )
    for moment in ("12 12:00", "13 09:00", "19 09:00", "19 12:00"):
        clock.now = at(f"2027-01-{moment}")
        await scheduler.tick()
    assert await prompts(store) == Counter({"a": 2})


async def test_after_stop_it_is_silent_until_it_is_set_again(
    scheduler: Scheduler, store: Store, clock: Time
) -> None:
    """And then it goes on from there."""
    await enter(store, ["a"])
    stop = Inbound("telegram", "1", "a", Command("pulse", "stop", sure=True), clock.now)
    await scheduler.turns.apply([stop])
    for week in range(3):
        clock.now = at("2027-01-12 09:00") + week * 7 * SECONDS_PER_DAY
        await scheduler.tick()
    assert await ends(store) == {} and await prompts(store) == Counter()
    again = Inbound(
        "telegram", "2", "a", Command("pulse", "weekly 1 09:00 yes", sure=True), clock.now
    )
    await scheduler.turns.apply([again])
    clock.now += 7 * SECONDS_PER_DAY
    await scheduler.tick()
    assert await prompts(store) == Counter({"a": 1})


async def test_putting_off_keeps_one(scheduler: Scheduler, store: Store, clock: Time) -> None:
    """It comes again at that moment, once, under the same key."""
    await enter(store, ["a"])
    clock.now = at("2027-01-12 09:00")
    await scheduler.tick()
    later = Inbound("telegram", "1", "a", Command("later", "hour pulse a 20270112"), clock.now)
    await scheduler.turns.apply([later])
    assert await ends(store) == {"pulse/a/20270112": "pending"}
    for minutes in (30, 60, 61, 600):
        clock.now = at("2027-01-12 09:00") + minutes * 60
        await scheduler.tick()
    assert await prompts(store) == Counter({"a": 2})
    assert await ends(store) == {"pulse/a/20270112": "done"}


async def test_two_at_once_say_it_once(
    turns: Turns, content: Content, store: Store, clock: Time
) -> None:
    """As replicas do that share a database."""
    names = [f"p{n}" for n in range(40)]
    await enter(store, names)
    clock.now = at("2027-01-12 09:00")
    both = [Scheduler(turns, clock), Scheduler(Turns(content, store, clock), clock)]
    await asyncio.gather(*(one.tick() for one in both))
    for one in both:
        await one.tick()
    assert await prompts(store) == Counter(names)


async def test_a_fault_between_looking_and_writing_leaves_nothing(
    scheduler: Scheduler, store: Store, clock: Time, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The moment and its fire are one transaction: it comes whole, the next time."""
    await enter(store, ["a"])
    await found_group(store, ["o", "m"])
    clock.now = at("2027-01-12 09:00")

    async def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pulse_schedules, "advance", killed)
        with pytest.raises(KeyboardInterrupt):
            await scheduler.tick()
    assert await ends(store) == {}
    await scheduler.tick()
    assert (await prompts(store))["a"] == 1 and (await prompts(store))["m"] == 1


async def test_a_pulse_of_a_collaboration_opens_once_and_tells_its_members(
    scheduler: Scheduler, store: Store, clock: Time
) -> None:
    """Who fills in is asked; after six days it closes, and the result goes to all."""
    await found_group(store, ["o", "m", "n"])
    for _ in range(2):
        clock.now = at("2027-01-12 09:00")
        await scheduler.tick()
    assert await prompts(store) == Counter({"m": 1, "n": 1})
    async with store.begin() as work:
        rows = (await work.connection.execute(select(rounds))).all()
    assert [(row.pulse, row.status) for row in rows] == [(1, "open")]
    clock.now = at("2027-01-19 08:00")
    await scheduler.tick()
    texts = await prompts(store)
    assert texts["o"] == 2 and texts["m"] == 3  # that there is one, and that too few answered


async def test_the_result_of_a_pulse_is_posted_in_the_group_chat(
    scheduler: Scheduler, store: Store, clock: Time
) -> None:
    """Where that was chosen: by the owner's turn, once, in the words that members would hear."""
    await found_group(store, ["o", "m"])
    group = Collaboration("g", "Samen", ("A",), "running", Rules())
    async with store.begin() as work:
        chosen = PulseScheduleSet(PulseSchedule("g", WEEKLY, collaboration="g", post="chat"))
        changes = [CollaborationChanged(group), ChatLinked("g", "-100"), chosen]
        await effects.apply(work, changes, MONDAY)
    clock.now = at("2027-01-12 09:00")
    await scheduler.tick()
    async with store.begin() as work:
        name = (await work.connection.execute(select(rounds.c.id))).scalar_one()
        for number in range(9):
            one = Membership(f"x{number}", "member", group, "A", "council")
            await effects.apply(work, [Joined(one, f"x{number}", "")], clock.now)
            ratings: dict[str, float | None] = {f"uq{n}_a": 4.0 for n in (1, 2, 3)}
            await rounds_service.apply(work, BallotCast(name, one.id, ratings), clock.now)
    said: list[Outbound] = []
    scheduler.turns.committed.append(lambda replies: said.extend(out for _, out in replies))
    clock.now = at("2027-01-19 08:00")
    await scheduler.tick()
    posted = [out for out in said if out.address == "-100"]
    assert len(posted) == 1
    words = [part.text for part in posted[0].parts]
    assert words[0] == "Samen"
    assert any(word.startswith("Wat we doen: gemiddeld ") for word in words)
    assert "m" not in {out.address for out in said}


async def test_closing_it_by_hand_does_not_open_it_again_that_day(
    scheduler: Scheduler, store: Store, clock: Time
) -> None:
    """Also when its time is set anew: that day had one."""
    await found_group(store, ["o", "m"])
    clock.now = at("2027-01-12 09:00")
    await scheduler.tick()
    async with store.begin() as work:
        name = (await work.connection.execute(select(rounds.c.id))).scalar_one()
    given = (f"g close {name} yes", "g pulse weekly 1 12:00 yes")
    await scheduler.turns.apply(
        [
            Inbound("telegram", words, "o", Command("group", words, sure=True), clock.now)
            for words in given
        ]
    )
    clock.now = at("2027-01-12 12:00")
    await scheduler.tick()
    async with store.begin() as work:
        assert len((await work.connection.execute(select(rounds.c.id))).all()) == 1


async def test_erasing_and_ending_leave_no_schedule(
    scheduler: Scheduler, store: Store, clock: Time
) -> None:
    """Of a person, and of a collaboration whose last member went."""
    await enter(store, ["a"])
    await found_group(store, ["o"])
    clock.now = at("2027-01-12 09:00")
    await scheduler.tick()
    yes = Command("erase", "yes really", sure=True)
    gone = [Inbound("telegram", n, n, yes, clock.now) for n in ("a", "o")]
    await scheduler.turns.apply(gone)
    assert await ends(store) == {}
    async with store.begin() as work:
        assert await pulse_schedules.load(work, ["a", "o"], ["g"]) == []
    clock.now = at("2027-01-19 09:00")
    await scheduler.tick()
    assert await ends(store) == {}


async def test_who_cannot_be_reached_is_counted_and_not_named(
    scheduler: Scheduler, store: Store, clock: Time
) -> None:
    """The facilitator sees how many; members see nothing of it, and who writes counts no more."""
    await found_group(store, ["o", "m", "n"])
    async with store.begin() as work:
        await people.set_reachable(work, ("telegram", "m"), False)
    clock.now = at("2027-01-12 09:00")
    await scheduler.tick()
    assert await prompts(store) == Counter({"n": 1})
    async with store.begin() as work:
        found = await people.people_at(work, [("telegram", "o"), ("telegram", "n")])
    counts = {name: v.memberships[0].unreached for (_, name), v in found.items()}
    assert counts == {"o": 1, "n": 0}
    await scheduler.turns.apply([Inbound("telegram", "1", "m", Command("menu"), clock.now)])
    async with store.begin() as work:
        found = await people.people_at(work, [("telegram", "o")])
    assert found[("telegram", "o")].memberships[0].unreached == 0


async def test_a_calendar_file_has_what_is_to_come(
    scheduler: Scheduler, store: Store, clock: Time
) -> None:
    """As a document; without anything to come there is a word instead."""
    await enter(store, ["a"])
    said: list[Outbound] = []
    scheduler.turns.committed.append(lambda replies: said.extend(out for _, out in replies))
    for number, name in enumerate(("a", "b")):
        calendar = Inbound("telegram", f"{number}", name, Command("calendar"), clock.now)
        await scheduler.turns.apply([calendar])
    file, none = said
    assert present(file.document).body.count("BEGIN:VEVENT") == 12
    assert none.document is None
