"""What happens to an update around its turn, the same for polling and webhook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import structlog

from bot.channels.telegram.asides import Asides
from bot.channels.telegram.inbound import Reading, read
from bot.channels.telegram.outbound import group_answer
from bot.channels.telegram.pieces import Pieces
from dialogues.loader import Content
from storage import people
from storage.unit_of_work import Store

log = structlog.get_logger()
ONCE_IN = 60.0
MOST_GROUPS = 1000


class Intake:
    """Reads updates, and does what they ask beside a turn. `username` is ours, once we know it."""

    def __init__(self, content: Content, clock: Callable[[], float], asides: Asides) -> None:
        self.username = ""
        self._content, self._clock, self._asides = content, clock, asides
        self._pieces = Pieces()
        self._groups: dict[int, float] = {}

    def read(self, update: dict[str, Any]) -> Reading:
        """An update that we stumble over must not keep the others away."""
        try:
            found = read(update, self._content.catalogue, self.username, self._clock())
        except Exception as error:
            kind = type(error).__name__
            log.error("an update cannot be read", update=update["update_id"], error=kind)
            return Reading()
        if found.inbound is None or not found.sent:
            return found
        return replace(found, inbound=self._pieces.join(found.inbound, found.sent))

    async def note_reachable(self, store: Store, readings: Sequence[Reading]) -> None:
        """Keep who blocked us and who came back; part of what must be kept before confirming."""
        changes = [one.reachable for one in readings if one.reachable]
        if not changes:
            return
        async with store.begin() as work:
            for address, reachable in changes:
                await people.set_reachable(work, ("telegram", address), reachable)

    def answer_group(self, reading: Reading) -> None:
        """Ask a group to talk in private, at most once a minute.

        Nothing of a group is stored, so this answer does not go through the outbox: after a kill
        at the wrong moment it is not given.
        """
        if reading.group is None or not self.username:
            return
        chat, language = reading.group
        now = self._clock()
        if now - self._groups.pop(chat, -ONCE_IN) < ONCE_IN:
            self._groups[chat] = now
            return
        self._groups[chat] = now
        if len(self._groups) > MOST_GROUPS:
            del self._groups[next(iter(self._groups))]
        say = self._content.catalogue.say
        words, label = say(language or "nl", "group"), say(language or "nl", "button_private")
        self._asides.make(group_answer(chat, words, label, self.username))
