"""No button destroys: each that was ever sent, tapped twice, in any order, once all moved on."""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from bot.messages.messages import Outbound
from dialogues.definition.content import Content
from dialogues.messages.events import Button
from dialogues.messages.inputs import Command, Typed
from dialogues.texts.catalogue import Verb
from dialogues.turn.agreement import LASTS
from storage.core.schema import collaborations, fires, invites, members, sessions
from storage.database.unit_of_work import Store
from storage.repositories import people
from tests.support.collaboration_world import OURS, Circle, gathered, pressed
from tests.support.commands import command, plain

LASTING = tuple(table for table in OURS if table is not fires)
"""All but reminders: who goes on with a talk is reminded of that one later."""
WHO = ("owner", "a0", "b0")
MOVED_ON = (Command("menu"), Command("group"), Command("privacy"), Typed("hallo"))


@pytest.fixture
def circle(content: Content, store: Store) -> Circle:
    return Circle(content, store)


def buttons(said: list[Outbound]) -> list[Button]:
    prompts = [out.prompt for out in said if out.prompt]
    return [button for one in prompts for button in (*one.choices, *one.verbs)]


async def answers(circle: Circle) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """By talk: which it is, what for, and all that was answered."""
    found = {}
    async with circle.store.begin() as work:
        for who in WHO:
            place = (circle.channel, who)
            person = (await people.people_at(work, {place})).get(place)
            for kept in person.sessions if person else ():
                given = {name: a.dump() for name, a in kept.open().answers.items()}
                found[kept.id] = (kept.dialogue, kept.subject, given)
    return found


async def asked_everything(circle: Circle) -> str:
    """A collaboration whose people were asked all that has consequences, and did not say yes."""
    group, everyone = await gathered(circle)
    await circle.do("owner", "linked", f"{group} -100")
    first = await circle.open("owner", group)
    for who in everyone:
        await circle.fill(who, first, 3, 4, 5)
    await circle.do("owner", "group", f"{group} close {first} yes")
    member = await circle.membership_in("a1", group)
    for what in (
        "invite 0 council", "chat", f"owner {member.id}", "leave", "leave yes", "open",
        "open tiny_factors", "open tiny_factors 14", "pulse weekly 1 09:00", "",
    ):  # fmt: skip
        await circle.do("owner", "group", f"{group} {what}".strip())
    going = await circle.open("owner", group)
    await circle.do("owner", "group", f"{group} close {going}")
    await circle.do("owner", "group", f"{group} pulse monthly 1 09:00 yes")
    for who in WHO:
        await circle.do(who, "group", f"{group} leave")
        await circle.do(who, "pulse", "weekly 2 09:00 yes")
        await circle.do(who, "pulse", "monthly 1 12:00")
        await circle.do(who, "pulse")
        await circle.do(who, "erase")
    await circle.do("owner", "erase", "yes")
    return group


@pytest.mark.parametrize("channel", ["telegram", "web"])
@pytest.mark.parametrize("seed", range(3))
async def test_no_old_button_destroys_doubles_or_answers(
    content: Content, store: Store, channel: str, seed: int
) -> None:
    """Nothing is gone, there is one of everything, and nobody has other answers than they gave."""
    circle, rng = Circle(content, store, channel=channel), random.Random(seed)
    for who in WHO[1:]:
        await circle.give(who, Command("start", "tiny"), Typed("1"))
        await circle.do(who, "start", "tiny")
        await circle.do(who, "start", "tiny_scores")
    await asked_everything(circle)
    for who in WHO:
        await circle.give(who, rng.choice(MOVED_ON))
    old = [(who, one) for who in WHO for one in buttons(circle.heard[who])] * 2
    rng.shuffle(old)
    assert len(old) > 200
    before, rows = await answers(circle), await circle.rows(*LASTING)
    for who, button in old:
        await circle.give(who, pressed(button.data))
    assert await circle.rows(*LASTING) == rows
    after = await answers(circle)
    assert {name: after.get(name) for name in before} == before
    kinds = [(dialogue, subject) for dialogue, subject, _ in after.values()]
    each = [(who, *kind) for who, kind in zip(await owners(circle, after), kinds, strict=True)]
    assert len(set(each)) == len(each)


