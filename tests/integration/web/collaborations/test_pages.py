"""The pages of a collaboration over HTTP, on a real database: who comes in, and who gets what."""

from __future__ import annotations

import re

import pytest

from bot.channels.web.collaborations.routes import routes
from storage.core.schema import rounds as round_rows
from tests.support.collaboration_pages import (  # fmt: skip
    CO,
    MEMBER,
    ORIGIN,
    OTHER,
    OWNER,
    STRANGER,
    World,
    words,
    world,
)

__all__ = ["world"]


# --- who gets what

LEADS, SHARED, ALL = {"owner", "co"}, {"owner", "co", "member"}, {"owner", "co", "member"}
PAGES = [
    ("", ALL),
    ("/open", LEADS),
    ("/open?framework=success_factors&days=14", LEADS),
    ("/invites", LEADS),
    ("/invites.csv", LEADS),
    ("/people", LEADS),
    ("/invites/{invite}", LEADS),
    ("/sheet/0", LEADS),
    ("/names", LEADS),
    ("/members", LEADS),
    ("/members/{member}", LEADS),
    ("/pulse", LEADS),
    ("/calendar.ics", ALL),
    ("/rounds/{shared}", SHARED),
    ("/rounds/{kept}", LEADS),
    ("/rounds/{going}/close", LEADS),
    ("/rounds/{shared}/agenda", LEADS),
    ("/rounds/{kept}/agenda.md", LEADS),
    ("/rounds/{kept}/agenda.html", LEADS),
]
NOWHERE = [
    "/rounds/{going}", "/rounds/{going}/agenda", "/rounds/abc", "/rounds/{kept}/close",
    "/rounds/{kept}/agenda.exe", "/invites/abc", "/members/abc", "/sheet/40", "/nothing",
]  # fmt: skip
"""What nobody finds: it is not there, or not yet."""


async def test_every_page_for_every_kind_of_visitor(world: World) -> None:
    visitors = {"owner": OWNER, "co": CO, "member": MEMBER, "other": OTHER, "stranger": STRANGER}
    missing = words(await (await world.browser(OTHER)).get("/groups/abc"))
    for name, who in visitors.items():
        browser = await world.browser(who)
        assert browser.status == 200, name
        for path, may in [*PAGES, *((path, set[str]()) for path in NOWHERE)]:
            page = await browser.get(world.path(path.format(**vars(world))))
            expected = 200 if name in may else 404
            assert browser.status == expected, f"{name} {path}: {browser.status}"
            if expected == 404 and path != "/nothing":
                assert words(page) == missing, f"{name} {path} says more than that it is missing"


def test_the_table_above_has_every_page() -> None:
    asked = [re.sub(r"\?.*", "", "/groups/x" + path) for path, _ in PAGES]
    for route in routes():
        if route.method == "GET" and route.path.startswith("/groups/"):
            plain = re.sub(r"\{\w+:(\S+?\})\}", r"\1", route.path).replace(".\\w", r"\.\w")
            pattern = plain.replace(r"\w{1,40}", r"[^/]+")
            assert any(re.fullmatch(pattern, path) for path in asked), route.path


async def test_without_a_cookie_every_page_asks_for_a_new_link(world: World) -> None:
    browser = await world.browser()
    for path, _ in PAGES:
        page = await browser.get(world.path(path.format(**vars(world))))
        assert browser.status == 403
        assert "/groep" in words(page) and "Sociaal domein" not in page
    await browser.get("/groups")
    assert browser.status == 403


async def test_a_member_sees_no_more_than_what_was_shared(world: World) -> None:
    browser = await world.browser(MEMBER)
    page = await browser.get(world.path())
    assert world.shared in page and world.kept not in page and world.going not in page
    for hidden in ("Uitnodigingen", "leden", "Ronde openen", 'name="what"'):
        assert hidden not in words(page) and hidden not in page
    result = await browser.get(world.path(f"/rounds/{world.shared}"))
    assert "8 mensen vulden in" in words(result)
    assert "<form" not in result[result.index("<main") :] and "agenda" not in result


async def test_a_member_is_not_shown_change_since_a_round_that_was_not_shared(world: World) -> None:
    group = world.group
    later = await group.open()
    assert later == world.going, "one is open"
    await group.close(later)
    await group.command(OWNER, "group", f"{group.id} share {world.kept}")
    browser = await world.browser(MEMBER)
    page = await browser.get(world.path(f"/rounds/{world.kept}"))
    assert "Wat er veranderde" in words(page)
    async with group.turns.store.begin() as work:
        await work.connection.execute(
            round_rows.update().where(round_rows.c.id == world.shared).values(shared=0)
        )
    page = await browser.get(world.path(f"/rounds/{world.kept}"))
    assert "Wat er veranderde" not in words(page)
    owner = await world.browser(OWNER)
    assert "Wat er veranderde" in words(await owner.get(world.path(f"/rounds/{world.kept}")))


