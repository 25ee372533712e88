"""The queue of updates and the two ways out of it: long polling and a webhook."""

from __future__ import annotations

import asyncio
import itertools
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import TypeVar
from urllib.parse import urlsplit

from aiogram.types import Update
from aiohttp import ClientError, ClientSession, ClientTimeout

from tests.fake_bot_api.checks import Files, Json, Refusal, bad_request, read_reply
from tests.support.until import LIMIT

T = TypeVar("T")
FIRST_UPDATE_ID = 1001
ASKED_FOR_ONLY = {"chat_member", "message_reaction", "message_reaction_count"}


class Pulse:
    """Wakes everyone who waits, each time that something changed."""

    def __init__(self) -> None:
        self._event = asyncio.Event()

    def fire(self) -> None:
        """Tell that something changed."""
        self._event.set()
        self._event = asyncio.Event()

    async def until(self, look: Callable[[], T], timeout: float = LIMIT) -> T:
        """Call `look` now and after each change; return its first truthy answer.

        After `timeout` seconds return its last answer, which is falsy.
        """
        try:
            async with asyncio.timeout(timeout):
                while not (answer := look()):
                    await self._event.wait()
                return answer
        except TimeoutError:
            return look()


class Updates:
    """Updates that wait for the bot, oldest first, until it confirms them.

    `pending` maps update_id to the update as sent; `confirmed` and `dropped` hold ids in order of
    leaving (dropped: refused by allowed_updates or by drop_pending_updates); `deliveries` counts
    per id how often it was handed to the bot.
    """

    def __init__(self, pulse: Pulse) -> None:
        self.pending: dict[int, Json] = {}
        self.confirmed: list[int] = []
        self.dropped: list[int] = []
        self.deliveries: Counter[int] = Counter()
        self.allowed: list[str] = []
        self._pulse = pulse
        self._ids = itertools.count(FIRST_UPDATE_ID)
        self._poll = 0
        self._conflict = ""

    def put(self, kind: str, content: Json) -> int:
        """Queue an update, for instance `put("message", {...})`; return its update_id.

        Raises pydantic.ValidationError when Telegram could not have sent it.
        """
        update_id = next(self._ids)
        update: Json = {"update_id": update_id, kind: content}
        Update.model_validate(update)
        if self._wants(kind):
            self.pending[update_id] = update
            self._pulse.fire()
        else:
            self.dropped.append(update_id)
        return update_id

    def _wants(self, kind: str) -> bool:
        return kind in self.allowed if self.allowed else kind not in ASKED_FOR_ONLY

    def allow(self, kinds: list[str] | None) -> None:
        """Keep only these kinds from now on; an empty list is the default, None changes nothing."""
        if kinds is not None:
            self.allowed = kinds

    def confirm(self, *ids: int) -> None:
        """Forget updates that the bot has taken."""
        for update_id in ids:
            if self.pending.pop(update_id, None):
                self.confirmed.append(update_id)
        self._pulse.fire()

    def drop(self) -> None:
        """Forget all that waits, as drop_pending_updates does."""
        self.dropped += self.pending
        self.pending.clear()
        self._pulse.fire()

    def interrupt(self, by: str) -> int:
        """End a running poll with a 409 that names its end; return the number of the next poll."""
        self._poll += 1
        self._conflict = f"Conflict: terminated by {by}"
        self._pulse.fire()
        return self._poll

    async def poll(self, offset: int = 0, limit: int = 100, timeout: float = 0) -> list[Json]:
        """Answer getUpdates; `timeout` in seconds. Raises Refusal 409 when another poll starts."""
        skipped = [*self.pending][:offset] if offset < 0 else []
        self.confirm(*skipped, *(i for i in self.pending if i < offset))
        mine = self.interrupt(
            "other getUpdates request; make sure that only one bot instance is running"
        )
        await self._pulse.until(lambda: self._poll != mine or self.pending, timeout)
        if self._poll != mine:
            raise Refusal(409, self._conflict)
        batch = [*self.pending.values()][:limit]
        self.deliveries.update(update["update_id"] for update in batch)
        return batch