async def owners(circle: Circle, talks: Iterable[str]) -> list[str]:
    rows = {row[0]: row[1] for row in (await circle.rows(sessions))["sessions"]}
    return [rows[name] for name in talks]


def of(circle: Circle, who: str, what: str) -> str:
    """The last button that does this."""
    found = [b.data for b in buttons(circle.heard[who]) if plain(b.data).endswith(what)]
    return found[-1]


DESTROYS = [
    (collaborations, "owner", ("group", "{} leave yes"), "leave yes really"),
    (members, "a0", ("group", "{} leave"), "leave yes"),
    (members, "a0", ("erase", ""), "erase yes"),
    (collaborations, "owner", ("erase", "yes"), "erase yes really"),
]


@pytest.mark.parametrize("after", ["no", "another", "menu", "typed", "late", "other"])
@pytest.mark.parametrize(("table", "who", "ask", "yes"), DESTROYS)
async def test_a_yes_wears_out(
    circle: Circle, table: Any, who: str, ask: tuple[Verb, str], yes: str, after: str
) -> None:
    """By a no, by the same or another question, by anything said, by time; it is nobody else's."""
    group, _ = await gathered(circle)
    await circle.do(who, ask[0], ask[1].format(group))
    button, before = of(circle, who, yes), await circle.rows(table)
    match after:
        case "no":
            await circle.give(who, pressed(buttons(circle.heard[who])[-1].data))
        case "another":
            await circle.do(who, ask[0], ask[1].format(group))
        case "menu":
            await circle.do(who, "menu")
        case "typed":
            await circle.give(who, Typed("hallo"))
        case "late":
            circle.now += LASTS
    tapper = "b0" if after == "other" else who
    for _ in range(2):
        await circle.give(tapper, pressed(button))
    assert await circle.rows(table) == before
    if after == "late":
        await circle.do(who, ask[0], ask[1].format(group))
        await circle.give(who, pressed(of(circle, who, yes)))
        assert await circle.rows(table) != before


async def test_a_yes_of_before_asks_anew(circle: Circle) -> None:
    """What an older version left on screens, and what is typed, has no token: it only asks."""
    group, _ = await gathered(circle)
    for who, typed in (("a0", "erase yes"), ("a0", f"group {group} leave yes"),
                       ("owner", f"group {group} remove {(await circle.membership('a0')).id}"),
                       ("owner", f"group {group} invite 0 council 1")):  # fmt: skip
        before, heard = await circle.rows(members, invites), len(circle.heard[who])
        given = replace(command(typed), sure=False)
        await circle.turns.apply([replace(circle.inbound(who, given), input=given)])
        assert await circle.rows(members, invites) == before
        assert buttons(circle.heard[who][heard:])


async def test_a_double_tap_makes_one_invitation(circle: Circle) -> None:
    """On *for one person*, and on whatever stands beside it."""
    group, _ = await gathered(circle)
    before = len((await circle.rows(invites))["invites"])
    await circle.do("owner", "group", f"{group} invite 0 council")
    one, ten = of(circle, "owner", "council 1"), of(circle, "owner", "council 10")
    for data in (one, one, ten):
        await circle.give("owner", pressed(data))
    assert len((await circle.rows(invites))["invites"]) == before + 1


@pytest.mark.parametrize("way", ["leave", "erase"])
async def test_erasing_a_collaboration_asks_once_more_and_says_what_is_lost(
    circle: Circle, way: str
) -> None:
    """How many members and results, and that a round is open; a co-facilitator keeps it alive."""
    group, _ = await gathered(circle)
    for _ in range(2):
        going = await circle.open("owner", group)
        await circle.do("owner", "group", f"{group} close {going} yes")
    await circle.open("owner", group)
    await circle.do("owner", *(("erase", "") if way == "erase" else ("group", f"{group} leave")))
    said = await circle.give("owner", pressed(of(circle, "owner", f"{way} yes")))
    for words in ("6 leden", "2 uitkomsten", "open ronde", "Sociaal domein"):
        assert words in said, words
    assert (await circle.rows(collaborations))["collaborations"]
    await circle.give("owner", pressed(of(circle, "owner", f"{way} yes really")))
    assert not (await circle.rows(collaborations))["collaborations"]
