"""What happens to an update around its turn, the same for polling and webhook."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from typing import Any

import structlog

from bot.channels.telegram.background_calls import BackgroundCalls
from bot.channels.telegram.limits import PersonLimits
from bot.channels.telegram.long_messages import LongMessages
from bot.channels.telegram.message_calls import group_answer
from bot.channels.telegram.update_parser import Claim, Reading, number_of, read, unread
from bot.messages.links import Links
from bot.messages.messages import Outbound
from bot.services import erasure
from bot.services import group_chats as group_chats_service
from dialogues.definition.content import Content
from dialogues.messages.events import Part
from dialogues.messages.inputs import Command
from frameworks.definition.languages import DEFAULT
from storage.database.unit_of_work import Store
from storage.repositories import people

log = structlog.get_logger()
ONCE_IN = 60.0
JOINED = 2.0
"""Seconds to wait with the answer to being taken into a group: a link comes right behind it."""
MAX_GROUPS = 1000


class Updates:
    """Reads updates, and does what they ask beside a turn."""

    def __init__(
        self,
        content: Content,
        clock: Callable[[], float],
        asides: BackgroundCalls,
        links: Links,
        limits: PersonLimits,
        tell: Callable[[Outbound], Awaitable[object]],
    ) -> None:
        """`tell`: delivers what is said beside the talk."""
        self._limits, self._tell = limits, tell
        self._content, self._clock, self._asides, self._links = content, clock, asides, links
        self._pieces = LongMessages()
        self._groups: dict[str, float] = {}
        self._hints: dict[str, asyncio.Task[None]] = {}

    def read(self, update: Any) -> Reading:
        """An update, as JSON or as bytes that are none. One that we stumble over must not keep the
        others away: it is put aside whole."""
        try:
            return self._within_limits(self._read(update))
        except Exception as error:
            kind = type(error).__name__
            log.error("an update cannot be read", update=number_of(update), error=kind)
            return self._within_limits(Reading(unread=unread(update, kind, self._clock())))

    def _within_limits(self, found: Reading) -> Reading:
        """Of who sends too much nothing is taken; a tap is answered all the same."""
        one = found.inbound or found.unread
        if one is None or not one.address:
            return found
        text = getattr(one.input, "text", "")
        verdict = self._limits.judge(one.update, one.address, len(text))
        if verdict == "taken":
            return found
        busy = (one.address, one.language or DEFAULT) if verdict == "told" else None
        return Reading(callback=found.callback, busy=busy)

    def _read(self, update: Any) -> Reading:
        found = read(update, self._content.catalogue, self._links.username, self._clock())
        if found.claim:
            return self._claimed(found, found.claim)
        if found.inbound is None or not found.sent:
            return found
        return replace(found, inbound=self._pieces.join(found.inbound, found.sent))

    def _claimed(self, found: Reading, claim: Claim) -> Reading:
        """A good link is taken in as its person's own doing; any other is answered in the group."""
        own = claim.inbound
        name = self._links.grouped(claim.token, own.address, found.sent)
        if not name:
            return found
        given = Command("linked", f"{name} {claim.place}")
        there = (_chat(claim.place), True)
        return Reading(replace(own, input=given), reachable=there, claim=claim)

    async def note_reachable(self, store: Store, readings: Sequence[Reading]) -> None:
        """Keep who blocked us and who came back, and which groups moved or put us out.

        Part of what must be kept before confirming; what came last holds.
        """
        moves = [one.moved for one in readings if one.moved]
        changes = dict(one.reachable for one in readings if one.reachable)
        if not moves and not changes:
            return
        async with store.begin() as work:
            for old, new in moves:
                await erasure.move_address(work, "telegram", old, new)
            for address, reachable in changes.items():
                await people.set_reachable(work, ("telegram", address), reachable)
                if not reachable:
                    await group_chats_service.lost(work, address, self._clock())

    def answer_beside(self, reading: Reading) -> None:
        """Ask a group to talk in private, at most once a minute, and who sends too much to wait.

        Nothing of either is stored, so this answer does not go through the outbox: after a kill
        at the wrong moment it is not given.
        """
        if reading.busy:
            self._ask_to_wait(*reading.busy)
        if reading.claim and reading.inbound and (hint := self._hints.get(reading.claim.place)):
            hint.cancel()  # we introduce ourselves there in other words
        if reading.group is None or not self._links.username:
            return
        place, language = reading.group
        if not self._may_answer(_chat(place)):
            return
        say = self._content.catalogue.say
        key = "group_hidden" if reading.hidden else "group"
        words, label = say(language or DEFAULT, key), say(language or DEFAULT, "button_private")
        answer = group_answer(place, words, label, self._links.username)
        if reading.joined:
            self._hints[place] = hint = self._asides.make(answer, JOINED)
            hint.add_done_callback(lambda _: self._hints.pop(place, None))
        else:
            self._asides.make(answer)

    def _ask_to_wait(self, address: str, language: str) -> None:
        words = self._content.catalogue.say(language, "too_many_messages")
        out = Outbound("telegram", address, "say", (Part("text", words),))
        self._asides.begin(self._tell(out))

    def _may_answer(self, chat: str) -> bool:
        now = self._clock()
        before = self._groups.pop(chat, -ONCE_IN)
        again = now - before < ONCE_IN
        self._groups[chat] = before if again else now
        if len(self._groups) > MAX_GROUPS:
            del self._groups[next(iter(self._groups))]
        return not again


def _chat(place: str) -> str:
    """The group, whichever its topic."""
    return place.partition("/")[0]
