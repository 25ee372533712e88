"""Whose buttons stand where, so that they come off when there are newer ones. Pure."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from bot.messages.links import TELEGRAM
from bot.messages.messages import Outbound
from dialogues.messages.events import Button, Prompt
from storage.repositories.outbox import Keyboard, OutboxRow

Changes = dict[str, str | None]
"""Per key of the outbox the message that got buttons, or None when they went."""
MAX_ADDRESSES = 20_000
"""Whose buttons are remembered; those of whom we heard longest ago go first."""
MAX_STANDING = 5
"""Messages of one address, more than one where taking buttons off failed before."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A message with buttons: the key of its row, and those of its buttons that lead elsewhere."""

    key: str
    links: tuple[Button, ...] = ()

    @property
    def rest(self) -> Prompt | None:
        """What is left below it."""
        return Prompt("menu", self.links) if self.links else None


class Keyboards:
    """The messages of each address that have buttons to answer with, by their numbers there."""

    def __init__(self) -> None:
        self._standing: OrderedDict[str, dict[str, Standing]] = OrderedDict()

    def learn(self, found: Iterable[Keyboard]) -> None:
        """What an earlier life, or another, left; what we know ourselves is newer."""
        for one in found:
            self._at(one.address).setdefault(one.message, Standing(one.key))

    def forget(self, address: str) -> None:
        """It moved, or another sends there now."""
        self._standing.pop(address, None)

    def stands(self, address: str, message: str) -> bool:
        return message in self._standing.get(address, {})

    def sent(self, row: OutboxRow, out: Outbound, shown: str) -> tuple[Changes, list[Outbound]]:
        """What changes by a message that was sent, and how the buttons of others come off.

        shown: the number of the message that has the buttons of `out`

        Messages of one turn leave each other's buttons alone. The last word to who was erased has
        no person, and takes buttons off too.
        """
        changes = self.taken_off(row.address, out.ref)
        asking, links = _buttons(out.prompt)
        asks = bool(shown and asking)
        if not asks and row.person is not None:
            return changes, []
        standing = self._at(row.address)
        older = [
            message
            for message, one in standing.items()
            if message != shown and _turn(one.key) != _turn(row.key)
        ]
        if asks:
            standing[shown] = Standing(row.key, links)
            changes[row.key] = shown
        for message in older[:-MAX_STANDING]:
            changes |= self.taken_off(row.address, message)
        return changes, [
            Outbound(row.channel, row.address, "mark", (), standing[message].rest, message)
            for message in older[-MAX_STANDING:]
        ]

    def taken_off(self, address: str, message: str) -> Changes:
        """This message has no buttons any more."""
        found = self._standing.get(address, {}).pop(message, None)
        return {} if found is None else {found.key: None}

    def _at(self, address: str) -> dict[str, Standing]:
        standing = self._standing.setdefault(address, {})
        self._standing.move_to_end(address)
        if len(self._standing) > MAX_ADDRESSES:
            self._standing.popitem(last=False)
        return standing


def _turn(key: str) -> str:
    """All that is said at once; what a replay says is another turn."""
    return key.rpartition("/")[0]


def asks(prompt: Prompt | None) -> bool:
    """Whether there are buttons to answer with; those that only lead elsewhere may stay."""
    return bool(_buttons(prompt)[0])


def _buttons(prompt: Prompt | None) -> tuple[list[Button], tuple[Button, ...]]:
    """Those to answer with, and those that lead elsewhere."""
    buttons = (*prompt.choices, *prompt.verbs) if prompt else ()
    links = tuple(button for button in buttons if button.data.startswith(TELEGRAM))
    return [button for button in buttons if button not in links], links
