"""A facilitator with a real browser: the pages of a collaboration, for everyone, on any screen."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from storage.repositories import rounds
from tests.acceptance.conftest import Opens, founded
from tests.support.accessibility import WIDE, audit
from tests.support.browser import COOKIE, signed_in
from tests.support.groups import Group, ballot

UNFOLD = "() => document.querySelectorAll('details').forEach(one => { one.open = true; })"


@pytest.fixture
async def coach(group: Group) -> AsyncIterator[str]:
    async with founded(group) as address:
        yield address


async def six_join(group: Group) -> None:
    """Two towns with three councillors each, and two from the executive in both."""
    for place in range(2):
        for role, count in (("council", 3), ("executive", 3)):
            token = await group.invite(place, role)
            for number in range(count):
                name = f"Lid {place}{role[0]}{number}"
                await group.join(("telegram", f"7{name}"), name, token)


async def answered(group: Group, round_id: str, seed: int = 1) -> None:
    framework = group.turns.content.frameworks["success_factors"]
    first, second, *_ = (item.id for item in framework.items)
    lean = {first: 4.8, second: 1.5 + seed}
    people = (await group.members()).values()
    votes = {m.id: ballot(framework, round_id, m.id, seed, lean) for m in people if m.answers}
    await group.answer(round_id, votes)


async def come(page: Page, group: Group) -> None:
    """By the link that the chat gives."""
    await page.goto(group.turns.links.page(*group.owner, f"/groups/{group.id}"))
    await page.get_by_role("button", name="Open de pagina").click()
    await expect(page.get_by_role("heading", name="Sociaal domein")).to_be_visible()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
async def test_from_an_invitation_to_an_agenda(opens: Opens, group: Group, script: bool) -> None:
    page = await opens(java_script_enabled=script)
    await come(page, group)
    await page.get_by_role("link", name="Uitnodigingen").click()
    await page.get_by_label("Gemeente").select_option("Beemd")
    await page.get_by_label("Rol").select_option("College")
    await page.get_by_role("button", name="Maak de uitnodiging").click()
    await expect(page.get_by_role("heading", name="Beemd, College")).to_be_visible()
    await expect(page.get_by_role("status")).to_contain_text("voor één persoon")
    await six_join(group)
    await page.get_by_role("link", name="Sociaal domein").click()
    await page.get_by_role("link", name="Ronde openen").click()
    await page.get_by_text("Tien succesfactoren").click()
    await page.get_by_role("button", name="Verder: de regels").click()
    await expect(page.get_by_text("Een uitkomst komt er vanaf 5 antwoorden.")).to_be_visible()
    await page.get_by_role("button", name="Ja, open de ronde").click()
    await expect(page.get_by_text("ziet u bij de sluiting")).to_be_visible()
    async with group.turns.store.begin() as work:
        round_id = (await rounds.of(work, group.id))[0].id
    await answered(group, round_id)
    await page.reload()
    await expect(page.get_by_text("ziet u bij de sluiting")).to_be_visible()
    await page.get_by_role("link", name="Ronde nu sluiten").click()
    await page.get_by_role("button", name="Ja, sluit de ronde").click()
    await page.get_by_role("link", name="Tien succesfactoren").click()
    await expect(page.get_by_text("12 mensen vulden in.")).to_be_visible()
    await expect(page.locator("svg.picture").first).to_be_visible()
    await page.get_by_role("link", name="Gespreksagenda").click()
    await change_the_agenda(page)


PASTED = "\n".join(
    f"Lid {n}\tlid{n}@x.nl\t{('Aadorp', 'Beemd', 'Coevoort')[n % 3]}\traadslid" for n in range(18)
)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
async def test_eighteen_people_in_few_clicks(opens: Opens, group: Group, script: bool) -> None:
    """From the facilitator's page to eighteen links on the clipboard, or in a file."""
    page = await opens(java_script_enabled=script)
    await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    await come(page, group)
    await page.get_by_role("link", name="Uitnodigingen").click()
    await page.get_by_role("link", name="Nodig een hele lijst uit").click()
    await page.get_by_label("De lijst").fill(PASTED)
    await page.get_by_role("button", name="Bekijk de lijst").click()
    await expect(page.get_by_role("group")).to_have_count(18)
    if script:  # the audit waits for timers, of which a page without scripts has none
        await audit(page, "a list that was read")
    await page.get_by_role("button", name="Maak de uitnodigingen").click()
    await expect(page.get_by_role("status").first).to_contain_text("18 uitnodigingen")
    async with page.expect_download() as file:
        await page.get_by_role("link", name="Bestand voor een mailing").click()
    assert (await file.value).suggested_filename == "uitnodigingen.csv"
    copies = page.get_by_role("button", name="Kopieer")
    await expect(copies).to_have_count(19 if script else 0)
    if script:
        await page.get_by_role("button", name="Kopieer alle links").click()
        await expect(page.get_by_role("button", name="Gekopieerd")).to_be_visible()
        copied = await page.evaluate("navigator.clipboard.readText()")
        assert (
            len(copied.splitlines()) == 19 and copied.count(f"{group.turns.links.origin}/i/") == 18
        )
        await page.get_by_role("button", name="Kopieer: Lid 4").click()
        copied = await page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(f"{group.turns.links.origin}/i/i-")


