"""A whole list is invited: pasted or uploaded, looked at, made, and taken as a file."""

from __future__ import annotations

import csv
import re
from html import unescape
from io import StringIO

import pytest
from aiohttp import FormData
from sqlalchemy import select

from dialogues.domain.invitation import Invite
from storage.core.schema import invites
from storage.repositories import collaborations, invitations
from tests.support.browser import Browser, keys_of
from tests.support.clock import Clock
from tests.support.collaboration_pages import (  # fmt: skip
    MEMBER,
    ORIGIN,
    OTHER,
    OWNER,
    World,
    words,
    world,
)
from tests.support.groups import Address

__all__ = ["world"]
EIGHTEEN = "\n".join(
    ["Naam\tE-mail\tGemeente\tRol"]
    + [f"Lid van {n}\tlid{n}@x.nl\t{('Aadorp', 'Beemd', 'Coevoort')[n % 3]}\tRaadslid"
       for n in range(18)]
)  # fmt: skip


async def look(world: World, browser: Browser, text: str) -> str:
    await browser.get(world.path("/people"))
    return await browser.post(world.path("/people"), list=text, do="look")


def fields(page: str) -> list[tuple[str, str]]:
    """What a browser posts of the lines that the page shows."""
    found: list[tuple[str, str]] = []
    for tag, name, rest in re.findall(r'<(input|select)[^>]* name="(\w+)"([^>]*>)', page):
        value = re.search(r'value="([^"]*)"', rest)
        box = 'type="checkbox"' in page[page.index(f'name="{name}"{rest}') - 60 :][:60]
        if tag == "input" and value and not (box and " checked" not in rest):
            found.append((name, unescape(value[1])))
    for name, body in re.findall(r'<select[^>]*name="(\w+)"[^>]*>(.*?)</select>', page, re.S):
        chosen = re.search(r'value="([^"]*)" selected', body) or re.search(r'value="([^"]*)"', body)
        found.append((name, unescape(chosen[1]) if chosen else ""))
    return found


async def make(world: World, browser: Browser, change: dict[str, str] | None = None) -> str:
    """Post the page as it stands; `change`: `change[what stands there]` is typed instead."""
    asked = FormData()
    for name, value in fields(browser.page):
        asked.add_field(name, (change or {}).get(value, value))
    asked.add_field("do", "make")
    answer = await browser.client.post(
        world.path("/people"), data=asked, headers={"Origin": browser.origin}
    )
    browser.page, browser.status = await answer.text(), answer.status
    return browser.page


async def named(world: World) -> list[Invite]:
    async with world.turns.store.begin() as work:
        group = await collaborations.existing(work, world.group.id)
        found = await invitations.all_invitations(work, group)
    return [one for one, _ in found if one.name or one.email]


async def test_eighteen_are_invited_at_once(world: World) -> None:
    """Pasted out of a spreadsheet; each has a link of their own, in a file too."""
    browser = await world.browser(OWNER)
    page = await look(world, browser, EIGHTEEN)
    assert "Klopt dit?" in words(page) and page.count("<fieldset") == 18
    assert not await named(world), "nothing is made before it was looked at"
    page = await make(world, browser)
    assert "18 uitnodigingen gemaakt" in words(page)
    assert "Lid van 7: Beemd, Raad" in words(page) and "lid7@x.nl" in page
    made = await named(world)
    assert len({one.email for one in made}) == 18 and all(one.single for one in made)
    body = await browser.client.get(world.path("/invites.csv"))
    text = (await body.read()).decode("utf-8-sig")
    rows = list(csv.reader(StringIO(text), delimiter=";"))
    assert rows[0] == ["naam", "e-mail", "gemeente", "rol", "link", "werkt tot en met"]
    links = {row[4] for row in rows[1:]}
    assert len(links) == 18 and all(link.startswith(f"{ORIGIN}/i/i-") for link in links)


