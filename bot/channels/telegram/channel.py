"""The Telegram channel: what the wiring and the sender see of it."""

from __future__ import annotations

from collections.abc import Callable

from aiogram import Bot
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiogram.exceptions import AiogramError
from aiogram.methods import SetWebhook
from aiogram.utils.token import TokenValidationError
from aiohttp import web

from bot.channels.telegram.background_calls import BackgroundCalls
from bot.channels.telegram.delivery import Delivery
from bot.channels.telegram.error_mapping import WRONG_TOKEN, why
from bot.channels.telegram.errors import TelegramError
from bot.channels.telegram.introduction import Introduction
from bot.channels.telegram.limits import PersonLimits
from bot.channels.telegram.polling import Poller
from bot.channels.telegram.session import BotSession
from bot.channels.telegram.update_parser import ALLOWED
from bot.channels.telegram.updates import Updates
from bot.channels.telegram.webhook import Webhook, check_secret
from bot.channels.telegram.webhook_watch import WebhookWatch
from bot.documents.workers import WorkerPool
from bot.messages.links import Links
from bot.messages.messages import Outbound
from bot.turns.processor import Turns
from dialogues.definition.content import Content

TIMEOUT = 10


class Telegram:
    """One bot of Telegram. `api` is the base address of a Bot API server of one's own.

    `links` hear our name there, as soon as we know it.
    """

    name = "telegram"

    def __init__(
        self,
        token: str,
        content: Content,
        clock: Callable[[], float],
        links: Links,
        *,
        api: str | None = None,
        workshop: WorkerPool | None = None,
        most: int = 0,
        seconds: float = 20.0,
    ) -> None:
        """Raises TelegramError for what cannot be a token.

        most: messages a minute of one person, 0 for no limit
        seconds: in which the rest of a request has to come
        """
        server = TelegramAPIServer.from_base(api) if api else PRODUCTION
        self._session = BotSession(api=server)
        self._bot = _bot(token, self._session)
        self._asides = BackgroundCalls(self._bot, self._session)
        self._links = links
        self._introduction = Introduction(self._bot, self._session, content.catalogue, links)
        self._watch = WebhookWatch(self._bot, self._session)
        self._workshop, self._seconds = workshop or WorkerPool(), seconds
        self._delivery = Delivery(self._bot, self._session, self._workshop, content.catalogue)
        self._updates = Updates(
            content, clock, self._asides, links, PersonLimits(most), self._delivery.deliver
        )

    async def setup(self) -> None:
        """Ask who we are, and list our commands. Raises TelegramError for a wrong token.

        When Telegram cannot be reached that is logged, and made up for as soon as it can.
        """
        try:
            await self._introduction.go_on()
        except WRONG_TOKEN:
            raise TelegramError(
                "Telegram does not know this token: put the one that BotFather gave in "
                "SAMENSPRAAK_TOKEN"
            ) from None
        except AiogramError as error:
            self._introduction.make_up(error)

    async def poll(self, turns: Turns) -> None:
        """Fetch updates until this is cancelled; each batch is confirmed after its commit."""
        poller = Poller(
            self._bot, self._session, self._updates, self._asides, turns,
            (self._watch.look, self._introduced),
        )  # fmt: skip
        await poller.run()

    def webhook(self, turns: Turns, secret: str) -> web.Server:
        """What Telegram calls, at any path. Raises TelegramError when there is no secret."""
        hook = Webhook(self._updates, turns, secret, self._seconds)
        return web.Server(hook.take, access_log=None)

    async def set_webhook(self, url: str, secret: str) -> None:
        """Have Telegram call `url` from now on. Raises TelegramError when it will not."""
        check_secret(secret)
        await self._watch.look(url)
        await self._introduced()
        call = SetWebhook(url=url, secret_token=secret, allowed_updates=ALLOWED)
        try:
            await self._bot(call, request_timeout=TIMEOUT)
        except AiogramError as error:
            raise TelegramError(f"Telegram did not take the webhook: {why(error)}") from None

    async def watch_webhook(self, url: str) -> None:
        """See to it that Telegram goes on to call `url`, until this is cancelled."""
        await self._watch.run(url)

    async def deliver(self, out: Outbound) -> str:
        """Deliver one message; returns the number of the one that has its buttons.

        Raises one of the errors of `bot.channels.base`.
        """
        return await self._delivery.deliver(out)

    async def _introduced(self) -> None:
        """Without our name we do not know what is said to us in groups."""
        if not self._links.username:
            await self.setup()

    async def close(self) -> None:
        """Let answers that are under way end, and close the connections."""
        self._introduction.close()
        await self._asides.close()
        await self._workshop.close()
        await self._session.close()


def _bot(token: str, session: BotSession) -> Bot:
    try:
        return Bot(token, session=session)
    except TokenValidationError:
        raise TelegramError(
            "this is no token of Telegram, which looks like 123456:ABC-def: put the one that "
            "BotFather gave in SAMENSPRAAK_TOKEN"
        ) from None
