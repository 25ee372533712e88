"""How a message is delivered: cut in pieces, as an edit, and with a token that went bad."""

from __future__ import annotations

import pytest

from bot.channels.base import DeliveryRetryError
from bot.messages.messages import Outbound
from dialogues.messages.events import Button, Part, Prompt
from tests.fake_bot_api.server import Chat
from tests.support.telegram_coach import Coach, has_buttons, labels, put, sent


async def test_a_long_message_comes_in_pieces(coach: Coach, anna: Chat) -> None:
    """Pieces that arrived are not sent again when a later one failed; buttons are at the end."""
    await anna.says("/start")
    await anna.hears("Samenspraak")
    prompt = Prompt("menu", (Button("Verder", "/resume"),))
    parts = tuple(Part("text", f"Alinea {i}. " + "Dit is een zin. " * 60) for i in range(12))
    coach.api.calls.clear()
    coach.api.fail("slow", "sendMessage")
    coach.api.fail("bad_gateway", "sendMessage")
    await put(coach, anna, Outbound("telegram", "7", "say", parts, prompt))
    await anna.hears(lambda m: labels(m) == ["Verder"])
    texts = [message.text or "" for message in anna.messages[1:]]
    assert len(texts) == 3 and all(text.startswith("Alinea") for text in texts)
    assert "\n\n".join(texts) == "\n\n".join(part.text.strip() for part in parts)
    assert [call.status for call in sent(coach, anna)] == [200, 502, 200, 200]
    assert not any(has_buttons(message) for message in anna.messages[1:3])


async def test_an_edit_that_cannot_be_is_sent_anew(idle: Coach, anna: Chat) -> None:
    """Where the message is gone the text stands below; without a difference nothing happens."""
    prompt = Prompt("menu", (Button("Verder", "/resume"),))
    first = Outbound("telegram", "7", "say", (Part("text", "Een"),), prompt)
    await idle.channel.deliver(first)
    again = Outbound("telegram", "7", "say", (Part("text", "Een"),), prompt, ref="1")
    await idle.channel.deliver(again)
    assert [message.text for message in anna.messages] == ["Een"]
    del anna.history[1]
    await idle.channel.deliver(again)
    await idle.channel.deliver(Outbound("telegram", "7", "done", (Part("text", "x"),), ref="1"))
    await idle.channel.deliver(Outbound("telegram", "7", "mark", (), prompt, ref="1"))
    assert [message.text for message in anna.messages] == ["Een"]
    assert {call.status for call in idle.api.refused} == {400}
    idle.api.refused.clear()


async def test_a_wrong_token_keeps_messages(
    idle: Coach, anna: Chat, capsys: pytest.CaptureFixture[str]
) -> None:
    """When the token is withdrawn messages wait, and the log says so once and without the token."""
    out = Outbound("telegram", "7", "say", (Part("text", "Hallo Oostdam"),))
    old, idle.api.token = idle.api.token, "4242:another"
    for _ in range(2):
        with pytest.raises(DeliveryRetryError):
            await idle.channel.deliver(out)
    idle.api.refused.clear()
    logged = "".join(capsys.readouterr())
    assert logged.count("refuses our token") == 1
    assert old not in logged and "Oostdam" not in logged
