"""The members' group chat: linked by its facilitator only, and followed where it goes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

import pytest
from sqlalchemy import func, select

from bot.messages.messages import Inbound
from bot.scheduling.scheduler import Scheduler
from bot.services import effects
from dialogues.domain.effects import CollaborationMade
from dialogues.messages.inputs import Command
from storage.core.schema import addresses, fires, inbox, outbox
from storage.repositories import people
from tests.fake_bot_api.server import Chat
from tests.support.facilitator import (
    GROUP,
    ROUND,
    agrees,
    chat_of,
    founded,
    joined,
    opened,
    settled,
    way,
)
from tests.support.present import present
from tests.support.telegram_coach import Coach, has_buttons, labels
from tests.support.until import until

HINT = "Een goed gesprek voeren we onder vier ogen."


# --- linking


async def test_a_facilitator_links_a_group(coach: Coach, anna: Chat) -> None:
    """We come into the group by the link, say hello there once and nothing else, and confirm."""
    await founded(coach, anna)
    group = coach.api.group(-100, "Vechtgroep", sender=anna)
    group.blocks()
    await anna.says(f"/group {GROUP.id}")
    await anna.hears("Vechtstreek")
    await anna.taps("Groepschat in Telegram")
    url = present((await anna.hears("kies de groep")).reply_markup).inline_keyboard[0][0].url
    await group.follows(url)
    await group.hears("Hier zeg ik alleen wanneer een ronde van Vechtstreek open is")
    await anna.hears("De groepschat is gekoppeld aan Vechtstreek")
    await settled(coach, await group.follows(url))
    assert len(group.messages) == 1
    assert await chat_of(coach, anna) == "-100"


async def test_nothing_of_a_group_is_kept(coach: Coach, anna: Chat, linked: Chat) -> None:
    """What is said there is in no table, by whomever, and nobody is known by it."""
    bram = coach.api.user(11, first_name="Bram")
    await linked.says("Dit blijft onder ons", by=bram)
    await settled(coach, await linked.says("/stop@samenspraak_bot", by=bram))
    async with coach.store.begin() as work:
        rows = await work.connection.execute(select(inbox.c.address).distinct())
        known = await work.connection.execute(select(addresses.c.address))
        assert [row.address for row in rows] == [row.address for row in known] == ["7"]
        said = await work.connection.execute(select(outbox.c.address).distinct())
        assert [row.address for row in said] == ["7"]


def forged(url: str) -> str:
    return url[:-1] + ("0" if url[-1] != "0" else "1")


def of_another(url: str) -> str:
    return url.replace(GROUP.id, "ffffffffffff")


def shortened(url: str) -> str:
    return url[:-20]


@pytest.mark.parametrize("spoil", [forged, of_another, shortened])
async def test_a_forged_link(coach: Coach, anna: Chat, spoil: Callable[[str], str]) -> None:
    """It is answered as any command in a group, without a name, and links nothing."""
    await founded(coach, anna)
    group = coach.api.group(-100, "Vechtgroep", sender=anna)
    await group.follows(spoil(await way(anna)))
    assert "Vechtstreek" not in present((await group.hears(HINT)).text)
    assert await chat_of(coach, anna) == ""


async def test_an_expired_link(coach: Coach, anna: Chat) -> None:
    """After an hour and five minutes it is as good as none; what counts is when it was used."""
    await founded(coach, anna)
    links, group = coach.turns.links, coach.api.group(-100, "Vechtgroep", sender=anna)
    await group.follows(links.group(GROUP.id, "7", coach.turns.clock() - 3901))
    await group.hears(HINT)
    assert await chat_of(coach, anna) == ""
    await group.follows(links.group(GROUP.id, "7", coach.turns.clock() - 3500))
    await group.hears("Dag allemaal.")
    assert await chat_of(coach, anna) == "-100"


async def test_someone_elses_link(coach: Coach, anna: Chat, emma: Chat) -> None:
    """Who saw the facilitator's link can do nothing with it, in this group or another."""
    await founded(coach, anna)
    await founded(coach, emma, replace(GROUP, id="cccccccccccc", name="Van Emma"))
    group = coach.api.group(-100, "Vechtgroep", sender=emma)
    await group.follows(await way(anna))
    await group.hears("A good talk is held in private.")
    assert await chat_of(coach, anna) == "" == await chat_of(coach, emma, "cccccccccccc")


async def test_a_member_who_does_not_lead(coach: Coach, anna: Chat, emma: Chat) -> None:
    """A link that was good when it was made does nothing for who may no longer link."""
    await founded(coach, anna)
    await emma.says("/start")
    await emma.hears(has_buttons)
    await joined(coach, emma, "emma")
    group = coach.api.group(-100, "Vechtgroep", sender=emma)
    await group.follows(coach.turns.links.group(GROUP.id, str(emma.id), coach.turns.clock()))
    await emma.hears("I do not know that collaboration")
    assert await chat_of(coach, anna) == "" and group.messages == []


async def test_no_one_can_type_it(coach: Coach, anna: Chat) -> None:
    """Only Telegram says who brought us where: else any group that has us could be linked."""
    await founded(coach, anna)
    for text in (f"/linked {GROUP.id} -100", f"/group {GROUP.id} linked -100"):
        await anna.says(text)
        await anna.hears(has_buttons)
    assert await chat_of(coach, anna) == ""


