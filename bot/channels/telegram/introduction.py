"""Who we are and what we can do: asked of Telegram and told to it, as soon as it answers."""

from __future__ import annotations

import asyncio

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import GetMe
from aiogram.types import User

from bot.channels.telegram.command_menu import command_lists
from bot.channels.telegram.error_mapping import WRONG_TOKEN, why
from bot.channels.telegram.session import BotSession
from bot.messages.links import Links
from dialogues.texts.catalogue import Catalogue

log = structlog.get_logger()
TIMEOUT = 10
PAUSE, MAX_PAUSE_SECONDS = 1.0, 300.0


class Introduction:
    """What is left of it; `links` hear our name there."""

    def __init__(self, bot: Bot, session: BotSession, catalogue: Catalogue, links: Links) -> None:
        self._bot, self._session, self._links = bot, session, links
        self._lists = command_lists(catalogue)
        self._later: asyncio.Task[None] | None = None

    async def go_on(self) -> None:
        """Do what is left. Raises what aiogram raises."""
        me = await self._bot(GetMe(), request_timeout=TIMEOUT)
        self._links.username = me.username or ""
        _advise(me)
        await self._list()

    async def _list(self) -> None:
        while self._lists:
            await self._session.make(self._bot, self._lists[0], TIMEOUT)
            self._lists.pop(0)

    def make_up(self, error: Exception) -> None:
        """Try again later, and as often as that takes."""
        log.error("Telegram is not set up yet", channel="telegram", reason=why(error))
        self.close()
        self._later = asyncio.create_task(self._until_done(error))

    async def _until_done(self, error: Exception) -> None:
        pause = PAUSE
        while True:
            asked = error.retry_after if isinstance(error, TelegramRetryAfter) else 0
            await asyncio.sleep(max(pause, asked))
            pause = min(pause * 2, MAX_PAUSE_SECONDS)
            try:
                await (self._list() if self._links.username else self.go_on())
                return
            except Exception as fault:
                error = fault
                loud = log.error if isinstance(error, WRONG_TOKEN) else log.info
                loud("not set up yet", channel="telegram", reason=why(error), again_in=pause)

    def close(self) -> None:
        if self._later:
            self._later.cancel()


def _advise(me: User) -> None:
    """Say what BotFather has to set for groups: nothing there is for us but what is said to us."""
    if me.can_read_all_group_messages:
        log.warning(
            "Telegram sends us all that is said in groups; we let it be",
            remedy="turn privacy mode on: /setprivacy, Enable in BotFather",
        )
    if me.can_join_groups is False:
        log.warning(
            "nobody can bring us into a group",
            remedy="allow groups: /setjoingroups, Enable in BotFather",
        )
