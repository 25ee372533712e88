"""A year of prompts, read as those who got them: nothing in it annoys.

24 people of three municipalities, of whom some take part in two collaborations; leave, holidays,
both changes of the clock, a leap day, three days in which the bot is down, and people who put off,
skip, stop, answer late, are in the middle of a talk, block us, or have everything erased.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from datetime import date, timedelta
from itertools import groupby, pairwise
from pathlib import Path

import pytest
import pytest_asyncio
from sqlalchemy import select

from dialogues.calendar.timezones import SECONDS_PER_DAY, local
from dialogues.definition.content import Content
from dialogues.domain.pulse_schedule import OPEN_DAYS
from dialogues.notifications.timing import BUSY
from frameworks.groups.shifts import Shifts
from storage.core.schema import fires
from storage.core.schema import rounds as round_rows
from storage.repositories import pulse_schedules
from tests.conftest import FIXTURES
from tests.simulation.cast import BEGIN, DOWN, END, live
from tests.simulation.year import Said, Year, at
from tests.support.content import loaded

pytestmark = pytest.mark.asyncio(loop_scope="module")
READ = ("Anna", "Carla", "Els", "Hans", "Ida", "Karin", "Victor")
"""Whose prompts of the first months are kept to be read."""


@pytest.fixture(scope="module")
def content() -> Content:
    """Our own content: this is what people read."""
    return loaded()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def year(content: Content, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Year]:
    """It is lived once, and read by all tests. All coins fall on nought: the secret that tosses
    them is made by chance, and so would figures be."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Shifts, "of", lambda *_: 0.0)
        async with live(tmp_path_factory.mktemp("year"), content) as lived:
            yield lived


def by_person(year: Year) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = defaultdict(list)
    for said in year.log:
        found[said.name].append(said)
    return found


def day(year: Year, said: Said) -> date:
    return local(said.moment, year.people[said.name].prefs.zone).date()


async def pulses(year: Year) -> set[str]:
    """What a button sends to fill in each pulse of a collaboration."""
    rows = await year.rows(select(round_rows.c.id).where(round_rows.c.pulse == 1))
    return {f"/fill {row.id}" for row in rows}


async def test_everybody_is_asked_and_many_answer(year: Year) -> None:
    """Else what follows would say little."""
    asked = by_person(year)
    assert set(asked) == set(year.people)
    assert min(len(found) for name, found in asked.items() if name not in ("Rob", "Hans")) >= 10
    assert len(year.log) > 700


async def test_nobody_is_prompted_twice_a_day(year: Year) -> None:
    """But who asked to be asked again within the hour."""
    for name, found in by_person(year).items():
        person = year.people[name]
        twice = [d for d, n in Counter(day(year, one) for one in found).items() if n > 1]
        assert [str(one) for one in twice if str(one) not in person.asked_for] == [], name


async def test_no_prompt_comes_when_nobody_works(year: Year) -> None:
    """At night, in the weekend, on a holiday, or in days that were entered, as each set them."""
    for said in year.log:
        prefs = year.prefs_then(said)
        assert prefs.calendar.allows(local(said.moment, prefs.zone)), (said.name, said.moment)


async def test_the_year_has_what_it_is_about(year: Year) -> None:
    """Pulses were moved by a holiday, and people were asked on either side of each clock change."""
    days = {day(year, said) for said in year.log}
    assert date(2028, 4, 27) not in days and date(2028, 4, 28) in days  # King's Day
    assert date(2028, 5, 25) not in days and date(2028, 2, 29) in days
    for changed in (date(2027, 10, 31), date(2028, 3, 26)):
        near = {one for one in days if abs((one - changed).days) <= 8}
        assert min(near) < changed < max(near)


async def test_no_prompt_comes_into_a_talk(year: Year) -> None:
    """It waits until an hour after the last word."""
    for said in year.log:
        before = [(m, talks) for n, m, talks in year.words if n == said.name and m <= said.moment]
        moment, talks = before[-1] if before else (0.0, False)
        assert not talks or said.moment - moment >= BUSY, (said.name, said.moment)
    assert sum(talking for _, _, talking in year.words) > 30


async def test_a_pulse_is_asked_twice_at_most(year: Year) -> None:
    """Once when it opens, and one reminder; besides what people asked for themselves."""
    asked: Counter[tuple[str, str]] = Counter()
    for said in year.log:
        asked.update({(said.name, data) for data in said.sends("/fill")})
    known, patient = await pulses(year), {n for n in year.people if n not in year.put_off}
    counts = {n for (name, data), n in asked.items() if name in patient and data in known}
    assert counts == {1, 2}
    assert max(asked.values()) <= 4  # a round that is no pulse has three


async def test_who_answered_is_not_asked_again(year: Year) -> None:
    """Not by that round."""
    answered: dict[tuple[str, str], float] = {}
    known = await pulses(year)
    for name, moment, data in year.answered:
        if data in known:
            answered.setdefault((name, data), moment)
    late = [
        said
        for said in year.log
        for data in said.sends("/fill")
        if answered.get((said.name, data), said.moment) < said.moment
    ]
    assert late == [] and len(answered) > 300


