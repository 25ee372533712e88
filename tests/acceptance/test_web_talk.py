"""A whole talk in a real browser: on a phone's screen, by keyboard alone, and without a script."""

from __future__ import annotations

import pytest
from playwright.async_api import Page, Route, expect

from tests.acceptance.conftest import Opens
from tests.support.until import until

WORDS = "Wij missen twee vakmensen voor bouwtoezicht, en zij hebben er drie voor 40.000 euro"
FOCUSED = "[document.activeElement.tagName, document.activeElement.innerText?.trim() ?? '']"
SEEN = """() => {
    const one = document.activeElement.closest("label") ?? document.activeElement;
    const box = one.getBoundingClientRect(), style = getComputedStyle(one);
    const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 20)];
    return {
        outlined: parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none",
        uncovered: one.contains(document.elementFromPoint(x, y)),
    };
}"""


async def focus_on(page: Page, label: str, tag: str = "BUTTON") -> None:
    """Tab until the focus is there; wherever it passes, it can be seen."""
    for _ in range(40):
        if (await page.evaluate(FOCUSED)) == [tag, label]:
            return
        await page.keyboard.press("Tab")
        seen = await page.evaluate(SEEN)
        if await page.evaluate("document.activeElement !== document.body"):
            assert all(seen.values()), (seen, await page.evaluate(FOCUSED))
    raise AssertionError(f"the keyboard does not come to {label!r}")


async def settled(page: Page) -> None:
    """The reply is there."""
    await expect(page.locator(".typing")).to_have_count(0)


async def answer_by_keyboard(page: Page) -> str:
    """Give an answer to whatever is asked, without a pointer; returns the kind of question."""
    before = await page.locator("#log > li").count()
    kind = (await page.locator("#composer").get_attribute("class") or "").rpartition("--")[2]
    match kind:
        case "text" | "names":
            await expect(page.locator("textarea")).to_be_focused()
            await page.keyboard.type("Vlietdam" if kind == "names" else WORDS)
            await page.keyboard.press("Enter")
        case "several":
            await focus_on(page, "", "INPUT")
            await page.keyboard.press("Space")
            await focus_on(page, "Klaar")
            await page.keyboard.press("Enter")
        case "choice":
            await focus_on(page, await page.locator(".button--choice").first.inner_text())
            await page.keyboard.press("Enter")
    if kind != "menu":
        await expect(page.locator("#log > li").nth(before + 1)).to_be_attached()
        await settled(page)
    return kind


async def test_core_questions_by_keyboard_on_a_phone(opens: Opens) -> None:
    page = await opens()
    await focus_on(page, await page.locator("button", has_text="kernvragen").inner_text())
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/#bottom")
    await page.evaluate("window.sameDocument = true")
    await focus_on(page, "Overslaan")
    kinds = {await answer_by_keyboard(page) for _ in range(2)}
    await page.keyboard.type("x")  # a question that is skipped leaves no words behind
    await focus_on(page, "Weet ik niet")
    await page.keyboard.press("Enter")
    await expect(page.locator("#log > li").last).to_contain_text("Wat wil ik?")
    await settled(page)
    await focus_on(page, "Weet ik niet")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("checkbox").first).to_be_visible()
    for _ in range(40):
        kinds.add(kind := await answer_by_keyboard(page))
        if kind == "menu":
            break
    assert kinds == {"choice", "several", "text", "menu"}
    log = page.get_by_role("log")
    await focus_on(page, "Meer advies")
    await page.keyboard.press("Enter")
    await expect(log).to_contain_text("Wat past bij uw antwoorden")
    await expect(log).to_contain_text(WORDS)
    assert await page.evaluate("window.sameDocument"), "the page was never loaded again"
    await focus_on(page, "Samenvatting")
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("button", name="Platte tekst")).to_be_visible()
    await focus_on(page, "Platte tekst")
    await page.keyboard.press("Enter")
    link = page.get_by_role("link", name="Download")
    await expect(link).to_be_visible()
    async with page.expect_download() as download:
        await link.press("Enter")
    assert (await download.value).suggested_filename.endswith(".md")


