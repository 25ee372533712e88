"""The beginning: who we are, what we can do, and what an operator did wrong."""

from __future__ import annotations

import io
import json

import pytest

from bot.channels.telegram import webhook_watch
from bot.channels.telegram.channel import Telegram
from bot.channels.telegram.errors import TelegramError
from tests.fake_bot_api.server import Chat
from tests.support.telegram_coach import Coach
from tests.support.until import until

PLACES_AND_LANGUAGES = 6
NAMES = ["start", "help", "settings", "privacy", "pause", "resume", "stop", "summary", "language"]


async def test_commands_are_listed_per_place_and_language(idle: Coach) -> None:
    """Private chats see all commands, groups two; in Dutch, English, and Dutch for the others."""
    await idle.channel.setup()
    lists = {
        (json.loads(scope)["type"], language): commands
        for (name, scope, _, language), commands in idle.api.settings.items()
        if name == "MyCommands"
    }
    for language in ("", "nl", "en"):
        private = [one["command"] for one in lists["all_private_chats", language]]
        assert private == NAMES
        assert [c["command"] for c in lists["all_group_chats", language]] == ["start", "help"]
    told = {one["command"]: one["description"] for one in lists["all_private_chats", "en"]}
    assert told["summary"] == "Summary" and told["language"] == "Nederlands"


async def test_a_wrong_token_is_told_in_plain_words(idle: Coach) -> None:
    """Both a token that Telegram does not know and what cannot be one, without showing it."""
    links = idle.turns.links
    stranger = Telegram("1:unknown", idle.content, idle.turns.clock, links, api=idle.api.url)
    with pytest.raises(TelegramError, match="SAMENSPRAAK_TOKEN") as caught:
        await stranger.setup()
    assert "1:unknown" not in str(caught.value)
    await stranger.close()
    idle.api.refused.clear()
    with pytest.raises(TelegramError, match="BotFather") as caught:
        Telegram("my secret", idle.content, idle.turns.clock, links)
    assert "my secret" not in str(caught.value)


async def test_a_start_without_telegram_is_made_up_for(
    idle: Coach, anna: Chat, capsys: pytest.CaptureFixture[str]
) -> None:
    """The web chat must not wait for Telegram: one log line, and it works as soon as it can."""
    idle.api.fail("bad_gateway", "getMe")
    await idle.start()
    assert "Telegram is not set up yet" in capsys.readouterr().out
    group = idle.api.group(-100, sender=anna)
    await group.says("/start@samenspraak_bot")
    await group.hears("onder vier ogen")


async def test_a_webhook_that_is_refused(idle: Coach) -> None:
    """Telegram's reason reaches the operator."""
    with pytest.raises(TelegramError, match="HTTPS URL must be provided"):
        await idle.channel.set_webhook("http://example.nl/telegram", "secret")
    idle.api.refused.clear()


@pytest.mark.parametrize(
    ("setting", "value", "remedy"),
    [("privacy_mode", False, "/setprivacy"), ("joins_groups", False, "/setjoingroups")],
)
async def test_what_botfather_has_to_set(
    idle: Coach, log: io.StringIO, setting: str, value: bool, remedy: str
) -> None:
    """In groups we should get only what is for us, and be brought in at all."""
    await idle.channel.setup()
    assert "BotFather" not in log.getvalue()
    setattr(idle.api, setting, value)
    await idle.channel.setup()
    (line,) = log.getvalue().splitlines()
    assert json.loads(line)["level"] == "warning" and remedy in json.loads(line)["remedy"]


async def test_commands_are_set_after_a_wait(idle: Coach, log: io.StringIO) -> None:
    """One 429 at the start: they are set as soon as Telegram takes them."""
    idle.api.fail("retry_after", "setMyCommands", seconds=1)
    await idle.start()
    await idle.api.until(
        lambda: sum(name == "MyCommands" for name, *_ in idle.api.settings) == PLACES_AND_LANGUAGES
    )
    assert "not set up yet" in log.getvalue()


@pytest.mark.parametrize("mode", ["polling", "webhook"])
async def test_a_webhook_of_someone_else_is_told(
    idle: Coach, log: io.StringIO, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    """At the start, and while we go on, with what to do about it; its path may be a secret."""
    monkeypatch.setattr(webhook_watch, "LOOK", 0.05)
    theirs, ours = "http://127.0.0.1:1/secret-path", "http://localhost:1/telegram"
    idle.api.webhook.set(theirs)
    if mode == "polling":
        await idle.start()
        await until(lambda: "and now does not" in log.getvalue())
        idle.api.webhook.set(theirs)
        await until(lambda: "no updates taken" in log.getvalue())
    else:
        await idle.channel.setup()
        await idle.channel.set_webhook(ours, "secret")
        assert "and now does not" in log.getvalue()
        idle.run(idle.channel.watch_webhook(ours))
        idle.api.webhook.set(theirs)
        await until(lambda: "we hear nothing" in log.getvalue())
    told = [json.loads(line) for line in log.getvalue().splitlines()]
    assert all("/revoke" in one["remedy"] for one in told if one["level"] != "info")
    assert "secret-path" not in log.getvalue()
    idle.api.refused.clear()
