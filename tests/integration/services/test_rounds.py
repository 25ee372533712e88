"""Rounds on a real database: told by day, closed once, and then nobody's answers are left."""

from __future__ import annotations

import asyncio
import io
import re
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.services import rounds as rounds_service
from dialogues.definition.content import Content
from dialogues.messages.inputs import Command, Typed
from frameworks.groups.results import GroupResult
from storage.core.schema import ballots, fires
from storage.core.schema import rounds as round_rows
from storage.database.unit_of_work import Store
from storage.repositories import rounds
from tests.support.collaboration_world import MONDAY, TINY, Circle, at, gathered
from tests.support.postgres import Postgres, on_both
from tests.support.statements import raw_bytes

KRALENDIJK = "America/Kralendijk"
THE_HOUR = "23:59:59"


@pytest.fixture
def circle(content: Content, store: Store) -> Circle:
    return Circle(content, store)


def local(moment: float, zone: str = "Europe/Amsterdam") -> str:
    return datetime.fromtimestamp(moment, ZoneInfo(zone)).strftime("%a %H:%M")


async def told(circle: Circle, who: str, words: str) -> int:
    return sum(words in part.text for out in circle.heard[who] for part in out.parts)


# --- hearing of it


@on_both
async def test_each_member_hears_of_it(circle: Circle) -> None:
    """At once by day; half-way and on the last day only who has not sent anything in."""
    group, everyone = await gathered(circle, 2)
    going = await circle.open("owner", group)
    await circle.scheduler.tick()
    assert [await told(circle, who, "Er is een ronde open bij") for who in everyone] == [1] * 4
    await circle.fill("a0", going, 3, 4, 5)
    await circle.give("a1", Command("fill", going), Typed("1"), Typed("3"), Command("pause"))
    await circle.later(to=at("2026-12-07 23:00"))
    heard = {who: await told(circle, who, "staat nog open tot") for who in everyone}
    assert heard == {"a0": 0, "a1": 0, "b0": 1, "b1": 1}
    assert await told(circle, "a1", "U bent begonnen aan de ronde") == 1
    assert [await told(circle, who, "sluit bijna") for who in everyone] == [0, 1, 1, 1]
    assert await told(circle, "owner", "ronde open bij") == 0


@on_both
async def test_at_night_nobody_is_woken(circle: Circle) -> None:
    """A round that opens on Friday evening is told on Monday morning."""
    group, everyone = await gathered(circle, 1)
    circle.now = at("2026-11-27 21:00")
    await circle.open("owner", group)
    due = {local(row[3]) for row in (await circle.rows(fires))["fires"] if row[4] == "round"}
    assert "Mon 08:00" in due and not [one for one in due if one[:3] in ("Sat", "Sun")]
    await circle.later(2)
    assert await told(circle, everyone[0], "Er is een ronde open bij") == 0
    await circle.later(1)
    assert await told(circle, everyone[0], "Er is een ronde open bij") == 1


async def test_who_joins_later_is_reminded_too(circle: Circle) -> None:
    """Of what is still to come; that it opened is in their welcome."""
    group, _ = await gathered(circle, 1)
    await circle.open("owner", group)
    await circle.later(2)
    assert "Er is nu een ronde open" in await circle.join(
        "new", await circle.invite("owner", group)
    )
    await circle.later(to=at("2026-12-07 23:00"))
    said = [
        await told(circle, "new", w)
        for w in ("Er is een ronde open bij", "staat nog open tot", "sluit bijna")
    ]
    assert said == [0, 1, 1]


async def test_an_owner_who_joins_during_a_round_is_reminded_once(circle: Circle) -> None:
    """Their fires of before make way for those of a member."""
    group, _ = await gathered(circle, 1)
    await circle.open("owner", group)
    await circle.scheduler.tick()
    await circle.join("owner", await circle.invite("owner", group))
    await circle.later(to=at("2026-12-07 23:00"))
    assert [await told(circle, "owner", w) for w in ("staat nog open tot", "sluit bijna")] == [1, 1]