async def test_core_questions_without_a_script(opens: Opens) -> None:
    page = await opens(java_script_enabled=False)
    await page.get_by_role("button", name="De drie kernvragen").click()
    await page.get_by_role("button", name="Raadslid").click()
    composer = page.locator("#composer")
    for _ in range(50):
        kind = (await composer.get_attribute("class") or "").rpartition("--")[2]
        match kind:
            case "text" | "names":
                words = "Vlietdam, Oosterbeke" if kind == "names" else WORDS
                await composer.get_by_role("textbox").fill(words)
                await composer.get_by_role("button", name="Verstuur").click()
            case "several":
                await composer.get_by_role("checkbox").first.check()
                await composer.get_by_role("button", name="Klaar").click()
            case "choice":
                await composer.locator(".button--choice").first.click()
            case "menu":
                break
    log = page.get_by_role("log")
    await composer.get_by_role("button", name="Meer advies").click()
    await expect(log).to_contain_text("Vlietdam: Samenwerken past")
    await expect(log).to_contain_text("Oosterbeke: Samenwerken past")
    await composer.get_by_role("button", name="Samenvatting").click()
    await composer.get_by_role("button", name="Webpagina").click()
    async with page.expect_download() as download:
        await log.get_by_role("link", name="Download").click()
    assert (await download.value).suggested_filename.endswith(".html")


async def begun(opens: Opens, **options: object) -> Page:
    """A page at the question for names, which are typed."""
    page = await opens(**options)
    await page.get_by_role("button", name="De drie kernvragen").click()
    for _ in range(2):
        await page.locator(".composer--choice .button--choice").first.click()
        await settled(page)
    await expect(page.locator(".composer--names")).to_be_visible()
    return page


async def test_what_one_says_is_there_at_once(opens: Opens) -> None:
    page = await begun(opens)

    async def slow(route: Route) -> None:
        await expect(page.locator("#log > li").nth(-2)).to_contain_text("U: Vlietdam")
        await expect(page.locator("#log > li.typing")).to_be_visible()
        await route.continue_()

    await page.route("**/say", slow)
    await page.get_by_role("textbox").fill("Vlietdam")
    await page.get_by_role("textbox").press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("Wat wil ik?")
    await expect(page.get_by_role("textbox")).to_be_focused()
    await expect(page.get_by_role("textbox")).to_have_value("")
    assert await page.get_by_text("Vlietdam", exact=True).count() == 1


async def test_shift_and_enter_begin_a_new_line(opens: Opens) -> None:
    page = await begun(opens, has_touch=False)
    box = page.get_by_role("textbox")
    await expect(page.get_by_text("Enter verstuurt")).to_be_visible()
    await box.press_sequentially("Vlietdam")
    await box.press("Shift+Enter")
    await box.press_sequentially("Oosterbeke")
    await expect(box).to_have_value("Vlietdam\nOosterbeke")


async def test_half_an_answer_survives_a_question_for_help(opens: Opens) -> None:
    page = await begun(opens)
    await page.get_by_role("textbox").fill("Vliet")
    await page.get_by_text("Meer", exact=True).click()
    await page.get_by_role("button", name="Leg uit").click()
    await expect(page.get_by_role("log")).to_contain_text("U kunt altijd terug")
    await expect(page.get_by_role("textbox")).to_have_value("Vliet")


async def test_without_a_connection_nothing_is_lost(opens: Opens) -> None:
    page = await begun(opens)
    await page.route("**/say", lambda route: route.abort())
    await page.get_by_role("textbox").fill("Vlietdam")
    await page.get_by_role("textbox").press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("geen verbinding")
    await expect(page.locator(".bubble--mine").last).to_contain_text("Vlietdam")
    await page.unroute("**/say")
    await expect(page.get_by_role("log")).to_contain_text("Wat wil ik?")
    assert await page.get_by_text("Vlietdam", exact=True).count() == 1


