"""Documents in Telegram: chosen by buttons, made by a worker, and what happens when that fails."""

from __future__ import annotations

import asyncio
import io
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.channels.telegram.channel import Telegram
from bot.documents.workers import WorkerPool
from bot.messages.messages import Outbound
from bot.reports.branding import Style
from bot.reports.document import Document
from storage.repositories import dead_letters
from tests.fake_bot_api.server import Chat
from tests.support.present import present
from tests.support.reports import docx_words, everything, pdf_words
from tests.support.telegram_coach import Coach, begin, labels, put
from tests.support.until import until

GOAL = "Een nieuw zwembad in Oostdam in 2027"
BODY = everything().model_dump_json()
PAPER = Document("Verslag.pdf", "pdf", BODY, "nl", "/summary r1 pdf", group=True)


async def talked(anna: Chat) -> None:
    await begin(anna, "tiny")
    await anna.taps("Raadslid")
    await anna.hears("Wat is uw doel?")
    await anna.says(GOAL)
    await anna.hears("Heeft u haast")
    await anna.says("/overslaan")
    await anna.hears(lambda m: m.reply_markup)


@pytest.fixture
async def broken(idle: Coach) -> AsyncIterator[Coach]:
    """A coach whose Word template is no document."""
    workshop = WorkerPool(Style(template=b"no document"))
    idle.channel = Telegram(
        idle.api.token,
        idle.content,
        idle.turns.clock,
        idle.turns.links,
        api=idle.api.url,
        workshop=workshop,
    )
    await idle.start()
    yield idle


async def test_parts_and_words_are_chosen_in_the_chat(coach: Coach, anna: Chat) -> None:
    """Marks change where they stand; new words are typed; the PDF has what was chosen."""
    await talked(anna)
    await anna.says("/samenvatting")
    await anna.hears("In welk bestand")
    await anna.taps("Inhoud")
    shown = await anna.hears("Wat mag erin?")
    assert labels(shown)[:2] == ["☑ Uw antwoorden", "☑ Nog niet beantwoord"]
    await anna.taps("☑ Nog niet beantwoord")
    marked = await anna.hears(lambda m: "☐ Nog niet beantwoord" in labels(m))
    assert marked.message_id == shown.message_id
    await anna.taps("Klaar")
    await anna.hears("Zonder: Nog niet beantwoord.")
    await anna.taps("Woorden")
    await anna.hears("Welke woorden")
    await anna.taps(next(one for one in labels(anna.last) if one.startswith("Doel")))
    await anna.hears("Typ wat er in het document moet staan.")
    await anna.says("Een plek om te zwemmen")
    await anna.hears(lambda m: any("✎" in one for one in labels(m)))
    await anna.taps("Klaar")
    await anna.hears("Zonder: Nog niet beantwoord.")
    await anna.taps("PDF")
    message = await anna.hears(lambda m: m.document)
    words = pdf_words(coach.api.files[present(message.document).file_id].data)
    assert "Een plek om te zwemmen" in words
    assert "zwembad" not in words and "Nog niet beantwoord" not in words
    assert present(message.document).mime_type == "application/pdf"
    assert (await coach.session(anna)).answers["goal"].value == GOAL


async def test_a_document_of_a_group_is_not_to_be_passed_on(coach: Coach, anna: Chat) -> None:
    """Telegram is asked to protect it; one's own document is one's own."""
    await anna.says("/menu")
    await anna.hears("Welk gesprek")
    for name, document in (("group", PAPER), ("own", replace(PAPER, group=False))):
        await coach.channel.deliver(Outbound("telegram", "7", "document", document=document))
        message = await anna.hears(lambda m: m.document)
        assert bool(message.has_protected_content) is (name == "group")


async def test_a_failure_is_told_and_can_be_tried_again(
    broken: Coach, anna: Chat, log: io.StringIO
) -> None:
    """Plain words and a button; the operator sees the kind of fault; mended, the button works."""
    await talked(anna)
    await anna.says("/samenvatting")
    await anna.hears("In welk bestand")
    await anna.taps("Word")
    told = await anna.hears("Uw document is niet gemaakt")
    assert labels(told) == ["Probeer opnieuw", "Alle gesprekken"]

    async def both() -> list[str]:
        async with broken.store.begin() as work:
            found = [one.error for one in await dead_letters.failed(work)]
        return found if len(found) > 1 else []

    await anna.taps("Probeer opnieuw")
    await anna.hears("Uw document is niet gemaakt")
    assert await until(both) == ["docx: BadZipFile"] * 2
    assert log.getvalue().count('"refused"') == 2
    assert GOAL not in log.getvalue()
    workshop = broken.channel._workshop
    await workshop.close()
    workshop.slow_bench._style = Style()
    await anna.taps("Probeer opnieuw")
    message = await anna.hears(lambda m: m.document)
    assert GOAL in docx_words(broken.api.files[present(message.document).file_id].data)


async def test_what_an_operator_sends_again_arrives(broken: Coach, anna: Chat) -> None:
    """`outbox --replay` makes it with what was mended."""
    await anna.says("/menu")
    await anna.hears("Welk gesprek")
    document = replace(PAPER, format="docx", name="Verslag.docx")
    await put(broken, anna, Outbound("telegram", "7", "document", document=document))
    await anna.hears("Uw document is niet gemaakt")
    await until(lambda: not broken.channel._workshop.slow_bench._line.busy)
    broken.tasks[0].cancel()
    await asyncio.wait(broken.tasks[:1])  # only then the refusal is written down
    workshop = broken.channel._workshop
    await workshop.close()
    workshop.slow_bench._style = Style()
    async with broken.store.begin() as work:
        found = await dead_letters.failed(work)
        await dead_letters.send_again(work, [one.id for one in found])
    await broken.send()
    message = await anna.hears(lambda m: m.document)
    assert present(message.document).file_name == "Verslag.docx"
