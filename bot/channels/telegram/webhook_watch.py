"""Whom Telegram calls: when someone else has set that for our token, the operator hears of it."""

from __future__ import annotations

import asyncio
from urllib.parse import urlsplit

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot.channels.telegram.api_call import Call
from bot.channels.telegram.error_mapping import why
from bot.channels.telegram.session import BotSession

log = structlog.get_logger()
TIMEOUT, LOOK = 10, 600.0
REMEDY = (
    "stop what else uses this token; if that is not yours, make a new one with /revoke in BotFather"
)


class WebhookWatch:
    """Looks whether Telegram calls `ours`, which is empty while we fetch updates."""

    def __init__(self, bot: Bot, session: BotSession) -> None:
        self._bot, self._session = bot, session
        self._told = ""

    async def look(self, ours: str = "") -> None:
        """Once, before we set it as we want it."""
        if other := await self._other(ours):
            log.warning("Telegram called another address, and now does not", host=_host(other),
                        remedy=f"if you did not know: {REMEDY}")  # fmt: skip

    async def run(self, ours: str) -> None:
        """Now and then, for as long as it is to be ours."""
        while True:
            await asyncio.sleep(LOOK)
            other = await self._other(ours)
            if other and other != self._told:
                log.error("someone else had Telegram call another address: we hear nothing",
                          host=_host(other), remedy=f"{REMEDY}; then start again")  # fmt: skip
            self._told = other

    async def _other(self, ours: str) -> str:
        """What else than ours is called, if anything is: nothing of it but its host is told."""
        try:
            found = await self._session.make(self._bot, Call("getWebhookInfo", {}), TIMEOUT)
        except AiogramError as error:
            log.info("not known whom Telegram calls", channel="telegram", reason=why(error))
            return ""
        url = found.get("url") if isinstance(found, dict) else ""
        if ours and not url:
            return "nobody"
        return str(url) if url and url != ours else ""


def _host(url: str) -> str:
    return urlsplit(url).hostname or url
