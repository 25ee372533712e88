"""From the settings to a model that may be asked."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

import structlog

from bot.channels.model.channel import ModelChannel
from bot.channels.model.client import ModelClient
from bot.config.settings import Settings
from bot.turns.processor import Turns
from dialogues.definition.content import Content
from dialogues.model.source import ModelUse

log = structlog.get_logger()


def model_use(settings: Settings) -> ModelUse | None:
    """What a talk may know of it; None when there is none."""
    if not settings.model_url:
        return None
    return ModelUse(settings.model, settings.model_owner, settings.model_daily)


def model_channel(
    settings: Settings, content: Content, turns: Turns, clock: Callable[[], float]
) -> ModelChannel:
    """The log says where answers go, and that they do."""
    assert settings.model_url
    key = settings.model_key.get_secret_value() if settings.model_key else ""
    client = ModelClient(settings.model_url, settings.model, key, settings.model_seconds)
    log.warning(
        "a language model may be asked, by those who agree",
        host=urlsplit(settings.model_url).netloc,
        model=settings.model,
        owner=settings.model_owner,
    )
    return ModelChannel(client, content.asks.prompts, turns, clock)