def chat_of(update: Json) -> int:
    """The id of the chat, or else of the person, that an update is about."""
    content = next(value for key, value in update.items() if key != "update_id")
    about = content.get("message", content)
    return int((about.get("chat") or content["from"])["id"])


class Webhook:
    """Delivers pending updates by POST: in order within a chat, chats beside each other.

    `origin`, such as "http://127.0.0.1:8080", is where an https webhook url is delivered in its
    place. `execute(method, params, files)` performs the call in the answer to a delivery.
    `backoff` is the wait before the first retry, in seconds; it doubles up to `most_backoff`.
    """

    def __init__(
        self, updates: Updates, pulse: Pulse, execute: Callable[[str, Json, Files], Awaitable[None]]
    ) -> None:
        self.url = ""
        self.origin = ""
        self.last_error = ""
        self.max_connections = 40
        self.backoff, self.most_backoff = 0.05, 1.0
        self._updates, self._pulse, self._execute = updates, pulse, execute
        self._headers: dict[str, str] = {}
        self._busy: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    def set(self, url: str, secret_token: str = "", max_connections: int = 40) -> None:
        """Deliver to this url from now on; raises Refusal for a url that leaves the machine."""
        self._check(url)
        self.clear()
        self.url, self.max_connections = url, max_connections
        self._headers = {"X-Telegram-Bot-Api-Secret-Token": secret_token} if secret_token else {}
        self._updates.interrupt("setWebhook request")
        self._spawn(self._run())

    def clear(self) -> None:
        """Stop delivering; what was not answered stays pending."""
        for task in self._tasks - {asyncio.current_task()}:
            task.cancel()
        self._busy.clear()
        self.url = self.last_error = ""

    async def close(self) -> None:
        """Stop delivering and wait until nothing is under way."""
        self.clear()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _check(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.hostname in ("127.0.0.1", "localhost"):
            return
        if parts.scheme != "https":
            raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
        if (parts.port or 443) not in (443, 80, 88, 8443):
            raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443, 8443")
        if not self.origin:
            raise bad_request("bad webhook: Failed to resolve host: only loopback is reachable")

    def _spawn(self, work: Awaitable[None]) -> None:
        task = asyncio.ensure_future(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self) -> None:
        # One timeout for connecting, reading and waiting, as patient as Telegram is.
        async with ClientSession(timeout=ClientTimeout(total=60)) as client:
            while self.url:
                await self._pulse.until(self._next, timeout=60)
                if update := self._next():
                    self._busy.add(chat_of(update))
                    self._spawn(self._deliver(client, update))

    def _next(self) -> Json | None:
        """The oldest update of a chat that has no delivery under way, if there is room for one."""
        if len(self._busy) >= self.max_connections:
            return None
        pending = self._updates.pending.values()
        return next((update for update in pending if chat_of(update) not in self._busy), None)

    async def _deliver(self, client: ClientSession, update: Json) -> None:
        pause, pending = self.backoff, self._updates.pending
        while update["update_id"] in pending and not await self._attempt(client, update):
            await asyncio.sleep(pause)
            pause = min(2 * pause, self.most_backoff)
        self._busy.discard(chat_of(update))
        self._pulse.fire()

    async def _attempt(self, client: ClientSession, update: Json) -> bool:
        """Post one update; return whether it was answered with 200."""
        self._updates.deliveries[update["update_id"]] += 1
        try:
            async with client.post(
                self._address(), json=update, headers=self._headers, allow_redirects=False
            ) as answer:
                if answer.status != 200:
                    reason = f"Wrong response from the webhook: {answer.status} {answer.reason}"
                    raise ClientError(reason)
                params, files = await read_reply(answer)
        except (ClientError, TimeoutError) as error:
            self.last_error = str(error) or type(error).__name__
            self._pulse.fire()
            return False
        self._updates.confirm(update["update_id"])
        if "method" in params:
            await self._execute(params.pop("method"), params, files)
        return True

    def _address(self) -> str:
        parts = urlsplit(self.url)
        if parts.hostname in ("127.0.0.1", "localhost"):
            return self.url
        return self.origin + (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