@on_both
async def test_who_is_removed_leaves_nothing(circle: Circle) -> None:
    """Their ballot, their fires and their membership go; those of others stay."""
    group, everyone = await gathered(circle, 2)
    going = await circle.open("owner", group)
    for who in everyone:
        await circle.fill(who, going, 3, 3, 3)
    gone = (await circle.membership("a0")).id
    await circle.do("owner", "group", f"{group} remove {gone}")
    left = await circle.rows()
    assert not [row for rows in left.values() for row in rows if gone in repr(row)]
    assert (len(left["ballots"]), len(left["members"])) == (3, 4)
    heard = len(circle.heard["a0"])
    await circle.later(20)
    assert len(circle.heard["a0"]) == heard


# --- closing


@pytest.mark.parametrize(
    ("zone", "opened", "last"),
    [
        ("Europe/Amsterdam", "2026-11-23 10:00", "2026-12-07"),
        ("Europe/Amsterdam", "2026-03-15 10:00", "2026-03-29"),
        ("Europe/Amsterdam", "2026-10-11 10:00", "2026-10-25"),
        (KRALENDIJK, "2026-11-23 21:00", "2026-12-07"),
    ],
)
async def test_the_last_second(
    content: Content, store: Store, zone: str, opened: str, last: str
) -> None:
    """Until the end of the last day where the collaboration is, also when the clocks change."""
    circle = Circle(content, store, at(opened, zone))
    group = await circle.found("owner")
    if zone == KRALENDIJK:
        one = (await circle.membership("owner")).collaboration
        from dataclasses import replace

        from bot.services.effects import apply
        from dialogues.domain.effects import CollaborationChanged

        async with store.begin() as work:
            await apply(work, [CollaborationChanged(replace(one, zone=zone))], circle.now)
    await circle.join("a0", await circle.invite("owner", group))
    going = await circle.open("owner", group)
    for number in range(3):
        await circle.give("a0", Command("fill", going) if not number else Typed("1"))
    circle.now = at(f"{last} {THE_HOUR}", zone) - 3
    await circle.give("a0", Typed("1"), Typed("1"), Command("skip"))
    assert circle.now == at(f"{last} {THE_HOUR}", zone)
    await circle.scheduler.tick()
    assert len((await circle.rows(ballots))["ballots"]) == 1
    circle.now += 1
    await circle.scheduler.tick()
    assert not (await circle.rows(ballots))["ballots"]
    assert (await circle.rows(round_rows))["rounds"][0][6] == "published"


async def test_results_are_told_by_day_where_they_are(content: Content, store: Store) -> None:
    """Closing comes at midnight; in the Caribbean eight in the morning is noon in Europe."""
    circle = Circle(content, store, at("2026-11-23 10:00", KRALENDIJK))
    await circle.give("owner", Command("start", "collaboration"))
    await circle.give("owner", *map(Typed, ("Eilanden", "Bonaire, Saba", "1", "1", "1", "2")))
    group = circle.buttons("owner")[-1].data.split()[1]
    await circle.open("owner", group)
    circle.now = at("2026-12-08 00:00", KRALENDIJK)
    await circle.scheduler.tick()
    due = [row[3] for row in (await circle.rows(fires))["fires"] if row[4] == "result"]
    assert [local(one, KRALENDIJK) for one in due] == ["Tue 08:00"]


@on_both
async def test_by_hand_and_twice(circle: Circle) -> None:
    """Closing asks first; the second time finds nothing to close, and the result stays."""
    group, everyone = await gathered(circle)
    going = await circle.open("owner", group)
    for who in everyone:
        await circle.fill(who, going, 3, 4, 5, line="Een regel.")
    assert "Daarna kan niemand meer invullen" in await circle.do(
        "owner", "group", f"{group} close {going}"
    )
    sealed = (await circle.rows(ballots))["ballots"]
    assert len(sealed) == 6
    await circle.press("owner", "Ja")
    record = await circle.record(going)
    assert record["result"]
    left = await circle.rows(round_rows, ballots)
    assert not left["ballots"]
    assert not [row for row in sealed if row[2] in await raw_bytes(circle.store)]
    await circle.do("owner", "group", f"{group} close {going} yes")
    circle.now = at("2026-12-09 10:00")
    await circle.scheduler.tick()
    assert await circle.rows(round_rows, ballots) == left
    assert await told(circle, "owner", "is gesloten. Bekijk de uitkomst") == 1