async def test_where_no_answer_to_a_post_arrives_it_counts_once(opens: Opens) -> None:
    """Each is broken on its way: the reply comes by the stream, whatever is tried again."""
    page = await begun(opens)

    posts: list[int] = []

    async def garbled(route: Route) -> None:
        posts.append((await route.fetch()).status)
        await route.fulfill(status=502, body="<html>Bad Gateway</html>")

    await page.route("**/say", garbled)
    await page.get_by_role("textbox").fill("Vlietdam")
    await page.get_by_role("textbox").press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("Wat wil ik?")
    await until(lambda: posts[:2] == [202, 202])
    await page.reload()
    assert await page.get_by_text("Vlietdam", exact=True).count() == 1


async def test_enter_twice_chooses_nothing_unseen(opens: Opens) -> None:
    """The second Enter comes when the next question is there: it finds no button."""
    page = await begun(opens)
    said = {
        "Vlietdam": "Wat wil ik?",
        "Binnen zes weken een gesprek voor elk kind": "juist niet?",
        "Geen eigen balie kwijt": "Klopt dat?",
    }
    for text, question in said.items():
        await page.get_by_role("textbox").fill(text)
        await page.get_by_role("textbox").press("Enter")
        await expect(page.get_by_role("region")).to_contain_text(question)
        await page.wait_for_timeout(200)
    await page.keyboard.press("Enter")
    await page.wait_for_timeout(400)
    await expect(page.get_by_role("button", name="Dat klopt")).to_be_visible()
    await expect(page.get_by_role("log")).not_to_contain_text("nodig voor wat u wilt?")


async def test_where_the_stream_fails_the_page_is_loaded_again(opens: Opens) -> None:
    page = await opens()
    await page.route("**/events*", lambda route: route.abort())
    await page.get_by_role("button", name="De drie kernvragen").click()
    await page.get_by_role("button", name="Raadslid").click()
    await expect(page.get_by_role("log")).to_contain_text("U: Raadslid")
    await expect(page.locator("#composer")).to_contain_text("Terug")


async def test_one_leaves_and_comes_back(opens: Opens) -> None:
    page = await begun(opens)
    context = page.context
    await page.close()
    page = await context.new_page()
    await page.goto("/")
    await expect(page.get_by_role("log")).to_contain_text("Met wie")
    await page.get_by_role("textbox").fill("Vlietdam")
    await page.get_by_role("textbox").press("Enter")
    await expect(page.get_by_role("log")).to_contain_text("Wat wil ik?")


@pytest.mark.parametrize("erases", ["in the talk", "on the page"])
async def test_erasing_leads_to_the_beginning(opens: Opens, erases: str) -> None:
    page = await begun(opens)
    if erases == "in the talk":
        await page.get_by_role("textbox").fill("/wissen")
        await page.get_by_role("textbox").press("Enter")
    else:
        await page.get_by_role("link", name="Privacy").click()
        await page.get_by_role("link", name="Wis alles").click()
    await page.get_by_role("button", name="Ja, wis alles").click()
    await expect(page.get_by_role("log")).to_contain_text("Alles is gewist")
    await expect(page.get_by_role("button", name="De drie kernvragen")).to_be_visible()
    assert await page.context.cookies() == []


async def test_a_long_reply_is_read_from_its_beginning(opens: Opens) -> None:
    page = await opens(viewport={"width": 390, "height": 560})
    await page.get_by_role("button", name="De tien succesfactoren").click()
    await page.wait_for_url("**/#bottom")
    await page.locator(".composer--choice .button--choice").first.click()
    await settled(page)
    await page.locator(".composer--choice .button--choice").first.click()
    await settled(page)
    mine = page.locator("#log > li.bubble--mine").last
    await expect(mine).to_be_in_viewport()
    tall = "document.documentElement.scrollHeight - scrollY > innerHeight + 1"
    if not await page.evaluate(tall):
        await expect(page.locator("#composer button").first).to_be_in_viewport()
