"""What a notification is, and what a source of them can do. Pure."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass

from dialogues.messages.events import Button, Event, FireMoved
from dialogues.messages.inputs import Timeout
from dialogues.turn.context import TurnContext


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


class Source(ABC):
    """Where notifications of some `kinds` come from: what they say, and what one can do with them.

    `every_slot`: of several that are due at once each says something of its own.
    `clears_itself`: what is due and says nothing is taken back by the source.
    """

    kinds: frozenset[str]
    every_slot = False
    clears_itself = False

    def __init__(self, ctx: TurnContext) -> None:
        self.ctx = ctx

    @abstractmethod
    def notification(self, due: Timeout) -> Notification | None:
        """What a due thing says now; None when there is nothing to say of it any more."""

    def owns(self, kind: str, subject: str) -> bool:
        """Whether this person has such a thing, and may put it off, skip or stop it."""
        return False

    def closes(self, subject: str) -> float | None:
        """When it is too late for it; None when it never is."""
        return None

    def begin(self, due: Timeout) -> Button | None:
        """How to do it at once, for what is put off beyond its end."""
        return None

    def put_off(self, due: Timeout, moment: float) -> None:
        self.ctx.result.fires.append(FireMoved(due.kind, due.subject, due.slot, moment))

    def slots_to_skip(self, due: Timeout) -> Iterable[int]:
        """Which fires go when it is skipped."""
        return (due.slot,)

    def later_today(self, moment: float) -> float | None:
        """When something of this kind comes after this moment, on the same day."""
        return None


class RecurringSource(Source):
    """Where comes from what returns by itself, and so can be stopped."""

    @abstractmethod
    def title_to_stop(self, due: Timeout) -> str:
        """What would be stopped; empty when this does not come back."""

    @abstractmethod
    def stop(self, due: Timeout) -> None:
        """This is never asked again, until the person says so."""