@on_both
async def test_an_answer_in_the_batch_that_closes(circle: Circle) -> None:
    """What came before counts, what comes after goes to no one and is said to be too late."""
    group, everyone = await gathered(circle)
    going = await circle.open("owner", group)
    for who in everyone:
        await circle.give(who, Command("fill", going), *map(Typed, "1345"))
    last = [circle.inbound(who, Command("skip")) for who in everyone]
    end = circle.inbound("owner", Command("group", f"{group} close {going} yes"))
    await circle.turns.apply([*last[:5], end, last[5]])
    assert not (await circle.rows(ballots))["ballots"]
    assert "telt nergens mee" in circle.said(everyone[5])
    assert "telt nergens mee" not in circle.said(everyone[4])


async def test_two_replicas_close_it_at_once(
    content: Content, postgres: Postgres, tmp_path: Path
) -> None:
    """Published once, and told once."""
    url = postgres.database()
    stores = [await Store.open(url, tmp_path / "key") for _ in range(2)]
    first, second = (Circle(content, store) for store in stores)
    group, everyone = await gathered(first, 1)
    going = await first.open("owner", group)
    await first.fill(everyone[0], going, 3, 4, 5)
    first.now = second.now = at("2026-12-08 00:00")
    await asyncio.gather(first.scheduler.tick(), second.scheduler.tick())
    await asyncio.gather(*(one.later(0.5) for one in (first, second)))
    said = [await told(one, "owner", "zonder uitkomst") for one in (first, second)]
    assert sum(said) == 1
    assert not (await first.rows(ballots))["ballots"]
    for store in stores:
        await store.close()


async def test_an_answer_while_another_replica_closes(
    content: Content, postgres: Postgres, tmp_path: Path
) -> None:
    """A turn that saw the round open, and is written after it closed, leaves no ballot behind."""
    url = postgres.database()
    stores = [await Store.open(url, tmp_path / "key") for _ in range(2)]
    first, second = (Circle(content, store) for store in stores)
    group, everyone = await gathered(first, 1)
    going = await first.open("owner", group)
    for who in everyone:
        await first.give(who, Command("fill", going), *map(Typed, "1345"))
    async with stores[0].begin() as work:
        await rounds_service.close(work, group, going, content.frameworks, MONDAY)
        late = asyncio.create_task(second.do(everyone[0], "skip"))
        done, _ = await asyncio.wait({late}, timeout=1)
        assert not done  # it waits for what the other is doing
    assert "telt nergens mee" in await late
    assert not (await first.rows(ballots))["ballots"]
    for store in stores:
        await store.close()


async def test_one_round_that_fails_delays_no_other(circle: Circle) -> None:
    """What cannot be published is reported, and everybody else's prompts go on."""
    group, everyone = await gathered(circle, 1)
    going = await circle.open("owner", group)
    await circle.fill(everyone[0], going, 3, 4, 5)
    other = await circle.found("else", "Andere")
    fine = await circle.open("else", other)
    async with circle.store.begin() as work:
        await work.connection.exec_driver_sql("UPDATE ballots SET data = x'00'")
    circle.now = at("2026-12-08 10:00")
    await circle.scheduler.tick()
    status = {row[0]: row[6] for row in (await circle.rows(round_rows))["rounds"]}
    assert status == {going: "open", fine: "published"}
    assert await told(circle, "else", "zonder uitkomst") == 1


async def test_a_framework_that_is_gone(circle: Circle) -> None:
    """The round closes without a result, and its answers go all the same."""
    group, everyone = await gathered(circle)
    going = await circle.open("owner", group)
    for who in everyone:
        await circle.fill(who, going, 3, 4, 5)
    known = {name: f for name, f in circle.content.frameworks.items() if name != TINY}
    async with circle.store.begin() as work:
        assert await rounds_service.close(work, group, going, known, circle.now)
    assert GroupResult.load((await circle.record(going))["result"]).parts == ()
    assert not (await circle.rows(ballots))["ballots"]