async def test_rights_are_looked_up_anew_each_time(world: World) -> None:
    browser = await world.browser(CO)
    await browser.get(world.path("/members"))
    assert browser.status == 200
    people = await world.group.members()
    await world.group.command(OWNER, "group", f"{world.group.id} member {people['Lid 0'].id}")
    await browser.get(world.path("/members"))
    assert browser.status == 404
    await world.group.command(OWNER, "group", f"{world.group.id} remove {people['Lid 0'].id}")
    await browser.get(world.path())
    assert browser.status == 404


async def test_who_was_erased_gets_in_no_more(world: World) -> None:
    browser = await world.browser(MEMBER)
    link = world.turns.links.page(*MEMBER, "/groups").removeprefix(ORIGIN)
    await world.group.command(MEMBER, "erase", "yes")
    await browser.get(world.path())
    assert browser.status == 403
    await browser.get(link)
    assert browser.status == 410


# --- coming in


async def test_looking_at_a_link_changes_nothing(world: World) -> None:
    browser = await world.browser()
    link = world.turns.links.page(*OWNER, world.path()).removeprefix(ORIGIN)
    page = await browser.get(link)
    assert browser.status == 200 and "Set-Cookie" not in browser.headers
    assert "Sociaal domein" not in page
    await browser.get("/groups")
    assert browser.status == 403


async def test_a_link_gives_a_cookie_of_its_own(world: World) -> None:
    browser = await world.browser()
    link = world.turns.links.page(*OWNER, world.path()).removeprefix(ORIGIN)
    await browser.get(link)
    answer = await browser.client.post(
        link, data=browser.hidden(), headers={"Origin": browser.origin}, allow_redirects=False
    )
    cookie = answer.headers["Set-Cookie"]
    assert answer.status == 303 and answer.headers["Location"] == world.path()
    assert cookie.startswith("samenspraak_groups=")
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/;" in cookie
    assert "Max-Age=28800" in cookie
    await browser.get("/")
    assert not browser.cookie, "the talk of this browser is not that of the page's person"


async def test_who_signs_off_sees_no_more(world: World) -> None:
    browser = await world.browser(OWNER)
    await browser.post("/groups/leave")
    assert browser.status == 403
    await browser.get(world.path())
    assert browser.status == 403


async def test_links_that_do_not_work_say_what_to_do(world: World) -> None:
    browser = await world.browser()
    good = world.turns.links.page(*OWNER, "/groups").removeprefix(ORIGIN)
    elsewhere = world.turns.links.page(*OWNER, "//evil.example/").removeprefix(ORIGIN)
    unknown = world.turns.links.page("telegram", "404", "/groups").removeprefix(ORIGIN)
    for link in (good[:-2], "/page/x", elsewhere, unknown):
        page = await browser.get(link)
        assert browser.status == 410 and "/groep" in words(page), link
        await browser.get("/")  # with a form that may be posted
        await browser.post(link)
        assert browser.status == 410


async def test_an_invitation_is_read_without_a_trace_and_taken_to_the_talk(world: World) -> None:
    token = await world.group.invite(1, "executive", 1)
    browser = await world.browser()
    page = await browser.get(f"/i/{token}")
    assert browser.status == 200 and "U bent uitgenodigd" in page
    assert "Sociaal domein" not in page and "Set-Cookie" not in browser.headers
    tap = re.findall(r'name="tap" value="(/start[^"]*)"', page)
    await browser.post("/say", tap=tap[0])
    assert "Sociaal domein" in browser.log and "Beemd" in browser.log
    await browser.get("/i/nonsense")
    assert browser.status == 404


@pytest.mark.parametrize("joined", [False, True], ids=["opened", "joined"])
async def test_an_invitation_that_was_opened_elsewhere_says_how_to_go_on(
    world: World, joined: bool
) -> None:
    """On the second device: whose it may be, and the way there; the first one goes on as it did."""
    token = await world.group.invite(1, "executive", 1)
    first, second = await world.browser(), await world.browser()
    await first.get(f"/i/{token}")
    assert "op een ander apparaat" in first.page, "who comes anew may have been here elsewhere"
    await first.post("/say", tap=f"/start {token}")
    if joined:
        await first.tap("Ja, ik doe mee")
        await first.say("Fenna")
    page = words(await second.get(f"/i/{token}"))
    assert "Was u het zelf? Zo gaat u hier verder" in page
    assert "Later verder" in page and "Vraag de begeleider" in page
    assert "/start" not in second.page and "Beemd" not in page and "Fenna" not in page
    assert "Set-Cookie" not in second.headers
    await first.get(f"/i/{token}")
    assert "/start" in first.page, "who is known here goes on as before"
    await first.get("/")
    await first.post("/return")
    link = re.search(r"(/enter/[\w-]+)", first.page)
    assert link
    await second.get(link[1])
    await second.post(link[1])
    assert "Sociaal domein" in second.log, "that link goes on with the same talk"


async def test_in_the_chat_it_says_so_too(world: World) -> None:
    token = await world.group.invite(1, "executive", 1)
    first, second = await world.browser(), await world.browser()
    for browser in (first, second):
        await browser.get("/")
        await browser.post("/say", tap=f"/start {token}")
    assert "of u opende haar al op een ander apparaat" in second.log
