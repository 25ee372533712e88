"""Making the calls for a message out, in order, and telling the sender how it went."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramRetryAfter,
)

from bot.channels.base import AddressMovedError, DeliveryRefusedError, DeliveryRetryError
from bot.channels.telegram.api_call import Call
from bot.channels.telegram.error_mapping import (
    CANNOT_EDIT,
    UNCHANGED,
    WRONG_TOKEN,
    says,
    undeliverable,
    why,
)
from bot.channels.telegram.group_rate_limit import GroupRateLimiter
from bot.channels.telegram.message_calls import as_new, calls, document_calls, photo_calls, place
from bot.channels.telegram.session import BotSession
from bot.documents.failure import failed
from bot.documents.workers import RenderError, WorkerPool
from bot.messages.messages import Outbound
from bot.reports.charts.png import png
from dialogues.texts.catalogue import Catalogue

log = structlog.get_logger()
TIMEOUT, UPLOAD_TIMEOUT, DECORATION_TIMEOUT = 20, 60, 5
SHOWN = 4.0
"""Seconds that Telegram shows that something is coming, a little less."""
BEST_EFFORT = ("mark", "done")
TRIES = 12
"""For one message, where an answer is not Telegram's: some twenty minutes, as the sender tries."""


class Delivery:
    """Delivers messages; of one that was cut in pieces it knows how far it came.

    A retry goes on at the first piece of which we do not know that it arrived. So what can come
    twice is one piece for each failure that left us in doubt, and, when the process was killed in
    between, the pieces of the one message that was under way.
    """

    def __init__(
        self, bot: Bot, session: BotSession, workshop: WorkerPool, catalogue: Catalogue
    ) -> None:
        self._bot, self._session = bot, session
        self._groups = GroupRateLimiter()
        self._workshop, self._catalogue = workshop, catalogue
        self._halfway: dict[str, tuple[Outbound, int]] = {}
        self._quiet: dict[str, float] = {}
        self._strange: dict[str, tuple[Outbound, int]] = {}
        self._warned = False

    async def deliver(self, out: Outbound) -> str:
        """Returns the number of the message that has its buttons now, if any has.

        Raises one of the errors of `bot.channels.base`, and nothing else.
        """
        try:
            shown = await self._all(out)
        except Exception as error:
            fault = undeliverable(error)
            if isinstance(error, TelegramRetryAfter):
                self._quiet[out.address] = asyncio.get_running_loop().time() + error.retry_after
            if not isinstance(fault, DeliveryRetryError):
                halfway = self._over(out)
                if halfway and isinstance(fault, AddressMovedError):
                    moved = replace(out, address=fault.address)
                    self._halfway[moved.address] = (moved, halfway[1])
            if isinstance(error, WRONG_TOKEN):
                self._warn()
            raise await self._told(out, self._limited(out, fault)) from None
        self._over(out)
        self._strange.pop(out.address, None)
        return shown

    def _limited(self, out: Outbound, fault: Exception) -> Exception:
        """What nobody can explain is not tried for ever."""
        if not isinstance(fault, DeliveryRetryError) or fault.of != "message":
            return fault
        before, tries = self._strange.pop(out.address, (None, 0))
        tries = tries + 1 if before == out else 1
        if tries >= TRIES:
            return DeliveryRefusedError(fault.reason)
        self._strange[out.address] = (out, tries)
        return fault

    async def _told(self, out: Outbound, fault: Exception) -> Exception:
        """Who waits for a document that will not come hears it, with a way to try again; the
        operator finds it among what was refused."""
        if out.document is None or not isinstance(fault, DeliveryRefusedError):
            return fault
        try:
            await self._each(out, calls(failed(self._catalogue, out)))
        except Exception as error:
            return undeliverable(error)
        return fault

    def _over(self, out: Outbound) -> tuple[Outbound, int] | None:
        """How far it came is of no use any more. A decoration goes beside what has pieces."""
        return None if out.kind in BEST_EFFORT else self._halfway.pop(out.address, None)

    async def _all(self, out: Outbound) -> str:
        if out.picture:
            try:
                return await self._each(out, await self._photo(out))
            except (TelegramBadRequest, TelegramEntityTooLarge) as error:
                if self._halfway.get(out.address, (None, 0))[0] == out:  # the photo is there
                    raise
                log.warning("photo refused, sent as text", channel="telegram", reason=why(error))
            out = replace(out, picture=None)
        return await self._each(out, await self._document(out) if out.document else calls(out))

    async def _each(self, out: Outbound, made: list[Call]) -> str:
        shown = ""
        before, done = self._halfway.get(out.address, (None, 0))
        for number, call in enumerate(made, 1):
            if before == out and number <= done:
                continue
            message = await self._one(out, call)
            shown = message if "reply_markup" in call.fields else shown
            if number < len(made):
                self._halfway[out.address] = (out, number)
        return shown

    async def _one(self, out: Outbound, call: Call) -> str:
        """Make one call. An edit without a difference is done; one that cannot be is sent anew.

        Returns the number of the message that it made or edited.
        """
        edited = str(call.fields.get("message_id", ""))
        self._check(out.address)
        if wait := self._groups.wait(call.fields["chat_id"]):
            raise DeliveryRetryError(wait, "one group gets so many messages a minute", "chat")
        timeout = DECORATION_TIMEOUT if out.kind in BEST_EFFORT else TIMEOUT
        timeout = UPLOAD_TIMEOUT if call.file else timeout
        try:
            made = await self._session.make(self._bot, call, timeout)
            return edited or _number(made)
        except TelegramBadRequest as error:
            if says(error, UNCHANGED):
                return edited
            if not says(error, *CANNOT_EDIT):
                raise
            if call.method == "editMessageText" and out.kind not in BEST_EFFORT:
                return _number(await self._session.make(self._bot, as_new(call), timeout))
            return ""

    def _check(self, address: str) -> None:
        """A wait that was asked of a decoration is one of a message in pieces beside it too."""
        wait = self._quiet.get(address, 0.0) - asyncio.get_running_loop().time()
        if wait > 0:
            raise DeliveryRetryError(wait, "this chat asked to wait", "chat")
        self._quiet.pop(address, None)

    async def _document(self, out: Outbound) -> list[Call]:
        """Have the file made, while the chat shows that it is coming."""
        assert out.document is not None
        making = asyncio.create_task(self._workshop.make(out.document, out.address))
        try:
            while not making.done():
                await self._progress(out, "upload_document")
                await asyncio.wait([making], timeout=SHOWN)
            return document_calls(out, await making)
        except RenderError as fault:
            raise DeliveryRefusedError(str(fault)) from None
        finally:
            making.cancel()

    async def _photo(self, out: Outbound) -> list[Call]:
        """Drawing too is done beside the loop."""
        assert out.picture is not None
        await self._progress(out, "upload_photo")
        try:
            return photo_calls(out, await asyncio.to_thread(png, out.picture))
        except Exception as error:
            log.error("a picture was not drawn", channel="telegram", error=type(error).__name__)
            return calls(replace(out, picture=None))

    async def _progress(self, out: Outbound, action: str) -> None:
        """Show that a file is coming; a wait that is asked for holds for the file too."""
        self._check(out.address)
        fields = {**place(out.address), "action": action}
        try:
            await self._session.make(self._bot, Call("sendChatAction", fields), TIMEOUT)
        except TelegramRetryAfter:
            raise
        except AiogramError:
            log.debug("progress not shown", channel="telegram")

    def _warn(self) -> None:
        if not self._warned:
            self._warned = True
            log.error(
                "Telegram refuses our token: messages wait",
                channel="telegram",
                remedy="put the token that BotFather gave in SAMENSPRAAK_TOKEN and start again",
            )


def _number(made: object) -> str:
    """Of a message that was made, as far as the answer tells."""
    return str(made.get("message_id", "")) if isinstance(made, dict) else ""
