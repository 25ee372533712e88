"""Being called with updates: Telegram hears 200 only after the commit, else it tries again."""

from __future__ import annotations

import asyncio
import hmac
import re

import orjson
import structlog
from aiohttp import web

from bot.channels.telegram.error_mapping import why
from bot.channels.telegram.errors import TelegramError
from bot.channels.telegram.message_calls import callback_answer
from bot.channels.telegram.session import read
from bot.channels.telegram.update_parser import Reading
from bot.channels.telegram.updates import Updates
from bot.turns.outcome import Outcome
from bot.turns.processor import Turns

log = structlog.get_logger()
HEADER = "X-Telegram-Bot-Api-Secret-Token"
MAX_BODY_BYTES = 1024 * 1024
"""More of a body than an update can have is not read."""


def check_secret(secret: str) -> None:
    """Raises TelegramError: without a secret anyone could speak for anyone."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise TelegramError(
            "a webhook needs a secret of 1 to 256 of A-Z, a-z, 0-9, _ and -: "
            "set SAMENSPRAAK_WEBHOOK_SECRET"
        )


class Webhook:
    """Takes what Telegram posts, one update a request; those of a moment share a commit."""

    def __init__(self, updates: Updates, turns: Turns, secret: str, seconds: float = 20.0) -> None:
        """`seconds`: in which a body has to be there."""
        check_secret(secret)
        self._seconds = seconds
        self._updates, self._turns, self._secret = updates, turns, secret.encode()

    async def take(self, request: web.BaseRequest) -> web.Response:
        """Answer one request, at whatever path it comes."""
        if request.method != "POST":
            return web.Response(status=405)
        shown = request.headers.get(HEADER, "").encode(errors="surrogateescape")
        if not hmac.compare_digest(shown, self._secret):
            return web.Response(status=401)
        try:
            async with asyncio.timeout(self._seconds):
                body = await _body(request)
        except TimeoutError:
            return web.Response(status=408)
        update = read(body)
        # What cannot be read is taken too: refused, it would come again for ever.
        reading = self._updates.read(body if update is None else update)
        try:
            outcome = await self._turn(reading)
        except Exception as error:
            log.error("update not taken", channel="telegram", reason=why(error))
            return web.Response(status=503)
        self._updates.answer_beside(reading)
        return _answer(reading, outcome)

    async def _turn(self, reading: Reading) -> Outcome:
        outcome = Outcome()
        if reading.unread is not None:
            await self._turns.park([reading.unread])
        if reading.inbound is not None:
            outcome = await self._turns.submit(reading.inbound)
        await self._updates.note_reachable(self._turns.store, [reading])
        return outcome


async def _body(request: web.BaseRequest) -> bytes:
    body = bytearray()
    async for piece in request.content.iter_any():
        body += piece[: MAX_BODY_BYTES - len(body)]
        if len(body) == MAX_BODY_BYTES:
            break
    return bytes(body)


def _answer(reading: Reading, outcome: Outcome) -> web.Response:
    """The answer to a tap travels with the 200, which saves a call; how it went we do not hear."""
    if not reading.callback:
        return web.Response()
    call = callback_answer(reading.callback, outcome.notice)
    body = orjson.dumps({"method": call.method, **call.fields})
    return web.Response(body=body, content_type="application/json")