async def test_who_stopped_is_left_in_peace(year: Year) -> None:
    """Until they say so themselves: Hans hears of one collaboration again, never of the other."""
    hans = by_person(year)["Hans"]
    stopped = [moment for name, moment, how in year.taps if name == "Hans" and how == "stop"]
    again = at("2028-05-20 10:00")
    assert len(stopped) == 3 and stopped[1] < again < stopped[2]
    between = [said for said in hans if stopped[1] < said.moment < again]
    known = await pulses(year)
    assert [one for one in between if known & set(one.sends("/fill"))] == []
    later = " ".join(word for said in hans if said.moment > again for word in said.words)
    assert "Samen Zorgen" in later and "Waterland" not in later
    anna = [said for said in by_person(year)["Anna"] if said.sends("/pulse now")]
    quiet = (at("2028-03-15 11:00"), at("2028-05-17 00:00"))
    assert [said for said in anna if quiet[0] < said.moment < quiet[1]] == []
    assert [said for said in anna if said.moment > quiet[1]] != []


async def test_who_is_gone_hears_nothing(year: Year) -> None:
    """Rob had everything erased, and nobody reached Piet while he blocked us."""
    found = by_person(year)
    assert max(said.moment for said in found["Rob"]) < at("2028-02-10 10:01")
    away = (at("2027-12-15 10:00"), at("2028-03-15 10:00"))
    assert [said for said in found["Piet"] if away[0] < said.moment < away[1]] == []
    assert [said for said in found["Piet"] if said.moment > away[1]] != []


async def test_after_a_down_time_there_is_no_burst(year: Year) -> None:
    """One message each in the days after, and what came too late is recorded, not said."""
    after = [said for said in year.log if DOWN[1] <= said.moment < DOWN[1] + SECONDS_PER_DAY]
    impatient = {name for name, _, how in year.taps if how == "hour"}
    heard = Counter(said.name for said in after if said.name not in impatient)
    assert set(heard.values()) == {1}
    assert [said for said in year.log if DOWN[0] < said.moment < DOWN[1]] == []
    late = select(fires.c.key, fires.c.status).where(fires.c.key == "pulse/a/20280606")
    assert [tuple(row) for row in await year.rows(late)] == [("pulse/a/20280606", "skipped")]


async def test_every_slot_is_said_or_recorded(year: Year) -> None:
    """Of all schedules as they are at the end: once each, and nothing is left undone."""
    rows = await year.rows(select(fires.c.key, fires.c.status, fires.c.due))
    known = {row.key: row.status for row in rows}
    async with year.store.begin() as work:
        found = await pulse_schedules.load(
            work, [one.id for one in year.people.values()], ["a", "b"]
        )
    assert len(found) == 5
    for schedule in found:
        since = at("2028-05-16 00:00") if schedule.id == "p-Anna" else BEGIN + 2 * SECONDS_PER_DAY
        slots = [m.slot for m in schedule.next(since, 60) if m.due < END - SECONDS_PER_DAY]
        ends = [known.get(f"pulse/{schedule.id}/{slot}") for slot in slots]
        assert set(ends) <= {"done", "skipped"} and ends, schedule.id
        assert ends.count("done") > len(ends) / 2, schedule.id
    assert [row.key for row in rows if row.status == "pending" and row.due < END] == []


async def test_each_pulse_opens_once(year: Year) -> None:
    """As often as its schedule says, and never two at a time."""
    rows = await year.rows(select(round_rows).where(round_rows.c.pulse == 1))
    for name, least in (("a", 11), ("b", 26)):
        opened = sorted((row.opens, row.closes) for row in rows if row.collaboration == name)
        assert least <= len(opened) <= least + 1
        assert all(one[1] <= two[0] for one, two in pairwise(opened))
        lasts = [local(c, "UTC").date() - local(o, "UTC").date() for o, c in opened]
        assert max(lasts) <= timedelta(days=OPEN_DAYS + 1)


def readable(said: Said) -> list[str]:
    """Its paragraphs; the order of what members wrote is left to chance, and sorted here."""
    found: list[str] = []
    parts = [part for out in said.messages for part in out.parts]
    for quotes, some in groupby(parts, lambda part: part.kind == "quote"):
        words = [part.text for part in some]
        found += sorted(words) if quotes else words
    return found


async def test_it_reads_well(year: Year, update: bool) -> None:
    """The first four months of some, as they came, in a file that is easy to read."""
    lines = []
    for name in READ:
        lines.append(f"== {name}")
        for said in by_person(year)[name]:
            if said.moment < at("2028-01-15 00:00"):
                when = local(said.moment, year.people[name].prefs.zone)
                lines.append(f"{when:%a %Y-%m-%d %H:%M}")
                lines += [f"    {words}" for words in readable(said)]
                lines.append(f"    [{'] ['.join(said.buttons)}]")
    told = "\n".join(lines) + "\n"
    golden: Path = FIXTURES / "year.txt"
    if update:
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8")
