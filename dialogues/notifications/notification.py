"""What a notification is, and what a source of them can do."""

from __future__ import annotations

from dataclasses import dataclass

from dialogues.messages.events import Button, Event

HOUR = 3600.0
PUT_OFF = ("hour", "tomorrow", "week")


@dataclass(frozen=True, slots=True)
class Notification:
    """What one due thing says, with how to begin; `ways` are the other buttons. `after` follows.

    `title` tells it from other things that are due, and `stops` says that it can be stopped. Who
    wants it discreet gets `open`, or else the way to begin, and nothing that follows.
    """

    text: str
    begin: tuple[Button, ...]
    title: str
    ways: tuple[Button, ...] = ()
    stops: bool = False
    after: tuple[Event, ...] = ()
    open: str = ""

    @property
    def opens(self) -> str:
        return self.open or self.begin[0].data
