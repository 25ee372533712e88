"""One engine: the same answers give the same events in the web chat, in Telegram and in play."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiohttp.test_utils import RawTestServer, TestClient, TestServer

import bot.turns.processor
from bot.channels.console import play
from bot.channels.telegram.channel import Telegram
from bot.channels.web.app import web_app
from bot.turns.processor import Turns
from dialogues.definition.content import Content
from dialogues.dispatcher import handle
from storage.database.unit_of_work import Store
from tests.fake_bot_api.server import FakeBotApi

FOLDER = Path(__file__).parent.parent / "fixtures" / "conversations"
CASES = ["core_collaborate", "core_form_talk", "factors_mixed", "tiny_edit"]
Events = list[dict[str, Any]]


def plain(events: Events) -> Events:
    """Without what may differ: the id of the session."""
    text = json.dumps(events, ensure_ascii=False)
    same: Events = json.loads(
        re.sub(r'"(/\w+ (?:\w+ )?)?([0-9a-f]{12}|console)([". ])', r'"\1S\3', text)
    )
    return same


@pytest.fixture(params=CASES)
def script(request: pytest.FixtureRequest) -> tuple[str, list[str]]:
    """A dialogue and what is said in it, in Dutch; the newcomer's language is the page's."""
    first, *lines = (FOLDER / f"{request.param}.answers").read_text().splitlines()
    assert first.endswith(" nl")
    return first.split()[1], lines


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch) -> Iterator[Events]:
    """What the reception passes on, whichever channel it came from."""
    events: Events = []
    real = handle

    def receive(*arguments: Any) -> Any:
        visit = real(*arguments)
        events.extend(event.as_dict() for event in visit.events)
        return visit

    monkeypatch.setattr(bot.turns.processor, "handle", receive)
    yield events


def played(content: Content, script: tuple[str, list[str]]) -> Events:
    """Without what play alone adds at the end, for it has no button to ask for more."""
    lines: list[str] = []
    play(content, script[0], "nl", script[1], as_json=True, out=lines.append)
    events = [json.loads(line) for line in lines]
    ended = next(i for i, one in enumerate(events) if one["type"] == "SessionCompleted")
    last = next(i for i, one in enumerate(events) if i > ended and one["type"] == "MessageCreated")
    return plain(events[: last + 1])


async def test_telegram_is_as_play(
    content: Content, store: Store, script: tuple[str, list[str]], seen: Events
) -> None:
    """Typed in a private chat, over the Bot API."""
    async with FakeBotApi() as api:
        turns = Turns(content, store, lambda: 0.0)
        channel = Telegram(api.token, content, lambda: 0.0, turns.links, api=api.url)
        await channel.setup()
        server = RawTestServer(channel.webhook(turns, "secret").request_handler)
        await server.start_server()
        try:
            await channel.set_webhook(f"http://127.0.0.1:{server.port}/x", "secret")
            anna = api.user(7, language_code="nl")
            for text in (f"/start {script[0]}", *script[1]):
                await anna.says(text)
            await api.until(lambda: not api.updates.pending)
        finally:
            await channel.close()
            await server.close()
    assert plain(json.loads(json.dumps(seen))) == played(content, script)


async def test_the_web_chat_is_as_play(
    content: Content, store: Store, script: tuple[str, list[str]], seen: Events
) -> None:
    """Posted with the page's own form, without a script."""
    turns = Turns(content, store, lambda: 0.0)
    async with TestClient(TestServer(web_app(turns, lambda: 0.0))) as browser:
        for text in (f"/start {script[0]}", *script[1]):
            page = await (await browser.get("/")).text()
            fields = dict(re.findall(r'name="(csrf|update|lang)" value="([^"]*)"', page))
            answer = await browser.post(
                "/say",
                data={**fields, "text": text},
                headers={"Origin": str(browser.make_url("/")).rstrip("/")},
            )
            assert answer.status == 200, await answer.text()
    assert plain(json.loads(json.dumps(seen))) == played(content, script)
