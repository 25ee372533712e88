"""What forms on the pages of a collaboration do, and whose they are."""

from __future__ import annotations

import asyncio
import io
import re

import pytest
from sqlalchemy import Table, func, select

from storage.core.schema import outbox
from storage.database.unit_of_work import Store
from storage.repositories import rounds
from tests.support.browser import keys_of
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
from tests.support.groups import Address, ballot

__all__ = ["world"]


# --- what a form does


async def rows(store: Store, table: Table) -> int:
    async with store.begin() as work:
        found = await work.connection.execute(select(func.count()).select_from(table))
        return int(found.scalar_one())


async def test_the_owner_makes_and_withdraws_an_invitation(world: World) -> None:
    browser, before = await world.browser(OWNER), await rows(world.turns.store, outbox)
    page = await world.do(browser, "invite", place="2", role="staff", many="1")
    assert browser.status == 200
    assert "Coevoort, Medewerkers" in words(page) and f"{ORIGIN}/i/i-" in page
    assert "Hieronder staat een uitnodiging voor één persoon" in words(page)
    assert await rows(world.turns.store, outbox) == before, "nothing is said in the talk"
    again = await browser.get(world.path("/invites"))
    assert "Hieronder staat" not in words(again), "it is said once"
    invite = re.findall(r"/invites/(\w+)", again)[0]
    page = await browser.get(world.path(f"/invites/{invite}?do=revoke"))
    assert "Trekt u deze uitnodiging in?" in words(page)
    page = await world.do(browser, "revoke", invite=invite)
    assert f"/invites/{invite}" not in page and "Ingetrokken." in words(page)


async def test_a_round_is_opened_and_closed(world: World) -> None:
    browser = await world.browser(OWNER)
    page = await browser.get(world.path(f"/rounds/{world.going}/close"))
    assert "de antwoorden worden gewist" in words(page)
    page = await world.do(browser, "close", round=world.going)
    assert "Er zijn nu 0 antwoorden" in words(page)
    page = await world.do(browser, "close_empty", round=world.going)
    assert "De ronde is gesloten, zonder uitkomst" in words(page) and "Ronde openen" in words(page)
    async with world.turns.store.begin() as work:
        ended = next(one for one in await rounds.of(work, world.group.id) if one.id == world.going)
    assert ended.published and ended.closes <= world.turns.clock(), "it closed today"
    page = await browser.get(world.path("/open?framework=undercurrent&days=7"))
    assert "Deze regels liggen vast" in words(page)
    page = await world.do(browser, "open", framework="undercurrent", days="7")
    assert "is open tot" in words(page)
    async with world.turns.store.begin() as work:
        assert [one.framework for one in await rounds.of(work, world.group.id)][
            -1
        ] == "undercurrent"


async def test_nothing_tells_who_answered_while_a_round_is_open(world: World) -> None:
    """What a facilitator sees is the same after each answer, and when someone is taken out, who
    had answered or not: so no step of theirs gives away which."""
    browser = await world.browser(OWNER)
    framework = world.turns.content.frameworks["success_factors"]
    people = [m.id for m in (await world.group.members()).values() if m.answers]
    seen = {round_words(await browser.get(world.path()))}
    for one in people:
        await world.group.answer(world.going, {one: ballot(framework, world.going, one, 1)})
        seen.add(round_words(await browser.get(world.path())))
    for one in people[-2:]:
        await world.group.command(OWNER, "group", f"{world.group.id} remove {one}")
        seen.add(round_words(await browser.get(world.path())))
    assert len(seen) == 1
    assert "ziet u bij de sluiting" in seen.pop()


def round_words(page: str) -> str:
    """What the page says before its list of people."""
    return words(page).partition("Mensen")[0]


async def test_members_are_appointed_and_taken_out(world: World) -> None:
    browser = await world.browser(OWNER)
    page = await browser.get(world.path("/members"))
    assert "Lid 5" in page and "9 leden" in words(page)
    for do, right in (("co", "co"), ("member", "member")):
        page = await browser.get(world.path(f"/members/{world.member}?do={do}"))
        assert "Ja" in words(page) or "medebegeleider" in words(page)
        await world.do(browser, do, member=world.member)
        assert (await world.group.members())["Lid 5"].right == right
    await world.do(
        browser,
        "remove",
        page=world.path(f"/members/{world.member}?do=remove"),
        member=world.member,
    )
    assert "Lid 5" not in await world.group.members()
    people = await world.group.members()
    await world.do(browser, "owner", page=world.path("/invites"), member=people["Lid 0"].id)
    assert (await world.group.members())["Lid 0"].right == "owner"


async def test_a_co_facilitator_cannot_appoint(world: World) -> None:
    browser = await world.browser(CO)
    for what in ("co", "member", "owner"):
        await world.do(browser, what, page=world.path("/invites"), member=world.member)
        assert browser.status == 404
    people = await world.group.members()
    assert {m.right for n, m in people.items() if n not in ("", "Lid 0")} == {"member"}