async def test_a_framework_that_comes_back(circle: Circle) -> None:
    """The next round on it has a result: the one without hides nobody."""
    group, everyone = await gathered(circle)
    gone = await circle.open("owner", group)
    async with circle.store.begin() as work:
        assert await rounds_service.close(work, group, gone, {}, circle.now)
    going = await circle.open("owner", group)
    for who in everyone:
        await circle.fill(who, going, 3, 4, 5)
    await circle.do("owner", "group", f"{group} close {going} yes")
    assert GroupResult.load((await circle.record(going))["result"]).parts[0].n == 6


async def test_a_result_that_cannot_be_made(circle: Circle, log: io.StringIO) -> None:
    """By hand or by date: the round stays open with its answers, and only that turn is parked."""
    group, everyone = await gathered(circle)
    first = await circle.open("owner", group)
    await circle.do("owner", "group", f"{group} close {first} yes")
    async with circle.store.begin() as work:
        kept = await rounds.record(work, first)
        await rounds.keep_record(work, first, kept | {"attendance": '{"format": 99}'})
    going = await circle.open("owner", group)
    for who in everyone:
        await circle.fill(who, going, 3, 4, 5)
    end = circle.inbound("owner", Command("group", f"{group} close {going} yes"))
    await circle.turns.apply([end, circle.inbound("b0", Command("menu"))])
    assert "Het ligt niet aan u" in circle.said("owner")
    assert circle.buttons("b0")
    circle.now = at("2026-12-08 10:00")
    await circle.scheduler.tick()
    assert len((await circle.rows(ballots))["ballots"]) == 6
    assert "a round was not closed" in log.getvalue() and "turn parked" in log.getvalue()


# --- before and after


@on_both
async def test_erasure_takes_a_ballot_out_before_and_changes_nothing_after(circle: Circle) -> None:
    """What is published stays to the byte, and no new result is made."""
    group, everyone = await gathered(circle)
    going = await circle.open("owner", group)
    for who in everyone:
        await circle.fill(who, going, 3, 4, 5)
    await circle.do("a0", "erase", "yes")
    assert len((await circle.rows(ballots))["ballots"]) == 5
    await circle.do("owner", "group", f"{group} close {going} yes")
    before = await circle.rows(round_rows)
    for who in everyone[1:]:
        await circle.do(who, "erase", "yes really")
    await circle.later(2)
    assert await circle.rows(round_rows) == before
    assert not (await circle.rows(ballots))["ballots"]


FIGURES = re.compile(r"\d+")
WORDS = ("beantwoord", "antwoorden binnen", "hebben ingevuld", "gemiddeld")


async def test_nobody_reads_how_many_answered(circle: Circle) -> None:
    """Of two equal collaborations one has no answers and one has five: all hear the same."""
    said = []
    for name, filled in (("p", 0), ("q", 5)):
        owner = f"{name}owner"
        group = await circle.found(owner)
        token = await circle.invite(owner, group, many=10)
        everyone = [f"{name}{number}" for number in range(6)]
        for who in everyone:
            await circle.join(who, token)
        going = await circle.open(owner, group)
        for who in everyone[:filled]:
            await circle.fill(who, going, 3, 4, 5)
        heard = {who: len(circle.heard[who]) for who in (owner, everyone[5])}
        for who in heard:
            for argument in (
                "",
                group,
                f"{group} close {going}",
                f"{group} open",
                f"{group} invite",
            ):
                await circle.do(who, "group", argument)
            for verb in ("menu", "summary", "settings", "privacy"):
                await circle.do(who, verb)
        words = [circle.said(who, after) for who, after in heard.items()]
        said.append([re.sub(r"/my/\S+|/page/\S+", "(a link of one's own)", one) for one in words])
    assert said[0] == said[1]
    assert not [word for one in said[1] for word in WORDS if word in one]
    assert all(
        set(FIGURES.findall(one)) <= {"7", "23", "59", "1", "10", "25", "30", "08", "18", "00"}
        for one in said[1]
    )