async def change_the_agenda(page: Page) -> None:
    points = page.locator("section.point > h2[id]")
    first = (await points.nth(1).inner_text()).split(". ")[1].rsplit(" ", 2)[0]
    await page.get_by_role("button", name=f"Omlaag: {first}").click()
    await expect(points.nth(2)).to_contain_text(first)
    await page.get_by_role("link", name=f"Wijzig: {first}").click()
    await page.get_by_label("Openingsvraag").first.fill("Wat zou u morgen anders doen?")
    await page.get_by_role("button", name="Bewaar", exact=True).click()
    await expect(page.get_by_text("Wat zou u morgen anders doen?")).to_be_visible()
    await expect(page.get_by_role("status")).to_have_text("De agenda is bewaard.")
    await page.get_by_role("button", name=f"Haal eraf: {first}").click()
    await expect(page.get_by_role("button", name=f"Zet terug: {first}")).to_be_visible()
    async with page.expect_download() as file:
        await page.get_by_role("link", name="Webpagina", exact=True).click()
    assert (await file.value).suggested_filename == "agenda.html"
    async with page.expect_download() as file:
        await page.get_by_role("link", name="PDF", exact=True).click()
    assert (await (await file.value).path()).read_bytes().startswith(b"%PDF")


async def test_a_sheet_is_printed_with_nothing_that_is_not_for_paper(
    opens: Opens, group: Group
) -> None:
    token = await group.invite(0, "council", 10)
    page = await opens()
    await come(page, group)
    await page.get_by_role("link", name="Vel met QR-codes: Aadorp").click()
    code = page.get_by_role("img", name="QR-code")
    link = f"{group.turns.links.origin}/i/{token}"
    await expect(code).to_have_attribute("aria-label", f"QR-code van {link}")
    await expect(page.get_by_text(link)).to_be_visible()
    await page.emulate_media(media="print")
    await expect(code).to_be_visible()
    for hidden in (".header", ".offpaper >> nth=0"):
        await expect(page.locator(hidden)).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(390, 844), (1280, 800), (320, 640)], ids=lambda s: str(s[0]))
async def test_every_page_passes_the_check(
    opens: Opens, group: Group, scheme: str, size: tuple[int, int]
) -> None:
    await six_join(group)
    round_id = ""
    for seed in (1, 2):
        round_id = await group.open()
        await answered(group, round_id, seed)
        await group.close(round_id)
    going, member = await group.open(), (await group.members())["Lid 0c0"].id
    await group.invite(0, "council", 1)
    page = await opens(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    await page.goto("/groups")
    await audit(page, "without a link")
    await page.goto(f"/i/{await group.invite(0)}")
    await audit(page, "an invitation")
    await page.goto(group.turns.links.page(*group.owner, f"/groups/{group.id}"))
    await audit(page, "coming in")
    await come(page, group)
    here, last = f"/groups/{group.id}", f"/groups/{group.id}/rounds/{round_id}"
    for path in (
        "/groups", here, f"{here}/open", f"{here}/invites", f"{here}/people", f"{here}/sheet/0",
        f"{here}/names", f"{here}/members", f"{here}/members/{member}", 
        f"{here}/members/{member}?do=remove",
        f"{here}/rounds/{going}/close", last, f"{last}?do=share", f"{last}/agenda",
        f"{last}/agenda?edit=1", f"{here}/nowhere",
    ):  # fmt: skip
        await page.goto(path)
        await page.evaluate(UNFOLD)
        await audit(page, path)
    await page.goto(f"{here}/invites")
    await page.get_by_role("link", name="Code, nieuwe link of intrekken").first.click()
    await audit(page, "one invitation")


async def test_at_400_percent_nothing_scrolls_sideways(opens: Opens, group: Group) -> None:
    await six_join(group)
    round_id = await group.open()
    await answered(group, round_id)
    await group.close(round_id)
    page = await opens(viewport={"width": 320, "height": 200})
    await come(page, group)
    here = f"/groups/{group.id}"
    await page.set_viewport_size({"width": 780, "height": 500})  # a table is a table there
    await page.goto(f"{here}/rounds/{round_id}")
    assert await page.evaluate(WIDE) <= 0
    await page.set_viewport_size({"width": 320, "height": 200})
    for path in (
        f"{here}/rounds/{round_id}",
        f"{here}/rounds/{round_id}/agenda",
        f"{here}/members",
    ):
        await page.goto(path)
        assert await page.evaluate(WIDE) <= 0, path


async def test_a_link_in_the_talk_is_a_real_one(opens: Opens, group: Group) -> None:
    """Of ours only: what a person types is text."""
    page = await opens()
    await page.get_by_role("button", name="Klein gesprek").click()
    await page.wait_for_url("**/#bottom")
    await page.locator("#composer .button--choice").first.click()
    await expect(page.get_by_role("log")).to_contain_text("Wat is uw doel?")
    await page.get_by_role("textbox").fill("https://evil.example/ is een link")
    await page.get_by_role("textbox").press("Enter")
    await expect(page.locator(".bubble--mine").last).to_contain_text("evil.example")
    await expect(page.get_by_role("log").get_by_role("link")).to_have_count(0)
    cookie = next(c["value"] for c in await page.context.cookies() if c["name"] == COOKIE)
    here = Group(group.turns, (await signed_in(group.turns, cookie)).place)
    await here.command(here.owner, "stop")
    await here.found("Onze regio")
    await here.command(here.owner, "group", f"{here.id} page")
    link = page.get_by_role("log").get_by_role("link", name="Open de pagina")
    await expect(link).to_be_visible()
    await link.click()
    await page.get_by_role("button", name="Open de pagina").click()
    await expect(page.get_by_role("heading", name="Onze regio")).to_be_visible()