async def test_a_municipality_is_added_by_name(world: World) -> None:
    browser = await world.browser(OWNER)
    page = await world.do(browser, "town", page=world.path(), name="  Nieuw   Dorp <b> ")
    assert "Nieuw Dorp <b> staat erbij" in words(page) and "<b>" not in page
    for bad in ("", "x" * 81, "a\x07b"):
        await world.do(browser, "town", page=world.path(), name=bad)
        assert browser.status == 400


async def test_a_form_posted_twice_counts_once(world: World) -> None:
    browser = await world.browser(OWNER)
    await browser.get(world.path("/invites"))
    fields = browser.hidden()
    before = (await browser.get(world.path("/invites"))).count('class="copy"')
    what = {"what": "invite", "place": "0", "role": "staff", "many": "1"}
    here = world.path("/do")
    page, again = await asyncio.gather(*(browser.post(here, fields | what) for _ in range(2)))
    assert page and again
    assert (await browser.get(world.path("/invites"))).count('class="copy"') == before + 1


async def test_forms_of_others_and_from_elsewhere_are_refused(world: World) -> None:
    owner, co = await world.browser(OWNER), await world.browser(CO)
    await co.get(world.path("/invites"))
    await owner.get(world.path("/invites"))
    count = owner.page.count("/i/i-")
    what = {"what": "invite", "place": "0", "role": "staff", "many": "1"}
    here = world.path("/do")
    await owner.post(here, co.hidden() | what)
    assert owner.status == 403 and "verouderd" in owner.page
    await owner.get(world.path("/invites"))
    await owner.post(here, what, headers={"Origin": "https://evil.example"})
    assert owner.status == 403
    await owner.get(world.path("/invites"))
    await owner.post(here, what, update="x")
    assert owner.status == 400
    assert (await owner.get(world.path("/invites"))).count("/i/i-") == count


@pytest.mark.parametrize("who", [MEMBER, OTHER, STRANGER, None])
async def test_who_does_not_lead_changes_nothing(world: World, who: Address | None) -> None:
    """Also with a form of their own that names what is another's."""
    browser = await world.browser(who)
    secrets = {"csrf": keys_of(world.turns).form(await world.id(browser)), "update": "0" * 32}
    for what, fields in (
        ("invite", {"place": "0", "role": "staff", "many": "1"}),
        ("close", {"round": world.going}), ("share", {"round": world.kept}),
        ("remove", {"member": world.member}), ("town", {"name": "X"}),
    ):  # fmt: skip
        await browser.post(world.path("/do"), fields | secrets, what=what)
        assert browser.status == (404 if who else 403), what
    await browser.post(world.path(f"/rounds/{world.kept}/agenda"), secrets, do="keep")
    assert browser.status == (404 if who else 403)
    async with world.turns.store.begin() as work:
        assert "agenda" not in await rounds.record(work, world.kept)
        assert not next(
            o for o in await rounds.of(work, world.group.id) if o.id == world.going
        ).published
    assert world.member in [m.id for m in (await world.group.members()).values()]


async def test_what_does_not_fit_a_form_is_refused(world: World) -> None:
    browser = await world.browser(OWNER)
    for what, fields, status in (
        ("leave", {}, 404), ("page", {}, 404), ("", {}, 404),
        ("close", {"round": "a b"}, 400), ("close", {}, 400), ("invite", {"place": "0"}, 400),
    ):  # fmt: skip
        await world.do(browser, what, page=world.path("/invites"), **fields)
        assert browser.status == status, what


async def test_in_ones_own_language(world: World) -> None:
    await world.group.command(OWNER, "language", "en")
    browser = await world.browser(OWNER)
    assert '<html lang="en">' in await browser.get(world.path())
    page = words(await browser.get(world.path(f"/rounds/{world.kept}")))
    assert "8 people answered" in page and "Municipalities" in page
    assert "does not exist" in words(await browser.get("/groups/abc")) or browser.status == 404


async def test_nothing_that_was_said_is_in_the_log(world: World, log: io.StringIO) -> None:
    browser = await world.browser(OWNER, world.path())
    for path in ("", "/members", f"/rounds/{world.kept}", "/nothing"):
        await browser.get(world.path(path))
    for secret in (world.group.id, "Sociaal", "Lid 5", "page/", world.kept):
        assert secret not in log.getvalue()


async def test_what_is_posted_from_a_page_goes_to_the_group_and_the_word_to_the_page(
    world: World,
) -> None:
    await world.group.command(OWNER, "linked", f"{world.group.id} -1001")
    browser, before = await world.browser(OWNER), await rows(world.turns.store, outbox)
    for what, round_id in (("opened", world.going), ("result", world.kept), ("agenda", world.kept)):
        page = await world.do(browser, "post", page=world.path(), post=what, round=round_id)
        assert "Het staat in de groepschat." in words(page), what
    async with world.turns.store.begin() as work:
        found = await work.connection.execute(
            select(outbox.c.address, outbox.c.person).order_by(outbox.c.id).offset(before)
        )
        places = {(row.address, row.person) for row in found}
    assert places == {("-1001", None)}, "nothing is said in the facilitator's own talk"
