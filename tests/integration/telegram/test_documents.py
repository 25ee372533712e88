"""Files: the summary, and all that is kept of a person."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from babel.dates import format_date
from sqlalchemy import func, select

from storage.core.schema import addresses, inbox, people, sessions
from tests.fake_bot_api.server import Chat
from tests.support.present import present
from tests.support.reports import pdf_words
from tests.support.telegram_coach import Coach, begin, has_buttons

MEDIA = {"html": "text/html", "md": "text/markdown"}


async def test_a_summary_comes_as_a_file(coach: Coach, anna: Chat) -> None:
    """The summary quotes what was said and is uploaded; meanwhile the chat shows it coming."""
    await begin(anna, "tiny")
    await anna.taps("Raadslid")
    await anna.hears("Wat is uw doel?")
    await anna.says("Een nieuw zwembad in Oostdam in 2027")
    await anna.hears("Heeft u haast")
    for button, ending in (("Webpagina", "html"), ("Platte tekst", "md")):
        await anna.says("/samenvatting")
        await anna.hears("In welk bestand wilt u het?")
        await anna.taps(button)
        message = await anna.hears(lambda m: m.document)
        day = format_date(datetime.fromtimestamp(coach.turns.clock(), UTC), "long", locale="nl")
        assert present(message.document).file_name == f"Samenvatting Klein gesprek {day}.{ending}"
        assert present(message.document).mime_type == MEDIA[ending]
        assert "Klein gesprek" in present(message.caption)
        assert not message.has_protected_content, "one's own words are one's own to pass on"
        body = coach.api.files[present(message.document).file_id].data.decode()
        assert "Een nieuw zwembad in Oostdam in 2027" in body
    actions = [c.params["action"] for c in coach.api.calls if c.method == "sendChatAction"]
    assert set(actions) == {"upload_document"} and len(actions) >= 2


async def test_privacy_export_and_erase(coach: Coach, anna: Chat) -> None:
    """Everything can be taken along, to read and as JSON, and erased; then nothing of the person is
    left."""
    await begin(anna, "tiny")
    await anna.taps("Raadslid")
    await anna.hears("Wat is uw doel?")
    await anna.says("Een nieuw zwembad in Oostdam in 2027")
    await anna.hears("Heeft u haast")
    await anna.says("/privacy")
    await anna.hears("Wat ik bewaar")
    await anna.taps("Alles om te lezen (PDF)")
    pages = await anna.hears(lambda m: m.document)
    assert present(present(pages.document).file_name).endswith(".pdf")
    made = coach.api.files[present(pages.document).file_id].data
    assert "Een nieuw zwembad in Oostdam" in pdf_words(made)
    await anna.says("/privacy")
    await anna.hears("Wat ik bewaar")
    await anna.taps("Geef mij alles")
    message = await anna.hears(lambda m: m.document)
    body = json.loads(coach.api.files[present(message.document).file_id].data)
    assert body["sessions"][0]["answers"]["goal"][0] == "Een nieuw zwembad in Oostdam in 2027"
    await anna.taps("Wis alles")
    await anna.hears("Wilt u echt alles wissen?")
    await anna.taps("Ja, wis alles")
    gone = await anna.hears("Alles is gewist")
    assert not has_buttons(gone)
    async with coach.store.begin() as work:
        for table in (people, addresses, sessions):
            count = await work.connection.execute(select(func.count()).select_from(table))
            assert count.scalar_one() == 0
        kept = await work.connection.execute(select(inbox.c.data).where(inbox.c.data.is_not(None)))
        assert kept.all() == []


async def test_a_long_caption_goes_on_as_text(idle: Coach, anna: Chat) -> None:
    """What the caption cannot hold follows below the file."""
    from bot.messages.messages import Outbound
    from bot.reports.document import Document
    from dialogues.messages.events import Part

    document = Document("alles.json", "json", "{}", "nl")
    parts = (Part("text", "Dit is een zin. " * 100),)
    await idle.channel.deliver(Outbound("telegram", "7", "document", parts, document=document))
    file, rest = anna.messages
    caption, text = present(file.caption), present(rest.text)
    assert caption.endswith("zin.") and text.startswith("Dit is een zin.")
    assert len(caption) + len(text) == 16 * 100 - 2
