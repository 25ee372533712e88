"""What a facilitator puts right on the pages: names, a member's place, and a round's last day."""

from __future__ import annotations

from sqlalchemy import select

from dialogues.domain.member import Membership
from dialogues.domain.round import Round
from dialogues.domain.round_reminders import LAST_DAY, WITHOUT_RESULT
from dialogues.notifications.kinds import RESULT, ROUND
from storage.core.schema import fires
from storage.repositories import collaborations, invitations, people, rounds
from tests.support.collaboration_pages import (  # fmt: skip
    MEMBER,
    OWNER,
    World,
    words,
    world,
)
from tests.support.groups import ballot

__all__ = ["world"]


async def owner(world: World) -> Membership:
    async with world.turns.store.begin() as work:
        person = (await people.people_at(work, {OWNER}))[OWNER]
    return person.memberships[0]


async def going(world: World) -> Round:
    found = (await owner(world)).round(world.going)
    assert found
    return found


async def fill_in(world: World, count: int) -> None:
    """So many members who do not guide answer the round that is open."""
    framework = world.turns.content.frameworks["success_factors"]
    people = [m.id for m in (await world.group.members()).values() if m.right == "member"]
    for one in people[:count]:
        await world.group.answer(world.going, {one: ballot(framework, world.going, one, 1)})


async def test_the_collaboration_has_another_name(world: World) -> None:
    browser = await world.browser(OWNER)
    assert "Sociaal domein" in await browser.get(world.path("/names"))
    page = await world.do(browser, "rename", page=world.path("/names"), name="Zorg in de regio")
    assert "heet nu Zorg in de regio" in words(page)
    said = await world.group.command(MEMBER, "group", world.group.id)
    assert said[-1].parts[0].text == "Zorg in de regio"


async def test_a_municipality_has_another_name_everywhere(world: World) -> None:
    """Of its members, in invitations, and in results that were published before."""
    browser = await world.browser(OWNER)
    before = words(await browser.get(world.path(f"/rounds/{world.kept}")))
    new = {"place": "0", "name": "gilze & rijen"}
    page = await world.do(browser, "retown", page=world.path("/names"), **new)
    assert "Aadorp heet nu Gilze en Rijen" in words(page)
    after = words(await browser.get(world.path(f"/rounds/{world.kept}")))
    then = before.replace("Aadorp", "Gilze en Rijen").replace(";", "").split()
    assert sorted(after.replace(";", "").split()) == sorted(then), "by the alphabet, so elsewhere"
    assert "Aadorp" not in after
    towns = {m.municipality for m in (await world.group.members()).values()}
    assert towns == {"Gilze en Rijen", "Beemd", ""}
    async with world.turns.store.begin() as work:
        group = await collaborations.existing(work, world.group.id)
        found = await invitations.all_invitations(work, group)
        kept = await rounds.record(work, world.kept)
    assert {one.municipality for one, _ in found} == {"Gilze en Rijen", "Beemd"}
    assert "Aadorp" not in kept["result"]


async def test_two_municipalities_do_not_get_one_name(world: World) -> None:
    browser = await world.browser(OWNER)
    page = await world.do(browser, "retown", page=world.path("/names"), place="0", name="beemd")
    assert "staat er al bij" in words(page)
    assert (await owner(world)).collaboration.municipalities[0] == "Aadorp"


async def test_a_member_is_moved_and_stays_who_they_are(world: World) -> None:
    """Also what they sent in stays theirs, and counts where they are now."""
    await fill_in(world, 8)
    browser = await world.browser(OWNER)
    page = await browser.get(world.path(f"/members/{world.member}"))
    assert "Gemeente en rol" in words(page)
    page = await world.do(browser, "move", member=world.member, place="2", role="staff")
    assert "doet nu mee voor Coevoort, als medewerker" in words(page)
    moved = (await world.group.members())["Lid 5"]
    assert (moved.id, moved.municipality, moved.role) == (world.member, "Coevoort", "staff")
    async with world.turns.store.begin() as work:
        sent = {b.groups["municipality"] for b in await rounds.ballots_of(work, world.going)}
    assert "Coevoort" in sent


async def test_who_fills_in_nothing_is_moved_nowhere(world: World) -> None:
    """A facilitator without a municipality gets none by this."""
    me = await owner(world)
    await world.group.command(OWNER, "group", f"{world.group.id} move {me.id} 0 staff")
    assert (await owner(world)).municipality == ""


async def last_reminders(world: World) -> set[float]:
    async with world.turns.store.begin() as work:
        rows = await work.connection.execute(
            select(fires.c.due).where(
                fires.c.kind == ROUND,
                fires.c.subject.startswith(world.going),
                fires.c.key.endswith(f"/{LAST_DAY}"),
            )
        )
        return set(rows.scalars())


async def test_a_round_is_extended(world: World) -> None:
    """It closes later, and the last reminder comes later too."""
    before, reminded = await going(world), await last_reminders(world)
    browser = await world.browser(OWNER)
    page = await browser.get(world.path(f"/rounds/{world.going}/close"))
    assert "7 dagen langer" in words(page)
    page = await world.do(browser, "extend", round=world.going, days="7")
    assert "De ronde blijft open tot" in words(page)
    after = await going(world)
    assert after.closes == before.closes + 7 * 86400
    later = await last_reminders(world)
    assert reminded and later and min(later) > max(reminded)
    for _ in range(20):
        await world.group.command(OWNER, "group", f"{world.group.id} extend {world.going} 14")
    assert (await going(world)).closes - after.opens < 92 * 86400


async def test_closing_with_too_few_answers_asks_first(world: World) -> None:
    """With the number that is needed; and what is said afterwards is true."""
    await fill_in(world, 4)
    browser = await world.browser(OWNER)
    page = words(await browser.get(world.path(f"/rounds/{world.going}/close")))
    assert "antwoorden, en" not in page, "who only looks, reads no number"
    page = words(await world.do(browser, "close", round=world.going))
    assert "4 antwoorden, en er zijn er 5 nodig" in page and "Sluit zonder uitkomst" in page
    assert not (await going(world)).published
    said = await world.group.command(OWNER, "group", f"{world.group.id} close {world.going} enough")
    labels = [one.label for one in said[-1].prompt.choices] if said[-1].prompt else []
    assert labels[:2] == ["Ronde verlengen", "Sluit zonder uitkomst"]
    page = words(await world.do(browser, "close_empty", round=world.going))
    assert "gesloten, zonder uitkomst" in page and "klaarstaat" not in page
    assert (await going(world)).published
    async with world.turns.store.begin() as work:
        rows = await work.connection.execute(
            select(fires.c.key).where(fires.c.kind == RESULT, fires.c.subject.contains(world.going))
        )
        keys = list(rows.scalars())
    assert keys and all(key.endswith(f"/{WITHOUT_RESULT}") for key in keys)


async def test_closing_with_enough_answers_asks_nothing_more(world: World) -> None:
    await fill_in(world, 5)
    browser = await world.browser(OWNER)
    await browser.get(world.path(f"/rounds/{world.going}/close"))
    page = words(await world.do(browser, "close", round=world.going))
    assert "U hoort van mij als de uitkomst klaarstaat" in page
    assert (await going(world)).published


async def test_the_usual_subject_is_chosen_already(world: World) -> None:
    browser = await world.browser(OWNER)
    await world.group.close(world.going)
    page = await browser.get(world.path("/open"))
    assert 'value="success_factors" required checked' in page