async def test_a_line_that_is_not_right_is_mended_on_the_page(world: World) -> None:
    """What was typed stays; nothing is made before all that is ticked is right."""
    browser = await world.browser(OWNER)
    page = await look(world, browser, "Anna;anna@x;Aadorp;tovenaar\nJan;jan@x.nl;Ede;wethouder")
    assert "Eén regel is nog niet goed" in words(page) and "geen e-mailadres" in words(page)
    assert "In de lijst: tovenaar" in words(page) and "Ede (komt erbij)" in words(page)
    page = await make(world, browser)
    assert browser.status == 422 and 'value="anna@x"' in page and not await named(world)
    page = await make(world, browser, {"anna@x": "anna@x.nl", "": "council"})
    assert "2 uitnodigingen gemaakt" in words(page)
    made = {one.name: (one.email, one.municipality, one.role) for one in await named(world)}
    assert made == {
        "Anna": ("anna@x.nl", "Aadorp", "council"), "Jan": ("jan@x.nl", "Ede", "executive"),
    }  # fmt: skip
    assert "Ede" in words(await browser.get(world.path()))


@pytest.mark.parametrize("coding", ["utf-8", "utf-16", "cp1252"])
async def test_a_file_is_read_in_its_coding(world: World, coding: str) -> None:
    browser = await world.browser(OWNER)
    await browser.get(world.path("/people"))
    page = await upload(world, browser, "naam;gemeente;rol\nRenée;Aadorp;raadslid".encode(coding))
    assert 'value="Renée"' in page


async def upload(world: World, browser: Browser, raw: bytes) -> str:
    asked = FormData(browser.hidden() | {"do": "look", "list": ""})
    asked.add_field("file", raw, filename="lijst.csv", content_type="text/csv")
    answer = await browser.client.post(
        world.path("/people"), data=asked, headers={"Origin": browser.origin}
    )
    browser.page, browser.status = await answer.text(), answer.status
    return browser.page


async def test_what_is_no_list_is_told_and_kept(world: World) -> None:
    """A workbook, nothing at all, and too many people."""
    browser = await world.browser(OWNER)
    await browser.get(world.path("/people"))
    page = await upload(world, browser, b"PK\x03\x04" + bytes(100))
    assert browser.status == 422 and "Excel-bestand" in words(page)
    page = await look(world, browser, "  \n ")
    assert browser.status == 422 and "geen mensen" in words(page)
    many = "\n".join(f"Lid {n};a{n}@x.nl;Aadorp;raad" for n in range(151))
    page = await look(world, browser, many)
    assert browser.status == 422 and "hoogstens 150" in words(page) and "a150@x.nl" in page


async def test_who_is_invited_already_is_not_ticked(world: World) -> None:
    """A list that is pasted again invites only who is new."""
    browser = await world.browser(OWNER)
    await look(world, browser, "Anna;anna@x.nl;Aadorp;raad")
    await make(world, browser)
    page = await look(world, browser, "Anna;ANNA@x.nl;Aadorp;raad\nJan;jan@x.nl;Aadorp;raad")
    assert "heeft al een uitnodiging" in words(page)
    await make(world, browser)
    assert sorted(one.name for one in await named(world)) == ["Anna", "Jan"]


async def test_a_list_posted_twice_counts_once(world: World) -> None:
    browser = await world.browser(OWNER)
    page = await look(world, browser, "Anna;anna@x.nl;Aadorp;raad")
    await make(world, browser)
    browser.page = page
    await make(world, browser)
    assert len(await named(world)) == 1


async def one_invited(world: World, browser: Browser) -> str:
    """The link's token of someone who was invited by name."""
    await look(world, browser, "Anna;anna@x.nl;Aadorp;raad")
    page = await make(world, browser)
    found = re.search(r"Anna: Aadorp, Raad.*?/i/(i-\w+)", page, re.S)
    assert found
    return found[1]


async def test_who_accepted_is_shown(world: World) -> None:
    browser = await world.browser(OWNER)
    token = await one_invited(world, browser)
    await world.group.command(("telegram", "77"), "start", token)
    page = words(await browser.get(world.path("/invites")))
    assert "Anna: Aadorp, Raad Geopend, nog niet afgerond." in page
    await world.group.join(("telegram", "77"), "An", token)
    page = words(await browser.get(world.path("/invites")))
    assert "1 van 1 mensen" in page and "1 die meedoet Anna: Aadorp, Raad" in page