async def test_a_web_facilitator_hears_how(coach: Coach) -> None:
    """In the web chat there is no one in Telegram to bind a link to."""
    asked = Inbound("web", "1", "browser", Command("start"), coach.turns.clock())
    await coach.turns.submit(asked)
    async with coach.store.begin() as work:
        person = (await people.people_at(work, {("web", "browser")}))["web", "browser"]
        await effects.apply(work, [CollaborationMade(GROUP, person.id)], coach.turns.clock())
    heard: list[str] = []
    coach.turns.committed.append(lambda sent: heard.extend(str(out.parts) for _, out in sent))
    await coach.turns.submit(replace(asked, update="2", input=Command("group", f"{GROUP.id} chat")))
    assert "Een groepschat koppelt u in Telegram zelf" in heard[0] and len(heard) == 1


async def test_the_last_group_is_the_one(coach: Coach, anna: Chat, linked: Chat) -> None:
    """Another group takes the first one's place; one group may serve two collaborations."""
    other = coach.api.group(-101, "Een andere", sender=anna)
    await other.follows(await way(anna))
    await other.hears("Vechtstreek")
    assert await chat_of(coach, anna) == "-101"
    await founded(coach, anna, replace(GROUP, id="cccccccccccc", name="Zuidkust"))
    await other.follows(await way(anna, "cccccccccccc"))
    await other.hears("Zuidkust")
    assert await chat_of(coach, anna) == "-101" == await chat_of(coach, anna, "cccccccccccc")


async def test_a_topic_of_a_forum(coach: Coach, anna: Chat) -> None:
    """Linked from a topic we stay in that topic; elsewhere a thread of answers is no topic."""
    await founded(coach, anna)
    start = "/start@samenspraak_bot " + (await way(anna)).partition("=")[2]
    forum = coach.api.group(-300, "Forum", sender=anna, topics=[5])
    await forum.says(start, message_thread_id=5, is_topic_message=True)
    assert (await forum.hears("Dag allemaal.")).message_thread_id == 5
    assert await chat_of(coach, anna) == "-300/5"
    plain = coach.api.group(-100, "Vechtgroep", sender=anna)
    await plain.says(start, message_thread_id=5)
    await plain.hears("Dag allemaal.")
    assert await chat_of(coach, anna) == "-100"


# --- groups change


async def test_a_group_becomes_a_supergroup(coach: Coach, anna: Chat, linked: Chat) -> None:
    """The chat of the collaboration follows."""
    await opened(coach)
    bigger = linked.migrates(-1002)
    await coach.api.until(lambda: not coach.api.updates.pending)
    await agrees(anna, f"/group {GROUP.id} post opened {ROUND}")
    await bigger.hears("De ronde van Vechtstreek is open")
    assert await chat_of(coach, anna) == "-1002"


async def test_a_supergroup_that_we_hear_of_late(coach: Coach, anna: Chat, linked: Chat) -> None:
    """The post finds out: it arrives, and the next one goes there at once."""
    await opened(coach)
    bigger = linked.migrates(-1002)
    coach.api.updates.drop()
    await agrees(anna, f"/group {GROUP.id} post opened {ROUND}")
    await bigger.hears("De ronde van Vechtstreek is open")
    coach.api.refused.clear()
    await links_to(coach, anna, "-1002")


async def links_to(coach: Coach, owner: Chat, chat: str) -> None:
    """Wait until that is the chat of the collaboration."""

    async def does() -> bool:
        return await chat_of(coach, owner) == chat

    await until(does)


def put_out(group: Chat) -> None:
    group.blocks()


def forbidden(group: Chat) -> None:
    group.blocks()
    group.telegram.updates.drop()


def silenced(group: Chat) -> None:
    group.silent = True


@pytest.mark.parametrize("lose", [put_out, forbidden, silenced])
async def test_a_group_is_lost(
    coach: Coach, anna: Chat, linked: Chat, lose: Callable[[Chat], None]
) -> None:
    """Whether we hear of it or find out: it is unlinked, and the facilitator hears so by day."""
    await opened(coach)
    lose(linked)
    await coach.api.until(lambda: not coach.api.updates.pending)
    await agrees(anna, f"/group {GROUP.id} post opened {ROUND}")
    await anna.hears(has_buttons)
    await links_to(coach, anna, "")
    await told(coach)
    message = await anna.hears("Ik kan niet meer schrijven in de groepschat van Vechtstreek.")
    assert labels(message)[0] == "Opnieuw koppelen"
    coach.api.refused.clear()


async def told(coach: Coach) -> None:
    """By day, so many hours later as that takes."""
    async with coach.store.begin() as work:
        row = await work.connection.execute(
            select(func.max(fires.c.due)).where(fires.c.kind == "chat")
        )
        due = row.scalar_one()
    now, coach.turns.clock = coach.turns.clock, lambda: due + 1
    await Scheduler(coach.turns, lambda: due + 1).tick()
    coach.turns.clock = now


async def test_put_out_and_taken_in_again(coach: Coach, anna: Chat, linked: Chat) -> None:
    """What is linked anew before it could be said is not complained about."""
    linked.blocks()
    await coach.api.until(lambda: not coach.api.updates.pending)
    await linked.follows(await way(anna))
    await anna.hears("gekoppeld")
    before = len(anna.messages)
    await told(coach)
    await asyncio.sleep(0.2)
    assert await chat_of(coach, anna) == "-100" and len(anna.messages) == before
