"""kill -9 while a document is being made: it comes all the same, and once."""

from __future__ import annotations

from pathlib import Path

from tests.fake_bot_api.server import FakeBotApi
from tests.support.clock import Clock
from tests.support.present import present
from tests.support.processes import Coach, telegram
from tests.support.reports import pdf_words


async def test_a_document_outlives_a_kill(tmp_path: Path, today: Clock) -> None:
    """Between the commit and the send: the next life makes it again from the outbox."""
    async with FakeBotApi(clock=today) as api:
        anna = api.user(7)
        async with Coach(tmp_path, telegram(api), clock=None) as coach:
            await anna.says("/start core_questions")
            await anna.hears(lambda m: m.reply_markup)
            await anna.says("wethouder")
            await anna.hears(lambda m: m.reply_markup)
            await anna.says("/summary pdf")
            coming = lambda: [c for c in api.calls if c.method == "sendChatAction"]  # noqa: E731
            await api.until(coming)
            await coach.kill()
            assert not [m for m in anna.messages if m.document], "it was not sent yet"
            await coach.start()
            message = await anna.hears(lambda m: m.document)
            assert "Wethouder" in pdf_words(api.files[present(message.document).file_id].data)
            assert await coach.stop() == 0
        assert len([m for m in anna.messages if m.document]) == 1
        assert api.refused == []
