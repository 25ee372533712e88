"""Telegram's apps cut a long text in pieces of 4096. What follows such a piece belongs to it."""

from __future__ import annotations

from dataclasses import replace

from bot.messages.messages import Inbound
from dialogues.messages.inputs import Typed

LONG = 4000
AT_ONCE = 1.0
MAX_UNFINISHED = 100


class LongMessages:
    """Remembers the last long text of an address for a moment, in this process only."""

    def __init__(self) -> None:
        self._long: dict[str, tuple[str, float, str]] = {}

    def join(self, inbound: Inbound, sent: float) -> Inbound:
        """The inbound with the piece before it, when it came at once behind that.

        Alone, the tail of a text that is too long would pass for an answer.
        """
        given = inbound.input
        number, before, text = self._long.pop(inbound.address, ("", 0.0, ""))
        if not isinstance(given, Typed):
            return inbound
        if len(given.text) > LONG:
            self._long[inbound.address] = (inbound.update, sent, given.text)
            if len(self._long) > MAX_UNFINISHED:
                del self._long[next(iter(self._long))]
        if number != inbound.update and 0 <= sent - before <= AT_ONCE:
            return replace(inbound, input=replace(given, text=text + given.text))
        return inbound
