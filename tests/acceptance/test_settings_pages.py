"""Settings and the three questions in a real browser: set by anyone, on any screen."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Page, expect

from tests.acceptance.conftest import Opens, founded
from tests.support.accessibility import audit
from tests.support.groups import Group

PERSON = ("telegram", "70")


@pytest.fixture
async def coach(group: Group) -> AsyncIterator[str]:
    """The address of a running coach, with a collaboration that has one member."""
    async with founded(group) as address:
        await group.join(PERSON, "Fenna", await group.invite())
        yield address


async def come(page: Page, group: Group, who: tuple[str, str], path: str) -> None:
    await page.goto(group.turns.links.page(*who, path))
    await page.get_by_role("button", name="Open de pagina").click()


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
async def test_a_person_sets_their_pulse_and_days_away(
    opens: Opens, group: Group, script: bool
) -> None:
    page = await opens(java_script_enabled=script)
    await page.get_by_role("button", name="Klein gesprek").click()
    await expect(page.get_by_role("log")).to_contain_text("Wat is uw rol?")
    await page.get_by_role("link", name="Instellingen").click()
    monthly = page.get_by_label("Op een vaste weekdag")
    await expect(monthly).to_be_hidden()
    await page.get_by_label("Elke maand").check()
    await expect(monthly).to_be_visible()
    await page.get_by_label("Op welke dag", exact=True).select_option("Donderdag")
    await page.get_by_label("Hoe laat").fill("10:30")
    await page.get_by_label("Eerste dag").fill("2027-08-20")
    await page.get_by_label("Laatste dag").fill("2027-07-10")
    await page.get_by_label("Waarvoor").fill("Zomer")
    await page.get_by_role("button", name="Bewaar", exact=True).click()
    summary = page.get_by_role("alert")
    await expect(summary).to_be_focused()
    await summary.get_by_role("link").click()
    await expect(page.get_by_label("Laatste dag").first).to_be_focused()
    await page.get_by_label("Laatste dag").first.fill("2027-08-31")
    await page.get_by_label("Laatste dag").first.press("Enter")
    await expect(page.get_by_role("heading", name="Dit zijn de volgende keren")).to_be_visible()
    await expect(page.get_by_role("alert").get_by_role("listitem")).to_have_count(5)
    await expect(page.get_by_role("alert")).to_contain_text("donderdag")
    await page.get_by_role("button", name="Ja, bewaar alles").click()
    await expect(page.get_by_role("status")).to_have_text("Dat is bewaard.")
    await expect(page.get_by_label("Waarvoor").first).to_have_value("Zomer")
    await expect(page.get_by_label("Hoe laat")).to_have_value("10:30")
    async with page.expect_download() as file:
        await page.get_by_role("link", name="Haal het agendabestand op").click()
    assert (await file.value).suggested_filename == "samenspraak.ics"


async def test_a_facilitator_sets_the_pulse_writes_a_note_and_stops(
    opens: Opens, group: Group
) -> None:
    page = await opens()
    await come(page, group, group.owner, f"/groups/{group.id}")
    await page.get_by_role("link", name="Instellen").click()
    await page.get_by_label("Elk kwartaal").check()
    await page.get_by_label("Op een vaste datum").check()
    await page.get_by_label("Dag van de maand").select_option("31")
    await page.get_by_label("Alleen de begeleiders").check()
    await page.get_by_role("button", name="Laat de volgende vijf keren zien").click()
    await page.get_by_role("button", name="Ja, bewaar alles").click()
    await expect(page.get_by_role("status")).to_have_text("Dat is bewaard.")
    await expect(page.get_by_label("Dag van de maand")).to_have_value("31")
    await expect(page.get_by_label("Alleen de begeleiders")).to_be_checked()
    await page.get_by_label("Wat hebben we ermee gedaan?").fill("Wij bellen nu eerst.")
    await page.get_by_role("button", name="Bewaar deze tekst").click()
    note = page.get_by_label("Wat hebben we ermee gedaan?")
    await expect(note).to_have_value("Wij bellen nu eerst.")
    await page.get_by_role("link", name="Stop met de drie vragen").click()
    await page.get_by_role("button", name="Ja, stop ermee").click()
    await expect(page.get_by_label("Niet vanzelf")).to_be_checked()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [(390, 844), (1280, 800), (320, 640)], ids=lambda s: str(s[0]))
async def test_every_page_passes_the_check(
    opens: Opens, group: Group, scheme: str, size: tuple[int, int]
) -> None:
    page = await opens(viewport={"width": size[0], "height": size[1]}, color_scheme=scheme)
    await page.goto("/settings")
    await audit(page, "settings of nobody")
    for who, path in ((PERSON, "/my/settings"), (group.owner, f"/groups/{group.id}/pulse")):
        await page.goto(group.turns.links.page(*who, path))
        await audit(page, f"{path}, before one enters")
        await page.get_by_role("button", name="Open de pagina").click()
        await audit(page, path)
        await page.get_by_label("Elke maand").check()
        await page.get_by_text("Feestdagen aanpassen").click()
        await audit(page, f"{path}, unfolded")
        await page.get_by_role("button", name="Laat de volgende vijf keren zien").click()
        await audit(page, f"{path}, sure?")
        await page.get_by_label("Eigen regel").check()
        await page.get_by_label("Regel", exact=True).fill("FREQ=HOURLY")
        await page.get_by_label("Eerste dag").fill("2027-08-01")
        await page.get_by_label("Tot", exact=True).fill("07:00")
        await page.get_by_role("button", name="Bewaar", exact=True).click()
        await expect(page.get_by_role("alert").get_by_role("link")).to_have_count(3)
        await audit(page, f"{path}, wrong")