async def test_sent_again_it_has_another_link(world: World) -> None:
    """The old one works no more, also where it was opened; the name goes along."""
    browser = await world.browser(OWNER)
    token = await one_invited(world, browser)
    await world.group.command(("telegram", "66"), "start", token)
    old = (await named(world))[0].id
    page = await browser.get(world.path(f"/invites/{old}?do=again"))
    assert "Maakt u een nieuwe link" in words(page)
    page = await world.do(browser, "again", invite=old)
    assert "nieuwe link" in words(page) and f"/i/{token}" not in page
    found = re.search(r"Anna: Aadorp, Raad.*?/i/(i-\w+)", page, re.S)
    assert found and [one.id for one in await named(world) if one.name] != [old]
    said = await world.group.command(("telegram", "66"), "start", token)
    assert "ingetrokken" in said[-1].parts[0].text
    await world.group.join(("telegram", "67"), "An", found[1])
    assert "An" in await world.group.members()
    page = await world.do(browser, "again", invite=(await named(world))[0].id)
    assert len([one for one in await named(world) if not one.used]) == 0, "one that was used stays"


async def test_a_name_is_sealed_and_goes_with_its_person(world: World) -> None:
    """When they leave, are taken out or are erased; and with an old invitation."""
    browser = await world.browser(OWNER)
    token = await one_invited(world, browser)
    async with world.turns.store.begin() as work:
        rows = await work.connection.execute(select(invites.c.data))
        assert all(b"Anna" not in row.data and b"anna@x.nl" not in row.data for row in rows)
    await world.group.join(("telegram", "77"), "An", token)
    member = (await world.group.members())["An"].id
    await world.group.command(OWNER, "group", f"{world.group.id} remove {member}")
    assert await named(world) == []
    token = await one_invited(world, browser)
    await world.group.command(("telegram", "78"), "start", token)
    await world.group.command(("telegram", "78"), "erase", "yes")
    assert await named(world) == []


async def test_an_invitation_that_is_long_over_goes(world: World, today: Clock) -> None:
    browser = await world.browser(OWNER)
    await one_invited(world, browser)
    async with world.turns.store.begin() as work:
        await invitations.wipe(work, today() + 13 * 86400)
    assert len(await named(world)) == 1
    async with world.turns.store.begin() as work:
        await invitations.wipe(work, today() + 15 * 86400)
    assert await named(world) == []


async def test_links_for_others_never_lead_to_their_own_machine(world: World) -> None:
    """It is said why there are none, and what to set; on this machine it can be tried."""
    world.turns.links.origin, world.turns.links.local = "http://localhost:8080", True
    browser = await world.browser()
    link = world.turns.links.page(*OWNER, "/groups").removeprefix("http://localhost:8080")
    await browser.get(link)
    await browser.post(link)
    await look(world, browser, "Anna;anna@x.nl;Aadorp;raad")
    await make(world, browser)
    invite = (await named(world))[0].id
    for path in ("/invites", f"/invites/{invite}", "/sheet/0"):
        page = await browser.get(world.path(path))
        assert "localhost" not in page and "SAMENSPRAAK_WEB_ORIGIN" in words(page), path
    assert 'href="/i/i-' in await browser.get(world.path("/invites"))
    body = await browser.client.get(world.path("/invites.csv"))
    assert b"localhost" not in await body.read()
    said = await world.group.command(OWNER, "group", f"{world.group.id} invite 0 council 1")
    assert "localhost" not in str(said) and "SAMENSPRAAK_WEB_ORIGIN" in str(said)
    said = await world.group.command(OWNER, "group", f"{world.group.id} page")
    assert "localhost" not in str(said) and "SAMENSPRAAK_WEB_ORIGIN" in str(said)
    said = await world.group.command(MEMBER, "group", f"{world.group.id} result {world.shared}")
    assert "localhost" not in str(said) and "'/page/" in str(said), "who is in the web chat"


@pytest.mark.parametrize("who", [MEMBER, OTHER])
async def test_who_does_not_lead_invites_nobody(world: World, who: Address) -> None:
    browser = await world.browser(who)
    secrets = {"csrf": keys_of(world.turns).form(await world.id(browser)), "update": "0" * 32}
    row = {"line": "1", "name": "A", "email": "", "municipality": "Aadorp", "role": "council"}
    row |= {"said": "", "take": "0", "do": "make"}
    await browser.post(world.path("/people"), secrets | row)
    assert browser.status == 404 and not await named(world)
